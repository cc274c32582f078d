// The room as a picture of its own: an SVG file for a slide, with all its styles written into it.

import { svg } from "./drawing.js";

const STYLES = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "opacity",
  "font-style",
  "font-weight",
  "letter-spacing",
  "stop-color",
  "stop-opacity",
  "display",
  "transform",
];

// The drawing `canvas` as the text of an SVG file, on its background, with a line of words below.
export function pictured(canvas, words) {
  const copy = canvas.cloneNode(true);
  const originals = [canvas, ...canvas.querySelectorAll("*")];
  const copies = [copy, ...copy.querySelectorAll("*")];
  originals.forEach((node, k) => dress(copies[k], getComputedStyle(node)));
  for (const node of copy.querySelectorAll(".cs-hit")) node.remove();
  const { width, height } = canvas.viewBox.baseVal;
  const ground = getComputedStyle(canvas.closest(".cs-stage"));
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("viewBox", `0 0 ${width} ${height + 26}`);
  copy.setAttribute("width", width);
  copy.setAttribute("height", height + 26);
  copy.prepend(svg("rect", { width: "100%", height: "100%", fill: ground.backgroundColor }));
  copy.append(
    svg("text", {
      x: 18,
      y: height + 14,
      "font-size": 12,
      "font-family": "sans-serif",
      fill: ground.color,
      text: words,
    }),
  );
  return new XMLSerializer().serializeToString(copy);
}

function dress(node, style) {
  for (const name of STYLES) {
    const value = style.getPropertyValue(name);
    if (!value || (name === "transform" && (value === "none" || node.hasAttribute("transform")))) continue;
    node.setAttribute(name, value.replace(/url\("?[^"#]*#/g, "url(#").replace('")', ")"));
  }
  node.removeAttribute("style");
  node.removeAttribute("class");
}

// Hands `text` to the browser as a file to keep.
export function keepFile(name, text, type = "image/svg+xml") {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
