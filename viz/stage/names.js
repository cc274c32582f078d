// What we call a meeting, a row and a member, and how we say the end of a row.

import { callWords } from "./numbers.js";
import { meetingName, occasionWords } from "./occasion.js";
import { LOWERED, UNCONTESTED, endingWords, labelWords, tierWords } from "./terms.js";

const DISCLAIMER = "Simulated; not for selecting, ranking or advising real people.";

export function titleWords(header) {
  return String(header.scenario?.title ?? "").trim() || meetingName(header);
}

// What a meeting was made from, in one line. The question may give the answer away: it is left out unless `asks`.
export function originWords(header, { asks = true } = {}) {
  const { scenario, seed } = header;
  const year = header.year ? "" : scenario?.season?.year;
  return [occasionWords(header), asks ? scenario?.question : "", year, `seed ${seed}`].filter(Boolean).join(" · ");
}

export function disclaimerWords(header) {
  return header.disclaimer ?? DISCLAIMER;
}

// Who a row is about: by name, else by id.
export function nameOf({ opened }) {
  return opened.name || opened.id;
}

// A member, by name, else by id.
export function memberName(recording, id) {
  return recording.members.get(id)?.name ?? id;
}

// A ghost, by label, else by id.
export function ghostName(recording, id) {
  return recording.episodes.get(id)?.label ?? id;
}

// How a row looks on paper.
export const paperWords = (label) => (label ? `${labelWords(label)} on paper` : "");

// What is no debate: the reading, an impression, and the director's own words.
const NO_DEBATE = ["announce", "impression", "move_on", "call", "veto"];

export const isVetoed = ({ utterances }) => utterances.some(({ act }) => act === "veto");

// How a row ended; a veto goes before the ending that the recording gives, since it comes with the bell or before it. A
// row whose call came with a reason never reads as if nobody objected.
export function endWords(row) {
  if (isVetoed(row)) return "vetoed";
  const { because, ended_by: by } = row.closed;
  if (!because || by !== "consent") return endingWords(by);
  if (row.utterances.every(({ act }) => NO_DEBATE.includes(act))) return UNCONTESTED;
  return because === "unspoken" ? endingWords("unargued") : LOWERED;
}

// The tier of a row, and its call.
export function outcomeWords({ closed }) {
  return `${tierWords(closed.tier)}, ${callWords(closed.call)}`;
}

// The end of a row in one line: tier, call, ending.
export function verdictWords(row) {
  return `${outcomeWords(row)}: ${endWords(row)}`;
}

// How a replay ends: the meeting is over, or the recording stops, each as a sentence without its period.
export function closingWords(recording) {
  const { complete, rows, header } = recording;
  if (complete) return { head: "The meeting is over", words: "" };
  const { number, closed } = rows[rows.length - 1];
  const of = header.rows ? ` of ${header.rows}` : "";
  const words = closed ? `${rows.length}${of} rows` : `in row ${number}${of}`;
  return { head: "The recording stops here", words };
}

// "A, B and C".
export function together(names) {
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}` : names.join("");
}
