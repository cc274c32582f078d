// A part of the page drawn as SVG, so that it can leave the page as a picture: its drawings with their styles written
// into them, its texts where they stand, what lies behind them. What has scrolled away is drawn, too.

import { line, svg } from "./drawing.js";

const STYLES = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "paint-order",
  "font-family",
  "font-size",
  "opacity",
  "font-style",
  "font-weight",
  "letter-spacing",
  "stop-color",
  "stop-opacity",
  "display",
  "visibility",
  "transform",
];
const DESCENT = 0.205; // of the height of a line of text: how far its foot lies above its lower edge
const SEE_THROUGH = /^(?:transparent|rgba\(.*, 0\))$/;

// A copy of a drawing with its styles as attributes.
export function dress(drawing) {
  const copy = drawing.cloneNode(true);
  const originals = [drawing, ...drawing.querySelectorAll("*")];
  const copies = [copy, ...copy.querySelectorAll("*")];
  originals.forEach((node, k) => dressOne(copies[k], getComputedStyle(node)));
  originals.forEach((node, k) => node.classList.contains("cs-hit") && copies[k].remove());
  return copy;
}

function dressOne(node, style) {
  for (const name of STYLES) {
    const value = style.getPropertyValue(name);
    if (!value || (name === "transform" && (value === "none" || node.hasAttribute("transform")))) continue;
    node.setAttribute(name, value.replace(/url\("?[^"#]*#/g, "url(#").replace('")', ")"));
  }
  node.removeAttribute("style");
  node.removeAttribute("class");
}

// The part `node` of the page: { node, width, height }, in its own pixels, however far the page is zoomed.
export function drawnOut(node) {
  const scrollers = [...node.querySelectorAll(".cs-scroll")].map((each) => [each, each.scrollTop]);
  for (const [scroller] of scrollers) scroller.scrollTop = 0;
  const { left, top, width } = node.getBoundingClientRect();
  const sheet = { left, top, zoom: width / (node.offsetWidth || 1), nodes: [], bottom: node.offsetHeight };
  drawOn(sheet, node);
  for (const [scroller, at] of scrollers) scroller.scrollTop = at;
  sheet.nodes[0].setAttribute("height", sheet.bottom.toFixed(1)); // what lies behind it all
  return { node: svg("g", {}, ...sheet.nodes), width: node.offsetWidth, height: Math.ceil(sheet.bottom) };
}

function drawOn(sheet, node) {
  const style = getComputedStyle(node);
  if (style.display === "none" || style.visibility === "hidden") return;
  const box = boxOn(sheet, node.getBoundingClientRect());
  sheet.bottom = Math.max(sheet.bottom, box.y + box.height);
  if (node.localName === "svg") return drawCopy(sheet, node, box);
  if (node.localName === "select") return drawChoice(sheet, node, { style, box });
  drawBack(sheet, style, box);
  drawDot(sheet, getComputedStyle(node, "::before"), box);
  for (const child of node.childNodes) {
    if (child.nodeType === Node.ELEMENT_NODE) drawOn(sheet, child);
    else if (child.nodeType === Node.TEXT_NODE && child.data.trim()) drawText(sheet, child, style);
  }
}

function boxOn({ left, top, zoom }, box) {
  return { x: (box.left - left) / zoom, y: (box.top - top) / zoom, width: box.width / zoom, height: box.height / zoom };
}

function drawCopy(sheet, drawing, box) {
  const copy = dress(drawing);
  for (const [name, value] of Object.entries(box)) copy.setAttribute(name, value.toFixed(1));
  copy.setAttribute("overflow", "visible");
  sheet.nodes.push(copy);
}

function drawBack({ nodes }, style, box) {
  const bordered = ["Top", "Right", "Bottom", "Left"].every((side) => parseFloat(style[`border${side}Width`]) > 0);
  const fill = SEE_THROUGH.test(style.backgroundColor) ? "none" : style.backgroundColor;
  const stroke = bordered ? style.borderTopColor : "none";
  if (fill !== "none" || bordered)
    nodes.push(svg("rect", { ...box, rx: parseFloat(style.borderRadius) || 0, fill, stroke }));
  const edge = { x1: box.x, x2: box.x + box.width, y1: box.y + box.height, y2: box.y + box.height };
  if (!bordered && parseFloat(style.borderBottomWidth) > 0)
    nodes.push(svg("line", { ...edge, stroke: style.borderBottomColor }));
}

// The dot before a text, as in a legend.
function drawDot({ nodes }, style, box) {
  const r = parseFloat(style.width) / 2;
  if (style.content === "none" || SEE_THROUGH.test(style.backgroundColor) || !(r > 0)) return;
  nodes.push(svg("circle", { cx: box.x + r, cy: box.y + box.height / 2, r, fill: style.backgroundColor }));
}

// What a list of choices is set to; one that is not set says nothing.
function drawChoice(sheet, node, { style, box }) {
  const [chosen] = node.selectedOptions;
  if (!node.value || !chosen) return;
  drawBack(sheet, style, box);
  sheet.nodes.push(textNode(chosen.text, style, { ...box, x: box.x + 6 }));
}

// A text, line by line.
function drawText(sheet, text, style) {
  const { parentElement: around } = text;
  const cut = style.textOverflow === "ellipsis" && style.overflowX === "hidden";
  if (cut && around.scrollWidth > around.clientWidth) {
    const box = boxOn(sheet, around.getBoundingClientRect());
    sheet.nodes.push(textNode(text.data.trim(), style, box, box.width));
    return;
  }
  for (const { words, box } of writtenLines(text)) sheet.nodes.push(textNode(words, style, boxOn(sheet, box)));
}

// The lines on which a text stands: { words, box }.
function writtenLines(text) {
  const lines = [];
  for (const { index, 0: word } of text.data.matchAll(/[^\s-]*-|[^\s-]+/g)) {
    const range = document.createRange();
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    const [box] = range.getClientRects();
    const last = lines[lines.length - 1];
    if (!box) continue;
    const space = /\s/.test(text.data[index - 1] ?? "") ? " " : "";
    if (last && Math.abs(last.box.top - box.top) < box.height / 2) last.words += space + word;
    else lines.push({ words: word, box });
  }
  return lines;
}

function textNode(words, style, { x, y, height }, width = Infinity) {
  const { color, fontFamily, fontSize, fontStyle, fontWeight } = style;
  const node = svg("text", {
    ...{ x: x.toFixed(1), y: (y + height * (1 - DESCENT)).toFixed(1), fill: color },
    ...{
      "font-family": fontFamily,
      "font-size": parseFloat(fontSize),
      "font-weight": fontWeight,
      "font-style": fontStyle,
    },
  });
  line(node, words, `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`, width);
  node.setAttribute("text-anchor", "start");
  node.removeAttribute("direction");
  return node;
}
