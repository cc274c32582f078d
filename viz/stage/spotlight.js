// On a narrow sheet seen from afar, a cell under discussion gets letters for the back of a room. It grows over its
// neighbors, which fold away meanwhile; everything else stays where it is. Pure but for the widths of words.

import { OF_A_VALUE, tallOfCell } from "./geometry.js";
import { naturalWidth, wordsIn } from "./sheet.js";

// Where the boxes that are `lit` stand, and those that `differ` between two sheets: { places, folded }. `places` maps a
// box to { x, y, width, height, words }; `folded` are the boxes that they cover. `boxes` know the `line` in which they
// stand; `space` is that of the sheet, with its left edge `x`.
export function spotlit(boxes, wanted, space) {
  const lines = inLines(boxes);
  const alone = !wanted.lit.length && wanted.differ.length === 1; // then it has the light
  const { lit, differ } = alone ? { lit: wanted.differ, differ: [] } : wanted;
  const places = placesOf(lit, lines, { kept: [...lit, ...differ], space }) ?? banded(lines, { lit, differ }, space);
  const folded = coveredBy(places);
  const open = differ.filter((box) => !folded.has(box));
  const beside = placesOf(open, lines, { kept: [...lit, ...differ, ...folded], space }); // all of them, or none
  for (const [box, place] of beside ?? []) places.set(box, place);
  return { places, folded: coveredBy(places) };
}

function coveredBy(places) {
  const covered = new Set([...places.values()].flatMap(({ covers }) => covers));
  for (const box of places.keys()) covered.delete(box);
  return covered;
}

// Where `wanted` boxes stand in their own lines, by box; null if one of them does not fit there.
function placesOf(wanted, lines, { kept, space }) {
  const places = new Map();
  const taken = new Set(kept);
  for (const box of wanted) {
    const place = grown(box, lines[box.line], { kept: taken, space });
    if (!place) return null;
    places.set(box, place);
    for (const each of place.covers) taken.add(each);
  }
  return places;
}

function inLines(boxes) {
  const lines = [];
  for (const box of boxes) (lines[box.line] ??= []).push(box);
  return lines;
}

// A box that takes from its neighbors what its words need, all of one or nothing; null if those that are not `kept`
// do not have enough.
function grown(box, line, { kept, space }) {
  const need = naturalWidth(box, space, Boolean(box.count), space.type.lit);
  let [from, to] = [line.indexOf(box), line.indexOf(box)];
  const right = () => (to === line.length - 1 ? space.x + space.width : line[to].x + line[to].width);
  const free = (at) => (line[at] && !kept.has(line[at]) ? line[at].width : Infinity);
  while (right() - line[from].x < need) {
    const [before, after] = [free(from - 1), free(to + 1)];
    if (Math.min(before, after) === Infinity) return null;
    if (before < after) from -= 1;
    else to += 1;
  }
  const x = line[from].x;
  const width = Math.max(need, line[to].x + line[to].width - x);
  return { x, y: box.y, width, height: box.height, words: [box.shown], covers: line.slice(from, to + 1) };
}

// Every lit box across the sheet, on as many lines of cells as its words need, one under the other: near where the
// first of them stands, and away from what differs.
function banded(lines, { lit, differ }, space) {
  const { type } = space;
  const words = lit.map((box) => wordsIn(box.shown, type.lit, space));
  const needs = words.map((each) => Math.ceil(tallOfCell(type, each.length, type.lit) / lines[0][0].height));
  const all = needs.reduce((sum, each) => sum + each, 0);
  const total = Math.min(lines.length, all);
  const covered = (start) => differ.filter((box) => box.line >= start && box.line < start + total).length;
  const cost = (start) => lines.length * covered(start) + Math.abs(start - lit[0].line);
  const starts = Array.from({ length: lines.length - total + 1 }, (_, k) => k);
  const start = starts.reduce((a, b) => (cost(b) < cost(a) ? b : a));
  let next = start;
  const places = lit.map((box, k) => {
    const from = Math.min(next, lines.length - 1);
    const later = lit.length - 1 - k; // each needs a line at least
    next = Math.max(from + 1, Math.min(from + needs[k], start + total - later));
    return [box, across(lines.slice(from, next), words[k], space)];
  });
  return new Map(places);
}

function across(lines, words, { x, width, type }) {
  const { y } = lines[0][0];
  const last = lines[lines.length - 1][0];
  const height = last.y + last.height - y;
  const most = Math.max(1, Math.floor((height - tallOfCell(type, 0, 0)) / (type.lit * OF_A_VALUE)));
  const shown = words.length > most ? [...words.slice(0, most - 1), words.slice(most - 1).join(" ")] : words;
  return { x, y, width, height, words: shown, covers: lines.flat() };
}
