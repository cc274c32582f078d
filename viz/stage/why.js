// Why the row goes as it goes: what the line of this moment does and who wanted the floor instead, what moved the
// room, who staked what, which ghosts stand behind whom, what was never heard; and the member chosen in the room.

import { heading, html } from "./drawing.js";
import { begunSoFar, entry, lineWords, note, pointWords, tight } from "./facts.js";
import { aboutMember } from "./memberwhy.js";
import { bidWords, callWords, signed, stanceWords, unitsWords } from "./numbers.js";
import { makeScroller } from "./scrolling.js";
import { valueWords } from "./sheet.js";
import { farthestFirst, inShort, memoriesOf, moneyOf } from "./story.js";
import { actWords, flagWords, kindWords, labelWords, plain, purseWords, tierWords, whyNotWords } from "./terms.js";
import { endWords, ghostName, memberName, nameOf } from "./words.js";

const SMALL = 0.02; // of a stance: too little to name
const NOTHING_TO_SAY = -5; // bids below it belong to members who may not or cannot speak
const LOSERS_NAMED = 3;
const FEW_HOLDERS = 2;
const MOVING = 0.005; // on average, in stance: less is as good as nothing
const MOVERS_NAMED = 5;
const CAUTIOUS = 0.1; // how far below the room a call is worth a word

const CALLED_BELOW =
  "Called below the room: doubters weigh most, and what was said against and not answered, unless somebody pays.";

export function makeWhy(recording) {
  const body = makeScroller("Why", "cs-whybody");
  const node = html("div", { class: "cs-tabpanel cs-why" }, body);
  const why = { node, body, recording, key: "", chosen: null };
  why.grow = () => (why.key = "");
  why.draw = (scene) => drawWhy(why, scene);
  return why;
}

function drawWhy(why, scene) {
  const { row, begun, over, chosen, current } = scene;
  const key = why.node.hidden ? "" : `${row.index}:${begun?.index}:${over}:${chosen}:${Boolean(current)}`;
  if (why.key === key) return;
  why.key = key;
  if (why.node.hidden) return;
  if (why.chosen !== chosen) why.body.scrollTop = 0;
  why.chosen = chosen;
  const told = { ...scene, name: (id) => memberName(why.recording, id) };
  const abouts = [aboutMember, aboutReview, aboutLine, aboutFloor, aboutEnd, aboutRow, aboutSilence];
  why.body.replaceChildren(...abouts.flatMap((about) => about(told)));
}

const number = (value) => Number(value.toFixed(1));

const closing = ({ row, begun, over }) => Boolean(row.closed) && (over || begun?.index === row.utterances.length - 1);

// --- the line of this moment ----------------------------------------------------------------------------------------

function aboutLine({ row, begun, name }) {
  if (!begun) return [];
  const about = row.points.has(begun.point) ? pointWords(row, begun.point) : "";
  const parts = [heading(`${name(begun.member)} ${actWords(begun.act)}${about ? `: ${about}` : ""}`)];
  const moved = Object.entries(begun.moved ?? {}).sort(([, a], [, b]) => Math.abs(b) - Math.abs(a));
  const named = moved.filter(([, shift]) => Math.abs(shift) >= SMALL);
  for (const [member, shift] of named) {
    const now = begun.stances?.[member];
    parts.push(tight(shift, `${name(member)}${now === undefined ? "" : `, to ${stanceWords(now)}`}`));
  }
  const rest = moved.length - named.length;
  if (moved.length && !named.length) parts.push(note("It moves nobody by much."));
  else if (rest) parts.push(note(`${rest} ${rest === 1 ? "other" : "others"} hardly at all.`));
  return parts;
}

// Who else wanted the floor for this line. A bid is a wish to speak; the strongest speaks, unless somebody stakes.
function aboutFloor({ recording, begun, name }) {
  const bids = Object.entries(begun?.bids ?? {})
    .filter(([, bid]) => bid > NOTHING_TO_SAY)
    .sort(([, a], [, b]) => b - a);
  if (!bids.length) return [];
  const winning = begun.bids[begun.member];
  const least = leastThatSpeaks(recording);
  const losers = bids.filter(([member]) => member !== begun.member);
  const wanted = losers.filter(([, bid]) => least === null || bid >= least);
  const quiet = losers.length - wanted.length;
  const rest = wanted.slice(LOSERS_NAMED).map(([member, bid]) => `${name(member)} ${signed(bid, 2)}`);
  const paid = hasPaid(begun) ? ", and paid for it" : "";
  return [
    heading("Who wanted the floor"),
    winning === undefined ? null : tight(winning, `${name(begun.member)} had it${paid}`),
    ...wanted.slice(0, LOSERS_NAMED).map(([member, bid]) => tight(bid, `${name(member)} ${bidWords(bid, winning)}`)),
    rest.length ? note(`Then ${rest.join(", ")}.`) : null,
    quiet ? note(`${quiet} content to listen: below ${signed(least, 2)}, the least that takes the floor.`) : null,
  ].filter(Boolean);
}

// The least bid that takes the floor, where the recording says it.
function leastThatSpeaks({ header }) {
  const threshold = header.scenario?.meeting?.floor?.threshold;
  return typeof threshold === "number" ? threshold : null;
}

// Whether who speaks has staked something for it.
function hasPaid({ before, member }) {
  return before.some((event) => event.event === "capital" && event.why === "spent" && event.member === member);
}

// --- the row --------------------------------------------------------------------------------------------------------

function aboutRow(told) {
  const { row, state: room, name } = told;
  const { label, pre_score: score } = row.opened;
  const paper = typeof score === "number" ? [`${labelWords(label)}, score ${Math.round(score)} of 100`] : [];
  const staked = ([member, units]) => `${name(member)} put down ${unitsWords(units)}${askOf(row, member)}`;
  const how = ([{ how: way }]) => (way === "spoken" ? "Ghost, spoken" : "Ghost, silent");
  return [
    heading(`Row ${row.number}: ${nameOf(row)}`),
    ...paper.map((words) => entry("On paper", words)),
    ...whatMovedTheRoom(told),
    ...Object.entries(room.staked).map((each) => entry("Staked", staked(each))),
    ...grouped(room.ghosts).map((same) => entry(how(same), ghostWords(told, same))),
  ];
}

function whatMovedTheRoom(told) {
  const all = farthestFirst(begunSoFar(told), told.recording);
  const movers = all.filter(({ push }) => Math.abs(push) >= MOVING).slice(0, MOVERS_NAMED);
  const facts = movers.map(({ utterance, push }) => {
    const term = `${push < 0 ? "toward no" : "toward yes"} ${signed(push, 2)} on average`;
    return entry(term, `${lineWords(told, utterance)}${crosswise(told.row, utterance, push)}`);
  });
  return movers.length ? [heading("What moved the room"), ...facts] : [];
}

// What a member wants for the units they put down.
function askOf(row, member) {
  const spent = moneyOf(row).find((event) => event.why === "spent" && event.member === member && event.ask);
  return spent ? ` to have it placed ${tierWords(spent.ask).toLowerCase()}` : "";
}

// Those who remember the same, in the same way, together.
function grouped(ghosts) {
  const groups = new Map();
  for (const ghost of ghosts) {
    const key = `${ghost.how}:${ghost.ghost}:${ghost.weight < 0}`;
    groups.set(key, [...(groups.get(key) ?? []), ghost]);
  }
  return [...groups.values()];
}

function ghostWords({ recording, row, name }, same) {
  const [{ member, ghost, weight }] = same;
  const told = memoriesOf(row).find((event) => event.member === member && event.ghost === ghost);
  const traits = (told?.traits ?? []).map(traitWords).join(" and ");
  const who = same.map((each) => `${name(each.member)} ${signed(each.weight)}`).join(", ");
  const side = weight < 0 ? "against" : "for";
  return `${ghostName(recording, ghost)}, ${side}: ${who}${traits ? `; alike in ${traits}` : ""}`;
}

// A point may move the room the other way than it speaks: who says it draws others to how they see the row, and what is
// good may be less than had been taken for granted.
function crosswise(row, { point }, push) {
  const side = row.points.get(point)?.valence ?? 0;
  if (!side || Math.sign(side) === Math.sign(push)) return "";
  return side < 0
    ? "; they are drawn to one who thinks better of the row"
    : "; less than they had taken for granted, or said by one who thinks less of the row";
}

const traitWords = (trait) =>
  [kindWords, flagWords, valueWords].map((words) => words(trait)).find((words) => words !== plain(trait)) ??
  plain(trait);

// --- how it ended ---------------------------------------------------------------------------------------------------

function aboutEnd(told) {
  if (!closing(told)) return [];
  const { row } = told;
  const { tier, call, room } = row.closed;
  const ended = `${callWords(call)}; the room was ${callWords(room)}; ${endWords(row)}`;
  return [
    heading("How it ended"),
    note(inShort(told), "cs-inshort"),
    entry(tierWords(tier), ended),
    room - call >= CAUTIOUS ? note(CALLED_BELOW, "cs-aside cs-flush") : null,
    ...aboutSponsor(told),
    ...aboutCapital(told),
  ].filter(Boolean);
}

function aboutSponsor({ row, name }) {
  const { sponsor, heard } = row.closed;
  if (!sponsor) return [];
  const how = heard === true ? " was heard" : `: ${whyNotWords(heard)}`;
  return [entry("Sponsor", `${name(sponsor)}${how}; ${costWords(row, sponsor)}`)];
}

// What became of the stakes.
function aboutCapital({ row, name }) {
  const settled = moneyOf(row).filter(({ why }) => why !== "spent");
  return settled.map(({ member, why, amount, balance }) =>
    entry("Capital", `${name(member)} ${purseWords(why)} ${number(amount)}, ${number(balance)} left`),
  );
}

// Once the meeting is over: who moved whom where in the review.
function aboutReview({ recording, state: room, name }) {
  if (!room.finished || !recording.reviewed.length) return [];
  const called = (id) => (recording.byId.has(id) ? nameOf(recording.byId.get(id)) : id);
  return [
    heading("In the review"),
    ...recording.reviewed.map(({ id, from, to, by }) => entry(`${from} to ${to}`, `${name(by)} moved ${called(id)}`)),
  ];
}

function aboutSilence(told) {
  const { row } = told;
  const unheard = closing(told) ? (row.closed.unheard ?? []) : [];
  return unheard.map(({ point, why }) =>
    entry("Never heard", `${pointWords(row, point)}: ${whyNotWords(why)}${holdersWords(told, point)}`),
  );
}

// What it cost a member, and what came back.
function costWords(row, member) {
  const sum = (why) =>
    moneyOf(row)
      .filter((event) => event.member === member && event.why === why)
      .reduce((units, event) => units + event.amount, 0);
  const spent = sum("spent");
  if (!spent) return "it cost nothing";
  const back = sum("returned") + sum("interest");
  return `it cost ${unitsWords(spent)}, ${back ? `${number(back)} came back` : "and none came back"}`;
}

// Who knew a point that nobody said, where they were few.
function holdersWords({ row, name }, id) {
  const holders = row.points.get(id)?.holders ?? [];
  return holders.length && holders.length <= FEW_HOLDERS ? `; known to ${holders.map(name).join(" and ")} alone` : "";
}
