// The comparison of two recordings: which rows belong together, the first word and the first call that differ, what
// differs in what they were made from, and how their lists differ. Pure: nothing here touches a page.

import { firstBesides } from "./besides.js";
import { nameOf } from "./names.js";
import { premisesOf, sideTitles } from "./premises.js";
import { lastAtMost, withPlaces } from "./recording.js";
import { rowsPlanned } from "./sofar.js";

const LEAVES = 200;
const NAMED = 4;
const OFF_THE_LIST = 1e6;
const BEFORE_END = 0.01; // seconds: a line is not over yet
const NO_APPLICANT_SHARED =
  "The two meetings have no applicant in common. Rows are matched by their numbers, and the lists are not compared.";
const OTHER_ORDER = "B takes the rows in another order. They are matched by applicant and shown in the order of A.";

// The comparison of recordings `a` and `b` (results of parse):
//   pairs     rows that belong together, in the order of A: { index, id, a, b, start, duration, word, otherTier }, with
//             the first line that differs in words as { a, b, second }, or null
//   total     seconds of the one clock; a pair lasts as long as the longer of its two rows
//   word      the first word that differs: { a, b, pair, t }, or null
//   others    the pairs that end in another tier; call: the first of them, or null
//   beside    the first thing that differs in a row besides words and tiers (besides.js), with its pair, or null
//   made      what differs in seed, settings and files; cells: which cells of which applicants differ
//   premises  both in words (premises.js); titles: what to call A and B by it
//   moves     whose place or tier differs in the final lists, largest change first; kept: how many stay the same
//   notes     sentences on what cannot be compared
export function compared(a, b) {
  const shared = a.rows.filter((row) => b.byId.has(row.opened.id));
  const matched = shared.length ? "id" : "number";
  const rows =
    matched === "id"
      ? shared.map((row) => [row, b.byId.get(row.opened.id)])
      : a.rows.slice(0, b.rows.length).map((row, k) => [row, b.rows[k]]);
  const comparison = { a, b, matched, pairs: clocked(rows) };
  comparison.starts = comparison.pairs.map((pair) => pair.start);
  comparison.total = comparison.pairs.reduce((sum, pair) => sum + pair.duration, 0);
  comparison.word = matched === "id" ? firstWord(comparison) : null;
  comparison.others = matched === "id" ? comparison.pairs.filter((pair) => pair.otherTier) : [];
  comparison.call = comparison.others[0] ?? null;
  comparison.beside = firstBesides(comparison, comparison.pairs);
  comparison.made = madeFrom(a.header, b.header);
  comparison.cells = matched === "id" ? otherCells(comparison.pairs) : [];
  comparison.premises = premisesOf(comparison);
  comparison.titles = sideTitles(comparison);
  Object.assign(comparison, listsCompared(comparison, comparison.pairs));
  comparison.notes = [...aboutWhole(comparison), ...notes(comparison)];
  return comparison;
}

// How far the comparison has come when `shut` pairs are over, without anything that comes later; its fields are those
// above. `sides` are the recordings as far as the play head, `t` its second.
export function comparedSoFar(comparison, { sides: [a, b], shut, t }) {
  const over = comparison.pairs.slice(0, shut);
  const [listA, listB] = [a, b].map((side, k) => {
    const rows = over.map((pair) => (k ? pair.b : pair.a)).sort((x, y) => x.index - y.index);
    const whole = k ? comparison.b : comparison.a;
    return side.complete ? side : Object.assign(withPlaces({ ...side }, rows), { byId: whole.byId });
  });
  const sofar = { ...comparison, a: listA, b: listB, pairs: comparison.pairs.slice(0, shut + 1) };
  const open = new Set(sofar.pairs.map(({ id }) => id));
  sofar.cells = comparison.cells.filter(({ id }) => open.has(id));
  sofar.premises = premisesOf(sofar);
  sofar.word = comparison.word && comparison.word.t <= t ? comparison.word : null;
  sofar.others = comparison.others.filter(({ index }) => index < shut);
  sofar.call = sofar.others[0] ?? null;
  sofar.beside = firstBesides(comparison, sofar.pairs, shut);
  return { ...sofar, ...listsCompared(sofar, over), notes: notes(sofar) };
}

// How many pairs there are to be: as many as the sheet has rows, if both sheets are as long.
export function pairsPlanned({ a, b, pairs }) {
  const [inA, inB] = [a, b].map(rowsPlanned);
  return inA === inB ? Math.max(inA, pairs.length) : pairs.length;
}

// The pair at second t of the one clock, and the second within it.
export function pairAt({ pairs, starts, total }, t) {
  const pair = pairs[lastAtMost(starts, Math.min(Math.max(t, 0), total))];
  return { pair, local: Math.min(Math.max(t, 0), total) - pair.start };
}

// Which second of one recording to show: its row stays at the last word while the other room still talks.
export function secondOfSide(recording, row, local, over) {
  if (over && row.index === recording.rows.length - 1) return recording.total;
  return row.start + Math.max(0, Math.min(local, row.duration - 0.001));
}

function clocked(rows) {
  let start = 0;
  return rows.map(([a, b], index) => {
    const duration = Math.max(a.duration, b.duration);
    const otherTier = Boolean(a.closed && b.closed && a.closed.tier !== b.closed.tier);
    const pair = { index, id: a.opened.id, a, b, start, duration, word: unlikeWord(a, b), otherTier };
    start += duration;
    return pair;
  });
}

// The second at which both rooms have called the row.
export const secondOfCall = ({ start, a, b }) =>
  start + Math.max(...[a, b].map(({ utterances }) => utterances[utterances.length - 1]?.start_s ?? 0));

// --- where they part ------------------------------------------------------------------------------------------------

// What somebody says, as text: who, what they do, and their words. Two lines that differ in numbers only are the same.
export function saidWords({ member, act, text, point }) {
  return JSON.stringify([member, act, text ? text.replace(/\d+(?:[.,]\d+)*/g, "#") : point]);
}

// The first line of a row that differs in words: { a, b, second }, a side being null where the row is over; or null.
function unlikeWord({ utterances: inA, closed: closedA }, { utterances: inB, closed: closedB }) {
  for (let k = 0; k < Math.max(inA.length, inB.length); k++) {
    const [x, y] = [inA[k] ?? null, inB[k] ?? null];
    if (x && y && saidWords(x) === saidWords(y)) continue;
    const cut = (!x && !closedA) || (!y && !closedB); // the recording stops here, not the talk
    return cut ? null : { a: x, b: y, second: secondOfLines([x, y].filter(Boolean)) };
  }
  return null;
}

// When all of these lines have begun, and none is over.
function secondOfLines(lines) {
  const begun = Math.max(...lines.map(({ start_s }) => start_s));
  return Math.max(0, Math.min(begun, ...lines.map(({ end_s }) => end_s - BEFORE_END)));
}

function firstWord({ pairs }) {
  const pair = pairs.find(({ word }) => word);
  return pair ? { ...pair.word, pair, t: pair.start + pair.word.second } : null;
}

// Where two values differ: [{ path, a, b }]. Lists whose items have ids are matched by id.
export function unlike(x, y, path = []) {
  if (x === y) return [];
  if (isTable(x) && isTable(y)) {
    const keys = [...new Set([...Object.keys(x), ...Object.keys(y)])];
    return keys.flatMap((key) => unlike(own(x, key), own(y, key), [...path, key])).slice(0, LEAVES);
  }
  if (Array.isArray(x) && Array.isArray(y)) {
    const [left, right] = [byName(x), byName(y)];
    if (left && right) return unlike(left, right, path.length ? path : [""]);
    if (JSON.stringify(x) === JSON.stringify(y)) return [];
    if (x.length === y.length && x.every(isTable) && y.every(isTable))
      return x.flatMap((each, k) => unlike(each, y[k], [...path, String(k + 1)])).slice(0, LEAVES);
  }
  return [{ path, a: x, b: y }];
}

const isTable = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const own = (table, key) => (Object.hasOwn(table, key) ? table[key] : undefined);

function byName(items) {
  if (
    !items.every((item) => isTable(item) && typeof item.id === "string") ||
    new Set(items.map((item) => item.id)).size < items.length
  )
    return null;
  return Object.fromEntries(items.map((item) => [item.id, item]));
}

// --- what they were made from ---------------------------------------------------------------------------------------

function madeFrom(a, b) {
  const { title: _a, question: _b, ...settingsA } = a.scenario ?? {};
  const { title: _c, question: _d, ...settingsB } = b.scenario ?? {};
  const [filesA, filesB] = filesOf(a.inputs ?? [], b.inputs ?? []);
  return [
    ...unlike(
      { seed: a.seed, version: a.committee, files: filesA },
      { seed: b.seed, version: b.committee, files: filesB },
    ),
    ...unlike(settingsA, settingsB),
  ];
}

// The files of each side by name; if the names are the same and the files are not, with the first letters of the sums.
function filesOf(...sides) {
  const nameOfFile = ({ file, name }) => file ?? name;
  const names = (files) => files.map(nameOfFile).join(", ");
  const sums = (files) => files.map((each) => `${nameOfFile(each)} (${String(each.sha256).slice(0, 8)})`).join(", ");
  return sides.map(names(sides[0]) === names(sides[1]) ? sums : names);
}

function otherCells(pairs) {
  return pairs.flatMap(({ id, a, b }) =>
    unlike(a.opened.cells ?? {}, b.opened.cells ?? {}, ["cells"]).map(({ path, a: inA, b: inB }) => ({
      id,
      name: nameOf(a),
      column: path[1],
      a: inA,
      b: inB,
    })),
  );
}

// --- the lists ------------------------------------------------------------------------------------------------------

// Whose place or tier differs among `pairs`, and how many stay the same.
function listsCompared({ matched, a, b }, pairs) {
  if (matched !== "id") return { moves: [], kept: 0 };
  const closed = pairs.filter((pair) => pair.a.closed && pair.b.closed);
  const moved = moves({ a, b }, closed);
  return { moves: moved, kept: closed.length - moved.length };
}

function moves({ a, b }, closed) {
  const [inA, inB] = [placesIn(a), placesIn(b)];
  const changes = closed.map((pair) => {
    const [placeA, placeB] = [inA.get(pair.id) ?? null, inB.get(pair.id) ?? null];
    const change = placeA === null || placeB === null ? null : placeA - placeB;
    return {
      pair,
      id: pair.id,
      name: nameOf(pair.a),
      placeA,
      placeB,
      change,
      tierA: a.final.get(pair.a.opened.id).tier,
      tierB: b.final.get(pair.b.opened.id).tier,
    };
  });
  return changes
    .filter((each) => changeSize(each) || each.tierA !== each.tierB)
    .sort((x, y) => changeSize(y) - changeSize(x) || x.pair.index - y.pair.index);
}

// The size of a change of place: to leave or join the list counts more than any change on it.
function changeSize({ placeA, placeB, change }) {
  if (change !== null) return Math.abs(change);
  return placeA === placeB ? 0 : OFF_THE_LIST - (placeA ?? placeB);
}

function placesIn(recording) {
  const ids = recording.listed ?? recording.ranked.map((row) => row.opened.id);
  return new Map(ids.map((id, k) => [id, k + 1]));
}

// --- what cannot be compared ----------------------------------------------------------------------------------------

function notes(comparison) {
  return [...aboutRows(comparison), ...aboutMembers(comparison)];
}

function aboutWhole({ a, b }) {
  const stops = ({ rows, header }) => `it stops in row ${rows[rows.length - 1].number} of ${header.rows ?? "more"}`;
  const sides = Object.entries({ A: a, B: b }).filter(([, recording]) => !recording.complete);
  return sides.map(([side, each]) => `${side} is incomplete: ${stops(each)}, and is compared as far as it goes.`);
}

function aboutRows({ a, b, pairs, matched }) {
  if (matched === "number") return [NO_APPLICANT_SHARED];
  const sentences = [];
  const only = onlyIn(missing(a, b), missing(b, a));
  if (only) sentences.push(`${pairs.length} applicants are in both. ${only}; these are left out here.`);
  if (pairs.some((pair, k) => k > 0 && pair.b.index < pairs[k - 1].b.index)) sentences.push(OTHER_ORDER);
  const others = pairs.filter((pair) => pair.a.opened.name !== pair.b.opened.name).length;
  if (others > pairs.length / 2)
    sentences.push(
      `The ids are the same but the people are not: ${others} of ${pairs.length} names differ, as with another seed.`,
    );
  return sentences;
}

// Rows of `recording` that `other` does not hold, as far as `other` goes.
function missing(recording, other) {
  const until = other.complete ? Infinity : other.rows[other.rows.length - 1].number;
  return recording.rows.filter((row) => row.number <= until && !other.byId.has(row.opened.id)).map(nameOf);
}

// Who is only in A, and who only in B, in words.
function onlyIn(a, b) {
  return [onlyWords("A", a), onlyWords("B", b)].filter(Boolean).join("; ");
}

function onlyWords(side, names) {
  if (!names.length) return "";
  const rest = names.length - NAMED;
  return `Only in ${side}: ${names.slice(0, NAMED).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

function aboutMembers({ a, b }) {
  const only = onlyIn(absent(a, b), absent(b, a));
  return only ? [`Different people sit in the two rooms. ${only}.`] : [];
}

function absent(recording, other) {
  return recording.header.members
    .filter(({ id, role, name }) => {
      const same = other.members.get(id);
      return !same || same.role !== role || same.name !== name;
    })
    .map((member) => member.name);
}
