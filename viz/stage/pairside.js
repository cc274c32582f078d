// Beside the two rooms: what the recordings were made from and differ in, where they part, the row of this moment in
// both, and whose place on the list is another.

import { callWords, clockWords, endWords, stanceWords, tierWords } from "./words.js";
import { apart, html, mark } from "./drawing.js";
import { columnWords } from "./house.js";
import { changeWords, partingWords, placeWords, settingPlace, settingValue } from "./pairwords.js";
import { roving } from "./side.js";

const SHOWN = 8;
const LISTED = 200;

export function makePairSide(found, player) {
  const here = html("div", { class: "cs-pairrow" });
  const moves = movesBlock(found, player);
  const node = html("aside", { class: "cs-panel cs-pairside", "aria-label": "What differs" });
  const scroller = html(
    "div",
    { class: "cs-scroll", tabindex: "0", role: "group", "aria-label": "What differs" },
    notesBlock(found),
    madeBlock(found),
    partingBlock(found, player),
    block("This row", here),
    moves.node,
  );
  node.append(scroller);
  const side = { node, key: "" };
  side.draw = (scene) => {
    const key = `${scene.pair.index}:${scene.chosen}:${scene.sides.map((each) => `${each.begun?.index}${Boolean(each.current)}`)}`;
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

function partingBlock(found, player) {
  if (!found.parting)
    return block(
      "Where they part",
      quiet(
        found.matched === "id"
          ? "Nowhere: whatever happens in one happens in the other, as far as both go."
          : "They share no row, so there is no place where they part.",
      ),
    );
  const { where, what, a, b, more } = partingWords(found);
  const words = html(
    "p",
    {},
    html("strong", { text: clockWords(found.parting.t) }),
    html("bdi", { text: ` ${where}: ${what}.` }),
  );
  const values = a || b ? html("dl", { class: "cs-ab" }, ...sides([a, b])) : null;
  const rest = more ? quiet(`and ${more} more ${more === 1 ? "difference" : "differences"} in the same moment`) : null;
  return block(
    "Where they part",
    words,
    values,
    rest,
    html("button", {
      type: "button",
      class: "cs-textbutton cs-goparting",
      text: "Go there",
      click: () => player.toParting(),
    }),
  );
}

const sides = (texts) =>
  texts.map((text, k) => html("div", {}, html("dt", { text: "AB"[k] }), html("dd", {}, html("bdi", { text }))));

// --- this row -------------------------------------------------------------------------------------------------------

function rowBlock({ a, b }, { pair, chosen, sides: scenes }) {
  const name = html(
    "p",
    {},
    html("bdi", { class: "cs-pairname", text: `${pair.a.number} ${pair.a.opened.name || pair.id}` }),
  );
  const ended = [pair.a, pair.b].map((row) =>
    row.closed
      ? `${tierWords(row.closed.tier)}, ${callWords(row.closed.call)}; ${endWords(row)}, ${Math.round(row.duration)} s`
      : "cut off here",
  );
  const member = a.members.get(chosen) ?? b.members.get(chosen);
  const stances = member
    ? [
        html("p", { class: "cs-pairchosen" }, html("bdi", { text: member.name })),
        html(
          "dl",
          { class: "cs-ab" },
          ...sides(
            scenes.map(({ state }) =>
              chosen in state.stances ? stanceWords(state.stances[chosen]) : "not in this room",
            ),
          ),
        ),
      ]
    : [];
  const same = pair.parts ? null : quiet("The same in both, word for word aside.");
  return [name, html("dl", { class: "cs-ab" }, ...sides(ended)), ...(same ? [same] : []), ...stances];
}

// --- the lists ------------------------------------------------------------------------------------------------------

function movesBlock({ moves, kept, matched }, player) {
  if (matched !== "id")
    return { node: block("The lists", quiet("Not compared: no applicant is on both.")), buttons: [] };
  if (!moves.length)
    return { node: block("The lists", quiet("Everybody ends in the same place and the same tier.")), buttons: [] };
  const buttons = moves.map((each) => [each.pair, moveButton(each, player)]);
  const items = html(
    "ol",
    { class: "cs-moves", "aria-label": "Places that differ, largest change first" },
    ...buttons.map(([, button]) => html("li", {}, button)),
  );
  const tiers = moves.filter((each) => each.tierA !== each.tierB).length;
  const counted = `${moves.length} of ${moves.length + kept} end in another place, ${tiers} in another tier.`;
  const head = html(
    "div",
    { class: "cs-movehead", "aria-hidden": "true" },
    ...["Applicant", "A", "B", "Change"].map((text) => html("span", { text })),
  );
  const node = block("The lists", quiet(counted), head, items);
  const turn = roving(items);
  turn(buttons[0][1]);
  return { node, buttons };
}

function moveButton(each, player) {
  const { name, pair, placeA, placeB, tierA, tierB, change: moved } = each;
  const other = pair.b.opened.name || pair.id;
  const shown = name === other ? name : `${name} / ${other}`;
  const side = moved === null ? (placeA === null ? 1 : -1) : Math.sign(moved);
  const words = html("span", {
    class: `cs-moved ${side < 0 ? "cs-against" : side > 0 ? "cs-for" : ""}`,
    text: changeWords(each),
  });
  const tiers =
    tierA === tierB ? null : html("span", { class: "cs-movetier", text: `${tierWords(tierA)} → ${tierWords(tierB)}` });
  return html(
    "button",
    {
      type: "button",
      tabindex: "-1",
      title: `${shown}, row ${pair.a.number}: A ${placeWords(placeA)}, B ${placeWords(placeB)}`,
      click: () => player.seekPair(pair),
    },
    html(
      "span",
      { class: "cs-entryname" },
      html("bdi", { text: shown }),
      html("bdi", { class: "cs-moveid", text: each.id }),
    ),
    html("span", { class: "cs-position", text: placeWords(placeA) }),
    html("span", { class: "cs-position", text: placeWords(placeB) }),
    words,
    tiers,
  );
}
