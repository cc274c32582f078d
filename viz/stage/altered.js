// What an experimenter changed in a meeting, as the header tells it; nothing in an ordinary recording. The minutes say
// the same words (committee/recording/altered.py).

import { ghostName, memberName, nameOf, together } from "./names.js";
import { unitsWords } from "./numbers.js";

const UNHEARD = "nobody hears this";

const entriesIn = (value) => (value !== null && typeof value === "object" && !Array.isArray(value) ? value : {});
const itemsIn = (value) => (Array.isArray(value) ? value : []);
const changedRows = ({ changes }) => entriesIn(entriesIn(changes).rows);

// What stands beside a line that nobody hears; empty beside any other.
export function unheardWords({ header }, row, line) {
  return itemsIn(entriesIn(changedRows(header)[row.opened.id]).silenced).includes(line.turn) ? UNHEARD : "";
}

// A sentence without its period for each change, cells first, then row after row.
export function changesSaid(recording) {
  const { header, rows } = recording;
  const called = new Map(rows.map((row) => [row.opened.id, nameOf(row)]));
  const name = (id) => called.get(id) ?? id;
  const cells = Object.entries(entriesIn(entriesIn(header.changes).cells)).flatMap(([id, changed]) =>
    Object.entries(entriesIn(changed)).map(([column, text]) => {
      return `${name(id)}: ${column} is ${text ? `set to ${text}` : "left blank"}`;
    }),
  );
  const inside = Object.entries(changedRows(header)).flatMap(([id, changed]) =>
    insideWords(recording, entriesIn(changed)).map((words) => `${name(id)}: ${words}`),
  );
  return [...cells, ...inside];
}

// The changes inside the row, for the words above its lines.
export const changesIn = (recording, { opened }) =>
  insideWords(recording, entriesIn(changedRows(recording.header)[opened.id]));

function insideWords(recording, changed) {
  const turns = itemsIn(changed.silenced).map((turn) => `turn ${turn}`);
  const ghosts = itemsIn(changed.forgotten).map((ghost) => ghostName(recording, ghost));
  return [
    turns.length ? `nobody hears ${together(turns)}` : "",
    ghosts.length ? `nobody remembers ${together(ghosts)}` : "",
    whoWords(recording, itemsIn(changed.quiet), ["keeps quiet", "keep quiet"]),
    whoWords(recording, itemsIn(changed.frugal), ["stakes nothing", "stake nothing"]),
    changed.more_s ? `the row gets ${changed.more_s} s more` : "",
    ...itemsIn(changed.put).map((put) => putWords(recording, put)),
  ].filter(Boolean);
}

function whoWords(recording, members, [one, several]) {
  const who = together(members.map((member) => memberName(recording, member)));
  return who && `${who} ${members.length === 1 ? one : several}`;
}

function putWords(recording, { member, at_s: at, act, units }) {
  const stake = units ? `, staking ${unitsWords(units)}` : "";
  return `${memberName(recording, member)} is made to speak at ${at} s (${act})${stake}`;
}
