// What is being said: the words stand on the table itself, which is always free, whoever speaks. They are as large as
// the table has room for.

import { columnWords } from "./cells.js";
import { apart, direction, line, mark, put, putAll, rimToward, say, svg } from "./drawing.js";
import { closingWords, endWords, ghostName, memberName } from "./names.js";
import { callWords } from "./numbers.js";
import { listedWords } from "./occasion.js";
import { LEADING, chipWidth, onPaper, paperPath } from "./paper.js";
import { ballotWords, tallyWords } from "./practices.js";
import { askWords, turnWords } from "./standing.js";
import { actWords, tierWords } from "./terms.js";
import { madeOfWords } from "./verdict.js";

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

// `speaker` is the speaker's place at the table; `taken` are boxes in the room from which the paper stays clear.
function drawSpeech(speech, scene, { speaker, taken }) {
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
  drawPaper(speech, ended ? lastWords(scene) : spoken(scene), { seat, taken });
}

// --- what it says ---------------------------------------------------------------------------------------------------

// What the paper on the table says: who does what, their words, and what stands under them.
function spoken({ begun, row, recording }) {
  const point = row.points.get(begun.point);
  const to = begun.to ? `, to ${apart(memberName(recording, begun.to))}` : "";
  const on = point ? ` · on ${columnWords(point.column)}` : "";
  const name = apart(memberName(recording, begun.member));
  const act = `${actWords(begun.act)}${to}`;
  const verdict = stampWords(row, begun);
  const under = besides(recording, row, begun);
  return { name, act, on, text: String(begun.text ?? ""), ask: askWords(begun), verdict, under };
}

function lastWords({ recording, state: now }) {
  const { head, words } = closingWords(recording);
  const moved = recording.reviewed.length;
  const rows = moved === 1 ? "One row was" : `${moved} rows were`;
  const counted = listedWords(recording.header, now.list, now.dnr).join(", ");
  const text = words ? `${words}: ${counted} so far.` : `${counted}.`;
  const under = moved ? [`${rows} moved in the review.`] : [];
  return { name: head, act: "", on: "", text, ask: "", verdict: "", under };
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
  const tally = tallyWords(recording, begun);
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

// The paper with its blocks, one under the other: who, the words, the tier asked for, the verdict, and the rest.
function drawPaper({ node, parts, plan, faces }, said, { seat, taken }) {
  const paper = onPaper(said, { plan, taken, faces });
  const { type } = plan;
  const { x, head, headX, text, size, lines, words } = paper;
  drawHead(parts.who, paper, { said, faces, type });
  drawWords(parts, text, { size, lines, x, y: words, faces, whole: paper.cut });
  drawFoot(parts, paper, { plan, faces });
  const tip = seat ? rimToward(plan.table, seat.x, seat.y, 0.985) : null;
  putAll(parts.who, { x: headX, y: head });
  put(parts.paper, "d", paperPath(paper.box, tip, 13 * plan.k));
}

// Who speaks, and lighter what they do, and about what, as far as it fits.
function drawHead(node, { headed, width }, { said, faces, type }) {
  put(node, "font-family", faces.sans);
  node.keptText = null;
  if (headed === null) {
    putAll(node, { "font-size": type.head, "font-weight": 700 });
    line(node, said.name, faces.font(700, type.head), width, "middle");
    return;
  }
  const looks = { "font-size": type.act, "font-weight": 500, class: "cs-whodoes" };
  const name = svg("tspan", { "font-size": type.head, "font-weight": 700, class: "cs-whoname", text: said.name });
  node.replaceChildren(name, ...(headed ? [svg("tspan", { ...looks, text: ` ${headed}` })] : []));
}

// What stands besides the words: the chip of a tier, the verdict, the rest.
function drawFoot(parts, { shown: { ask, verdict, under, inline }, x, chipX, foot }, { plan, faces }) {
  const { type, k } = plan;
  const wide = ask ? chipWidth(ask, plan, faces) : 0;
  const high = type.foot * 1.3 + 5 * k;
  const middle = inline ? chipX + 6 * k : x;
  const corner = { x: middle - wide / 2, y: (foot.ask ?? 0) - type.foot * 0.35 - high / 2, rx: high / 2 };
  put(parts.chip, "display", ask ? null : "none");
  putAll(parts.chip, { ...corner, width: wide, height: high });
  writeMiddle(parts.ask, ask, { x: middle, y: foot.ask ?? 0, font: [700, type.foot, faces.sans] });
  writeMiddle(parts.stamp, verdict, { x, y: foot.verdict ?? 0, font: [700, type.foot, faces.sans] });
  const lines = under.map((text, n) => {
    const each = svg("text", { "text-anchor": "middle" });
    writeMiddle(each, text, { x, y: foot.under[n], font: [500, type.under, faces.sans] });
    return each;
  });
  parts.under.replaceChildren(...lines);
}

function writeMiddle(node, text, { x, y, font: [weight, size, family] }) {
  putAll(node, { x, y, "font-size": size, "font-family": family, "font-weight": weight, direction: direction(text) });
  say(node, text);
}

// The words on their lines; if they had to be cut, the tip has the `whole`.
function drawWords({ words, full }, text, { size, lines, x, y, faces, whole }) {
  const looks = {
    "font-size": size,
    "font-family": faces.serif,
    "text-anchor": "middle",
    direction: direction(text),
  };
  const leading = size * LEADING;
  words.replaceChildren(...lines.map((each, k) => svg("text", { x, y: y + k * leading, ...looks, text: each })));
  say(full, whole ?? "");
}
