// The lines that Why is made of: a fact with its term, a shift with its number, an aside; and the
// words for a point.

import { aboutWords } from "./cells.js";
import { html } from "./drawing.js";
import { signed } from "./numbers.js";
import { askWords } from "./standing.js";
import { actWords } from "./terms.js";

export function entry(term, text, name = "cs-fact") {
  const words = html("bdi", { dir: "auto", text });
  return html("p", { class: name }, html("span", { class: "cs-term", text: term }), words);
}

// A fact whose term is a number.
export const tight = (value, text) => entry(signed(value, 2), text, "cs-fact cs-tight");

export const note = (text, name = "cs-aside") => html("p", { class: name, text });

// A point and the side it speaks for.
export function pointWords(row, id) {
  const point = row.points.get(id);
  if (!point) return "what was said";
  return `${aboutWords(point)}, ${point.valence < 0 ? "against" : "for"}`;
}

// Who did what in a line, about what; a line about no point may name a place for the row.
export function lineWords({ row, name }, { member, act, point, tier }) {
  if (point === null && tier) return `${name(member)} ${askWords({ act, tier })}`;
  return `${name(member)} ${actWords(act)}: ${pointWords(row, point)}`;
}

// The lines of a row that have begun.
export function begunSoFar({ row, begun }) {
  return row.utterances.filter((utterance) => begun && utterance.index <= begun.index);
}

// Items by their key, in the order in which each key first comes.
export function groupedBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

// Words one after another; those that repeat stand once, with how often.
export function countedWords(all) {
  const times = ([words, same]) => (same.length > 1 ? `${words} (${same.length}×)` : words);
  return [...groupedBy(all, (words) => words)].map(times).join("; ");
}
