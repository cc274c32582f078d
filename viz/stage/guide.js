// What a newcomer needs: the question, what kind of meeting this is, the rows to follow, how to read the room, what the
// words mean. It tells how a row ends only once the row has ended.

import { changesSaid } from "./altered.js";
import { noListSlip, sideSign } from "./badges.js";
import { SHAPES } from "./chapters.js";
import { heading, html, pushButton, put, say, svg } from "./drawing.js";
import { rowsAskedAbout } from "./moments.js";
import { nameOf } from "./names.js";
import { isInviting, tiersOf } from "./occasion.js";
import { rulesOn } from "./practices.js";
import { placing, rowsOver } from "./recording.js";
import { makeScroller, roving } from "./scrolling.js";
import { rowsPlanned } from "./sofar.js";
import { storyOf } from "./story.js";
import { kindWords, labelWords, tierWords } from "./terms.js";

const MOST_FOLLOWED = 12;
const NEXT_TO_COME = "Go to the next of them to come";
const FEW_SCORES = 5; // too few to have a middle
const SILENCE =
  "Nobody knows everything. The room never hears what no one says. To be heard for longer, a member may stake some " +
  "of their capital.";
const WHY_TAB =
  ", the last tab, tells for every moment what it changed, who else wanted to speak, and what the room never heard. " +
  "Click a member to see the meeting from their side, or a name in the list to see how that applicant ended.";

const SAID_AND_WEIGHED =
  " need not be the same. At a call, Why puts the reason that the director named beside what the call was made of: " +
  "how far each of five factors raised or lowered it, and what it would have been if nobody had paid.";
const CONDUCT_WAKES =
  "When conduct comes up, everybody sits up: for the rest of that row nobody is tired. No low score does that.";

const ON_PAPER = ["strong", "borderline", "do_not_rank"].map(labelWords).join(", ");

const TERMS = [
  [
    "IMG",
    "international medical graduate: somebody who went to medical school outside the United States and Canada; " +
      "a US-IMG is a US citizen who did",
  ],
  ["US MD, US DO", "graduates of the two kinds of US medical school"],
  ["resident", "a doctor in training, who works here for some years, on the wards and at night"],
  ["Step 1, 2 CK, 3", "the licensing examinations; Step 1 used to be a number and is now pass or fail"],
  ["J-1, H-1B", "visas; the hospital files and pays for an H-1B, and it can come late"],
  ["APD", "associate program director, who helps the director run the program; the director alone decides"],
  ["advocate", "somebody who called a member of this room to support the applicant"],
  ["capital", "what a member may stake to be heard, counted in units: each dot under a name is one unit"],
  ["flag", "what the room reads as a warning: a failed exam, a gap, an old graduation, a visa, a note about conduct"],
  [
    "no list",
    "applicants whom a member has decided not to want; the room cannot see it, so talk hardly moves that member, who " +
      "need not say why",
  ],
  ["to propose", "to name the place where one would put the row; to concede is to change sides aloud, which counts"],
  ["the bell", "the row’s time is up: the director calls it, and the room does not hear those who have not spoken"],
  ["on paper", `what a rough score says before anybody speaks: ${ON_PAPER}`],
  ["narrative", "how the file itself explains what went wrong"],
];

export function makeGuide(recording, go) {
  const [tells, asked, changes, half] = [html("p"), html("div"), html("div"), html("dd")];
  const parts = [
    ...question(recording.header),
    tells,
    changes,
    ...rulesOfTheMeeting(recording.header),
    html("p", { text: SILENCE }),
    asked,
    ...reading(recording.header),
    ...terms(half),
  ];
  const body = makeScroller("Guide", "cs-guidebody", ...parts);
  const node = html("div", { class: "cs-tabpanel cs-guide" }, body);
  const guide = { node, recording, go, followed: [], key: null, made: "", parts: { tells, asked, changes, half } };
  guide.turn = roving(asked);
  guide.draw = (scene) => guide.node.hidden || drawGuide(guide, scene);
  guide.come = 0; // rows that the room has come to
  guide.next = pushButton({ class: "cs-follownext", tabindex: "-1", text: NEXT_TO_COME }, () => leadToNext(guide));
  guide.focus = () => (guide.next.isConnected ? guide.next : guide.followed[0]?.button)?.focus();
  return guide;
}

// What has not changed stays, and so does the scroll position.
function drawGuide(guide, scene) {
  const { recording, hidden } = scene;
  const { tells, asked, changes, half } = guide.parts;
  const question = guide.node.querySelector(".cs-question");
  if (question) put(question, "hidden", hidden && !scene.over ? "" : null); // it may give the answer away
  say(tells, meetingWords(recording, hidden));
  sayHalf(half, recording);
  const made = changesSaid(recording);
  if (guide.made !== made.join()) changes.replaceChildren(...changesMade(made));
  guide.made = made.join();
  const rows = (hidden ? rowsSet(recording) : rowsAskedAbout(recording).map(known)).slice(0, MOST_FOLLOWED);
  const key = rows.map(({ name, row }) => `${name}:${row?.number}:${Boolean(row?.closed)}`).join();
  if (guide.key !== key) {
    guide.key = key;
    guide.followed = rows.map((each) => followed(guide, each));
    asked.replaceChildren(...toFollow(guide));
    guide.turn(guide.next.isConnected ? guide.next : guide.followed[0]?.button);
  }
  guide.come = recording.rows.length;
  for (const { of, verdict, story } of guide.followed) {
    const done = of?.closed && of.index < rowsOver(scene);
    say(verdict, done ? tierWords(placing(recording, of, scene.state).tier) : "");
    say(story, done ? storyOf(recording, of) : "");
  }
}

// A row to follow: { id, name, kind, row }.
const known = (row) => ({ id: row.opened.id, name: nameOf(row), kind: row.opened.kind, row });

// The rows that the scenario sets, in its order, as far as the room has come to them: of one that is still to come the
// scenario tells a name and a kind, and nobody knows its number.
function rowsSet(recording) {
  const { header, rows } = recording;
  const come = new Set(rowsAskedAbout(recording));
  if (header.inputs?.length) return [...come].map(known);
  const set = Array.isArray(header.scenario?.pool?.rows) ? header.scenario.pool.rows : [];
  const named = set.filter((each) => each?.id || each?.name);
  const is = ({ opened }, { id, name }) => (id ? opened.id === id : opened.name === name);
  const rowOf = (each) => rows.find((row) => come.has(row) && is(row, each));
  return named.map((each) => {
    const row = rowOf(each);
    return row ? known(row) : { id: each.id, name: each.name ?? each.id, kind: each.kind ?? "", row: null };
  });
}

// Leads to a row by its id, or by the name of its applicant.
function leadTo({ recording, go }, { id, name }) {
  const row = recording.byId.get(id) ?? recording.rows.find((each) => nameOf(each) === name);
  if (row) go(row.index);
}

// Leads to the first of them that the room has not come to. Whoever takes the rows in this order gives away no end.
function leadToNext({ recording, come, go }) {
  const rows = new Set(rowsAskedAbout(recording));
  const next = recording.rows.slice(come).find((row) => rows.has(row));
  if (next) go(next.index);
}

function question({ scenario, seed }) {
  const asked = String(scenario?.question ?? "").trim();
  const which = [scenario?.season?.year ? `season ${scenario.season.year}` : "", `seed ${seed}`]
    .filter(Boolean)
    .join(" · ");
  return [
    asked ? html("p", { class: "cs-question", dir: "auto", text: asked }) : null,
    html("p", { class: "cs-which", text: which }),
  ].filter(Boolean);
}

// What an experimenter changed, if this is the meeting of a what-if.
function changesMade(changes) {
  const items = changes.map((words) => html("li", { text: `${words}.` }));
  return items.length ? [heading("Changed for a what-if"), html("ul", { class: "cs-rules cs-changes" }, ...items)] : [];
}

// The rules of the meeting that were on, a sentence each.
function rulesOfTheMeeting(header) {
  const items = rulesOn(header).map((words) => html("li", { text: `${words}.` }));
  return items.length ? [heading("The rules of this meeting"), html("ul", { class: "cs-rules" }, ...items)] : [];
}

// How long a meeting lasts is not told while what is still to come is hidden.
function meetingWords(recording, hidden) {
  const { header, members, total, complete } = recording;
  const minutes = Math.max(1, Math.round(total / 60));
  const time = complete && !hidden ? `in ${minutes} ${minutes === 1 ? "minute" : "minutes"}, ` : "";
  const aim = isInviting(header) ? "whom they want to interview" : "whom they want to train as doctors";
  return (
    `A meeting, simulated: ${time}${members.size} people of a hospital decide ${aim}. ` +
    `Each of ${rowsPlanned(recording)} applicants is a row of the sheet on the wall and gets half a minute to a ` +
    "minute and a half. " +
    `Then the director calls it: ${callsWords(header)}, and that applicant is out.`
  );
}

// What the director may call: "top, middle or low on the list, or do not rank".
function callsWords(header) {
  const words = tiersOf(header).map((tier) => tierWords(tier).toLowerCase());
  if (isInviting(header)) return `${words[0]}, ${words[1]} until a day is free, or ${words[2]}`;
  return `${words[0]}, ${words[1]} or ${words[2]} on the list, or ${words[3]}`;
}

function followed(guide, { id, name, kind, row }) {
  const verdict = html("span", { class: "cs-followend" });
  const button = html(
    "button",
    { type: "button", tabindex: "-1", click: () => leadTo(guide, { id, name }) },
    html("span", { class: "cs-followrow", text: row ? `Row ${row.number}` : "To come" }),
    html("bdi", { class: "cs-followname", text: name }),
    html("span", { class: "cs-followkind", text: kindWords(kind) }),
    verdict,
  );
  const story = html("p", { class: "cs-followstory" });
  return { of: row, button, verdict, story, node: html("li", {}, button, story) };
}

// With rows that are still to come, it offers to go to the next, whichever that is.
function toFollow({ followed: rows, next }) {
  const tour = html(
    "p",
    {},
    "Or press ",
    html("b", { text: "Highlights" }),
    " below to see the moments that mattered, in three minutes.",
  );
  if (!rows.length)
    return [
      heading("Where to begin"),
      html(
        "p",
        {},
        "Press play, or ",
        html("b", { text: "Highlights" }),
        " to see the moments that mattered, in three minutes.",
      ),
    ];
  return [
    heading(rows.length === 1 ? "The row to follow" : "The rows to follow"),
    html("ol", { class: "cs-follow" }, ...rows.map(({ node }) => node)),
    rows.every(({ of }) => of) ? null : html("p", {}, next),
    tour,
  ].filter(Boolean);
}

// --- how to read the room -------------------------------------------------------------------------------------------

const sign = (...shapes) =>
  svg("svg", { class: "cs-sign", viewBox: "-14 -12 28 24", "aria-hidden": "true" }, ...shapes);
const shape = (d, of, scale = 1.7) => svg("path", { class: of, d, transform: `scale(${scale})` });
const ended = (tier, x) => svg("rect", { class: `cs-sign-${tier}`, x, y: -5, width: 12, height: 10, rx: 2 });

// What stands around a member.
function signsOfMembers() {
  return [
    [
      sign(
        svg("path", { class: "cs-signarc", d: "M-11 6A11 11 0 0 1 11 6" }),
        svg("circle", { class: "cs-signdot", cx: 7.8, cy: -1.8, r: 3 }),
      ),
      "over a head: what they think now, from no on the left to yes on the right; the tick is where they began",
    ],
    [
      html("span", { class: "cs-signword", text: "+0.40" }),
      "beside it: how far the line in the bubble moves them, where −1 is a firm no and +1 a firm yes",
    ],
    [
      sign(...[-8, 0, 8].map((cx) => svg("circle", { class: "cs-signdot", cx, cy: 0, r: 3.2 }))),
      "under a name: their capital. They stake it to be heard, and get a part of it back if the row ends where they " +
        "asked; otherwise it is burned",
    ],
    [
      sign(shape(SHAPES.ghost, "cs-sign-ghost cs-sign-faint", 2.4)),
      "behind a shoulder: somebody who trained here before, and of whom this row reminds them",
    ],
    [
      sign(sideSign(1, -8), sideSign(-1, 8)),
      "at a shoulder: they have spoken for it, or against it. A side is kept; a ring around it means that they " +
        "conceded and came over",
    ],
    [sign(noListSlip()), "at the other shoulder: this row is on their personal no list, and the room cannot see that"],
  ];
}

// What else stands in the room.
function signsInTheRoom(tiers) {
  return [
    [
      html("span", { class: "cs-signask", text: tierWords(tiers[1]) }),
      "under the words: the verdict that they propose, or that they ask for with a stake",
    ],
    [
      html("span", { class: "cs-signcell", text: "3 of 10" }),
      "in a cell: how many know it before somebody says it; a filled cell is under discussion, an outlined one has " +
        "been said",
    ],
    [
      sign(
        svg("path", { class: "cs-signclock", d: "M0-9A9 9 0 0 1 9 0" }),
        svg("circle", { class: "cs-signring", r: 9 }),
      ),
      "the seconds that the row has left; an argument or a stake buys more",
    ],
  ];
}

// The tiers on the time line, two in a line.
function signsOfTiers(tiers) {
  const pairs = [tiers.slice(0, 2), tiers.slice(2)];
  return pairs.map((pair, k) => [
    sign(...pair.map((tier, at) => ended(tier, 14 * at - 13))),
    `${k ? "" : "on the time line: "}a row called ${pair.map(tierWords).join(", or ")}`,
  ]);
}

// What stands on the time line.
function signsBelow(tiers) {
  return [
    ...signsOfTiers(tiers),
    [sign(shape(SHAPES.stake, "cs-sign-stake")), "above the time line: somebody staked capital"],
    [sign(shape(SHAPES.ghost, "cs-sign-ghost")), "somebody recalled a past resident aloud"],
    [sign(shape(SHAPES.concede, "cs-sign-concede")), "somebody conceded and changed sides"],
    [sign(shape(SHAPES.turn, "cs-sign-turn")), "a line moved the room far"],
    [sign(shape(SHAPES.bell, "cs-sign-bell")), "time ran out"],
    [sign(shape(SHAPES.veto, "cs-sign-veto")), "the director refused outright"],
  ];
}

function reading(header) {
  const tiers = tiersOf(header);
  const signs = [...signsOfMembers(), ...signsInTheRoom(tiers), ...signsBelow(tiers)];
  const rows = signs.map(([mark, words]) => html("div", {}, html("dt", {}, mark), html("dd", { text: words })));
  const why = html("p", {}, html("b", { text: "Why" }), WHY_TAB);
  const said = html("p", {}, html("b", { text: "Said" }), " and ", html("b", { text: "weighed" }), SAID_AND_WEIGHED);
  const conduct = html("p", { text: CONDUCT_WAKES });
  return [heading("How to read the room"), html("dl", { class: "cs-signs" }, ...rows), conduct, why, said];
}

// --- the words ------------------------------------------------------------------------------------------------------

function terms(half) {
  const line = (term, words) => html("div", {}, html("dt", { text: term }), words);
  const known = TERMS.map(([term, words]) => line(term, html("dd", { text: words })));
  known.splice(4, 0, line("CK here", half));
  return [heading("Words"), html("dl", { class: "cs-terms" }, ...known)];
}

// The middle score of this sheet, for those who have never seen one; left out if too few have a score.
function sayHalf(half, { rows }) {
  const scores = rows
    .map(({ opened }) => Number(opened.cells?.step2_ck))
    .filter((score) => score > 0)
    .sort((a, b) => a - b);
  const words =
    scores.length < FEW_SCORES
      ? ""
      : `half of these applicants have ${scores[Math.floor(scores.length / 2)]} or more on Step 2 CK`;
  say(half, words);
  put(half.parentNode, "hidden", words ? null : "");
}
