// A member chosen in the room: what they think, what moved them, what they know, and the trail of their stance.

import { heading } from "./drawing.js";
import { begunSoFar, entry, lineWords, pointWords, tight } from "./facts.js";
import { fatigueWords, shiftWords, stanceWords, unitsWords } from "./numbers.js";
import { roleWords } from "./terms.js";
import { makeTrail } from "./trail.js";

export function aboutMember(told) {
  const { recording, row, state: room, chosen } = told;
  const member = recording.members.get(chosen);
  if (!member) return [];
  return [
    heading(`${member.name}, ${roleWords(member.role)}`),
    entry("Now", stanceWords(room.stances[chosen] ?? 0)),
    entry("Before the row", stanceWords(room.before[chosen] ?? 0)),
    makeTrail(told),
    ...whatMoved(told),
    ...whatIsKnown(told, member),
    entry("Purse", `${unitsWords(room.capital[chosen] ?? 0)} left`),
    entry("Fatigue", tiredWords(row.opened.fatigue?.[chosen] ?? 0)),
  ];
}

// The lines so far that moved the member, the one under way aside.
function whatMoved(told) {
  const { chosen, begun, current } = told;
  const over = begunSoFar(told).filter((utterance) => !(utterance === begun && current));
  const moving = over.filter(({ moved }) => moved?.[chosen]);
  const words = (utterance) => `${shiftWords(utterance.moved[chosen])}: ${lineWords(told, utterance)}`;
  return moving.map((utterance) => tight(utterance.moved[chosen], words(utterance)));
}

// What the member knows and not everybody does, and whether it has been said.
function whatIsKnown({ recording, row, state: room }, { id }) {
  const held = [...row.points.values()].filter(({ holders }) => holders.includes(id));
  const few = held.filter(({ holders }) => holders.length < recording.members.size);
  const said = (point) => (room.said.includes(point) ? "said" : "not said");
  return few.map((point) =>
    entry(knownWith(point.holders.length - 1), `${pointWords(row, point.id)}; ${said(point.id)}`),
  );
}

// How tired, as a word and a number, and what that does in the room.
function tiredWords(load) {
  const told = `${fatigueWords(load)}, ${Math.round(100 * load)} %`;
  return load < 0.05
    ? told
    : `${told}: listens less, wants the floor less, and puts it shorter; drawn with a lower head`;
}

const knownWith = (others) =>
  others === 0 ? "Alone knows" : `Knows, with ${others} ${others === 1 ? "other" : "others"}`;
