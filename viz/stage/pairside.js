// Beside the two rooms: what the recordings were made from and differ in, where they part, the row of this moment in
// both, and whose place on the list is another.

import { apart, html, mark, pushButton } from "./drawing.js";
import { clockWords, stanceWords } from "./numbers.js";
import { seekPair, toParting } from "./pairsteps.js";
import { changeWords, partingWords, placeWords, settingPlace, settingValue } from "./pairwords.js";
import { makeScroller, roving } from "./scrolling.js";
import { columnWords } from "./sheet.js";
import { tierWords } from "./terms.js";
import { endWords, nameOf, outcomeWords } from "./words.js";

const SHOWN = 8;
const LISTED = 200;
const PARTING = "Where they part";
const NOWHERE = "Nowhere: whatever happens in one happens in the other, as far as both go.";
const NO_ROW_SHARED = "They share no row, so there is no place where they part.";

export function makePairSide(player) {
  const { found } = player;
  const here = html("div", { class: "cs-pairrow" });
  const moves = movesBlock(player);
  const blocks = [notesBlock(found), madeBlock(found), partingBlock(player), block("This row", here), moves.node];
  const scroller = makeScroller("What differs", "", ...blocks);
  const node = html("aside", { class: "cs-panel cs-pairside", "aria-label": "What differs" }, scroller);
  const side = { node, key: "" };
  side.draw = (scene) => {
    const lines = scene.sides.map(({ begun, current }) => `${begun?.index}${Boolean(current)}`);
    const key = `${scene.pair.index}:${scene.chosen}:${lines}`;
    if (side.key === key) return;
    side.key = key;
    here.replaceChildren(...rowBlock(found, scene));
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

// What stands at a place in A, and in B.
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

// The first of them, and the others folded away.
function many(items, first, what) {
  if (items.length <= first) return items;
  const rest = html("summary", { text: `${items.length - first}${first ? " more" : ""} ${what}` });
  return [...items.slice(0, first), html("details", {}, rest, ...items.slice(first, LISTED))];
}

// --- where they part ------------------------------------------------------------------------------------------------

function partingBlock(player) {
  const { found } = player;
  if (!found.parting) return block(PARTING, quiet(found.matched === "id" ? NOWHERE : NO_ROW_SHARED));
  const { where, what, a, b, more } = partingWords(found);
  const second = html("strong", { text: clockWords(found.parting.t) });
  const words = html("p", {}, second, html("bdi", { text: ` ${where}: ${what}.` }));
  const values = a || b ? inBoth([a, b]) : null;
  const rest = more ? quiet(`and ${more} more ${more === 1 ? "difference" : "differences"} in the same moment`) : null;
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

function rowBlock(found, { pair, chosen, sides }) {
  const name = html("bdi", { class: "cs-pairname", text: `${pair.a.number} ${nameOf(pair.a)}` });
  const same = pair.parts ? [] : [quiet("The same in both, word for word aside.")];
  return [
    html("p", {}, name),
    inBoth([pair.a, pair.b].map(endedWords)),
    ...same,
    ...stancesBlock(found, chosen, sides),
  ];
}

function endedWords(row) {
  return row.closed ? `${outcomeWords(row)}; ${endWords(row)}, ${Math.round(row.duration)} s` : "cut off here";
}

// Where the member chosen stands in either room.
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
  const { moves, kept, matched } = player.found;
  const nothing = (words) => ({ node: block("The lists", quiet(words)), buttons: [] });
  if (matched !== "id") return nothing("Not compared: no applicant is on both.");
  if (!moves.length) return nothing("Everybody ends in the same place and the same tier.");
  const buttons = moves.map((each) => [each.pair, moveButton(player, each)]);
  const looks = { class: "cs-moves", "aria-label": "Places that differ, largest change first" };
  const items = html("ol", looks, ...buttons.map(([, button]) => html("li", {}, button)));
  const tiers = moves.filter((each) => each.tierA !== each.tierB).length;
  const counted = `${moves.length} of ${moves.length + kept} end in another place, ${tiers} in another tier.`;
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
