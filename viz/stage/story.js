// The story of a row: where the room began, what was said for and against, what was staked, what moved the room.

import { memberName } from "./names.js";
import { callWords, signed } from "./numbers.js";
import { actWords, votelessWords } from "./terms.js";

const FAR = 0.1; // on average, in stance

// A row that has ended, in three sentences: where the room began and what was said, and the line that moved it most.
export function storyOf(recording, row) {
  const name = (id) => memberName(recording, id);
  const [most] = farthestFirst(row.utterances, recording).filter(({ push }) => Math.abs(push) >= FAR);
  const story = inShort({ recording, row, name });
  if (!most) return `${story} No line moved it far.`;
  const { member, act } = most.utterance;
  return `${story} What moved it most: ${name(member)} ${actWords(act)}, ${signed(most.push, 2)} on average.`;
}

// Where the room began, how much was said for the row and against it, and who staked capital.
export function inShort({ recording, row, name }) {
  const voters = [...recording.members.values()].filter(({ role }) => votelessWords(role) === null);
  const mean = voters.reduce((sum, { id }) => sum + (row.opened.stances?.[id] ?? 0), 0) / (voters.length || 1);
  const aboutPoint = ({ point }) => Math.sign(row.points.get(point)?.valence ?? 0);
  const signs = row.utterances.map((utterance) => (recording.sided ? utterance.side : aboutPoint(utterance)));
  const [kind, unkind] = [1, -1].map((side) => signs.filter((each) => each === side).length);
  const lines = (count) => `${count} ${count === 1 ? "line was" : "lines were"}`;
  const rest = unkind ? `, and ${lines(unkind)} against` : "";
  const said = kind ? `${lines(kind)} for it and ${unkind || "none"} against` : `nobody said a word for it${rest}`;
  const stakes = capitalOf(row).filter(({ why }) => why === "spent");
  const staked = [...new Set(stakes.map(({ member }) => member))];
  const paid = staked.length
    ? `${staked.map(name).join(" and ")} staked capital on it`
    : "nobody staked anything on it";
  return `Before anybody spoke the room was ${callWords(mean)}. Then ${said}; ${paid}.`;
}

const eventsOf = (row) => [...row.utterances.flatMap((utterance) => utterance.before), ...row.pending, ...row.after];

// What members remembered in a row, and how capital moved.
export const memoriesOf = (row) => eventsOf(row).filter((event) => event.event === "remembered");
export const capitalOf = (row) => eventsOf(row).filter((event) => event.event === "capital");

// Each line with how far it moved the room on average, the farthest first.
export function farthestFirst(utterances, { members }) {
  const pushes = utterances.map((utterance) => ({ utterance, push: total(utterance.moved) / members.size }));
  return pushes.sort((a, b) => Math.abs(b.push) - Math.abs(a.push));
}

function total(moved) {
  let sum = 0;
  for (const value of Object.values(moved ?? {})) sum += value;
  return sum;
}
