// Making and changing nodes, and measuring text. Data reaches the page only through textContent and
// setAttribute, so a name that holds markup is drawn as the characters it is made of.

const SVG = "http://www.w3.org/2000/svg";

export function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

export function html(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

// A button that calls `act`.
export function pushButton(looks, act, ...children) {
  return html("button", { type: "button", ...looks, click: act }, ...children);
}

// Makes a drawing that is no button call `pick` by pointer and keyboard.
export function pickable(node, pick) {
  node.addEventListener("click", pick);
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    pick();
  });
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") node.textContent = value;
    else if (typeof value === "function") node.addEventListener(name, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export const heading = (text) => html("h3", { text });

// Sets an attribute only if it differs: an unchanged page costs nothing.
export function put(node, name, value) {
  const kept = (node.kept ??= {});
  if (kept[name] === value) return;
  kept[name] = value;
  if (value === null || value === false) node.removeAttribute(name);
  else node.setAttribute(name, value);
}

export function putAll(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) put(node, name, value);
}

export function say(node, text) {
  if (node.keptText === text) return;
  node.keptText = text;
  node.textContent = text;
}

export function mark(node, name, on) {
  if (node.classList.contains(name) !== Boolean(on)) node.classList.toggle(name, Boolean(on));
}

export const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

// --- text -----------------------------------------------------------------------------------------------------

const SANS =
  'Inter, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, "Noto Sans", sans-serif';
const SERIF = '"Iowan Old Style", P052, "Palatino Linotype", Palatino, Georgia, serif';
const pen = { context: null, widths: new Map() };
const graphemes =
  typeof Intl !== "undefined" && Intl.Segmenter ? new Intl.Segmenter(undefined, { granularity: "grapheme" }) : null;

export function letters(text) {
  return graphemes ? Array.from(graphemes.segment(text), (part) => part.segment) : Array.from(text);
}

// Width in pixels of `text` in a CSS font such as "600 13px system-ui".
export function measured(text, font) {
  pen.context ??= document.createElement("canvas").getContext("2d");
  const key = font + "\u0000" + text;
  let width = pen.widths.get(key);
  if (width === undefined) {
    if (pen.widths.size > 20000) pen.widths.clear();
    if (pen.context.font !== font) pen.context.font = font;
    width = pen.context.measureText(text).width;
    pen.widths.set(key, width);
  }
  return width;
}

// Widths measured before a web font arrived are wrong afterward.
export function forgetWidths() {
  pen.widths.clear();
}

export function shortened(text, font, width) {
  if (measured(text, font) <= width) return text;
  const parts = letters(text.length > 400 ? text.slice(0, 400) : text);
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (measured(parts.slice(0, middle).join("") + "…", font) <= width) low = middle;
    else high = middle - 1;
  }
  return parts.slice(0, low).join("").trimEnd() + "…";
}

// Breaks `text` into lines no wider than `width`, and a word longer than a line between letters (`broken` then holds).
export function wrapped(text, font, width) {
  const lines = [];
  let last = "";
  for (const word of text.trim().split(/\s+/)) {
    const longer = last ? `${last} ${word}` : word;
    if (measured(longer, font) <= width) {
      last = longer;
      continue;
    }
    if (last) lines.push(last);
    last = word;
    while (measured(last, font) > width) {
      lines.broken = true;
      const parts = letters(last);
      let cut = parts.length - 1;
      while (cut > 1 && measured(parts.slice(0, cut).join(""), font) > width)
        cut = cut > 24 ? Math.ceil(cut * 0.8) : cut - 1;
      lines.push(parts.slice(0, cut).join(""));
      last = parts.slice(cut).join("");
      if (cut >= parts.length) break;
    }
  }
  if (last) lines.push(last);
  return lines;
}

const RIGHT_TO_LEFT = /^[^\p{L}]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/u;

const SET_APART = /\u2068[^\u2069]*\u2069/g;

// Which way a line runs: as its first letter does, apart from isolated names.
export function direction(text) {
  const frame = text.replace(SET_APART, "");
  return RIGHT_TO_LEFT.test(/\p{L}/u.test(frame) ? frame : text) ? "rtl" : "ltr";
}

// One line of SVG text inside `width`; if an ellipsis cuts it, its title gives it in full. The anchor keeps its side
// whichever way the text runs.
export function line(node, text, font, width, anchor = "start") {
  const key = `${text}\u0000${font}\u0000${width}`;
  if (node.keptText === key) return;
  node.keptText = key;
  const short = shortened(text, font, width);
  node.textContent = short;
  const way = direction(text);
  put(node, "direction", way);
  put(node, "text-anchor", way === "rtl" && anchor !== "middle" ? (anchor === "start" ? "end" : "start") : anchor);
  if (short !== text) node.append(svg("title", { text }));
}

// Isolates data from the sentence around it, whichever direction it runs in.
export const apart = (text) => `\u2068${text}\u2069`;

// The fonts, in the form that canvas and SVG need, from the style of an element: font(weight, size, "sans" | "serif").
export function facesOf(style) {
  const sans = style.getPropertyValue("--cs-sans").trim() || SANS;
  const serif = style.getPropertyValue("--cs-serif").trim() || SERIF;
  const font = (weight, size, face = "sans") => `${weight} ${size}px ${face === "serif" ? serif : sans}`;
  return { sans, serif, font };
}

// --- shapes ---------------------------------------------------------------------------------------------------

const ROUNDNESS = 2.5;

// Half height of the table at `dx` from its middle.
export function edgeAt(table, dx) {
  const x = clamp(Math.abs(dx) / table.rx, 0, 1);
  return table.ry * Math.pow(1 - Math.pow(x, ROUNDNESS), 1 / ROUNDNESS);
}

export function ovalPath(table) {
  const points = [];
  for (let k = 0; k < 96; k++) {
    const angle = (k / 96) * 2 * Math.PI;
    const c = Math.cos(angle);
    const s = Math.sin(angle);
    const x = table.cx + table.rx * Math.sign(c) * Math.pow(Math.abs(c), 2 / ROUNDNESS);
    const y = table.cy + table.ry * Math.sign(s) * Math.pow(Math.abs(s), 2 / ROUNDNESS);
    points.push(`${x.toFixed(1)} ${y.toFixed(1)}`);
  }
  return `M${points.join("L")}Z`;
}

// The point where the line from the table's middle to (x, y) crosses the oval scaled by `share`.
export function rimToward(table, x, y, share = 1) {
  const dx = (x - table.cx) / table.rx;
  const dy = (y - table.cy) / table.ry;
  const size = Math.pow(Math.pow(Math.abs(dx), ROUNDNESS) + Math.pow(Math.abs(dy), ROUNDNESS), 1 / ROUNDNESS) || 1;
  return { x: table.cx + (dx / size) * share * table.rx, y: table.cy + (dy / size) * share * table.ry };
}

// An arc of a circle round (0, 0), angles in degrees clockwise from twelve o'clock.
export function arcPath(radius, from, to) {
  const at = (angle) => {
    const turn = ((angle - 90) * Math.PI) / 180;
    return `${(radius * Math.cos(turn)).toFixed(2)} ${(radius * Math.sin(turn)).toFixed(2)}`;
  };
  const [low, high] = from <= to ? [from, to] : [to, from];
  if (high - low < 0.2) return `M${at(low)}`;
  return `M${at(low)}A${radius} ${radius} 0 ${high - low > 180 ? 1 : 0} 1 ${at(high)}`;
}
