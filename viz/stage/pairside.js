// Beside the two rooms: how the recordings differ in what they were made from, where they part, the current row in
// both, and whose place on the list differs. Every difference is a button that leads to it. While what is still to come
// is hidden, all of it is as far as the play head.

import { otherDifferences } from "./besides.js";
import { html, mark, pushButton } from "./drawing.js";
import { disclaimerWords, endWords, nameOf, outcomeWords } from "./names.js";
import { stanceWords } from "./numbers.js";
import { seekCall, seekPair, toLargestMove, toWord } from "./pairseek.js";
import { changeWords, placeWords, wordWords } from "./pairwords.js";
import { makeScroller, roving } from "./scrolling.js";
import { tierWords } from "./terms.js";
import { madeOfWords, weighingChart } from "./verdict.js";

const SHOWN = 8;
const LISTED = 200;
const PARTING = "Where they part";
const SAME_WORDS = "They say the same, word for word.";
const SAME_TIERS = "No row ends in another tier.";
const NO_ROW_SHARED = "They share no row, so they part nowhere.";

// `choose` selects a member; `leave` hears that somebody has chosen a difference, which leads elsewhere.
export function makePairSide(player, choose, leave) {
  const parts = { notes: html("div", { class: "cs-pairnotes", role: "note" }) };
  for (const name of ["made", "parting", "row", "moves"]) parts[name] = html("section", { class: "cs-pairblock" });
  const scroller = makeScroller("What differs", "", ...Object.values(parts));
  const foot = html("p", { class: "cs-disclaimer cs-footline", text: disclaimerWords(player.comparison.a.header) });
  const node = html("aside", { class: "cs-panel cs-pairside", "aria-label": "What differs" }, scroller, foot);
  node.addEventListener("click", ({ target }) => target.closest("button") && leave());
  const side = { node, player, choose, parts, key: "", seen: "", buttons: [], turn: roving(parts.moves) };
  side.grow = () => Object.assign(side, { key: "", seen: "" });
  side.draw = (scene) => drawPairSide(side, scene);
  return side;
}

function drawPairSide(side, scene) {
  const { pair, seen, hidden } = scene;
  const lines = scene.sides.map(({ begun, current, over }) => `${begun?.index}${Boolean(current)}${over}`);
  const key = `${pair.index}:${scene.chosen}:${lines}`;
  if (side.key === key) return;
  side.key = key;
  const told = hidden ? `${pair.index}:${scene.over}:${Boolean(seen.word)}` : "whole";
  if (side.seen !== told) fillPairSide(side, scene);
  side.seen = told;
  fillBlock(side.parts.row, "This row", rowBlock(side.player.comparison, scene));
  for (const [index, button] of side.buttons) mark(button, "cs-now", index === pair.index);
}

function fillPairSide(side, { seen, hidden }) {
  const { parts } = side;
  parts.notes.replaceChildren(...seen.notes.map((text) => html("p", { text })));
  parts.notes.hidden = !seen.notes.length;
  fillBlock(parts.made, "Made from", madeBlock(side, seen));
  fillBlock(parts.parting, PARTING, partingBlock(side.player, seen, hidden));
  fillBlock(parts.moves, hidden ? "The lists so far" : "The lists", movesBlock(side, seen));
}

const fillBlock = (block, title, children) => block.replaceChildren(html("h3", { text: title }), ...children);
const quiet = (text) => html("p", { class: "cs-quiet", text });

// --- what they were made from ---------------------------------------------------------------------------------------

function madeBlock(side, { premises }) {
  if (!premises.length) return [quiet("The same seed, settings and sheet.")];
  return many(premises.map((each) => premiseButton(side, each)));
}

// The value of one setting or cell in A and in B, as a button that leads to it.
function premiseButton(side, { words, a, b, to }) {
  return pushButton(
    { class: "cs-change", title: "Go where it shows" },
    () => goToPremise(side, to),
    html("bdi", { class: "cs-changeplace", text: words }),
    html(
      "span",
      {},
      html("bdi", { text: a }),
      html("span", { class: "cs-arrow", text: " → ", "aria-label": " in A, in B ", role: "img" }),
      html("bdi", { text: b }),
    ),
  );
}

// To the row it is about, or the member, or the first row that reminds somebody of that past resident; what shows
// nowhere in particular leads to the first word that differs.
function goToPremise({ player, choose }, { row, member, ghost }) {
  const { pairs } = player.comparison;
  const remembers = ({ a, b }) => [a, b].some(({ end }) => end.ghosts.some((each) => each.ghost === ghost));
  const pair = row ? pairs.find(({ id }) => id === row) : ghost ? pairs.find(remembers) : null;
  if (pair) return seekPair(player, pair);
  if (member && player.chosen !== member) choose(member);
  return toWord(player);
}

// The first items, and the others folded away.
function many(items) {
  if (items.length <= SHOWN) return items;
  const rest = html("summary", { text: `${items.length - SHOWN} more` });
  return [...items.slice(0, SHOWN), html("details", {}, rest, ...items.slice(SHOWN, LISTED))];
}

// --- where they part ------------------------------------------------------------------------------------------------

function partingBlock(player, seen, hidden) {
  if (seen.matched !== "id") return [quiet(NO_ROW_SHARED)];
  return [...wordBlock(player, seen, hidden), ...callBlock(player, seen, hidden), ...besideBlock(player, seen)];
}

// The first other difference, where words and tiers may be the same.
function besideBlock(player, { beside }) {
  if (!beside) return [];
  const { pair, what, said, late } = beside;
  const go = () => (late ? seekCall(player, pair) : seekPair(player, pair));
  const where = `Row ${pair.a.number}, ${nameOf(pair.a)}: ${what}`;
  return [goButton("The first other difference", where, go), inBoth(said)];
}

function wordBlock(player, seen, hidden) {
  const go = () => toWord(player);
  const { word } = seen;
  if (!word) return [quiet(hidden ? "They have said the same so far." : SAME_WORDS)];
  const { where, said } = wordWords(word, player.comparison);
  return [goButton("The first word that differs", where, go), inBoth(said)];
}

function callBlock(player, seen, hidden) {
  const { call } = seen;
  if (call) {
    const where = `Row ${call.a.number}, ${nameOf(call.a)}`;
    const ends = [call.a, call.b].map(outcomeWords);
    return [goButton("The first call that differs", where, () => seekCall(player, call)), inBoth(ends)];
  }
  if (hidden) return [quiet("No row has ended in another tier so far.")];
  const [most] = seen.moves;
  if (!most) return [quiet(SAME_TIERS)];
  const where = `${most.name}, from place ${[most.placeA, most.placeB].map(placeWords).join(" to ")}`;
  return [quiet(SAME_TIERS), goButton("The largest move", where, () => toLargestMove(player))];
}

// A difference to go to: what it is, and where.
function goButton(what, where, go) {
  const words = html("bdi", { class: "cs-gowhere", text: where });
  return pushButton({ class: "cs-godifference" }, go, html("strong", { text: what }), words);
}

// A text for A and one for B.
function inBoth(texts) {
  const side = (text, k) => html("div", {}, html("dt", { text: "AB"[k] }), html("dd", {}, html("bdi", { text })));
  return html("dl", { class: "cs-ab" }, ...texts.map(side));
}

// --- this row -------------------------------------------------------------------------------------------------------

function rowBlock(comparison, { pair, chosen, sides, hidden }) {
  const rows = [pair.a, pair.b];
  const name = html("bdi", { class: "cs-pairname", text: `${pair.a.number} ${nameOf(pair.a)}` });
  const told = rows.every(({ closed }) => closed) || !hidden;
  const same = pair.word || !told ? [] : [quiet("They say the same in both.")];
  return [
    html("p", {}, name),
    inBoth(rows.map((row) => endedWords(row, hidden))),
    ...same,
    ...otherDifferences(pair, [comparison.a, comparison.b]).flatMap(({ what, said }) => [aside(what), inBoth(said)]),
    ...madeOfBoth(rows),
    ...stancesBlock(comparison, chosen, sides),
  ];
}

function endedWords(row, hidden) {
  if (!row.closed) return hidden ? "not called yet" : "cut off here";
  const ended = `${outcomeWords(row)}; ${endWords(row)}, ${Math.round(row.duration)} s`;
  return [ended, ...madeOfWords(row)].join(". ");
}

// A line over something of the row in both rooms.
const aside = (words) => html("p", { class: "cs-aside", text: `${words[0].toUpperCase()}${words.slice(1)}` });

// What the calls of both rooms were made of, bar beside bar.
function madeOfBoth(rows) {
  const chart = weighingChart(rows);
  return chart ? [aside("what the calls were made of"), chart] : [];
}

// The stance of the chosen member in each room.
function stancesBlock({ a, b }, chosen, sides) {
  const member = a.members.get(chosen) ?? b.members.get(chosen);
  if (!member) return [];
  const stances = sides.map(({ state: { stances: held } }) =>
    chosen in held ? stanceWords(held[chosen]) : "not in this room",
  );
  return [html("p", { class: "cs-pairchosen" }, html("bdi", { text: member.name })), inBoth(stances)];
}

// --- the lists ------------------------------------------------------------------------------------------------------

function movesBlock(side, { moves, kept, matched }) {
  side.buttons = [];
  if (matched !== "id") return [quiet("Not compared: no applicant is in both.")];
  if (!moves.length) return [quiet(kept ? "Everybody is in the same place and the same tier." : "No row is over yet.")];
  side.buttons = moves.map((each) => [each.pair.index, moveButton(side.player, each)]);
  const looks = { class: "cs-moves", "aria-label": "Places that differ, largest change first" };
  const items = html("ol", looks, ...side.buttons.map(([, button]) => html("li", {}, button)));
  const tiers = moves.filter((each) => each.tierA !== each.tierB).length;
  const counted = `${moves.length} of ${moves.length + kept} are in a different place, ${tiers} in a different tier.`;
  const heads = ["Applicant", "A", "B", "Change"].map((text) => html("span", { text }));
  const head = html("div", { class: "cs-movehead", "aria-hidden": "true" }, ...heads);
  side.turn(side.buttons[0][1]);
  return [quiet(counted), head, items];
}

function moveButton(player, each) {
  const { name, pair, placeA, placeB, tierA, tierB, change: moved } = each;
  const other = nameOf(pair.b);
  const shown = name === other ? name : `${name} / ${other}`;
  const side = moved === null ? (placeA === null ? 1 : -1) : Math.sign(moved);
  const color = side < 0 ? "cs-against" : side > 0 ? "cs-for" : "";
  const [a, b] = [placeA, placeB].map(placeWords);
  const place = (text) => html("span", { class: "cs-position", text });
  const tiers = `${tierWords(tierA)} → ${tierWords(tierB)}`;
  return pushButton(
    { tabindex: "-1", title: `${shown}, row ${pair.a.number}: A ${a}, B ${b}` },
    () => seekPair(player, pair),
    html("bdi", { class: "cs-entryname", text: shown }),
    place(a),
    place(b),
    html("span", { class: `cs-moved ${color}`, text: changeWords(each) }),
    tierA === tierB ? null : html("span", { class: "cs-movetier", text: tiers }),
  );
}
