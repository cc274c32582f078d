// Why the row goes as it does: what the current line does and who else wanted the floor, what moved the room, who
// staked what, which ghosts stand behind whom, what was never heard; and the chosen member.

import { valueWords } from "./cells.js";
import { makeChanging } from "./changing.js";
import { makeDecided } from "./decided.js";
import { heading, html } from "./drawing.js";
import { endWords, ghostName, memberName, nameOf } from "./names.js";
import { bidWords, callWords, signed, stanceWords, unitsWords } from "./numbers.js";
import { ballotWords, dutiesOf, mustWords, offTheWall, restBefore, secondWords } from "./practices.js";
import { isCalled } from "./recording.js";
import { makeScroller } from "./scrolling.js";
import { farthestFirst, inShort, memoriesOf, capitalOf } from "./story.js";
import { askWords, turnWords } from "./standing.js";
import {
  actWords,
  flagWords,
  kindWords,
  labelWords,
  plain,
  purseWords,
  sideWords,
  tierWords,
  whyNotWords,
} from "./terms.js";
import { madeOf, unpaidWords, weighingChart } from "./verdict.js";
import { aboutMember } from "./whymember.js";
import { begunSoFar, entry, lineWords, note, pointWords, tight } from "./whyparts.js";

const SMALL = 0.02; // of a stance: too little to name
const NOTHING_TO_SAY = -5; // lower bids belong to members who may not or cannot speak
const LOSERS_NAMED = 3;
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

// `go` leads to a line of a row; `residents` has the address of the resident whom a ghost is; `explain`, if the page
// can ask, answers what decided a row (see decided.js); `change` leads to a form (see changing.js).
export function makeWhy(recording, { go, explain, change, residents = {} }) {
  const body = makeScroller("Why", "cs-whybody");
  const node = html("div", { class: "cs-tabpanel cs-why" }, body);
  const decided = explain ? makeDecided(go, explain) : null;
  const why = { node, body, recording, residents, key: "", chosen: null, decided, changing: makeChanging(change) };
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
  const named = { ...scene, residents: why.residents, name: (id) => memberName(why.recording, id) };
  const aboutCause = () => aboutDecided(why, scene);
  const aboutChange = ({ row }) => why.changing(row);
  const abouts = [aboutMember, aboutReview, aboutCause, aboutEnd, aboutLine, aboutFloor, aboutRow, aboutSilence];
  abouts.push(aboutChange);
  const held = why.body.contains(document.activeElement) ? document.activeElement : null;
  why.body.replaceChildren(...abouts.flatMap((about) => about(named)));
  if (held && why.body.contains(held)) held.focus({ preventScroll: true });
}

// What decided the row, for a page that can ask: from the call on, and at any moment once somebody has asked.
function aboutDecided({ decided }, scene) {
  if (!decided) return [];
  const { node, asked } = decided(scene.row);
  return (asked && !scene.hidden) || isCalled(scene) ? [node] : [];
}

const number = (value) => Number(value.toFixed(1));

// --- the line of this moment ----------------------------------------------------------------------------------------

function aboutLine({ row, begun, name }) {
  if (!begun) return [];
  const about = row.points.has(begun.point) ? pointWords(row, begun.point) : "";
  const also = row.points.has(begun.also) ? ` and ${pointWords(row, begun.also)}` : "";
  const parts = [heading(`${name(begun.member)} ${actWords(begun.act)}${about ? `: ${about}${also}` : ""}`)];
  const notes = [askWords(begun), turnWords(row, begun)].filter(Boolean);
  parts.push(...notes.map((words) => note(`${words}.`, "cs-aside cs-flush cs-turnnote")));
  const moved = Object.entries(begun.moved ?? {}).sort(([, a], [, b]) => Math.abs(b) - Math.abs(a));
  const named = moved.filter(([, shift]) => Math.abs(shift) >= SMALL);
  for (const [member, shift] of named) {
    const now = begun.stances?.[member];
    parts.push(tight(shift, `${name(member)}${now === undefined ? "" : `, to ${stanceWords(now)}`}`));
  }
  const rest = moved.length - named.length;
  if (moved.length && !named.length) parts.push(note("It moves nobody by much."));
  else if (rest) parts.push(note(`It hardly moves ${rest} ${rest === 1 ? "other" : "others"}.`));
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
  const paid = hasPaid(begun) ? ", and staked capital for it" : "";
  return [
    heading("Who wanted the floor"),
    winning === undefined ? null : tight(winning, `${name(begun.member)} had it${paid}`),
    ...wanted.slice(0, LOSERS_NAMED).map(([member, bid]) => tight(bid, `${name(member)} ${bidWords(bid, winning)}`)),
    rest.length ? note(`Then ${rest.join(", ")}.`) : null,
    quiet ? note(`${quiet} would rather listen: below ${signed(least, 2)}, the lowest bid that wins.`) : null,
  ].filter(Boolean);
}

// The lowest bid that takes the floor, or null if the recording does not say.
function leastThatSpeaks({ header }) {
  const threshold = header.scenario?.meeting?.floor?.threshold;
  return typeof threshold === "number" ? threshold : null;
}

// Whether the speaker has staked capital for this line.
function hasPaid({ before, member }) {
  return before.some((event) => event.event === "capital" && event.why === "spent" && event.member === member);
}

// --- the row --------------------------------------------------------------------------------------------------------

function aboutRow(scene) {
  const { row, state: now, name } = scene;
  const { label, pre_score: score } = row.opened;
  const paper = typeof score === "number" ? [`${labelWords(label)}, score ${Math.round(score)} of 100`] : [];
  const staked = ([member, units]) => `${name(member)} staked ${unitsWords(units)}${askOf(row, member)}`;
  const how = ([{ how: way }]) => (way === "spoken" ? "Ghost, spoken" : "Ghost, silent");
  return [
    heading(`Row ${row.number}: ${nameOf(row)}`),
    ...paper.map((words) => entry("On paper", words)),
    ...whatTheRulesDid(scene),
    ...whoStandsWhere(scene),
    ...whatMovedTheRoom(scene),
    ...Object.entries(now.staked).map((each) => entry("Staked", staked(each))),
    ...grouped(now.ghosts).map((same) => whoIsBehind(scene, same, entry(how(same), ghostWords(scene, same)))),
  ];
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
  const all = farthestFirst(begunSoFar(scene), scene.recording);
  const movers = all.filter(({ push }) => Math.abs(push) >= MOVING).slice(0, MOVERS_NAMED);
  const facts = movers.map(({ utterance, push }) => {
    const term = `${push < 0 ? "toward no" : "toward yes"} ${signed(push, 2)} on average`;
    return entry(term, `${lineWords(scene, utterance)}${crosswise(scene.row, utterance, push)}`);
  });
  return movers.length ? [heading("What moved the room"), ...facts] : [];
}

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

function aboutEnd(scene) {
  if (!isCalled(scene)) return [];
  const { row } = scene;
  const { tier, call, room } = row.closed;
  const second = secondWords(scene.recording, row);
  const ended = `${callWords(call)}; the room was ${callWords(room)}; ${endWords(row)}`;
  return [
    heading("How it ended"),
    entry(tierWords(tier), ended),
    ...whatItWasMadeOf(row),
    writtenDown(scene.recording, row, "after"),
    second ? entry("Second committee", second) : null,
    note(inShort(scene), "cs-inshort"),
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

// When the meeting is over: who moved whom in the review, and where.
function aboutReview({ recording, state: now, name }) {
  if (!now.finished || !recording.reviewed.length) return [];
  const called = (id) => (recording.byId.has(id) ? nameOf(recording.byId.get(id)) : id);
  return [
    heading("In the review"),
    ...recording.reviewed.map(({ id, from, to, by }) => entry(`${from} to ${to}`, `${name(by)} moved ${called(id)}`)),
  ];
}

function aboutSilence(scene) {
  const { row } = scene;
  const unheard = isCalled(scene) ? (row.closed.unheard ?? []) : [];
  return unheard.map(({ point, why }) =>
    entry("Never heard", `${pointWords(row, point)}: ${whyNotWords(why)}${holdersWords(scene, point)}`),
  );
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
