// Why the row goes as it does: what the current line does and who else wanted the floor, what moved the room, who
// staked what, which ghosts stand behind whom, what was never heard; and the chosen member.

import { makeChanging } from "./changing.js";
import { makeDecided } from "./decided.js";
import { heading, html } from "./drawing.js";
import { memberName, nameOf } from "./names.js";
import { bidWords, signed, stanceWords } from "./numbers.js";
import { isCalled } from "./recording.js";
import { makeScroller } from "./scrolling.js";
import { askWords, turnWords } from "./standing.js";
import { actWords } from "./terms.js";
import { aboutApplicant } from "./whyapplicant.js";
import { aboutMember } from "./whymember.js";
import { entry, note, pointWords, tight } from "./whyparts.js";
import { aboutEnd, aboutRow, aboutSilence } from "./whyrow.js";

const SMALL = 0.02; // of a stance: too little to name
const NOTHING_TO_SAY = -5; // lower bids belong to members who may not or cannot speak
const LOSERS_NAMED = 3;

// `go` leads to a line of a row; `leave` leads back from an applicant; `residents` has the address of the resident whom
// a ghost is; `explain`, if the page can ask, answers what decided a row (see decided.js); `change` leads to a form
// (see changing.js).
export function makeWhy(recording, { go, leave, explain, change, residents = {} }) {
  const body = makeScroller("Why", "cs-whybody");
  const node = html("div", { class: "cs-tabpanel cs-why" }, body);
  const decided = explain ? makeDecided(go, explain) : null;
  const changing = makeChanging(change);
  const why = { node, body, recording, residents, key: "", about: null, decided, changing, go, leave };
  why.grow = () => (why.key = "");
  why.draw = (scene) => drawWhy(why, scene);
  return why;
}

function drawWhy(why, scene) {
  const { row, begun, over, chosen, asked, hidden, current } = scene;
  const moment = `${row.index}:${begun?.index}:${over}:${Boolean(current)}`;
  const key = why.node.hidden ? "" : `${moment}:${chosen}:${asked}:${hidden}`;
  if (why.key === key) return;
  why.key = key;
  if (why.node.hidden) return;
  const about = asked ?? chosen;
  if (why.about !== about) why.body.scrollTop = 0;
  why.about = about;
  const { residents, go, leave } = why;
  const named = { ...scene, residents, go, leave, name: (id) => memberName(why.recording, id) };
  const aboutCause = () => aboutDecided(why, scene);
  const aboutChange = () => rowToChange(why, scene).flatMap(why.changing);
  const ofMoment = [aboutMember, aboutReview, aboutCause, aboutEnd, aboutLine, aboutFloor, aboutRow, aboutSilence];
  const abouts = [...(asked ? [aboutApplicant, aboutCause] : ofMoment), aboutChange];
  const held = why.body.contains(document.activeElement) ? document.activeElement : null;
  why.body.replaceChildren(...abouts.flatMap((each) => each(named)));
  if (held && why.body.contains(held)) held.focus({ preventScroll: true });
}

// What decided the row, for a page that can ask: from the call on, and at any moment once somebody has asked. Of an
// applicant, as soon as the scene tells how they ended.
function aboutDecided({ decided, recording }, scene) {
  if (!decided) return [];
  if (scene.asked) return scene.recording.byId.get(scene.asked)?.closed ? [decided(rowOf(recording, scene)).node] : [];
  const { node, asked } = decided(scene.row);
  return (asked && !scene.hidden) || isCalled(scene) ? [node] : [];
}

// The row to change: that of the applicant, unless it is still to come and hidden; else the row under way.
function rowToChange({ recording }, scene) {
  if (!scene.asked) return [scene.row];
  return scene.recording.byId.has(scene.asked) ? [rowOf(recording, scene)] : [];
}

const rowOf = ({ rows }, { asked }) => rows.find(({ opened }) => opened.id === asked);

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

// When the meeting is over: who moved whom in the review, and where.
function aboutReview({ recording, state: now, name }) {
  if (!now.finished || !recording.reviewed.length) return [];
  const called = (id) => (recording.byId.has(id) ? nameOf(recording.byId.get(id)) : id);
  return [
    heading("In the review"),
    ...recording.reviewed.map(({ id, from, to, by }) => entry(`${from} to ${to}`, `${name(by)} moved ${called(id)}`)),
  ];
}
