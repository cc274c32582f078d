// What differs between two rows besides what is said and the tier: what holds from the opening on, and what the call
// keeps. In words, by names. Pure.

import { columnWords } from "./cells.js";
import { memberName } from "./names.js";
import { dutiesOf } from "./practices.js";
import { endingWords, kindWords, sideWords, whyNotWords } from "./terms.js";
import { reasonWords } from "./verdict.js";

const NOTHING_KEPT = "nothing";
const NO_ONE = "nobody";
const AS_IT_IS = "what they are";

const dutyOn = (side) => (recording, row) => {
  const [member] = dutiesOf(row).find(([, duty]) => duty === side) ?? [];
  return member ? memberName(recording, member) : NO_ONE;
};
const namesOf = (recording, ids) => ids.map((id) => memberName(recording, id)).join(", ") || NO_ONE;

// What a row says of itself from its opening on: [what, the words for it].
const AT_OPENING = [
  ...[1, -1].map((side) => [`who must speak ${sideWords(side)}`, dutyOn(side)]),
  ["what is off the wall", (_recording, { opened }) => opened.hidden.map(columnWords).join(", ") || NOTHING_KEPT],
  [
    "what the room takes them for",
    (_recording, { opened }) => (opened.inferred ? kindWords(opened.inferred) : AS_IT_IS),
  ],
  ["whose no list it is on", (recording, { opened }) => namesOf(recording, opened.no_list)],
];
// And what its call keeps.
const AT_THE_CALL = [
  ["the reason named", (_recording, row) => reasonWords(row) || NOTHING_KEPT],
  ["how the row ends", (_recording, { closed }) => endingWords(closed.ended_by)],
  ["who sponsors it", (recording, { closed }) => namesOf(recording, closed.sponsor ? [closed.sponsor] : [])],
  ["whether the sponsor is heard", (_recording, { closed }) => heardWords(closed)],
];

function heardWords({ sponsor, heard }) {
  if (!sponsor) return NOTHING_KEPT;
  return heard === true ? "heard" : `not heard: ${whyNotWords(heard)}`;
}

// What differs between the rows of a pair in two recordings: [{ what, said: [in A, in B], late }], `late` if only the
// call tells it. What nobody has come to yet is not compared.
export function otherDifferences({ a, b }, recordings) {
  const unlikeIn = (kept, late) =>
    kept.flatMap(([what, words]) => {
      const said = [a, b].map((row, k) => words(recordings[k], row));
      return said[0] === said[1] ? [] : [{ what, said, late }];
    });
  const called = a.closed && b.closed;
  return [...unlikeIn(AT_OPENING, false), ...(called ? unlikeIn(AT_THE_CALL, true) : [])];
}

// The first of it among `pairs` of which `shut` are over, as { pair, what, said, late }, or null.
export function firstBesides({ a, b, matched }, pairs, shut = pairs.length) {
  if (matched !== "id") return null;
  for (const pair of pairs) {
    const found = otherDifferences(pair, [a, b]).find(({ late }) => !late || pair.index < shut);
    if (found) return { pair, ...found };
  }
  return null;
}
