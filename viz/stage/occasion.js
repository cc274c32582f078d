// What a meeting decides, whom to rank or whom to invite, and which meeting of a season it is. committee/recording/
// occasion.py says the same words of the second.

import { TIER_ORDER } from "./terms.js";

const LAST_OF_RANKING = "dnr";

// Whether the meeting decides whom to invite to an interview; else whom to rank.
export const isInviting = ({ scenario }) => scenario?.meeting?.verdicts === "invite";

// The tiers of the meeting, best first; the last is off the list.
export function tiersOf(header) {
  const from = TIER_ORDER.indexOf(LAST_OF_RANKING) + 1;
  return isInviting(header) ? TIER_ORDER.slice(from) : TIER_ORDER.slice(0, from);
}

// What the meeting is called: "Invite meeting".
export const meetingName = (header) => (isInviting(header) ? "Invite meeting" : "Rank meeting");

// Which meeting it is: "Invite meeting, 2029, a university program (p000)"; empty for a rank meeting on its own.
export function occasionWords(header) {
  const { year, program, scenario } = header;
  if (!program && !isInviting(header)) return "";
  const name = String(scenario?.program?.name ?? "").trim();
  const who = program && name ? `${name} (${program})` : program;
  return [meetingName(header), year, who].filter(Boolean).join(", ");
}

// What the list is called.
export const listName = (header) => (isInviting(header) ? "The invitations" : "The list");

// How many rows are on the list and off it, in words; `list` holds { tier } of the rows on it.
export function listedWords(header, list, off) {
  if (!isInviting(header)) return [`${list.length} ranked`, `${off.length} not ranked`];
  const invited = list.filter(({ tier }) => tier === "invite").length;
  return [`${invited} invited`, `${list.length - invited} on hold`, `${off.length} without an interview`];
}
