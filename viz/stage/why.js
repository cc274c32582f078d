// Why the row goes as it goes: what the line of this moment does and who wanted the floor instead, what moved the
// room, who staked what, which ghosts stand behind whom, what was never heard; and the member chosen in the room.

import {
  aboutWords,
  actWords,
  bidWords,
  callWords,
  endWords,
  fatigueWords,
  kindWords,
  labelWords,
  moneyWords,
  plain,
  roleShort,
  shiftWords,
  signed,
  stanceWords,
  tierWords,
  unitsWords,
  whyNotWords,
  flagWords,
  valueWords,
} from "./words.js";
import { clamp, heading, html, svg } from "./drawing.js";

const SMALL = 0.02; // of a stance: too little to name
const NOTHING_TO_SAY = -5; // bids below it belong to members who may not or cannot speak
const LOSERS_NAMED = 3;
const FEW_HOLDERS = 2;
const FAR = 0.1; // on average, in stance
const CAUTIOUS = 0.1; // how far below the room a call is worth a word

export function makeWhy(recording) {
  const body = html("div", { class: "cs-scroll cs-whybody", tabindex: "0", role: "group", "aria-label": "Why" });
  const node = html("div", { class: "cs-tabpanel cs-why" }, body);
  const why = { node, key: "" };
  why.grow = () => {
    why.key = "";
  };
  why.draw = (scene) => {
    if (node.hidden) {
      why.key = "";
      return;
    }
    const key = `${scene.row.index}:${scene.begun?.index}:${scene.over}:${scene.chosen}:${Boolean(scene.current)}`;
    if (why.key === key) return;
    why.key = key;
    if (why.chosen !== scene.chosen) body.scrollTop = 0;
    why.chosen = scene.chosen;
    const told = { ...scene, recording, name: (id) => recording.members.get(id)?.name ?? id };
    body.replaceChildren(
      ...aboutMember(told),
      ...aboutReview(told),
      ...aboutLine(told),
      ...aboutFloor(told),
      ...aboutEnd(told),
      ...aboutRow(told),
      ...aboutSilence(told),
    );
  };
  return why;
}

const entry = (term, text) =>
  html("p", { class: "cs-fact" }, html("span", { class: "cs-term", text: term }), html("bdi", { dir: "auto", text }));
const note = (text) => html("p", { class: "cs-aside", text });
const tight = (value, text) => {
  const fact = entry(signed(value, 2), text);
  fact.classList.add("cs-tight");
  return fact;
};
const number = (value) => Number(Math.abs(value).toFixed(1));

function pointWords(row, id) {
  const point = row.points.get(id);
  if (!point) return "what was said";
  return `${aboutWords(point)}, ${point.valence < 0 ? "against" : "for"}`;
}

const begunSoFar = ({ row, begun }) => row.utterances.filter((utterance) => begun && utterance.index <= begun.index);
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
  const threshold = recording.header.scenario?.meeting?.floor?.threshold;
  const least = typeof threshold === "number" ? threshold : null;
  const winning = begun.bids[begun.member];
  const bought = begun.before.some(
    (event) => event.event === "capital" && event.why === "spent" && event.member === begun.member,
  );
  const parts = [heading("Who wanted the floor")];
  if (winning !== undefined)
    parts.push(tight(winning, `${name(begun.member)} had it${bought ? ", and paid for it" : ""}`));
  const losers = bids.filter(([member]) => member !== begun.member);
  const wanted = losers.filter(([, bid]) => least === null || bid >= least);
  for (const [member, bid] of wanted.slice(0, LOSERS_NAMED))
    parts.push(tight(bid, `${name(member)} ${bidWords(bid, winning)}`));
  if (wanted.length > LOSERS_NAMED)
    parts.push(
      note(
        `Then ${wanted
          .slice(LOSERS_NAMED)
          .map(([member, bid]) => `${name(member)} ${signed(bid, 2)}`)
          .join(", ")}.`,
      ),
    );
  const quiet = losers.length - wanted.length;
  if (quiet) parts.push(note(`${quiet} content to listen: below ${signed(least, 2)}, the least that takes the floor.`));
  return parts;
}

// --- the row --------------------------------------------------------------------------------------------------------

function aboutRow(told) {
  const { recording, row, state, name } = told;
  const { name: called, id, label, pre_score: score } = row.opened;
  const parts = [heading(`Row ${row.number}: ${called || id}`)];
  if (typeof score === "number")
    parts.push(entry("On paper", `${labelWords(label).replace(" on paper", "")}, score ${Math.round(score)} of 100`));
  const movers = farthestFirst(begunSoFar(told), recording).filter(({ push }) => Math.abs(push) >= 0.005);
  if (movers.length) parts.push(heading("What moved the room"));
  for (const { utterance, push } of movers.slice(0, 5)) {
    parts.push(
      entry(
        `${push < 0 ? "toward no" : "toward yes"} ${signed(push, 2)} on average`,
        `${name(utterance.member)} ${actWords(utterance.act)}: ${pointWords(row, utterance.point)}${crosswise(row, utterance, push)}`,
      ),
    );
  }
  for (const [member, units] of Object.entries(state.staked))
    parts.push(entry("Staked", `${name(member)} put down ${unitsWords(units)}${askOf(row, member)}`));
  for (const same of grouped(state.ghosts))
    parts.push(entry(same[0].how === "spoken" ? "Ghost, spoken" : "Ghost, silent", ghostWords(told, same)));
  return parts;
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
  const [first] = same;
  const told = eventsOf(row).find(
    (event) => event.event === "remembered" && event.member === first.member && event.ghost === first.ghost,
  );
  const traits = (told?.traits ?? []).map(traitWords).join(" and ");
  const who = same.map(({ member, weight }) => `${name(member)} ${signed(weight)}`).join(", ");
  return `${recording.episodes.get(first.ghost)?.label ?? first.ghost}, ${first.weight < 0 ? "against" : "for"}: ${who}${traits ? `; alike in ${traits}` : ""}`;
}

// A point may move the room the other way than it speaks: who says it draws others to how they see the row, and what is
// good may be less than had been taken for granted.
function crosswise(row, { member, point }, push) {
  const side = row.points.get(point)?.valence ?? 0;
  if (!side || Math.sign(side) === Math.sign(push)) return "";
  return side < 0
    ? "; they are drawn to one who thinks better of the row"
    : "; less than they had taken for granted, or said by one who thinks less of the row";
}

const traitWords = (trait) =>
  [kindWords, flagWords, valueWords].map((words) => words(trait)).find((words) => words !== plain(trait)) ??
  plain(trait);
const eventsOf = (row) => [...row.utterances.flatMap((utterance) => utterance.before), ...row.pending, ...row.after];
const moneyOf = (row) => eventsOf(row).filter((event) => event.event === "capital");

function aboutEnd(told) {
  if (!closing(told)) return [];
  const { row, name } = told;
  const { closed } = row;
  const parts = [
    heading("How it ended"),
    html("p", { class: "cs-inshort", text: inShort(told) }),
    entry(
      tierWords(closed.tier),
      `${callWords(closed.call)}; the room was ${callWords(closed.room)}; ${endWords(row)}`,
    ),
  ];
  if (closed.room - closed.call >= CAUTIOUS)
    parts.push(
      html("p", {
        class: "cs-aside cs-flush",
        text: "Called below the room: doubters weigh most, and what was said against and not answered, unless somebody pays.",
      }),
    );
  if (closed.sponsor)
    parts.push(
      entry(
        "Sponsor",
        `${name(closed.sponsor)}${closed.heard === true ? " was heard" : `: ${whyNotWords(closed.heard)}`}; ${costWords(row, closed.sponsor)}`,
      ),
    );
  for (const event of moneyOf(row))
    if (event.why !== "spent")
      parts.push(
        entry(
          "Capital",
          `${name(event.member)} ${moneyWords(event.why)} ${number(event.amount)}, ${number(event.balance)} left`,
        ),
      );
  return parts;
}

// Once the meeting is over: who moved whom where in the review.
function aboutReview({ recording, state, name }) {
  if (!state.finished || !recording.reviewed.length) return [];
  const called = (id) => recording.byId.get(id)?.opened.name || id;
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

// A row that has ended, in three sentences: where the room began and what was said, and the line that moved it most.
export function storyOf(recording, row) {
  const name = (id) => recording.members.get(id)?.name ?? id;
  const [most] = farthestFirst(row.utterances, recording).filter(({ push }) => Math.abs(push) >= FAR);
  const turn = most
    ? `What moved it most: ${name(most.utterance.member)} ${actWords(most.utterance.act)}, ${signed(most.push, 2)} on average.`
    : "No line moved it far.";
  return `${inShort({ recording, row, name })} ${turn}`;
}

// Where the room began, how much was said for the row and against it, and who staked something.
function inShort({ recording, row, name }) {
  const voters = [...recording.members.values()].filter(({ role }) => role !== "coordinator");
  const mean = voters.reduce((sum, { id }) => sum + (row.opened.stances?.[id] ?? 0), 0) / (voters.length || 1);
  const signs = row.utterances.map(({ point }) => Math.sign(row.points.get(point)?.valence ?? 0));
  const [kind, unkind] = [1, -1].map((side) => signs.filter((each) => each === side).length);
  const lines = (count) => `${count} ${count === 1 ? "line was" : "lines were"}`;
  const rest = unkind ? `, and ${lines(unkind)} against` : "";
  const said = kind ? `${lines(kind)} for it and ${unkind || "none"} against` : `nobody said a word for it${rest}`;
  const staked = [
    ...new Set(
      moneyOf(row)
        .filter(({ why }) => why === "spent")
        .map(({ member }) => member),
    ),
  ];
  const paid = staked.length
    ? `${staked.map(name).join(" and ")} staked standing on it`
    : "nobody staked anything on it";
  return `Before anybody spoke the room was ${callWords(mean)}. Then ${said}; ${paid}.`;
}

function costWords(row, member) {
  const sum = (why) =>
    moneyOf(row)
      .filter((event) => event.member === member && event.why === why)
      .reduce((units, event) => units + Math.abs(event.amount), 0);
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

// --- the member chosen ------------------------------------------------------------------------------------------------

function aboutMember(told) {
  const { recording, row, state, chosen, name, begun, current } = told;
  const member = recording.members.get(chosen);
  if (!member) return [];
  const parts = [
    heading(`${member.name}, ${roleShort(member.role)}`),
    entry("Now", stanceWords(state.stances[chosen] ?? 0)),
    entry("Before the row", stanceWords(state.before[chosen] ?? 0)),
    trail(told),
  ];
  for (const utterance of begunSoFar(told)) {
    const push = utterance.moved?.[chosen];
    if (push && !(utterance === begun && current))
      parts.push(
        tight(
          push,
          `${shiftWords(push)}: ${name(utterance.member)} ${actWords(utterance.act)}: ${pointWords(row, utterance.point)}`,
        ),
      );
  }
  const alone = [...row.points.values()].filter(
    (point) => point.holders.includes(chosen) && point.holders.length < recording.members.size,
  );
  for (const point of alone)
    parts.push(
      entry(
        knownWith(point.holders.length - 1),
        `${pointWords(row, point.id)}${state.said.includes(point.id) ? "; said" : "; not said"}`,
      ),
    );
  const fatigue = row.opened.fatigue?.[chosen] ?? 0;
  parts.push(entry("Purse", `${unitsWords(state.capital[chosen] ?? 0)} left`), entry("Fatigue", tiredWords(fatigue)));
  return parts;
}

// How tired, as a word and a number, and what that does in the room.
function tiredWords(load) {
  const told = `${fatigueWords(load)}, ${Math.round(100 * load)} %`;
  return load < 0.05
    ? told
    : `${told}: listens less, wants the floor less, and puts it shorter; drawn with a lower head`;
}

const knownWith = (others) =>
  others === 0 ? "Alone knows" : `Knows, with ${others} ${others === 1 ? "other" : "others"}`;

const TRAIL = { width: 272, height: 74, left: 26, right: 40, top: 8, bottom: 8 };

// The stance of the chosen member over the row as a small drawing: time runs right, yes is up; a step where a line
// ended that moved them.
function trail(told) {
  const { row, state, chosen, begun, current, local } = told;
  const { width, height, left, right, top, bottom } = TRAIL;
  const x = (second) => left + (width - left - right) * (row.duration ? clamp(second / row.duration, 0, 1) : 0);
  const far = Math.min(
    1,
    1.2 * Math.max(0.3, ...[row.opened, ...row.utterances].map((each) => Math.abs(each.stances?.[chosen] ?? 0))),
  );
  const y = (stance) => top + ((height - top - bottom) * (1 - clamp(stance / far, -1, 1))) / 2;
  const n = (value) => value.toFixed(1);
  const done = begunSoFar(told).filter((utterance) => utterance !== begun || !current);
  let path = `M${n(x(0))} ${n(y(state.before[chosen] ?? 0))}`;
  for (const utterance of done) path += `H${n(x(utterance.end_s))}V${n(y(utterance.stances?.[chosen] ?? 0))}`;
  const now = state.stances[chosen] ?? 0;
  const end = { x: x(current ? begun.start_s : local), y: y(now) };
  const sides = now < 0 ? "cs-against" : "";
  const text = (at, words, name) =>
    svg("text", { class: name, x: at.x, y: n(at.y), "text-anchor": at.anchor, text: words });
  return svg(
    "svg",
    {
      class: "cs-trail",
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
      "aria-label": `Stance over the row: ${stanceWords(state.before[chosen] ?? 0)} before, ${stanceWords(now)} now`,
    },
    svg("path", { class: "cs-trail-zero", d: `M${left} ${n(y(0))}H${width - right}` }),
    text({ x: left - 6, y: top + 6, anchor: "end" }, "yes", "cs-trail-edge"),
    text({ x: left - 6, y: height - bottom + 2, anchor: "end" }, "no", "cs-trail-edge"),
    svg("path", { class: "cs-trail-line", d: `${path}H${n(Math.max(end.x, 0))}` }),
    svg("circle", { class: `cs-trail-dot ${sides}`, cx: n(end.x), cy: n(end.y), r: 4 }),
    text({ x: n(end.x + 8), y: end.y + 4, anchor: "start" }, signed(now), "cs-trail-now"),
  );
}

// Each line with how far it moved the room on average, the farthest first.
function farthestFirst(utterances, { members }) {
  const pushes = utterances.map((utterance) => ({ utterance, push: total(utterance.moved) / members.size }));
  return pushes.sort((a, b) => Math.abs(b.push) - Math.abs(a.push));
}

function total(moved) {
  let sum = 0;
  for (const value of Object.values(moved ?? {})) sum += value;
  return sum;
}
