// What a line does besides what it says, in words: the place it proposes, the side it takes back, a room that sits up.

import { dutyWords } from "./practices.js";
import { sideBefore, wakes } from "./turns.js";
import { sideWords, tierWords } from "./terms.js";

// The tier that a line proposes, or asks for with a stake; empty if it names none.
export function askWords({ act, tier }) {
  if (!tier) return "";
  return `${act === "propose" ? "proposes" : "asks for"} ${tierWords(tier)}`;
}

// Where somebody stood who concedes, and where they stand now; empty for any other line.
function concessionWords(row, line) {
  if (line.act !== "concede") return "";
  const before = sideBefore(row, line);
  const stood = wasOnlyAssigned(row, line) ? "was assigned to speak" : "was";
  const parts = [before ? `${stood} ${sideWords(before)}` : "", line.side ? `now ${sideWords(line.side)}` : ""];
  return parts.filter(Boolean).join(", ") || "takes back what they said";
}

// Whether the speaker has been on a side before this line, and only because a rule of the meeting assigned it.
function wasOnlyAssigned(row, { index, member }) {
  const sided = row.utterances.slice(0, index).filter((each) => each.member === member && each.side);
  return sided.length > 0 && sided.every((each) => dutyWords(row, each) !== "");
}

// That a rule assigned the line, and what it changes in the room: a side, or how awake everybody is.
export function turnWords(row, line) {
  const wake = wakes(row, line) ? "everybody sits up" : "";
  return [dutyWords(row, line), concessionWords(row, line), wake].filter(Boolean).join(" · ");
}

// Everything that stands behind a line in the transcript.
export const lineNote = (row, line) => [askWords(line), turnWords(row, line)].filter(Boolean).join(" · ");

// Where a member stands in the row: for it or against it, and whether they came over.
export function standWords({ sides, conceded }, id) {
  const { [id]: side } = sides;
  if (!side) return conceded.includes(id) ? "took back what they said" : "";
  return `spoke ${sideWords(side)}${conceded.includes(id) ? ", having come over from the other side" : ""}`;
}

// That a member keeps the row on a no list.
export const NO_LIST = "keeps this row on a personal no list, which the room cannot see";
