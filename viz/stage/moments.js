// The key moments, found from the events alone: a ghost recalled, capital staked, a concession, a veto, the bell, and
// the lines that moved the room most.

import { readingSeconds } from "./numbers.js";

const WORTH = { veto: 5, concede: 5, ghost: 4, stake: 4, turn: 3, bell: 1, call: 0 };
const TURNS_KEPT = 8;
const HIGHLIGHTS = 10;
const LONGEST_TOUR = 165; // seconds of reading

// Every key moment in the order of the meeting: { t, row, utterance, sort, words }.
export function keyMoments(recording) {
  const moments = [...recording.rows.flatMap(ofRow), ...turns(recording)];
  return moments.sort((a, b) => a.t - b.t);
}

function ofRow(row) {
  const moments = [];
  const add = (utterance, sort, words) =>
    moments.push({ t: row.start + utterance.start_s, row, utterance, sort, words });
  for (const utterance of row.utterances) {
    if (utterance.before.some((event) => event.event === "capital" && event.why === "spent"))
      add(utterance, "stake", "capital staked");
    if (utterance.ghost) add(utterance, "ghost", "a ghost recalled");
    if (utterance.act === "concede") add(utterance, "concede", "somebody changed sides");
    if (utterance.act === "veto") add(utterance, "veto", "a veto");
  }
  const last = row.utterances[row.utterances.length - 1];
  if (row.closed?.ended_by === "timed_out" && last) add(last, "bell", "the bell");
  return moments;
}

// The lines that moved the room most, at most one from each row.
function turns(recording) {
  const strongest = recording.rows.flatMap((row) => {
    const pushes = row.utterances.map((utterance) => ({ utterance, push: push(utterance) }));
    const best = pushes.reduce((a, b) => (b.push > a.push ? b : a), { push: 0 });
    return best.push > 0 ? [{ row, ...best }] : [];
  });
  strongest.sort((a, b) => b.push - a.push || a.row.index - b.row.index);
  return strongest.slice(0, TURNS_KEPT).map(({ row, utterance }) => ({
    t: row.start + utterance.start_s,
    row,
    utterance,
    sort: "turn",
    words: "the room moved",
  }));
}

function push(utterance) {
  let sum = 0;
  for (const value of Object.values(utterance.moved ?? {})) sum += Math.abs(value);
  return sum;
}

// The rows that the scenario fixes among those it draws: its question is about them.
export function rowsAskedAbout({ header, rows }) {
  const set = Array.isArray(header.scenario?.pool?.rows) ? header.scenario.pool.rows : [];
  const ids = new Set(set.map((each) => each?.id).filter(Boolean));
  const names = new Set(set.filter((each) => each && !each.id).map((each) => each.name));
  return rows.filter(({ opened }) => ids.has(opened.id) || names.has(opened.name));
}

// The stops of the tour, in order: { row, words, start, end }, where `words` say why and times are seconds of the
// meeting. It stops at the rows that the question is about and at the richest of the others: ten stops, or as many as
// one can read in under three minutes. Each shows the line before the row's weightiest moment, the moment, and the line
// after it; a row that the question is about also shows its call.
export function highlights(recording, moments) {
  const asked = new Set(rowsAskedAbout(recording).filter(({ utterances }) => utterances.length));
  const rows = new Map([...asked].map((row) => [row, { row, worth: 0, best: callOf(row) }]));
  for (const moment of moments) {
    const known = rows.get(moment.row) ?? { row: moment.row, worth: 0, best: moment };
    known.worth += WORTH[moment.sort];
    if (WORTH[moment.sort] > WORTH[known.best.sort]) known.best = moment;
    rows.set(moment.row, known);
  }
  const chosen = [...rows.values()].sort(
    (a, b) => asked.has(b.row) - asked.has(a.row) || b.worth - a.worth || a.row.index - b.row.index,
  );
  const stops = chosen.flatMap(({ row, best }) => stopsIn(row, best, asked.has(row))).slice(0, HIGHLIGHTS);
  let left = LONGEST_TOUR;
  return stops.filter((stop) => (left -= stop.reading) >= 0).sort((a, b) => a.start - b.start);
}

const callOf = ({ utterances }) => ({ utterance: utterances[utterances.length - 1], sort: "call", words: "the call" });

function stopsIn(row, best, toTheEnd) {
  const { index } = best.utterance;
  const last = row.utterances.length - 1;
  const stops = [{ words: best.words, ...around(row, index) }];
  return toTheEnd && last > index + 1
    ? [...stops, { words: "the call", ...around(row, last, Math.max(index + 2, last - 1)) }]
    : stops;
}

// From the line before `index`, or from line `first`, to the one after it.
function around(row, index, first = Math.max(0, index - 1)) {
  const shown = row.utterances.slice(first, index + 2);
  const reading = shown.reduce((sum, utterance) => sum + readingSeconds(utterance.text) + 0.6, 0);
  return { row, start: row.start + shown[0].start_s, end: row.start + shown[shown.length - 1].end_s, reading };
}
