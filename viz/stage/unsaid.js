// What somebody knew about a row and nobody raised, as people would count it: without what the room heard under another
// key, and what nobody would say of this applicant. Pure; committee/recording/unsaid.py leaves out the same.

import { aboutWords } from "./cells.js";
import { isVetoed } from "./names.js";

const TO_EXPLAIN = ["step_fail", "attempts", "gap", "old_grad", "professionalism", "prior_training"];
const LETTERS = ["letter_fight", "letter_glowing", "letter_generic", "letter_lukewarm", "letter_coded"];
const US_GRADUATES = ["us_md", "us_do"];

const isUnexplained = ({ family, detail }) => family === "narrative" && detail === "none";

// The { point, why } of a called row, by id, that members knew and nobody raised. No bell is to blame for a veto.
export function leftUnsaid(row) {
  const left = (row.closed?.unheard ?? []).filter(({ point: id }) => {
    const point = row.points.get(id);
    return !point || (!goesWithoutSaying(row, point) && !wasHeard(row, point));
  });
  if (!isVetoed(row)) return left;
  return left.map((missed) => (missed.why === "bell" ? { ...missed, why: "outbid" } : missed));
}

// What such a point is about; another letter where one of the same tone and origin was raised.
export function unsaidWords(row, id) {
  const point = row.points.get(id);
  if (!point) return "what was said";
  const words = aboutWords(point);
  const another = LETTERS.includes(point.family) && sameWasNamed(row, point);
  return another ? `another ${words.replace(/^a /, "")}` : words;
}

function goesWithoutSaying({ opened, points }, point) {
  if (point.family === "us_clinical") return US_GRADUATES.includes(opened.inferred ?? opened.kind);
  return isUnexplained(point) && ![...points.values()].some(({ flag }) => TO_EXPLAIN.includes(flag));
}

function wasHeard(row, point) {
  if (point.family === "professionalism") return sameWasNamed(row, point);
  return isUnexplained(point) && row.utterances.some(({ act, point: named }) => act === "answer" && named === null);
}

// Whether a point with the same plain fact was named.
function sameWasNamed({ utterances, points }, { family, detail }) {
  const named = utterances.flatMap((line) => [line.point, line.also]).map((id) => points.get(id));
  return named.some((each) => each && each.family === family && each.detail === detail);
}
