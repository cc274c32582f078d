// The paper on the table: how large the words on it can be, where it lies so that it covers nobody, and its outline.

import { clamp, measured, shortened, wrapped } from "./drawing.js";

export const LEADING = 1.24;
const MARGIN = 18; // left and right of the words, times the size of the room, as all that follows
const ABOVE = 9; // over the line that says who speaks
const BELOW = 10; // under the last line
const BETWEEN = 5; // between blocks
const CLEAR = 6; // between the paper and people or stakes
const OVERHANG = { side: 26, back: 3, front: 12 }; // how far corners and edges may lie over the rim of the table
const OUTMOST = 0.9; // of half the table's height: as far out as its width there still counts
const LINE_MOST = 27; // of a line, in widths of the letter m
const MOST_LINES = 8;
const SHIFTS = [0, 5, -3, 10, 15]; // from the middle of the table, down the page

// Finds the largest letters for `said` in the room of `plan`: { size, lines, text, x, width, box }, with the baselines
// `head`, `words` and `foot`, what stands in the `headed` line beside the name, and what is `shown` under the words.
// The lines under the words give way, from the last on, before the words get too small to read; they stand in Why all
// the same. What else is too long is cut, and `cut` then holds it whole.
export function onPaper(said, { plan, taken, faces }) {
  const { type, far } = plan;
  const room = { plan, taken, faces };
  let best = null;
  for (let many = said.under.length; many >= 0; many--) {
    const shown = { ...said, inline: far, under: joinedUnder(said, many) };
    const found = firstThatFits(shown, room);
    if (found && (found.size >= type.readable || !best || found.size > best.size * 1.12)) best = found;
    if (best && best.size >= type.readable) return best;
  }
  return best ?? squeezedOn({ ...said, inline: far, under: [] }, room);
}

// What was said for a call and what weighed stand in one line if it is short enough.
const joinedUnder = ({ under, verdict }, many) =>
  verdict && many > 1 && under.slice(0, many).join(". ").length < 60
    ? [under.slice(0, many).join(". ")]
    : under.slice(0, many);

function firstThatFits(shown, room) {
  for (const size of room.plan.type.speech) {
    for (let many = 1; many <= MOST_LINES; many++) {
      for (const shift of SHIFTS) {
        const found = laidOn(shown, { size, many, shift }, room);
        if (found === "too long") break; // a little up or down will not help
        if (found) return found;
      }
    }
  }
  return null;
}

// The words on `many` lines of letters of a `size`, or what is wrong with that.
function laidOn(shown, { size, many, shift }, room) {
  const { plan, faces } = room;
  const { text } = shown;
  const font = `400 ${size}px ${faces.serif}`;
  const most = LINE_MOST * size;
  if (measured(text, font) > most * many) return "too long";
  const tall = heightOf(shown, { size, many }, plan);
  const free = freeAt(plan, room.taken, { tall, shift: shift * plan.k });
  const width = Math.min(most, (free?.width ?? 0) - 2 * MARGIN * plan.k);
  if (width < size * 4 || measured(text, font) > width * many) return null;
  const needed = footWidth(shown, plan, faces);
  const head = headOf(shown, width, plan, faces);
  const lines = wrapped(text, font, width);
  if (needed > width || head.text === null || lines.length > many || lines.broken) return null;
  const even = evened(text, font, { lines, width });
  return placed({ shown, text, size, lines: even, head, needed, tall, free, font }, room);
}

// Nothing fits: the smallest letters, and the end of the words is cut.
function squeezedOn(shown, room) {
  const { plan, faces } = room;
  const size = plan.type.speech[plan.type.speech.length - 1];
  const font = `400 ${size}px ${faces.serif}`;
  const spaces = [1, 2, 3, 4, 5, 6].map((many) => {
    const tall = heightOf(shown, { size, many }, plan);
    const free = freeAt(plan, room.taken, { tall, shift: 0 }) ?? {
      left: plan.table.cx - 60,
      width: 120,
      top: plan.table.cy,
    };
    return { many, tall, free, width: Math.max(80, free.width - 2 * MARGIN * plan.k) };
  });
  const { many, tall, free, width } = spaces.reduce((a, b) => (b.many * b.width > a.many * a.width ? b : a));
  const whole = shown.text;
  const all = wrapped(whole, font, width);
  const lines = all.slice(0, many);
  const cut = lines.length < all.length;
  if (cut) lines[many - 1] = shortened(`${lines[many - 1]} …`, font, width);
  const head = headOf(shown, width, plan, faces);
  const needed = Math.min(width, footWidth(shown, plan, faces));
  const paper = placed({ shown, text: whole, size, lines, head, needed, tall, free, font }, room);
  return { ...paper, cut: cut ? whole : null };
}

// --- how much room there is ----------------------------------------------------------------------------------------

const chipHeight = ({ type, k }) => type.foot * 1.3 + 8 * k;

function heightOf({ ask, verdict, under, inline }, { size, many }, plan) {
  const { type, k } = plan;
  const feet =
    (ask && !inline ? chipHeight(plan) : 0) + (verdict ? type.foot * 1.3 : 0) + under.length * type.under * 1.32;
  return (ABOVE + BELOW) * k + type.head * 1.12 + BETWEEN * k + many * size * LEADING + (feet ? feet + BETWEEN * k : 0);
}

// The widest part of the table of this height that is free, `shift` down from its middle; null if there is none.
function freeAt({ table, k }, taken, { tall, shift }) {
  const top = table.cy + shift - tall / 2;
  const bottom = top + tall;
  if (top < table.cy - table.ry - OVERHANG.back * k || bottom > table.cy + table.ry + OVERHANG.front * k) return null;
  const out = Math.min(OUTMOST, Math.max(table.cy - top, bottom - table.cy) / table.ry);
  const chord = table.rx * Math.pow(1 - Math.pow(out, 2.5), 0.4);
  const half = Math.min(chord + OVERHANG.side * k, table.rx - CLEAR * k);
  let [left, right] = [table.cx - half, table.cx + half];
  for (const box of taken) {
    if (box.bottom + CLEAR * k * 0.6 < top || box.top - CLEAR * k * 0.6 > bottom) continue;
    const [before, after] = [box.left - CLEAR * k, box.right + CLEAR * k];
    if (after <= left || before >= right) continue;
    if (before - left > right - after) right = before;
    else left = after;
  }
  return right - left > 0 ? { left, width: right - left, top } : null;
}

function footWidth({ ask, verdict, under, inline }, plan, faces) {
  const { type } = plan;
  return Math.max(
    ask && !inline ? chipWidth(ask, plan, faces) : 0,
    verdict ? measured(verdict, faces.font(700, type.foot)) * 1.03 : 0,
    ...under.map((text) => measured(text, faces.font(500, type.under))),
  );
}

export const chipWidth = (ask, { type, k }, faces) => measured(ask, faces.font(700, type.foot)) + 20 * k;

// What stands beside the name, as much as fits: what they do, and about what; for the back of a room also the tier they
// ask for, which takes a line of its own elsewhere. `text` is null if not even that fits.
function headOf({ name, act, on, ask, inline }, width, plan, faces) {
  const { type, k } = plan;
  const chip = ask && inline ? chipWidth(ask, plan, faces) + 12 * k : 0;
  const named = measured(name, faces.font(700, type.head));
  const wide = (text) => named + chip + (text ? measured(` ${text}`, faces.font(500, type.act)) : 0);
  const choices = inline ? [`${act}${on}`, act, ""] : [`${act}${on}`, act];
  const text = choices.find((each) => wide(each) <= width);
  return text === undefined
    ? { text: null, wide: Math.min(width, wide("")), chip: 0 }
    : { text, wide: wide(text), chip };
}

// Where everything on the paper stands.
function placed({ shown, text, size, lines, head, needed, tall, free, font }, { plan }) {
  const { type, k, table } = plan;
  const wide = Math.max(head.wide, needed, ...lines.map((each) => measured(each, font)));
  const width = wide + 2 * MARGIN * k;
  const x = clamp(table.cx, free.left + width / 2, Math.max(free.left + width / 2, free.left + free.width - width / 2));
  const headAt = free.top + ABOVE * k + type.head * 0.86;
  const wordsTop = free.top + ABOVE * k + type.head * 1.12 + BETWEEN * k;
  const words = wordsTop + size * LEADING * 0.78;
  let y = wordsTop + lines.length * size * LEADING + BETWEEN * k;
  const foot = { under: [] };
  if (shown.ask && shown.inline) foot.ask = headAt;
  else if (shown.ask) foot.ask = (y += chipHeight(plan)) - 4 * k - type.foot * 0.3;
  if (shown.verdict) foot.verdict = (y += type.foot * 1.3) - type.foot * 0.3;
  for (let n = 0; n < shown.under.length; n++) foot.under.push((y += type.under * 1.32) - type.under * 0.32);
  const box = { x: x - width / 2, y: free.top, width, height: tall, r: 12 * k };
  const heading = {
    headed: head.text,
    headX: x - head.chip / 2,
    chipX: head.chip ? x + (head.wide - head.chip) / 2 : x,
  };
  return { size, lines, text, x, width: wide, box, head: headAt, ...heading, words, foot, shown, cut: null };
}

// --- lines ---------------------------------------------------------------------------------------------------------

// The same number of lines, as even as possible, so that no single word stands last. Broken words stay as they are.
function evened(text, font, { lines, width }) {
  if (lines.length < 2 || lines.broken) return lines;
  const words = text.trim().split(/\s+/);
  let low = Math.max(width / 2, ...words.map((word) => measured(word, font)));
  let high = width;
  for (let k = 0; k < 6 && high - low > 4; k++) {
    const middle = (low + high) / 2;
    if (wrapped(text, font, middle).length <= lines.length) high = middle;
    else low = middle;
  }
  return wrapped(text, font, high);
}

// --- the outline ---------------------------------------------------------------------------------------------------

// A rounded paper with a tail toward the speaker, drawn as one line.
export function paperPath({ x, y, width, height, r }, tip, half) {
  const n = (value) => value.toFixed(1);
  const tail = tip ? tailOf({ x, y, width, height, r }, tip, half) : null;
  const corner = (dx, dy) => `a${r} ${r} 0 0 1 ${n(dx)} ${n(dy)}`;
  const edge = (name, end) => (tail?.edge === name ? tail.path : "") + `L${n(end[0])} ${n(end[1])}`;
  return (
    `M${n(x + r)} ${n(y)}${edge("top", [x + width - r, y])}${corner(r, r)}` +
    `${edge("right", [x + width, y + height - r])}${corner(-r, r)}` +
    `${edge("bottom", [x + r, y + height])}${corner(-r, -r)}${edge("left", [x, y + r])}${corner(r, -r)}Z`
  );
}

// The edge where the tail leaves, and its outline from there to the tip and back, clockwise around the paper.
function tailOf({ x, y, width, height, r }, tip, half) {
  const n = (value) => value.toFixed(1);
  const across = (tip.x - x - width / 2) / (width / 2);
  const down = (tip.y - y - height / 2) / (height / 2);
  const flat = Math.abs(down) >= Math.abs(across);
  const out = flat ? Math.sign(down) : Math.sign(across);
  const past = flat ? (down < 0 ? y - tip.y : tip.y - y - height) : across < 0 ? x - tip.x : tip.x - x - width;
  if (past < 2) return null;
  const root = flat
    ? {
        x: clamp(x + width / 2 + (across / Math.abs(down || 1)) * (width / 2), x + r + half, x + width - r - half),
        y: down < 0 ? y : y + height,
      }
    : {
        x: across < 0 ? x : x + width,
        y: clamp(y + height / 2 + (down / Math.abs(across || 1)) * (height / 2), y + r + half, y + height - r - half),
      };
  const reach = out * Math.min(past, 3 * half);
  const bend = flat ? `${n(root.x)} ${n(root.y + reach)}` : `${n(root.x + reach)} ${n(root.y)}`;
  const side = flat ? [out * half, 0] : [0, -out * half]; // toward where the outline goes on
  const [from, to] = [-1, 1].map((way) => `${n(root.x - way * side[0])} ${n(root.y - way * side[1])}`);
  return {
    edge: flat ? (down < 0 ? "top" : "bottom") : across < 0 ? "left" : "right",
    path: `L${from}Q${bend} ${n(tip.x)} ${n(tip.y)}Q${bend} ${to}`,
  };
}
