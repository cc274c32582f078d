// What is being said: the words stand on the table itself, which is always free, whoever speaks.

import { columnWords } from "./cells.js";
import { apart, clamp, direction, fitted, line, mark, measured, put, putAll, rimToward, say, svg } from "./drawing.js";
import { endWords, ghostName, memberName } from "./names.js";
import { callWords } from "./numbers.js";
import { actWords, tierWords } from "./terms.js";

const SIZES = [23, 21, 19, 17, 15, 13.5, 12]; // of the words, in units: the largest that fits
const LEADING = 1.28;

export function makeSpeech(faces) {
  const parts = {
    full: svg("title"),
    paper: svg("path", { class: "cs-paper" }),
    who: svg("text", { class: "cs-who", "text-anchor": "middle" }),
    words: svg("g", { class: "cs-words" }),
    under: svg("text", { class: "cs-under", "text-anchor": "middle" }),
    stamp: svg("text", { class: "cs-stamp", "text-anchor": "middle" }),
  };
  const node = svg("g", { class: "cs-speech", "aria-hidden": "true" }, ...Object.values(parts));
  const speech = { node, parts, faces, plan: null, drawn: null };
  speech.arrange = (plan) => Object.assign(speech, { plan, drawn: null });
  speech.draw = (scene, where) => drawSpeech(speech, scene, where);
  return speech;
}

// `speaker` is the speaker's place at the table. If somebody at an end of the table has staked (`atEnds`), the paper
// leaves room for the stake.
function drawSpeech(speech, scene, { speaker, atEnds }) {
  const { node, plan } = speech;
  const { row, begun, current, state: now } = scene;
  mark(node, "cs-past", !current && !now.finished);
  const key = now.finished ? "end" : begun ? `${row.index}:${begun.index}` : "";
  if (speech.drawn === key) return;
  speech.drawn = key;
  const shown = key !== "" && !plan.compact;
  put(node, "display", shown ? null : "none");
  if (!shown) return;
  const seat = now.finished ? null : plan.seats[speaker];
  drawPaper(speech, now.finished ? lastWords(scene) : spoken(scene), { seat, atEnds });
}

// --- what it says ---------------------------------------------------------------------------------------------------

// What the paper on the table says: who does what, their words, and what stands under them.
function spoken({ begun, row, recording }) {
  const point = row.points.get(begun.point);
  const to = begun.to ? `, to ${apart(memberName(recording, begun.to))}` : "";
  const on = point ? ` · on ${columnWords(point.column)}` : "";
  const who = `${apart(memberName(recording, begun.member))} ${actWords(begun.act)}${to}${on}`;
  const verdict = stampWords(row, begun);
  return { who, text: String(begun.text ?? ""), verdict, under: verdict ? "" : underneath(recording, row, begun) };
}

function lastWords({ recording, state: now }) {
  const moved = recording.reviewed.length;
  const rows = moved === 1 ? "One row was" : `${moved} rows were`;
  const text = `${now.list.length} ranked, ${now.dnr.length} not ranked.`;
  return { who: "The meeting is over", text, verdict: "", under: moved ? `${rows} moved in the review.` : "" };
}

// The outcome, which stands under the call.
function stampWords(row, begun) {
  const { closed } = row;
  if (!closed || (begun.act !== "call" && begun.act !== "veto")) return "";
  return `${tierWords(closed.tier)} · ${callWords(closed.call)} · ${endWords(row)}`;
}

// What stands under an utterance: the verdict, or who is remembered.
export function underneath(recording, row, begun) {
  if (!begun) return "";
  const ghost = begun.ghost ? ghostName(recording, begun.ghost) : "";
  return stampWords(row, begun) || (ghost ? `remembering ${apart(ghost)}` : "");
}

// --- how it looks ---------------------------------------------------------------------------------------------------

// The paper with three blocks, one under the other: who, the words, what stands under them.
function drawPaper({ parts, plan, faces }, said, { seat, atEnds }) {
  const { type: u, words } = plan;
  const box = atEnds ? { ...words, width: Math.min(words.width, words.between) } : words;
  const extra = (said.under || said.verdict ? 24 : 0) * u;
  const face = { weight: 400, family: faces.serif, leading: LEADING };
  const space = { width: box.width, height: box.height - 56 * u - extra };
  const fit = fitted(
    said.text,
    face,
    SIZES.map((size) => size * u),
    space,
  );
  const leading = fit.size * LEADING;
  const high = 22 * u + fit.lines.length * leading + extra;
  const whoY = box.y - high / 2 + 13 * u;
  const firstY = whoY + 10 * u + leading * 0.78;
  const underY = firstY + (fit.lines.length - 1) * leading + 30 * u;
  const widths = [
    drawLine(parts.who, said.who, { box, y: whoY, size: 12.5 * u, weight: 600, faces }),
    drawLine(parts.under, said.under, { box, y: underY, size: 13 * u, weight: 500, faces }),
    drawLine(parts.stamp, said.verdict, { box, y: underY, size: 13.5 * u, weight: 700, faces }),
    ...drawWords(parts, said.text, { fit, x: box.x, y: firstY, leading, faces }),
  ];
  const width = Math.min(box.width, Math.max(...widths)) + 48 * u;
  const [top, bottom] = [whoY - 26 * u, underY + (extra ? 16 : -14) * u];
  const paper = { x: box.x - width / 2, y: top, width, height: bottom - top, r: 14 * u };
  put(parts.paper, "d", paperPath(paper, seat ? rimToward(plan.table, seat.x, seat.y, 0.985) : null, 13 * u));
}

// One line in the middle of `box`; returns its width without a cut.
function drawLine(node, text, { box, y, size, weight, faces }) {
  const font = faces.font(weight, size);
  putAll(node, { x: box.x, y, "font-size": size, "font-family": faces.sans, "font-weight": weight });
  line(node, text, font, box.width, "middle");
  return measured(text, font);
}

// The fitted words; returns the widths of their lines.
function drawWords({ words, full }, text, { fit, x, y, leading, faces }) {
  const looks = {
    "font-size": fit.size,
    "font-family": faces.serif,
    "text-anchor": "middle",
    direction: direction(text),
  };
  const lines = fit.lines.map((each, k) => svg("text", { x, y: y + k * leading, ...looks, text: each }));
  words.replaceChildren(...lines);
  say(full, fit.cut ? text : "");
  return fit.lines.map((each) => measured(each, `400 ${fit.size}px ${faces.serif}`));
}

// A rounded paper with a tail toward the speaker, drawn as one line.
function paperPath({ x, y, width, height, r }, tip, half) {
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
