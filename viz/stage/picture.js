// The view one sees as a picture of its own: an SVG file for a slide, with all its styles written into it, or a PNG
// file of it at twice the size.

import { measured, svg } from "./drawing.js";
import { dress, drawnOut } from "./drawnout.js";

const LARGER = 2; // pixels of a PNG file for one on the screen
const FOOT_MARGIN = 18; // pixels left and right of the words below the picture
const FOOT_SIZE = 12; // of those words, in pixels
const FOOT_LINE = 17; // from one line of them to the next
const FOOT_FAMILY = "sans-serif";

// `view` (a drawing, or a part of the page) on its background as the text of an SVG file, with `words` below it.
export function pictured(view, words) {
  const { node, width, height } = view.localName === "svg" ? drawingAlone(view) : drawnOut(view);
  const ground = getComputedStyle(view.closest(".cs-stage"));
  const foot = wordsBelow(words, { width, height, fill: ground.color });
  const size = { width, height: height + foot.height };
  const looks = { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${size.width} ${size.height}`, ...size };
  const back = svg("rect", { ...size, fill: ground.backgroundColor });
  return new XMLSerializer().serializeToString(
    svg("svg", looks, svg("title", { text: words }), back, node, ...foot.nodes),
  );
}

// A copy of a drawing that stands by itself.
function drawingAlone(canvas) {
  const { width, height } = canvas.viewBox.baseVal;
  const node = dress(canvas);
  for (const [name, value] of Object.entries({ x: 0, y: 0, width, height })) node.setAttribute(name, value);
  return { node, width, height };
}

// The words below a picture, on as many lines as they need: { nodes, height }.
function wordsBelow(words, { width, height, fill }) {
  const font = `${FOOT_SIZE}px ${FOOT_FAMILY}`;
  const lines = [""];
  for (const word of words.split(/\s+/)) {
    const longer = `${lines[lines.length - 1]} ${word}`.trim();
    if (measured(longer, font) <= width - 2 * FOOT_MARGIN) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const looks = { x: FOOT_MARGIN, "font-size": FOOT_SIZE, "font-family": FOOT_FAMILY, fill };
  const nodes = lines.map((text, k) => svg("text", { ...looks, y: height + (k + 1) * FOOT_LINE, text }));
  return { nodes, height: lines.length * FOOT_LINE + 10 };
}

// An SVG file as a PNG file: a promise of its bytes.
export async function painted(text) {
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: image.naturalWidth * LARGER, height: image.naturalHeight * LARGER });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  return new Promise((resolve, reject) => {
    const done = (bytes) =>
      bytes ? resolve(bytes) : reject(new Error("This browser cannot paint so large a picture."));
    canvas.toBlob(done, "image/png");
  });
}

// Hands `content` (text or bytes) to the browser as a file to keep.
export function keepFile(name, content, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
