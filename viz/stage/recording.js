// A recording, read, and the room at any moment of it. Pure: nothing here touches a page. `state` gives what
// committee/recording/frame.py gives for the same second.

import { FORMAT, VERSION } from "./words.js";

const round4 = (value) => Math.round(value * 10000) / 10000 || 0;

// The text of a recording (JSON lines) -> { header, rows, starts, total, reviewed, listed, complete }. Throws an
// Error whose message is a sentence for a person.
export function parse(text) {
  const lines = String(text).split("\n");
  const header = readHeader(lines[0] ?? "");
  if (lines.length > 1) lines.pop(); // what follows the last line end was cut off while it was written
  const gathered = { header, rows: [], reviewed: [], listed: null, complete: false };
  for (let i = 1; i < lines.length; i++) {
    if (!lines[i].trim()) continue;
    let event;
    try {
      event = JSON.parse(lines[i]);
    } catch {
      throw new Error(`Line ${i + 1} of this recording is damaged.`);
    }
    gather(gathered, event, i + 1);
  }
  return indexed(gathered);
}

// Takes into `recording` what a longer text of the same meeting adds. It stays the same object, and so do the rows that
// are as they were: what is drawn of them stays as it is. True where anything came.
export function extend(recording, text) {
  const longer = parse(text);
  const seen = recording.rows;
  const same = (row, k) => k >= longer.rows.length || longer.rows[k].opened.id === row.opened.id;
  if (longer.header.seed !== recording.header.seed || !seen.every(same)) {
    throw new Error("What was added belongs to another meeting.");
  }
  if (longer.rows.length < seen.length || size(longer) === size(recording)) return false;
  const kept = (row, k) => (seen[k]?.closed && seen[k].after.length === row.after.length ? seen[k] : row);
  indexed(Object.assign(recording, { ...longer, header: recording.header, rows: longer.rows.map(kept) }));
  return true;
}

// How far a recording goes, as text: the same text is the same length.
function size({ rows, complete, listed }) {
  const last = rows[rows.length - 1];
  return [rows.length, last?.utterances.length, Boolean(last?.closed), Boolean(listed), complete].join();
}

function readHeader(line) {
  let header;
  try {
    header = JSON.parse(line);
  } catch {
    throw new Error("This is not a recording of a meeting: its first line is not a whole header.");
  }
  if (header?.event !== "header" || header.format !== FORMAT) throw new Error("This is not a recording of a meeting.");
  if (header.version > VERSION) {
    throw new Error(`This recording has format version ${header.version}; this stage reads up to version ${VERSION}.`);
  }
  if (!Array.isArray(header.members) || !header.members.length) throw new Error("This recording seats nobody.");
  const named = (member) => ({ ...member, name: String(member.name ?? "").trim() ? member.name : member.id });
  return { ...header, members: header.members.map(named) };
}

// What a row and a line hold at least, so that nobody further on has to ask.
const BARE_ROW = {
  name: "", kind: "", cells: {}, points: [], stances: {}, capital: {}, fatigue: {}, label: "", allowed_s: 0,
};
const BARE_LINE = { text: "", point: null, to: null, ghost: null, moved: {}, bids: {} };

function gather(gathered, event, line) {
  const row = gathered.rows[gathered.rows.length - 1];
  switch (event?.event) {
    case "row_opened":
      gathered.rows.push(openedRow(event));
      break;
    case "uttered":
      if (!row) throw new Error(`Line ${line} of this recording is out of order.`);
      utter(row, event);
      break;
    case "capital":
    case "remembered":
      if (!row) throw new Error(`Line ${line} of this recording is out of order.`);
      (row.closed ? row.after : row.pending).push(event);
      break;
    case "row_closed":
      if (row) row.closed = event;
      break;
    case "reviewed": gathered.reviewed.push(event); break;
    case "listed": gathered.listed = event.ids; break;
    case "footer": gathered.complete = true; break;
    default: break; // a newer minor version may tell more
  }
}

function openedRow(event) {
  const opened = { ...BARE_ROW, ...event };
  return { opened, utterances: [], pending: [], closed: null, after: [], start: 0, duration: 0 };
}

function utter(row, event) {
  const { utterances, pending } = row;
  utterances.push({ ...BARE_LINE, ...lastStood(row), ...event, before: pending, index: utterances.length });
  row.pending = [];
}

// How the room stands before the next line, for a line that does not say.
function lastStood(row) {
  const { stances, allowed_s } = row.utterances[row.utterances.length - 1] ?? row.opened;
  return { stances, allowed_s };
}

// Adds what makes a moment cheap to find: where rows start, points by id, what has been said and staked so far.
function indexed(recording) {
  let start = 0;
  recording.starts = [];
  for (const [index, row] of recording.rows.entries()) {
    row.index = index;
    row.number = row.opened.row;
    row.points = new Map((row.opened.points ?? []).map((point) => [point.id, point]));
    row.duration = row.utterances.length ? row.utterances[row.utterances.length - 1].end_s : 0;
    row.start = start;
    recording.starts.push(start);
    start = round4(start + row.duration);
    indexTurns(row);
  }
  recording.total = start;
  const closed = recording.rows.filter((row) => row.closed);
  recording.ranked = closed.filter((row) => row.closed.tier !== "dnr").sort(byCall);
  recording.dnr = closed.filter((row) => row.closed.tier === "dnr");
  recording.byId = new Map(recording.rows.map((row) => [row.opened.id, row]));
  recording.listed = recording.listed?.filter((id) => recording.byId.get(id)?.closed) ?? null;
  recording.members = new Map(recording.header.members.map((member) => [member.id, member]));
  const episodes = recording.header.scenario?.memory?.episodes;
  recording.episodes = new Map((Array.isArray(episodes) ? episodes : []).map((episode) => [episode.id, episode]));
  return recording;
}

// The higher call first; of equal ones the smaller id.
function byCall(a, b) {
  const [idA, idB] = [a.opened.id, b.opened.id];
  return b.closed.call - a.closed.call || (idA < idB ? -1 : idA > idB ? 1 : 0);
}

// After each utterance has begun: `now` = capital, staked, ghosts and said as they then stand.
function indexTurns(row) {
  let now = { capital: { ...(row.opened.capital ?? {}) }, staked: {}, ghosts: [], said: [] };
  row.blank = now;
  for (const utterance of row.utterances) {
    now = applied(now, utterance.before);
    const { point } = utterance;
    if (point !== null && !now.said.includes(point)) now = { ...now, said: [...now.said, point] };
    utterance.now = now;
  }
  row.end = applied(now, row.pending, row.after);
}

function applied(now, ...batches) {
  const events = batches.flat();
  if (!events.length) return now;
  const next = { ...now, capital: { ...now.capital }, staked: { ...now.staked }, ghosts: [...now.ghosts] };
  for (const event of events) {
    if (event.event === "remembered") {
      next.ghosts.push({ member: event.member, ghost: event.ghost, weight: event.weight, how: event.how });
    } else {
      next.capital[event.member] = event.balance;
      const { [event.member]: laid = 0 } = next.staked;
      if (event.why === "spent") next.staked[event.member] = round4(laid + Math.abs(event.amount));
    }
  }
  return next;
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

// Where second t stands: the row's index, the local second, the last utterance begun (or null), whether it still runs.
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

// What `moment` gave, as text: as long as the text is the same, the same line runs.
export function momentKey({ row, begun, current, over }) {
  return `${row.index}:${begun?.index}:${Boolean(current)}:${over}`;
}

// Who sits there, in the order of their seats.
export function seatedMembers({ header }) {
  return [...header.members].sort((a, b) => a.seat - b.seat);
}

// How many rows are over at that moment.
export function rowsOver({ row, over }) {
  return over ? row.index + 1 : row.index;
}

// The room at second t: a plain object, the same for the same recording and second.
export function state(recording, t) {
  if (!recording.rows.length) return emptyRoom();
  const { t: second, row, local, over, begun, current } = moment(recording, t);
  const done = begun && local < begun.end_s ? row.utterances[begun.index - 1] : begun;
  const now = over ? row.end : begun ? begun.now : row.blank;
  const shut = over && row.closed ? row.index + 1 : row.index;
  const finished = over && row.closed !== null;
  return {
    t: second, row: row.number, id: row.opened.id, local_s: local,
    allowed_s: begun ? begun.allowed_s : row.opened.allowed_s,
    turn: begun ? begun.turn : null,
    speaker: current ? current.member : null, act: current ? current.act : null, text: current ? current.text : null,
    point: current ? current.point : null, to: current ? current.to : null, ghost: current ? current.ghost : null,
    lit_column: (current && current.point !== null && row.points.get(current.point)?.column) || null,
    said: now.said, stances: done ? done.stances : row.opened.stances, before: row.opened.stances,
    capital: now.capital, staked: now.staked, ghosts: now.ghosts,
    list: finished && recording.listed ? listedRows(recording) : placed(recording.ranked, shut),
    dnr: recording.dnr.filter((each) => each.index < shut).map((each) => each.opened.id),
    finished,
  };
}

function emptyRoom() {
  const line = { turn: null, speaker: null, act: null, text: null, point: null, to: null, ghost: null };
  const nothing = { id: null, ...line, lit_column: null };
  const room = { said: [], stances: {}, before: {}, capital: {}, staked: {}, ghosts: [], list: [], dnr: [] };
  return { t: 0, row: 0, local_s: 0, allowed_s: 0, ...nothing, ...room, finished: false };
}

function placed(ranked, shut) {
  const entry = ({ opened, closed }) => ({ id: opened.id, tier: closed.tier, call: closed.call });
  return ranked.filter((row) => row.index < shut).map(entry);
}

function listedRows(recording) {
  return recording.listed.map((id) => {
    const closed = recording.byId.get(id).closed;
    return { id, tier: closed.tier, call: closed.call };
  });
}
