// What the rules of a meeting did: which were on, and how each shows in a row. With all rules off nothing here says
// anything. committee/recording/practices.py says the same words.

import { together } from "./names.js";
import { callWords, unitsWords } from "./numbers.js";
import { isInviting, tiersOf } from "./occasion.js";
import { RULE_ORDER, blindedWords, kindWords, ruleWords, sideWords, tierWords, votelessWords } from "./terms.js";

// By what can be blinded: the column that shows that it is, in the order of the words.
const MARKED = [
  ["kind", "kind"],
  ["school", "school"],
  ["exams", "step1"],
  ["graduation", "yog"],
  ["visa", "visa"],
  ["class", "class_quartile"],
];
const SIDES = { for: 1, against: -1 };
// When the voters write down a verdict, by the rule.
const WRITTEN = new Map([
  ["before", ["before"]],
  ["before_and_after", ["before", "after"]],
]);
const NEVER_DUTY = ["announce", "impression", "ask", "answer", "move_on", "call", "veto"];
const UNCAPPED = 100; // units: from here on a cap is no rule, because nobody holds as much

export const HIDDEN = "off the wall by the rules";

const tableOf = (value) => (value !== null && typeof value === "object" && !Array.isArray(value) ? value : {});
const isShort = (value) => ["string", "number"].includes(typeof value);
const listOf = (value) => (Array.isArray(value) ? value.filter(isShort) : []);
const meetingTable = ({ scenario }, name) => tableOf(tableOf(tableOf(scenario).meeting)[name]);
const rulesOf = (header) => meetingTable(header, "rules");

// A sentence without its period for each rule of the meeting that was on.
export function rulesOn(header) {
  const rules = rulesOf(header);
  const filled = filledIn(rules);
  const chosen = ["ballots", "order"].map((name) => `${name}_${rules[name]}`);
  const on = (rule) => Boolean(filled[rule]) || rules[rule] === true || chosen.includes(rule);
  return RULE_ORDER.filter(on).map((rule) => ruleWords(rule, filled[rule] ?? ""));
}

// What the sentences of some rules say about their values; empty for a rule that is off.
function filledIn(rules) {
  const rests = [...new Set(listOf(rules.breaks))].sort((a, b) => a - b).map(String);
  const cap = typeof rules.capital_cap === "number" ? rules.capital_cap : UNCAPPED;
  const blind = MARKED.map(([word]) => word).filter((word) => listOf(rules.blind).includes(word));
  const after = `${rests.length === 1 ? "row" : "rows"} ${together(rests)}, ${minutesOf(rules)} each time`;
  return {
    blind: together(blind.map(blindedWords)),
    breaks: rests.length ? after : "",
    capital_cap: cap < UNCAPPED ? unitsWords(cap) : "",
  };
}

function minutesOf({ break_minutes: minutes }) {
  const count = typeof minutes === "number" ? minutes : 0;
  return `${count} ${count === 1 ? "minute" : "minutes"}`;
}

// Whether a rule keeps a cell off the wall, which its first column tells.
export const isHidden = ({ opened }, [column]) => opened.hidden.includes(column);

// The kind of an applicant as the wall shows it.
export const kindOnTheWall = (row) => (isHidden(row, ["kind"]) ? "" : kindWords(row.opened.kind));

// What a rule keeps off the wall, and what the room takes the applicant for; empty if nothing is hidden.
export function offTheWall({ opened }) {
  const hidden = MARKED.filter(([, column]) => opened.hidden.includes(column)).map(([word]) => blindedWords(word));
  if (!hidden.length) return "";
  return `${together(hidden)}${opened.inferred ? `; the room takes them for a ${kindWords(opened.inferred)}` : ""}`;
}

// [member, side] of everybody whom a rule has say the strongest point for the row (1) or against it (-1).
export function dutiesOf({ opened }) {
  const sides = Object.keys(SIDES).filter((side) => opened.assigned[side]);
  return sides.map((side) => [opened.assigned[side], SIDES[side]]);
}

// That somebody must speak for a row, or against it, which they must only if nobody else does.
export const mustWords = (side) => `must speak ${sideWords(side)}${side < 0 ? " if nobody does" : ""}`;

// That a rule has the speaker take this turn, for which nobody bids; empty for any other line.
export function dutyWords(row, { member, act, side, bids }) {
  if (Object.keys(bids).length || NEVER_DUTY.includes(act)) return "";
  const due = dutiesOf(row).some(([who, duty]) => who === member && duty === side);
  return due ? `assigned to speak ${sideWords(side)}` : "";
}

// What the voters wrote down about a row "before" the talk or "after" it; empty if no rule has them write then.
export function ballotWords({ header }, row, when) {
  const { ballots } = rulesOf(header);
  const { tiers, invite } = meetingTable(header, "call");
  const least = isInviting(header) ? invite : tiers;
  if (!WRITTEN.get(ballots)?.includes(when) || !least || (when === "after" && !row.closed)) return "";
  const last = when === "after" ? row.utterances[row.utterances.length - 1] : null;
  return counted(header, last?.stances ?? row.opened.stances, tableOf(least));
}

// The verdicts of the voters: "top 2, middle 4".
function counted(header, stances, least) {
  const order = tiersOf(header);
  const voters = header.members.filter(({ id, role }) => votelessWords(role) === null && id in stances);
  const reached = (id) => order.find((tier) => stances[id] >= (least[tier] ?? Infinity)) ?? order.at(-1);
  const verdicts = voters.map(({ id }) => reached(id));
  const tiers = order.map((tier) => [tier, verdicts.filter((each) => each === tier).length]);
  return tiers.flatMap(([tier, count]) => (count ? [`${tierWords(tier).toLowerCase()} ${count}`] : [])).join(", ");
}

// That the room took a break before a row; empty if it did not.
export function restBefore({ header }, row) {
  const rules = rulesOf(header);
  const rests = listOf(rules.breaks).includes(row.number - 1);
  return rests ? `The room takes a break of ${minutesOf(rules)}` : "";
}

// The program's tally as it is read out after a past resident is named; empty where no rule has it read. Recordings
// made before the tally was kept tell only that it was read.
export function tallyWords({ header }, { ghost, tally }) {
  if (tally) {
    const { residents, trouble } = tally;
    const such = residents === 1 ? "such resident" : "such residents";
    const whom = residents === 1 && trouble === 1 ? "in trouble" : `${trouble || "none"} of them in trouble`;
    return `The program's tally: ${residents} ${such}, ${whom}`;
  }
  const { influence = true } = tableOf(tableOf(header.scenario).switches);
  return ghost && rulesOf(header).base_rates === true && influence ? "The program's tally is read out" : "";
}

// Who had to wait in a row for whom under equal airtime, so far as `lines` go; empty where nobody had to.
export function waitedWords({ members }, lines) {
  const waits = new Map();
  for (const { member, waited } of lines) {
    for (const who of waited ?? []) waits.set(who, new Set([...(waits.get(who) ?? []), member]));
  }
  const name = (id) => members.get(id)?.name ?? id;
  return [...waits].map(([who, ahead]) => `${name(who)} waited for ${together([...ahead].map(name))}`).join("; ");
}

// The call of a second committee, and where the mean of the two puts the row; empty without one.
export function secondWords({ second, final }, { opened: { id }, closed }) {
  if (!closed || !Object.hasOwn(second, id)) return "";
  const { tier, call } = final.get(id);
  const mean = `the list goes by the mean, ${callWords(call)}: ${tierWords(tier).toLowerCase()}`;
  const [here, there] = [closed.tier, tier].map((each) => tierWords(each).toLowerCase());
  const moved = `The room called it ${here}; the mean of both committees made it ${there}`;
  return [`${callWords(second[id])}; ${mean}`, ...(tier === closed.tier ? [] : [moved])].join(". ");
}
