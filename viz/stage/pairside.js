// Beside the two rooms: how the recordings differ in what they were made from, where they first differ, the current row
// in both, and whose place on the list differs.

import { columnWords } from "./cells.js";
import { apart, html, mark, pushButton } from "./drawing.js";
import { endWords, nameOf, outcomeWords } from "./names.js";
import { clockWords, stanceWords } from "./numbers.js";
import { seekPair, toParting } from "./pairseek.js";
import { changeWords, partingWords, placeWords, settingPlace, settingValue } from "./pairwords.js";
import { makeScroller, roving } from "./scrolling.js";
import { tierWords } from "./terms.js";
import { madeOfWords, weighingChart } from "./verdict.js";

const SHOWN = 8;
const LISTED = 200;
const PARTING = "Where they first differ";
const NOWHERE = "Nowhere: the same happens in both, as far as both go.";
const NO_ROW_SHARED = "They share no row, so they have no first difference.";

export function makePairSide(player) {
  const { comparison } = player;
  const here = html("div", { class: "cs-pairrow" });
  const moves = movesBlock(player);
  const blocks = [notesBlock(comparison), madeBlock(comparison), partingBlock(player), block("This row", here)];
  const scroller = makeScroller("What differs", "", ...blocks, moves.node);
  const node = html("aside", { class: "cs-panel cs-pairside", "aria-label": "What differs" }, scroller);
  const side = { node, key: "" };
  side.draw = (scene) => {
    const lines = scene.sides.map(({ begun, current }) => `${begun?.index}${Boolean(current)}`);
    const key = `${scene.pair.index}:${scene.chosen}:${lines}`;
    if (side.key === key) return;
    side.key = key;
    here.replaceChildren(...rowBlock(comparison, scene));
    for (const [pair, button] of moves.buttons) mark(button, "cs-now", pair === scene.pair);
  };
  return side;
}

const block = (title, ...children) =>
  html("section", { class: "cs-pairblock" }, html("h3", { text: title }), ...children);
const quiet = (text) => html("p", { class: "cs-quiet", text });

function notesBlock({ notes }) {
  return notes.length
    ? html("div", { class: "cs-pairnotes", role: "note" }, ...notes.map((text) => html("p", { text })))
    : null;
}

// --- what they were made from ---------------------------------------------------------------------------------------

function madeBlock({ made, cells }) {
  const settings = made.map(({ path, a, b }) => change(settingPlace(path), settingValue(a), settingValue(b)));
  const marks = cells.map(({ name, column, a, b }) =>
    change(`${apart(name)}, ${columnWords(column)}`, settingValue(a), settingValue(b)),
  );
  if (!settings.length && !marks.length) return block("Made from", quiet("The same seed, settings and sheet."));
  return block(
    "Made from",
    ...many(settings, SHOWN, "settings"),
    ...many(marks, marks.length > SHOWN ? 0 : SHOWN, "cells"),
  );
}

// The value of one setting or cell in A and in B.
function change(place, a, b) {
  return html(
    "div",
    { class: "cs-change" },
    html("bdi", { class: "cs-changeplace", text: place }),
    html(
      "span",
      {},
      html("bdi", { text: a }),
      html("span", { class: "cs-arrow", text: " → ", "aria-label": " in A, in B ", role: "img" }),
      html("bdi", { text: b }),
    ),
  );
}

// The first `first` items, and the others folded away.
function many(items, first, what) {
  if (items.length <= first) return items;
  const rest = html("summary", { text: `${items.length - first}${first ? " more" : ""} ${what}` });
  return [...items.slice(0, first), html("details", {}, rest, ...items.slice(first, LISTED))];
}

// --- where they first differ -----------------------------------------------------------------------------------------

function partingBlock(player) {
  const { comparison } = player;
  if (!comparison.parting) return block(PARTING, quiet(comparison.matched === "id" ? NOWHERE : NO_ROW_SHARED));
  const { where, what, a, b, more } = partingWords(comparison);
  const second = html("strong", { text: clockWords(comparison.parting.t) });
  const words = html("p", {}, second, html("bdi", { text: ` ${where}: ${what}.` }));
  const values = a || b ? inBoth([a, b]) : null;
  const rest = more ? quiet(`and ${more} more ${more === 1 ? "difference" : "differences"} at the same moment`) : null;
  const looks = { class: "cs-textbutton cs-goparting", text: "Go there" };
  return block(
    PARTING,
    words,
    values,
    rest,
    pushButton(looks, () => toParting(player)),
  );
}

// A text for A and one for B.
function inBoth(texts) {
  const side = (text, k) => html("div", {}, html("dt", { text: "AB"[k] }), html("dd", {}, html("bdi", { text })));
  return html("dl", { class: "cs-ab" }, ...texts.map(side));
}

// --- this row -------------------------------------------------------------------------------------------------------

function rowBlock(comparison, { pair, chosen, sides }) {
  const name = html("bdi", { class: "cs-pairname", text: `${pair.a.number} ${nameOf(pair.a)}` });
  const same = pair.parts ? [] : [quiet("The same in both, apart from wording.")];
  return [
    html("p", {}, name),
    inBoth([pair.a, pair.b].map(endedWords)),
    ...same,
    ...madeOfBoth([pair.a, pair.b]),
    ...stancesBlock(comparison, chosen, sides),
  ];
}

function endedWords(row) {
  if (!row.closed) return "cut off here";
  const ended = `${outcomeWords(row)}; ${endWords(row)}, ${Math.round(row.duration)} s`;
  return [ended, ...madeOfWords(row)].join(". ");
}

// What the calls of both rooms were made of, bar beside bar.
function madeOfBoth(rows) {
  const chart = weighingChart(rows);
  return chart ? [html("p", { class: "cs-pairchosen", text: "What the calls were made of" }), chart] : [];
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

function movesBlock(player) {
  const { moves, kept, matched } = player.comparison;
  const nothing = (words) => ({ node: block("The lists", quiet(words)), buttons: [] });
  if (matched !== "id") return nothing("Not compared: no applicant is in both.");
  if (!moves.length) return nothing("Everybody ends in the same place and the same tier.");
  const buttons = moves.map((each) => [each.pair, moveButton(player, each)]);
  const looks = { class: "cs-moves", "aria-label": "Places that differ, largest change first" };
  const items = html("ol", looks, ...buttons.map(([, button]) => html("li", {}, button)));
  const tiers = moves.filter((each) => each.tierA !== each.tierB).length;
  const counted = `${moves.length} of ${moves.length + kept} end in a different place, ${tiers} in a different tier.`;
  const heads = ["Applicant", "A", "B", "Change"].map((text) => html("span", { text }));
  const head = html("div", { class: "cs-movehead", "aria-hidden": "true" }, ...heads);
  const turn = roving(items);
  turn(buttons[0][1]);
  return { node: block("The lists", quiet(counted), head, items), buttons };
}

function moveButton(player, each) {
  const { name, id, pair, placeA, placeB, tierA, tierB, change: moved } = each;
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
    html(
      "span",
      { class: "cs-entryname" },
      html("bdi", { text: shown }),
      html("bdi", { class: "cs-moveid", text: id }),
    ),
    place(a),
    place(b),
    html("span", { class: `cs-moved ${color}`, text: changeWords(each) }),
    tierA === tierB ? null : html("span", { class: "cs-movetier", text: tiers }),
  );
}
