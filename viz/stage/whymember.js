// The chosen member: what they think, what moved them, what they know, and the trail of their stance.

import { heading } from "./drawing.js";
import { fatigueWords, shiftWords, stanceWords, unitsWords } from "./numbers.js";
import { NO_LIST, standWords } from "./standing.js";
import { roleWords } from "./terms.js";
import { makeTrail } from "./trail.js";
import { begunSoFar, countedWords, entry, groupedBy, lineWords, pointWords, tight } from "./whyparts.js";

const UNMOVED = 0.005; // of a stance: less counts as nothing

export function aboutMember(scene) {
  const { recording, row, state: now, chosen } = scene;
  const member = recording.members.get(chosen);
  if (!member) return [];
  return [
    heading(`${member.name}, ${roleWords(member.role)}`),
    entry("Now", stanceWords(now.stances[chosen] ?? 0)),
    entry("Before the row", stanceWords(now.before[chosen] ?? 0)),
    ...whereTheyStand(now, chosen),
    makeTrail(scene),
    ...whatMoved(scene),
    ...whatIsKnown(scene, member),
    entry("Capital", `${unitsWords(now.capital[chosen] ?? 0)} left`),
    entry("Fatigue", tiredWords(row.opened.fatigue?.[chosen] ?? 0, now.sits_up)),
  ];
}

// The side they have taken in this row, and whether they keep it on a no list.
function whereTheyStand(now, id) {
  const stand = standWords(now, id);
  return [stand ? entry("Side", stand) : null, now.no_list.includes(id) ? entry("No list", NO_LIST) : null].filter(
    Boolean,
  );
}

// Who moved the member so far, and by what, apart from the line under way: one entry for each speaker.
function whatMoved(scene) {
  const { chosen, begun, current, name } = scene;
  const over = begunSoFar(scene).filter((utterance) => !(utterance === begun && current));
  const moving = over.filter(({ moved }) => moved?.[chosen]);
  return [...groupedBy(moving, ({ member }) => member)].map(([member, lines]) => {
    const shift = lines.reduce((sum, { moved }) => sum + moved[chosen], 0);
    const did = countedWords(lines.map((line) => lineWords({ ...scene, name: () => "" }, line).trim()));
    const way = Math.abs(shift) < UNMOVED ? "hardly at all" : shiftWords(shift);
    return tight(shift, `${way}: ${name(member)} ${did}`);
  });
}

// What the member knows and some others do not, and whether somebody has said it: one entry for all that as many know.
function whatIsKnown({ recording, row, state: now }, { id }) {
  const held = [...row.points.values()].filter(({ holders }) => holders.includes(id));
  const few = held.filter(({ holders }) => holders.length < recording.members.size);
  const said = (point) => (now.said.includes(point.id) ? "said" : "not said");
  return [...groupedBy(few, (point) => `${said(point)}:${point.holders.length}`).values()].map((same) => {
    const points = countedWords(same.map((point) => pointWords(row, point.id)));
    return entry(`${knownWith(same[0].holders.length - 1)}, ${said(same[0])}`, points);
  });
}

// How tired the member is, as a word and a number, and what that does; or that it does nothing in this row.
function tiredWords(load, sitsUp) {
  const words = `${fatigueWords(load)}, ${Math.round(100 * load)} %`;
  if (sitsUp) return `${words}, but conduct came up: everybody sits up, and it does not count for the rest of the row`;
  return load < 0.05
    ? words
    : `${words}: listens less, wants the floor less, and speaks more briefly; the figure lowers its head`;
}

const knownWith = (others) =>
  others === 0 ? "Knows alone" : `Knows, with ${others} ${others === 1 ? "other" : "others"}`;
