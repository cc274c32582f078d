// A recording as far as the play head: what a page may show while what is still to come is hidden. Pure. Every view
// draws from it, so nothing on the page can depend on an event that is still to come.

import { isCalled, rowsOver, withPlaces } from "./recording.js";
import { byId } from "./turns.js";

const ROW_SECONDS_MAX = 90; // how long a row may last, if the recording does not say

const tables = new WeakMap(); // by row: the same row as far as the play head

// A moment (see recording.js) as a scene that holds nothing of what comes after it: { ...moment, recording, row,
// hidden }.
export function sceneSoFar(recording, at) {
  if (at.over) return { ...at, recording, hidden: true };
  const row = rowSoFar(at);
  const rows = [...recording.rows.slice(0, at.row.index), row];
  const header = headerSoFar(recording.header, rows, at);
  const nothing = { reviewed: [], listed: null, second: byId(), tiers: byId(), complete: false };
  const sofar = withPlaces({ ...recording, ...nothing, header, rows }, rows.slice(0, rowsOver(at)));
  return { ...at, recording: sofar, row, hidden: true };
}

// The row under way: its lines so far, and its end from the call on. One object for each row, so that a view can tell
// whether the row has changed.
function rowSoFar(at) {
  const { row, begun } = at;
  if (!tables.has(row)) tables.set(row, {});
  const called = isCalled(at);
  const utterances = row.utterances.slice(0, (begun?.index ?? -1) + 1);
  const open = { pending: [], closed: null, after: [], duration: longestOf(row, begun) };
  return Object.assign(tables.get(row), row, { utterances }, called ? {} : open);
}

// How long a row under way may seem to last: as long as it is allowed to.
function longestOf({ opened }, begun) {
  return Math.max(begun?.allowed_s ?? opened.allowed_s ?? 0, begun?.end_s ?? 0);
}

// How many rows there are to be; a recording that does not say has as many as it holds.
export const rowsPlanned = ({ header, rows }) => Math.max(Number(header.rows) || 0, rows.length);

// How many seconds a row may last.
export const secondsPlanned = ({ header }) => Number(header.scenario?.meeting?.row_seconds_max) || ROW_SECONDS_MAX;

// --- what an experimenter changed ------------------------------------------------------------------------------------

const table = (value) => (value !== null && typeof value === "object" && !Array.isArray(value) ? value : {});
const kept = (entries, keep) => Object.fromEntries(Object.entries(table(entries)).flatMap(keep));

// A change shows once it can have done something: a cell when its row opens, a line that nobody hears when it is said,
// anything else when the row is called.
function headerSoFar(header, rows, at) {
  if (!header.changes) return header;
  const open = new Set(rows.map(({ opened }) => opened.id));
  const over = (id) => open.has(id) && (id !== at.row.opened.id || isCalled(at));
  const said = (turns) => (Array.isArray(turns) ? turns.filter((turn) => at.begun && turn <= at.begun.turn) : []);
  const inside = ([id, changed]) =>
    over(id) ? [[id, changed]] : open.has(id) ? [[id, { silenced: said(table(changed).silenced) }]] : [];
  const cells = kept(header.changes.cells, ([id, changed]) => (open.has(id) ? [[id, changed]] : []));
  return { ...header, changes: { ...header.changes, cells, rows: kept(header.changes.rows, inside) } };
}
