// What things are called: a meeting, a row, a member, and how a row ended.

import { callWords } from "./numbers.js";
import { endingWords, labelWords, tierWords } from "./terms.js";

export const FORMAT = "committee-recording";
export const VERSION = 2;

const DISCLAIMER = "Simulated; not for selecting, ranking or advising real people.";

export function titleWords({ scenario }) {
  return String(scenario?.title ?? "").trim() || "Rank meeting";
}

// What a meeting was made from, in a line.
export function originWords({ scenario, seed }) {
  return [scenario?.question, scenario?.season?.year, `seed ${seed}`].filter(Boolean).join(" · ");
}

export function disclaimerWords(header) {
  return header.disclaimer ?? DISCLAIMER;
}

// Who a row is about: by name, else by id.
export function nameOf({ opened }) {
  return opened.name || opened.id;
}

// Who sits there, by name, else by id.
export function memberName(recording, id) {
  return recording.members.get(id)?.name ?? id;
}

// Who is remembered, by label, else by id.
export function ghostName(recording, id) {
  return recording.episodes.get(id)?.label ?? id;
}

// How a row looks on paper.
export const paperWords = (label) => (label ? `${labelWords(label)} on paper` : "");

// How a row ended, vetoed ones as such: a veto comes with the bell or before it.
export function endWords({ closed, utterances }) {
  return utterances.some(({ act }) => act === "veto") ? "vetoed" : endingWords(closed.ended_by);
}

// Where a row was put, and how it was called.
export function outcomeWords({ closed }) {
  return `${tierWords(closed.tier)}, ${callWords(closed.call)}`;
}

// A row's end in one line: where it was put, how it was called, how it ended.
export function verdictWords(row) {
  return `${outcomeWords(row)}: ${endWords(row)}`;
}
