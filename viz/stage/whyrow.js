// A row: how it looks on paper, what the rules did, who stands where, what moved the room; how it ended and what its
// call was made of; what was never heard.

import { valueWords } from "./cells.js";
import { heading, html } from "./drawing.js";
import { endWords, ghostName, nameOf } from "./names.js";
import { callWords, signed, unitsWords } from "./numbers.js";
import { ballotWords, dutiesOf, mustWords, offTheWall, restBefore, secondWords, waitedWords } from "./practices.js";
import { isCalled } from "./recording.js";
import { capitalOf, farthestFirst, inShort, memoriesOf } from "./story.js";
import { flagWords, kindWords, labelWords, plain, purseWords, sideWords, tierWords, whyNotWords } from "./terms.js";
import { leftUnsaid, unsaidWords } from "./unsaid.js";
import { madeOf, unpaidWords, weighingChart } from "./verdict.js";
import { begunSoFar, countedWords, entry, groupedBy, lineWords, note } from "./whyparts.js";

const FEW_HOLDERS = 2;
const MOVING = 0.005; // on average, in stance: less counts as nothing
const MOVERS_NAMED = 5;
const CAUTIOUS = 0.1; // how far below the room a call must be to mention it

const CALLED_BELOW =
  "The call is below the mean of the room: doubters count most, and so does a point against that nobody answered, " +
  "unless somebody stakes capital.";

const WEIGHED =
  "How far each raised or lowered the call, against what is usual for this kind of graduate. For this, everybody's " +
  "stance is read again as if nobody had talked.";

const number = (value) => Number(value.toFixed(1));

export function aboutRow(scene) {
  const { row, state: now, name } = scene;
  const staked = ([member, units]) => `${name(member)} staked ${unitsWords(units)}${askOf(row, member)}`;
  const how = ([{ how: way }]) => (way === "spoken" ? "Ghost, spoken" : "Ghost, silent");
  return [
    heading(`Row ${row.number}: ${nameOf(row)}`),
    aboutPaper(row),
    ...whatTheRulesDid(scene),
    ...whoStandsWhere(scene),
    ...whatMovedTheRoom(scene),
    ...Object.entries(now.staked).map((each) => entry("Staked", staked(each))),
    ...grouped(now.ghosts).map((same) => whoIsBehind(scene, same, entry(how(same), ghostWords(scene, same)))),
  ].filter(Boolean);
}

// What a rough score says of a row before anybody speaks, or null.
export function aboutPaper({ opened: { label, pre_score: score } }) {
  return typeof score === "number"
    ? entry("On paper", `${labelWords(label)}, score ${Math.round(score)} of 100`)
    : null;
}

// What the rules of the meeting did before anybody spoke.
function whatTheRulesDid({ recording, row, name }) {
  const hidden = offTheWall(row);
  const rest = restBefore(recording, row);
  const kind = kindWords(row.opened.kind);
  return [
    rest ? entry("Before the row", rest) : null,
    hidden ? entry("Off the wall", `${hidden}${row.opened.inferred ? `, and they are a ${kind}` : ""}`) : null,
    ...dutiesOf(row).map(([id, side]) => entry("By the rules", `${name(id)} ${mustWords(side)}`)),
    writtenDown(recording, row, "before"),
  ].filter(Boolean);
}

// What the voters wrote down, or null.
function writtenDown(recording, row, when) {
  const words = ballotWords(recording, row, when);
  return words ? entry(`Wrote down ${when} the talk`, words) : null;
}

// Who has taken which side so far, who came over, and who keeps the row on a no list.
function whoStandsWhere({ state: now, name }) {
  const on = (side) => Object.keys(now.sides).filter((id) => now.sides[id] === side);
  const sides = [1, -1].filter((side) => on(side).length);
  const names = (ids) => ids.map(name).join(", ");
  return [
    ...sides.map((side) => entry(`Spoke ${sideWords(side)}`, names(on(side)))),
    now.conceded.length ? entry("Came over", names(now.conceded)) : null,
    now.no_list.length ? entry("On a no list", `of ${names(now.no_list)}; the room cannot see it`) : null,
  ].filter(Boolean);
}

function whatMovedTheRoom(scene) {
  const facts = movers(scene).map((mover) => entry(`${toward(mover.push)} on average`, moverWords(scene, mover)));
  return facts.length ? [heading("What moved the room"), ...facts] : [];
}

// The lines so far that moved the room most: { utterance, push }, the farthest first.
export function movers(scene) {
  const all = farthestFirst(begunSoFar(scene), scene.recording);
  return all.filter(({ push }) => Math.abs(push) >= MOVING).slice(0, MOVERS_NAMED);
}

const toward = (push) => `${push < 0 ? "toward no" : "toward yes"} ${signed(push, 2)}`;

export const moverWords = (scene, { utterance, push }) =>
  `${lineWords(scene, utterance)}${crosswise(scene.row, utterance, push)}`;

// What a member wants for the units that they staked.
function askOf(row, member) {
  const spent = capitalOf(row).find((event) => event.why === "spent" && event.member === member && event.ask);
  return spent ? ` to have it placed ${tierWords(spent.ask).toLowerCase()}` : "";
}

// Groups those who remember the same ghost in the same way.
function grouped(ghosts) {
  const groups = new Map();
  for (const ghost of ghosts) {
    const key = `${ghost.how}:${ghost.ghost}:${ghost.weight < 0}`;
    groups.set(key, [...(groups.get(key) ?? []), ghost]);
  }
  return [...groups.values()];
}

// A ghost who came to this program in a year of the same season has a row of their own: `line` leads there.
function whoIsBehind({ residents }, [{ ghost }], line) {
  const href = Object.hasOwn(residents, ghost) ? residents[ghost] : "";
  const way = () => html("a", { class: "cs-way", href, target: "_self", text: "Their own row" });
  if (href) line.lastElementChild.append(" ", way());
  return line;
}

function ghostWords({ recording, row, name }, same) {
  const [{ member, ghost, weight }] = same;
  const memory = memoriesOf(row).find((event) => event.member === member && event.ghost === ghost);
  const traits = (memory?.traits ?? []).map(traitWords).join(" and ");
  const who = same.map((each) => `${name(each.member)} ${signed(each.weight)}`).join(", ");
  const side = weight < 0 ? "against" : "for";
  return `${ghostName(recording, ghost)}, ${side}: ${who}${traits ? `; alike in ${traits}` : ""}`;
}

// A point may move the room against its own side: a speaker draws others toward their own view of the row, and a good
// point may be less than listeners had assumed.
function crosswise(row, { point }, push) {
  const side = row.points.get(point)?.valence ?? 0;
  if (!side || Math.sign(side) === Math.sign(push)) return "";
  return side < 0
    ? "; listeners move toward the speaker, who thinks better of the row"
    : "; less than listeners had assumed, or said by somebody who thinks less of the row";
}

const traitWords = (trait) =>
  [kindWords, flagWords, valueWords].map((words) => words(trait)).find((words) => words !== plain(trait)) ??
  plain(trait);

// --- how it ended ---------------------------------------------------------------------------------------------------

export function aboutEnd(scene) {
  return isCalled(scene) ? [heading("How it ended"), ...howItEnded(scene), ...whatTheCallWas(scene)] : [];
}

// The tier of a called row with its call, and the row in short.
export function howItEnded(scene) {
  const { row } = scene;
  const { tier, call, room } = row.closed;
  const ended = `${callWords(call)}; the room was ${callWords(room)}; ${endWords(row)}`;
  return [entry(tierWords(tier), ended), note(inShort(scene), "cs-inshort")];
}

// What the call on a row was made of, what it cost and what came back.
export function whatTheCallWas(scene) {
  const { row } = scene;
  const { call, room } = row.closed;
  const second = secondWords(scene.recording, row);
  const waited = waitedWords(scene.recording, row.utterances);
  return [
    ...whatItWasMadeOf(row),
    writtenDown(scene.recording, row, "after"),
    waited ? entry("By the rules", waited) : null,
    second ? entry("Second committee", second) : null,
    room - call >= CAUTIOUS ? note(CALLED_BELOW, "cs-aside cs-flush") : null,
    ...aboutSponsor(scene),
    ...aboutCapital(scene),
  ].filter(Boolean);
}

// What was said for the call, beside what weighed in it.
function whatItWasMadeOf(row) {
  const chart = weighingChart([row]);
  const unpaid = unpaidWords(row);
  return [
    ...madeOf(row).map(([term, words]) => entry(term, words)),
    chart,
    chart ? note(WEIGHED, "cs-aside cs-flush") : null,
    unpaid ? entry("If nobody had paid", unpaid) : null,
  ];
}

function aboutSponsor({ row, name }) {
  const { sponsor, heard } = row.closed;
  if (!sponsor) return [];
  const how = heard === true ? " was heard" : `: ${whyNotWords(heard)}`;
  return [entry("Sponsor", `${name(sponsor)}${how}; ${costWords(row, sponsor)}`)];
}

// What became of the stakes.
function aboutCapital({ row, name }) {
  const settled = capitalOf(row).filter(({ why }) => why !== "spent");
  return settled.map(({ member, why, amount, balance }) =>
    entry("Capital", `${name(member)} ${purseWords(why)} ${number(amount)}, ${number(balance)} left`),
  );
}

// What somebody knew and nobody said: one entry for all that has the same reason.
export function aboutSilence(scene) {
  const { row } = scene;
  const unheard = isCalled(scene) ? leftUnsaid(row) : [];
  const whyOf = ({ point, why }) => `${whyNotWords(why)}${holdersWords(scene, point)}`;
  return [...groupedBy(unheard, whyOf)].map(([why, same]) => {
    const points = countedWords(same.map(({ point }) => `${unsaidWords(row, point)}${sideOf(row, point)}`));
    return entry("Never heard", `${points}: ${why}`);
  });
}

// Which way a point speaks: ", against".
function sideOf({ points }, id) {
  const point = points.get(id);
  return point ? `, ${point.valence < 0 ? "against" : "for"}` : "";
}

// What a row cost a member, and what came back.
function costWords(row, member) {
  const sum = (why) =>
    capitalOf(row)
      .filter((event) => event.member === member && event.why === why)
      .reduce((units, event) => units + event.amount, 0);
  const spent = sum("spent");
  if (!spent) return "it cost nothing";
  const back = sum("returned") + sum("interest");
  return `it cost ${unitsWords(spent)}, ${back ? `${number(back)} came back` : "and none came back"}`;
}

// Who knew a point that nobody said, if they were few.
function holdersWords({ row, name }, id) {
  const holders = row.points.get(id)?.holders ?? [];
  return holders.length && holders.length <= FEW_HOLDERS ? `; known only to ${holders.map(name).join(" and ")}` : "";
}
