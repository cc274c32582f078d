// Where the play head of a replay goes: to a second, a row, an utterance, a key moment, and back to where it was.

import { clamp } from "./drawing.js";
import { notice } from "./notice.js";
import { keep, tell } from "./player.js";
import { lastAtMost, moment } from "./recording.js";
import { askedInLink } from "./sharing.js";

const NEXT_DOOR = 1; // rows: a seek that leads no farther needs no way back

// To second t of the meeting. A quiet seek tells no listener and does not keep the place. One that goes on `along` a
// tour leaves the way back as it is; in a drag, `from` is the second at which it began.
export function seek(player, t, { quiet = false, along = false, from = player.t } = {}) {
  const to = clamp(Number(t) || 0, 0, player.recording.total);
  if (!quiet && !along && isFar(player, from, to)) player.back = from;
  player.tour = null;
  player.t = to;
  player.film.show(player);
  if (quiet) return;
  keepPlace(player);
  tell(player, "seek");
}

function isFar({ recording: { starts } }, from, to) {
  return Math.abs(lastAtMost(starts, to) - lastAtMost(starts, from)) > NEXT_DOOR;
}

// To where the play head was before it went far; from there, back again.
export function goBack(player) {
  const { back, t } = player;
  if (back === null) return notice(player, "There is no way back: you have not left.");
  seek(player, back, { along: true });
  player.back = t;
  return player.film.show(player);
}

// To the opening of row k, counted from 1.
export function seekRow(player, k) {
  const { rows } = player.recording;
  seek(player, rows[clamp(Math.round(k) - 1, 0, rows.length - 1)].start);
}

// To line `index` of a row, or to its opening without an index.
export function seekLine(player, row, index) {
  seek(player, index === undefined ? row.start : row.start + row.utterances[index].start_s);
}

// One utterance forward (+1) or back (-1).
export function step(player, direction) {
  const { row, begun } = moment(player.recording, player.t);
  const wanted = (begun ? begun.index : -1) + direction;
  if (wanted >= 0 && wanted < row.utterances.length) return seekLine(player, row, wanted);
  const other = spokenRow(player, row, direction);
  if (!other) return seek(player, direction > 0 ? player.recording.total : 0);
  return seekLine(player, other, direction > 0 ? 0 : other.utterances.length - 1);
}

// One row forward (+1) or back (-1); back goes to the opening of this row first.
export function stepRow(player, direction) {
  const { row, local } = moment(player.recording, player.t);
  if (direction < 0 && local > 2) return seek(player, row.start);
  const other = spokenRow(player, row, direction);
  return seek(player, other ? other.start : direction > 0 ? player.recording.total : 0);
}

// To the next (+1) or the previous (-1) key moment.
export function stepMoment(player, direction) {
  const { moments } = player.dom.views.chapters;
  const wanted =
    direction > 0
      ? moments.find((each) => each.t > player.t + 0.05)
      : moments.findLast((each) => each.t < player.t - 1.5);
  if (wanted) seek(player, wanted.t + 0.001);
}

// The next or the previous row in which somebody speaks: any other passes in no time.
function spokenRow({ recording }, row, direction) {
  let index = row.index + direction;
  while (recording.rows[index]?.utterances.length === 0) index += direction;
  return recording.rows[index];
}

// --- where to begin -------------------------------------------------------------------------------------------------

// A name for a recording, to remember where you left it.
function recordingName({ header, total, rows }) {
  return `${header.scenario?.title ?? ""}:${header.seed}:${rows.length}:${total}`;
}

export function keepPlace(player) {
  keep(player, { place: { of: recordingName(player.recording), t: Math.round(player.t * 100) / 100 } });
}

// The second to begin at: options.start, else the link, else where you left this recording.
export function startingPoint(player) {
  const { recording, options, settings } = player;
  const { start } = options;
  if (typeof start === "number") return start;
  if (start && typeof start === "object") return secondOf(recording, start.row, start.t);
  const asked = askedInLink(player);
  if ("row" in asked || "t" in asked) return secondOf(recording, asked.row, asked.t);
  return options.remember && settings.place?.of === recordingName(recording) ? settings.place.t : 0;
}

// `row` counts from 1, or is an applicant's id; `t` is seconds into it (without row: into the meeting).
export function secondOf({ rows, byId }, row, t) {
  const within = Math.max(0, Number(t) || 0);
  if (row === null || row === undefined || row === "") return within;
  const wanted = byId.get(String(row)) ?? rows[clamp(Math.round(Number(row)) || 1, 1, rows.length) - 1];
  return wanted.start + Math.min(within, Math.max(0, wanted.duration - 0.001)); // its end belongs to the next row
}
