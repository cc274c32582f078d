// The comparison of two recordings: which rows belong together, where the two first differ, what differs in what they
// were made from, and how their lists differ at the end. Pure: nothing here touches a page.

import { nameOf } from "./names.js";
import { lastAtMost } from "./recording.js";

const OWN = new Set(["text", "row", "before", "index", "now"]); // wording, numbers, and what recording.js added
const LEAVES = 200;
const NAMED = 4;
const OFF_THE_LIST = 1e6;
const NO_APPLICANT_SHARED =
  "The two meetings have no applicant in common. Rows are matched by their numbers, and the lists are not compared.";
const OTHER_ORDER = "B takes the rows in another order. They are matched by applicant and shown in the order of A.";

// The comparison of recordings `a` and `b` (results of parse):
//   pairs    rows that belong together, in the order of A: { index, id, a, b, start, duration, parts, otherTier }
//   total    seconds of the one clock; a pair lasts as long as the longer of its two rows
//   parting  the first event that differs, apart from `text`, or null
//   made     what differs in seed, settings and files; cells: which cells of which applicants differ
//   moves    whose place or tier differs in the final lists, largest change first; kept: how many stay the same
//   notes    sentences on what cannot be compared
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
  comparison.parting = matched === "id" ? parting(comparison) : null;
  comparison.made = madeFrom(a.header, b.header);
  comparison.cells = matched === "id" ? otherCells(comparison.pairs) : [];
  comparison.moves = matched === "id" ? moves(comparison) : [];
  const closed = comparison.pairs.filter((pair) => pair.a.closed && pair.b.closed);
  comparison.kept = matched === "id" ? closed.length - comparison.moves.length : 0;
  comparison.notes = notes(comparison);
  return comparison;
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
    const pair = {
      index,
      id: a.opened.id,
      a,
      b,
      start,
      duration,
      parts: firstUnlike(a, b),
      otherTier: Boolean(a.closed && b.closed && a.closed.tier !== b.closed.tier),
    };
    start += duration;
    return pair;
  });
}

// --- where they first differ -----------------------------------------------------------------------------------------

function eventsOfRow({ opened, utterances, pending, closed, after }) {
  return [
    opened,
    ...utterances.flatMap((utterance) => [...utterance.before, utterance]),
    ...pending,
    ...(closed ? [closed] : []),
    ...after,
  ];
}

// The first event of a row that differs between the two: { a, b, leaves, second }, or null.
function firstUnlike(rowA, rowB) {
  const [inA, inB] = [eventsOfRow(rowA), eventsOfRow(rowB)];
  for (let k = 0; k < Math.max(inA.length, inB.length); k++) {
    const [x, y] = [inA[k], inB[k]];
    const leaves = x && y && x.event === y.event ? unlike(x, y) : [];
    if (!x || !y || x.event !== y.event || leaves.length)
      return { a: x ?? null, b: y ?? null, leaves, second: Math.min(secondAt(inA, k), secondAt(inB, k)) };
  }
  return null;
}

// When the room sees the k-th event of a row: with the next utterance, or with the last.
function secondAt(events, k) {
  const next =
    events.slice(k).find((event) => event.event === "uttered") ?? events.findLast((event) => event.event === "uttered");
  return k === 0 || !next ? 0 : next.start_s;
}

function parting({ pairs, a, b, total }) {
  const pair = pairs.find((each) => each.parts && !(cutHere(each, a) || cutHere(each, b)));
  if (pair) return { ...pair.parts, pair, t: pair.start + pair.parts.second };
  if (!a.complete || !b.complete || a.rows.length !== b.rows.length) return null;
  const leaves = [...unlike(a.reviewed, b.reviewed), ...unlike(a.listed, b.listed)];
  return leaves.length ? { a: null, b: null, leaves, pair: null, t: total } : null;
}

// The row in which a cut recording stops differs only because of the cut.
const cutHere = (pair, recording) =>
  !recording.complete &&
  [pair.a, pair.b].some((row) => row === recording.rows[recording.rows.length - 1] && !row.closed);

// Where two values differ: [{ path, a, b }]. Lists whose items have ids are matched by id.
export function unlike(x, y, path = []) {
  if (x === y) return [];
  if (isTable(x) && isTable(y)) {
    const keys = [...new Set([...Object.keys(x), ...Object.keys(y)])].filter((key) => path.length || !OWN.has(key));
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
  return [
    ...unlike(
      { seed: a.seed, version: a.committee, files: a.inputs ?? [] },
      { seed: b.seed, version: b.committee, files: b.inputs ?? [] },
    ),
    ...unlike(settingsA, settingsB),
  ];
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

function moves({ pairs, a, b }) {
  const [inA, inB] = [placesIn(a), placesIn(b)];
  const closed = pairs.filter((pair) => pair.a.closed && pair.b.closed);
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
  return [...aboutWhole(comparison), ...aboutRows(comparison), ...aboutMembers(comparison)];
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
