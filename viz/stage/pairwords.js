// What differs between two recordings, in words: an event, a setting, a cell, a place on the list.

import { columnWords, valueWords } from "./cells.js";
import { apart } from "./drawing.js";
import { nameOf } from "./names.js";
import { clockWords, signed } from "./numbers.js";
import {
  actWords,
  becauseWords,
  endingWords,
  factorWords,
  kindWords,
  labelWords,
  plain,
  purseWords,
  sideWords,
  tierWords,
  topicWords,
  whyNotWords,
} from "./terms.js";

const LONGEST = 90;
const NOTHING = "nothing";

const EVENTS = {
  row_opened: "as the row opens",
  uttered: "a line",
  remembered: "a memory",
  capital: "capital",
  row_closed: "the call",
  listed: "the final list",
};
const FIELDS = {
  name: "the name",
  kind: "the kind of graduate",
  points: "what can be said of it",
  label: "how it looks on paper",
  pre_score: "the score on paper",
  allowed_s: "the seconds allowed",
  member: "whose it is",
  act: "what is done",
  tone: "the tone",
  point: "what it is about",
  to: "who is spoken to",
  ghost: "who is remembered",
  start_s: "when it begins",
  end_s: "when it ends",
  capital: "the capital staked",
  turn: "the turn",
  tier: "the tier",
  ended_by: "how the row ends",
  call: "the call",
  room: "where the room stands",
  sponsor: "the sponsor",
  heard: "whether the sponsor is heard",
  unheard: "what is never heard",
  why: "why",
  amount: "how many units",
  balance: "what is left",
  ask: "what is asked for",
  weight: "how much it weighs",
  how: "aloud or in silence",
  traits: "what is alike",
  no_list: "whose no list it is on",
  hidden: "what is off the wall",
  inferred: "what the room takes them for",
  assigned: "who must speak",
  side: "which side it takes",
  also: "what else it is about",
  because: "the reason named",
  about: "what the reason is about",
  weighed: "what the call was made of",
  unpaid: "the call if nobody had paid",
};
const BY_MEMBER = {
  row_opened: { stances: "’s stance before the talk", capital: "’s capital", fatigue: "’s fatigue" },
  uttered: { bids: "’s wish to speak", stances: "’s stance after it", moved: ": how far it moves them" },
};
// How we say the value of a field that holds one word of a closed list.
const SAID = {
  act: actWords,
  ask: tierWords,
  ended_by: endingWords,
  kind: kindWords,
  inferred: kindWords,
  label: labelWords,
  tier: tierWords,
  why: purseWords,
  because: becauseWords,
  side: (side) => (side ? sideWords(side) : "neither"),
};
// The fields in the order in which a reader would name them if several differ.
const FIRST = [
  "name",
  "kind",
  "cells",
  "points",
  "label",
  "member",
  "act",
  "tier",
  "ended_by",
  "point",
  "to",
  "ghost",
  "side",
  "call",
  "because",
  "about",
  "start_s",
  "stances",
];

// Where two recordings first differ, in words: { where, what, a, b, more }; `more` counts further differences there.
export function partingWords({ parting, a, b }) {
  const { pair, leaves } = parting;
  if (!pair) return { where: "After the last row", what: "the review and the list", a: "", b: "", more: 0 };
  const where = `Row ${pair.a.number}, ${apart(nameOf(pair.a))}`;
  if (!leaves.length)
    return {
      where: `${where}, ${clockWords(parting.second)} into it`,
      what: "what happens next",
      a: eventWords(a, parting.a),
      b: eventWords(b, parting.b),
      more: 0,
    };
  const leaf = [...leaves].sort((x, y) => rank(x) - rank(y))[0];
  const event = parting.a;
  const line = event.event === "uttered" ? `a line by ${apart(memberWords(a, event.member))}` : null;
  const who = line ?? EVENTS[event.event] ?? plain(event.event);
  const theCall = event.event === "row_closed" && leaf.path[0] === "call";
  const what = theCall ? who : `${who}: ${fieldWords(a, event, leaf.path)}`;
  return {
    where,
    what,
    a: leafWords(a, pair.a, leaf.path, leaf.a),
    b: leafWords(b, pair.b, leaf.path, leaf.b),
    more: leaves.length - 1,
  };
}

const rank = ({ path }) => {
  const at = FIRST.indexOf(path[0]);
  return at < 0 ? FIRST.length : at;
};
const memberWords = (recording, id) => recording.members.get(id)?.name ?? plain(id);

function eventWords(recording, event) {
  if (!event) return "the row is over";
  if (event.event === "uttered") return `${apart(memberWords(recording, event.member))} ${actWords(event.act)}`;
  return EVENTS[event.event] ?? plain(event.event);
}

function fieldWords(recording, event, [name, key]) {
  if (name === "cells") return `the cell ${columnWords(key)}`;
  if (name === "weighed" && key) return `what ${factorWords(key)} did to the call`;
  const ending = BY_MEMBER[event.event]?.[name];
  return ending && key ? `${apart(memberWords(recording, key))}${ending}` : (FIELDS[name] ?? plain(name));
}

function leafWords(recording, row, [name], value) {
  if (value === null || value === undefined) return NOTHING;
  if (["member", "to", "sponsor", "assigned"].includes(name)) return memberWords(recording, value);
  if (Object.hasOwn(SAID, name)) return SAID[name](value);
  if (name === "heard") return value === true ? "heard" : whyNotWords(value);
  if (name === "no_list") return value.map((id) => memberWords(recording, id)).join(", ") || NOTHING;
  if (name === "hidden") return value.map(columnWords).join(", ") || NOTHING;
  if (["point", "also", "about"].includes(name)) return topicWords(row.points.get(value)?.family ?? value);
  if (name === "ghost") return recording.episodes.get(value)?.label ?? plain(value);
  return settingValue(value);
}

// A value as a scenario would write it, short enough to read.
export function settingValue(value) {
  if (value === undefined) return NOTHING;
  const named = value?.name ?? value?.title ?? value?.id;
  const text =
    typeof value === "string"
      ? valueWords(value) || value || NOTHING
      : typeof named === "string"
        ? named
        : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

const MADE = { seed: "Seed", version: "Made by version", files: "Files" };
export const settingPlace = (path) => (path.length === 1 && MADE[path[0]]) || path.join(".");

export const placeWords = (place) => (place === null ? "–" : String(place));

// A change of place in a word or a number: up is better.
export function changeWords({ placeA, placeB, change }) {
  if (placeA === placeB) return "same place";
  if (placeA === null) return "joins the list";
  if (placeB === null) return "leaves the list";
  return signed(change, 0);
}
