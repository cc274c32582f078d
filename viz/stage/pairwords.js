// What differs between two recordings, in words: what is said, a place on the list.

import { apart } from "./drawing.js";
import { memberName, nameOf } from "./names.js";
import { clockWords, signed } from "./numbers.js";
import { actWords, plain } from "./terms.js";

const LONGEST_SAID = 110; // letters of a line
const SILENT = "nobody speaks any more";

// Where the first word differs, in words: { where, said: [in A, in B] }.
export function wordWords({ pair, a, b, second }, comparison) {
  const where = `Row ${pair.a.number}, ${apart(nameOf(pair.a))}, ${clockWords(second)} into it`;
  return { where, said: [lineSaid(comparison.a, a), lineSaid(comparison.b, b)] };
}

function lineSaid(recording, line) {
  if (!line) return SILENT;
  const text = line.text ?? plain(line.act);
  const short = text.length > LONGEST_SAID ? `${text.slice(0, LONGEST_SAID)}…` : text;
  return `${apart(memberName(recording, line.member))} ${actWords(line.act)}: “${short}”`;
}

export const placeWords = (place) => (place === null ? "–" : String(place));

// A change of place in a word or a number: up is better.
export function changeWords({ placeA, placeB, change }) {
  if (placeA === placeB) return "same place";
  if (placeA === null) return "joins the list";
  if (placeB === null) return "leaves the list";
  return signed(change, 0);
}
