// Reads a recording, and gives the room at any moment of it. Pure: nothing here touches a page. `state` gives what
// committee/recording/frame.py gives for the same second.

import { isOff } from "./terms.js";
import { byId, indexTurns, reviewedRoom, round4 } from "./turns.js";

const FORMAT = "committee-recording";
const VERSION = 4;
const SETTLED = 2; // from this version on a move of the review holds its stake; version 3 only adds fields

// The bytes of a recording (unpacked) -> its text, without a last line that was cut off while it was written. Throws
// an Error, whose message is a sentence for a person, if they are not UTF-8. parse finds a byte order mark.
export function textOf(bytes) {
  const whole = bytes.subarray(0, bytes.lastIndexOf(LINE_FEED) + 1);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(whole);
  } catch {
    throw new Error("This recording is damaged: it holds bytes that are not text in UTF-8.");
  }
}

const LINE_FEED = 10;

// The text of a recording (JSON lines) -> { header, rows, starts, total, end, reviewed, listed, complete }. Throws an
// Error whose message is a sentence for a person.
export function parse(text) {
  const lines = String(text).split("\n");
  lines.pop(); // what follows the last line end was cut off while it was written
  const header = readHeader(lines[0] ?? "");
  const gathered = { header, rows: [], reviewed: [], listed: null, second: {}, tiers: {}, complete: false };
  const asOfNow = header.version < SETTLED ? older() : (event) => event;
  for (let i = 1; i < lines.length; i++) {
    const event = asOfNow(readLine(lines[i], i + 1), i + 1);
    if (event) gather(gathered, event, i + 1);
  }
  return indexed(gathered);
}

// Adds to `recording` what a longer text of the same meeting brings. It stays the same object, and so do the rows that
// have not changed, so that their drawings can stay. Returns whether anything came.
export function extend(recording, text) {
  const longer = parse(text);
  const seen = recording.rows;
  const same = (row, k) => k >= longer.rows.length || longer.rows[k].opened.id === row.opened.id;
  if (longer.header.seed !== recording.header.seed || !seen.every(same)) {
    throw new Error("What was added belongs to another meeting.");
  }
  if (longer.rows.length < seen.length || extentOf(longer) === extentOf(recording)) return false;
  const kept = (row, k) => (seen[k]?.closed && seen[k].after.length === row.after.length ? seen[k] : row);
  indexed(Object.assign(recording, { ...longer, header: recording.header, rows: longer.rows.map(kept) }));
  return true;
}

// How far a recording goes, as text: equal text means that nothing has come.
function extentOf({ rows, reviewed, listed, complete }) {
  const last = rows[rows.length - 1];
  const ends = [Boolean(last?.closed), reviewed.length, Boolean(listed), complete];
  return [rows.length, last?.utterances.length, ...ends].join();
}

// --- a line ---------------------------------------------------------------------------------------------------------

// What JSON.parse would read differently: a whole number larger than a browser can count, a real number too large for
// it, half of a character.
const ODD = /\d{16}|\d[eE]\+?\d{3}|\\u[dD]/;
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const WHOLE = /^-?\d+$/;

// A line as plain data, as Python reads it; a whole number that a browser would round stays as its digits.
function readJson(line) {
  const value = JSON.parse(line);
  if (!ODD.test(line)) return value;
  const exact = (token) => (WHOLE.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token);
  return JSON.parse(line.replace(TOKEN, exact), sound);
}

function sound(key, value) {
  if (value === Infinity || value === -Infinity) throw new RangeError("a number too large");
  if (!whole(key) || (typeof value === "string" && !whole(value))) throw new RangeError("half of a character");
  return value;
}

const whole = (text) => !/\p{Surrogate}/u.test(text);

function readHeader(line) {
  let header;
  try {
    header = readJson(line);
  } catch {
    const marked = line.startsWith("\ufeff");
    const why = marked ? "it begins with a byte order mark" : "its first line is not a whole header";
    throw new Error(`This is not a recording of a meeting: ${why}.`);
  }
  if (header?.event !== "header" || header.format !== FORMAT) throw new Error("This is not a recording of a meeting.");
  checkLineEnd(line, 1);
  checkVersion(header.version);
  checkSeed(typeof JSON.parse(line).seed === "number" ? header.seed : null);
  if (!Array.isArray(header.members) || !header.members.length) throw new Error("This recording seats nobody.");
  const trust = header.trust ? { trust: byId(header.trust, byId) } : {};
  return { ...header, ...trust, members: header.members.map(named) };
}

const named = (member) => ({ ...member, name: String(member.name ?? "").trim() ? member.name : member.id });

function checkVersion(version) {
  if (version > VERSION) {
    throw new Error(`This recording has format version ${version}; this stage reads up to version ${VERSION}.`);
  }
  if (!Number.isInteger(version) || version < 1) {
    throw new Error(`This recording names no format version; this stage reads versions 1 to ${VERSION}.`);
  }
}

// A seed above 2^53 - 1 stays as its digits, so that two different seeds never look or compare the same.
function checkSeed(seed) {
  const counted = Number.isSafeInteger(seed) || typeof seed === "string";
  if (!counted || BigInt(seed) < 0n || BigInt(seed) > LARGEST_SEED) {
    throw new Error(`The seed of this recording is not a whole number from 0 to ${LARGEST_SEED}.`);
  }
}

const LARGEST_SEED = 2n ** 64n - 1n;

function readLine(line, number) {
  let event;
  try {
    event = readJson(line);
  } catch {
    throw new Error(`Line ${number} of this recording is damaged.`);
  }
  if (event === null || typeof event !== "object" || !Object.hasOwn(PARTS, event.event) || event.event === "header") {
    throw new Error(`Line ${number} of this recording is not a line of a recording.`);
  }
  checkLineEnd(line, number);
  return event;
}

function checkLineEnd(line, number) {
  if (line.endsWith("\r")) {
    throw new Error(`Line ${number} of this recording ends in CRLF, so the file was changed; its lines end in LF.`);
  }
}

// In version 1 a stake of the review is an event of its own, before the move that it bought. Returns a function that
// turns each event into its form in this version, or into null if the next event includes it;
// committee/recording/older.py does the same.
function older() {
  let stake = null;
  return (event, number) => {
    const paid = stake;
    stake = null;
    if (paid) {
      if (event.event !== "reviewed" || event.by !== paid.member) throw outOfOrder(number);
      return { ...event, amount: paid.amount, balance: paid.balance };
    }
    if (event.event === "reviewed") throw outOfOrder(number);
    if (event.event !== "capital" || event.why !== "spent" || event.ask !== null) return event;
    stake = event;
    return null;
  };
}

const outOfOrder = (number) => new Error(`Line ${number} of this recording is out of order.`);

// --- the lines together ---------------------------------------------------------------------------------------------

// Where an event belongs, by its name: to a row, or to a part of the meeting outside all rows.
const PARTS = {
  header: "opening", row_opened: "row", remembered: "row", capital: "row", uttered: "row", row_closed: "row",
  reviewed: "review", listed: "end", footer: "end",
};

// Where an event belongs: the number of its row, or the part outside all rows, as in committee/recording/rows.py.
export function partOf(event) {
  const part = PARTS[event.event];
  return part === "row" ? event.row : part;
}

// What every row and every line holds at least, so that no later code has to check.
const BARE_ROW = {
  name: "", kind: "", cells: {}, points: [], stances: {}, capital: {}, fatigue: {}, label: "",
  allowed_s: 0, no_list: [], hidden: [], inferred: null, assigned: {},
};
const BARE_LINE = {
  text: "", point: null, also: null, to: null, ghost: null, tier: null, side: 0, moved: {}, bids: {},
};
const BY_ID = ["stances", "capital", "fatigue", "moved", "bids", "assigned"];

// An event in which every table by id is such a table.
function safe(event) {
  const made = { ...event };
  for (const name of BY_ID) {
    if (made[name] !== null && typeof made[name] === "object") made[name] = byId(made[name]);
  }
  return made;
}

function gather(gathered, event, line) {
  if (gathered.complete) throw new Error(`Line ${line} of this recording follows its end.`);
  const part = partOf(event);
  const row = gathered.rows[gathered.rows.length - 1];
  if (event.event === "row_opened") gathered.rows.push(openedRow(event));
  else if (PARTS[event.event] === "row") {
    const over = row?.closed ? event.event !== "capital" : false;
    const late = gathered.reviewed.length || gathered.listed;
    if (!row || part !== partOf(row.opened) || over || late) throw outOfOrder(line);
    gatherIn(row, event);
  } else if (event.event === "reviewed") gathered.reviewed.push(event);
  else if (event.event === "listed") gatherList(gathered, event);
  else if (gathered.listed && event.events === line - 1) gathered.complete = true;
  else throw new Error(`Line ${line} of this recording does not fit what comes before it.`);
}

// A second committee, if one met, leaves its calls and where the mean of the two puts each row.
function gatherList(gathered, { ids, second, tiers }) {
  Object.assign(gathered, { listed: ids, second: byId(second), tiers: byId(tiers) });
}

function openedRow(event) {
  const opened = safe({ ...BARE_ROW, ...event });
  return { opened, utterances: [], pending: [], closed: null, after: [], start: 0, duration: 0 };
}

function gatherIn(row, event) {
  if (event.event === "uttered") {
    const index = row.utterances.length;
    row.utterances.push({ ...BARE_LINE, ...lastStood(row), ...safe(event), before: row.pending, index });
    row.pending = [];
  } else if (event.event === "row_closed") row.closed = event;
  else (row.closed ? row.after : row.pending).push(event);
}

// The state of the room before the next line, for a line that does not say.
function lastStood(row) {
  const { stances, allowed_s } = row.utterances[row.utterances.length - 1] ?? row.opened;
  return { stances, allowed_s };
}

// Adds what makes it cheap to find a moment: where rows start, points by id, what has been said and staked so far.
function indexed(recording) {
  let start = 0;
  recording.starts = [];
  recording.sided = recording.rows.some(({ utterances }) => utterances.some(({ side }) => side));
  for (const [index, row] of recording.rows.entries()) {
    row.index = index;
    row.number = row.opened.row;
    row.points = new Map((row.opened.points ?? []).map((point) => [point.id, point]));
    row.duration = row.utterances.length ? row.utterances[row.utterances.length - 1].end_s : 0;
    row.start = start;
    recording.starts.push(start);
    start = round4(start + row.duration);
    indexTurns(row, recording.sided);
  }
  recording.total = start;
  recording.end = reviewedRoom(recording);
  withPlaces(recording, recording.rows);
  recording.members = new Map(recording.header.members.map((member) => [member.id, member]));
  const episodes = recording.header.scenario?.memory?.episodes;
  recording.episodes = new Map((Array.isArray(episodes) ? episodes : []).map((episode) => [episode.id, episode]));
  return recording;
}

// Gives a recording its lists: those of `rows` that were called, and where each stands.
export function withPlaces(recording, rows) {
  const closed = rows.filter((row) => row.closed);
  recording.ranked = closed.filter((row) => !isOff(row.closed.tier)).sort(byCall);
  recording.dnr = closed.filter((row) => isOff(row.closed.tier));
  recording.final = new Map(closed.map((row) => [row.opened.id, lastly(recording, row)]));
  recording.unranked = closed.filter((row) => isOff(recording.final.get(row.opened.id).tier));
  recording.byId = new Map(recording.rows.map((row) => [row.opened.id, row]));
  recording.listed = recording.listed?.filter((id) => recording.byId.get(id)?.closed) ?? null;
  return recording;
}

// Where a row stands when the meeting is over: by this committee's call, or by the mean with that of a second one. Then
// a row may be ranked here and off the list.
function lastly({ second, tiers }, { opened: { id }, closed: { tier, call } }) {
  return id in second ? { id, tier: tiers[id] ?? tier, call: mean4(call, second[id]) } : { id, tier, call };
}

// The tier and the call of a row that was called: its own until the meeting is `finished`, then those of the list.
export function placing({ final }, { opened, closed }, { finished }) {
  return finished ? final.get(opened.id) : closed;
}

// The mean of two reals, rounded as Python rounds a real: halves away from 0.
function mean4(x, y) {
  const mean = (x + y) / 2;
  return mean < 0 ? -round4(-mean) || 0 : round4(mean);
}

// The higher call first; among equal calls, the smaller id.
function byCall(a, b) {
  const [idA, idB] = [a.opened.id, b.opened.id];
  return b.closed.call - a.closed.call || (idA < idB ? -1 : idA > idB ? 1 : 0);
}

// The last index whose value is <= x (values ascend; the first is 0).
export function lastAtMost(values, x) {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (values[middle] <= x) low = middle;
    else high = middle - 1;
  }
  return low;
}

// The moment at second t: { t, row, local, over, begun, current }. `local` is the second within the row, `begun` the
// last utterance that has begun, `current` the same while somebody still says it; `over` says that the meeting is over.
export function moment(recording, t) {
  const second = Math.min(Math.max(Number(t) || 0, 0), recording.total);
  const index = lastAtMost(recording.starts, second);
  const row = recording.rows[index];
  const local = round4(second - row.start);
  const over = second >= recording.total;
  let begun = null;
  for (const utterance of row.utterances) {
    if (utterance.start_s > local) break;
    begun = utterance;
  }
  return { t: second, row, local, over, begun, current: begun && local < begun.end_s ? begun : null };
}

// A moment as text: while the text stays the same, so does what there is to draw.
export function momentKey({ row, begun, current, over }) {
  return `${row.index}:${begun?.index}:${Boolean(current)}:${over}`;
}

// The members in the order of their seats.
export function seatedMembers({ header }) {
  return [...header.members].sort((a, b) => a.seat - b.seat);
}

// How many rows are over at that moment.
export function rowsOver({ row, over }) {
  return over ? row.index + 1 : row.index;
}

// Whether the director has called the row by then: its last line has begun, or the meeting is over.
export function isCalled({ row, begun, over }) {
  return Boolean(row.closed) && (over || begun?.index === row.utterances.length - 1);
}

// The room at second t: a plain object, the same for the same recording and second.
export function state(recording, t) {
  if (!recording.rows.length) return emptyRoom();
  const { t: second, row, local, over, begun, current } = moment(recording, t);
  const done = begun && local < begun.end_s ? row.utterances[begun.index - 1] : begun;
  const now = over ? recording.end : begun ? begun.now : row.blank;
  const shut = over && row.closed ? row.index + 1 : row.index;
  const finished = over && row.closed !== null;
  return {
    t: second, row: row.number, id: row.opened.id, local_s: local,
    allowed_s: begun ? begun.allowed_s : row.opened.allowed_s,
    turn: begun ? begun.turn : null,
    speaker: current ? current.member : null, act: current ? current.act : null, text: current ? current.text : null,
    point: current ? current.point : null, also: current ? current.also : null, to: current ? current.to : null,
    ghost: current ? current.ghost : null, tier: current ? current.tier : null,
    lit_column: columnOf(row, current?.point), also_column: columnOf(row, current?.also),
    said: now.said, stances: done ? done.stances : row.opened.stances, before: row.opened.stances,
    sides: now.sides, conceded: now.conceded, no_list: row.opened.no_list, sits_up: now.sits_up,
    capital: now.capital, staked: now.staked, ghosts: now.ghosts,
    ...listsOf(recording, shut, finished),
    finished,
  };
}

// The column of the sheet that a point of the row comes from.
const columnOf = (row, point) => row.points.get(point)?.column ?? null;

function emptyRoom() {
  const line = { turn: null, speaker: null, act: null, text: null, point: null, also: null, to: null, ghost: null };
  const nothing = { id: null, ...line, tier: null, lit_column: null, also_column: null };
  const tables = { stances: {}, before: {}, sides: {}, capital: {}, staked: {} };
  const names = { said: [], conceded: [], no_list: [] };
  const lists = { ghosts: [], list: [], dnr: [] };
  const start = { t: 0, row: 0, local_s: 0, allowed_s: 0 };
  return { ...start, ...nothing, ...tables, ...names, ...lists, sits_up: false, finished: false };
}

// The list as it stands: by this committee's calls until the meeting is over, then as it was made.
function listsOf({ listed, final, unranked, ranked, dnr }, shut, finished) {
  const over = finished && listed;
  const entry = ({ opened, closed }) => ({ id: opened.id, tier: closed.tier, call: closed.call });
  const sofar = (rows) => rows.filter((row) => row.index < shut);
  return {
    list: over ? listed.map((id) => final.get(id)) : sofar(ranked).map(entry),
    dnr: sofar(over ? unranked : dnr).map((row) => row.opened.id),
  };
}
