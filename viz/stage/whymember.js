// The chosen member: what they think, what moved them, what they know, and the trail of their stance.

import { heading } from "./drawing.js";
import { fatigueWords, shiftWords, stanceWords, unitsWords } from "./numbers.js";
import { roleWords } from "./terms.js";
import { makeTrail } from "./trail.js";
import { begunSoFar, entry, lineWords, pointWords, tight } from "./whyparts.js";

export function aboutMember(scene) {
  const { recording, row, state: now, chosen } = scene;
  const member = recording.members.get(chosen);
  if (!member) return [];
  return [
    heading(`${member.name}, ${roleWords(member.role)}`),
    entry("Now", stanceWords(now.stances[chosen] ?? 0)),
    entry("Before the row", stanceWords(now.before[chosen] ?? 0)),
    makeTrail(scene),
    ...whatMoved(scene),
    ...whatIsKnown(scene, member),
    entry("Capital", `${unitsWords(now.capital[chosen] ?? 0)} left`),
    entry("Fatigue", tiredWords(row.opened.fatigue?.[chosen] ?? 0)),
  ];
}

// The lines so far that moved the member, apart from the one under way.
function whatMoved(scene) {
  const { chosen, begun, current } = scene;
  const over = begunSoFar(scene).filter((utterance) => !(utterance === begun && current));
  const moving = over.filter(({ moved }) => moved?.[chosen]);
  const words = (utterance) => `${shiftWords(utterance.moved[chosen])}: ${lineWords(scene, utterance)}`;
  return moving.map((utterance) => tight(utterance.moved[chosen], words(utterance)));
}

// What the member knows and some others do not, and whether somebody has said it.
function whatIsKnown({ recording, row, state: now }, { id }) {
  const held = [...row.points.values()].filter(({ holders }) => holders.includes(id));
  const few = held.filter(({ holders }) => holders.length < recording.members.size);
  const said = (point) => (now.said.includes(point) ? "said" : "not said");
  return few.map((point) =>
    entry(knownWith(point.holders.length - 1), `${pointWords(row, point.id)}; ${said(point.id)}`),
  );
}

// How tired the member is, as a word and a number, and what that does.
function tiredWords(load) {
  const words = `${fatigueWords(load)}, ${Math.round(100 * load)} %`;
  return load < 0.05
    ? words
    : `${words}: listens less, wants the floor less, and speaks more briefly; the figure lowers its head`;
}

const knownWith = (others) =>
  others === 0 ? "Knows alone" : `Knows, with ${others} ${others === 1 ? "other" : "others"}`;
