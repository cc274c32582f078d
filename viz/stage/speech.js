// What is being said: the words stand on the table itself, which is always free, whoever speaks.

import { columnWords } from "./cells.js";
import { apart, clamp, direction, fitted, line, mark, measured, put, putAll, rimToward, say, svg } from "./drawing.js";
import { closingWords, endWords, ghostName, memberName } from "./names.js";
import { callWords } from "./numbers.js";
import { listedWords } from "./occasion.js";
import { ballotWords, tallyWords } from "./practices.js";
import { askWords, turnWords } from "./standing.js";
import { actWords, tierWords } from "./terms.js";
import { madeOfWords } from "./verdict.js";

const SIZES = [23, 21, 19, 17, 15, 13.5, 12]; // of the words, in units: the largest that fits
const LEADING = 1.28;

export function makeSpeech(faces) {
  const parts = {
    full: svg("title"),
    paper: svg("path", { class: "cs-paper" }),
    who: svg("text", { class: "cs-who", "text-anchor": "middle" }),
    words: svg("g", { class: "cs-words" }),
    under: svg("g", { class: "cs-under" }),
    stamp: svg("text", { class: "cs-stamp", "text-anchor": "middle" }),
    chip: svg("rect", { class: "cs-askchip" }),
    ask: svg("text", { class: "cs-ask", "text-anchor": "middle" }),
  };
  const node = svg("g", { class: "cs-speech", "aria-hidden": "true" }, ...Object.values(parts));
  const speech = { node, parts, faces, plan: null, drawn: null };
  speech.arrange = (plan) => Object.assign(speech, { plan, drawn: null });
  speech.draw = (scene, where) => drawSpeech(speech, scene, where);
  return speech;
}

// `speaker` is the speaker's place at the table. `stakes` is how wide a stake lies at each of its sides, 0 for
// none: the paper stays clear of them.
function drawSpeech(speech, scene, { speaker, stakes }) {
  const { node, plan } = speech;
  const { row, begun, current, ended } = scene;
  mark(node, "cs-past", !current && !ended);
  const key = ended ? "end" : begun ? `${row.index}:${begun.index}` : "";
  if (speech.drawn === key) return;
  speech.drawn = key;
  const shown = key !== "" && !plan.compact;
  put(node, "display", shown ? null : "none");
  if (!shown) return;
  const seat = ended ? null : plan.seats[speaker];
  drawPaper(speech, ended ? lastWords(scene) : spoken(scene), { seat, stakes });
}

// --- what it says ---------------------------------------------------------------------------------------------------

// What the paper on the table says: who does what, their words, and what stands under them.
function spoken({ begun, row, recording }) {
  const point = row.points.get(begun.point);
  const to = begun.to ? `, to ${apart(memberName(recording, begun.to))}` : "";
  const on = point ? ` · on ${columnWords(point.column)}` : "";
  const who = `${apart(memberName(recording, begun.member))} ${actWords(begun.act)}${to}`;
  const verdict = stampWords(row, begun);
  const under = besides(recording, row, begun);
  return { who, on, text: String(begun.text ?? ""), ask: askWords(begun), verdict, under };
}

function lastWords({ recording, state: now }) {
  const { head, words } = closingWords(recording);
  const moved = recording.reviewed.length;
  const rows = moved === 1 ? "One row was" : `${moved} rows were`;
  const counted = listedWords(recording.header, now.list, now.dnr).join(", ");
  const text = words ? `${words}: ${counted} so far.` : `${counted}.`;
  const under = moved ? [`${rows} moved in the review.`] : [];
  return { who: head, on: "", text, ask: "", verdict: "", under };
}

// The outcome, which stands under the call.
function stampWords(row, begun) {
  const { closed } = row;
  if (!closed || (begun.act !== "call" && begun.act !== "veto")) return "";
  return `${tierWords(closed.tier)} · ${callWords(closed.call)} · ${endWords(row)}`;
}

// What stands in small under a line, one thing a line. Under a call: what it was made of, and what was written down
// after the talk. Under another line: who changes sides or sits up, who is remembered, what was written down before.
function besides(recording, row, begun) {
  if (stampWords(row, begun)) {
    return [...madeOfWords(row, { short: true }), written(recording, row, "after")].filter(Boolean);
  }
  const ghost = begun.ghost ? `remembering ${apart(ghostName(recording, begun.ghost))}` : "";
  const before = begun.act === "announce" ? written(recording, row, "before") : "";
  const tally = begun.ghost ? tallyWords(recording) : "";
  return [turnWords(row, begun), ghost, tally, before].filter(Boolean);
}

// What the voters wrote down before the talk or after it, where a rule has them write.
function written(recording, row, when) {
  const words = ballotWords(recording, row, when);
  return words && `wrote down ${when} the talk: ${words}`;
}

// What stands under an utterance: the verdict and what it was made of, a line each, or what the line does besides.
export function underneath(recording, row, begun) {
  if (!begun) return "";
  const verdict = stampWords(row, begun);
  if (verdict) return [verdict, ...besides(recording, row, begun)].join("\n");
  return [askWords(begun), ...besides(recording, row, begun)].filter(Boolean).join(" · ");
}

// --- how it looks ---------------------------------------------------------------------------------------------------

const MARGIN = 24; // units left and right of the words
const CLEAR = 6; // units between the paper and a stake
const UNDER = 20; // units between two lines under the words
const CHIP = { high: 22, side: 10 }; // the chip of a tier, in units
const READABLE = 13.5; // units: before the words get smaller than this, what may give way does

// The paper with its blocks, one under the other: who, the words, the tier asked for, the verdict, and the rest.
function drawPaper({ node, parts, plan, faces }, said, { seat, stakes }) {
  const { type: u, words } = plan;
  const height = said.verdict && !(stakes.back && stakes.front) ? words.tall : words.height;
  const box = { ...words, height, width: Math.min(words.width, widthBetween(plan, stakes)) };
  const shown = onPaper(joined(said, { u, box, faces }), { u, box, faces });
  const { fit, foot, extra } = shown;
  const leading = fit.size * LEADING;
  const high = 22 * u + fit.lines.length * leading + extra;
  const whoY = box.y - high / 2 + 13 * u;
  const firstY = whoY + 10 * u + leading * 0.78;
  const underY = firstY + (fit.lines.length - 1) * leading + 30 * u;
  const widths = [
    drawLine(parts.who, headOf(said, { u, box, faces }), { box, y: whoY, size: 12.5 * u, weight: 600, faces }),
    ...drawFoot(parts, shown, { box, y: underY, u, faces }),
    ...drawWords(parts, said.text, { fit, x: box.x, y: firstY, leading, faces }),
  ];
  const width = Math.min(box.width, Math.max(...widths)) + 2 * MARGIN * u;
  const top = whoY - 26 * u;
  const bottom = underY + (foot ? 16 + UNDER * (foot - 1) : -14) * u;
  const paper = { x: box.x - width / 2, y: top, width, height: bottom - top, r: 14 * u };
  const aside = asideFrom(plan, stakes, paper);
  const tip = seat ? rimToward(plan.table, seat.x, seat.y, 0.985) : null;
  put(node, "transform", `translate(${aside.x.toFixed(1)} ${aside.y.toFixed(1)})`);
  put(parts.paper, "d", paperPath(paper, tip && { x: tip.x - aside.x, y: tip.y - aside.y }, 13 * u));
}

// How wide the words may be between stakes at the ends of the table.
function widthBetween({ table, type: u }, { left, right }) {
  return 2 * table.rx - left - right - 2 * (MARGIN + CLEAR) * u;
}

// How far a paper moves from the middle to stay clear of stakes: at an end, or along one side if it is a tall one.
function asideFrom({ table, words, type: u }, { left, right, back, front }, { width, height }) {
  const over = (reach) => (reach ? Math.max(0, reach + CLEAR * u - table.rx + width / 2) : 0);
  const down = height > words.height ? Math.sign(back) - Math.sign(front) : 0;
  return { x: over(left) - over(right), y: 2 * CLEAR * u * down };
}

// Who does what, and about what if that fits beside it.
function headOf({ who, on }, { u, box, faces }) {
  return measured(who + on, faces.font(600, 12.5 * u)) <= box.width ? who + on : who;
}

// What was said for a call and what weighed stand in one line if it is wide enough.
function joined(said, { u, box, faces }) {
  const line = said.under.join(". ");
  const fits = measured(line, faces.font(500, 13 * u)) <= box.width;
  return said.verdict && line && fits ? { ...said, under: [line] } : said;
}

// Fits the words into the paper, with what stands under them; under a verdict, lines give way from the last on if the
// words would get too small. They stand in Why all the same.
function onPaper(said, { u, box, faces }) {
  const foot = footOf(said);
  const extra = foot ? (4 + UNDER * foot) * u : 0;
  const face = { weight: 400, family: faces.serif, leading: LEADING };
  const space = { width: box.width, height: box.height - 56 * u - extra };
  const fit = fitted(
    said.text,
    face,
    SIZES.map((size) => size * u),
    space,
  );
  const cramped = fit.cut || fit.size < READABLE * u || space.height < fit.size;
  const spare = said.verdict && said.under.length > 0;
  return cramped && spare
    ? onPaper({ ...said, under: said.under.slice(0, -1) }, { u, box, faces })
    : { ...said, fit, foot, extra };
}

// How many lines stand under the words.
const footOf = ({ ask, verdict, under }) => [ask, verdict].filter(Boolean).length + under.length;

// The lines under the words, from y down: the chip, the verdict, the rest. Returns their widths.
function drawFoot(parts, { ask, verdict, under }, { box, y, u, faces }) {
  const looks = { box, faces };
  const rows = [ask, verdict].map((text) => (text ? UNDER * u : 0));
  const chip = drawLine(parts.ask, ask, { ...looks, y, size: 12.5 * u, weight: 700 });
  const wide = chip + 2 * CHIP.side * u;
  put(parts.chip, "display", ask ? null : "none");
  const corner = { x: box.x - wide / 2, y: y - 15.5 * u, rx: (CHIP.high * u) / 2 };
  putAll(parts.chip, { ...corner, width: wide, height: CHIP.high * u });
  const stamp = drawLine(parts.stamp, verdict, { ...looks, y: y + rows[0], size: 13.5 * u, weight: 700 });
  const lines = under.map(() => svg("text", { "text-anchor": "middle" }));
  parts.under.replaceChildren(...lines);
  const first = y + rows[0] + rows[1];
  const widths = under.map((text, k) =>
    drawLine(lines[k], text, { ...looks, y: first + UNDER * u * k, size: 13 * u, weight: 500 }),
  );
  return [ask ? wide : 0, stamp, ...widths];
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
