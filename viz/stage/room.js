// The room: the table that gives the light, what is being said on it, and the people round it.

import {
  actWords,
  callWords,
  endWords,
  fatigueWords,
  roleShort,
  roleWords,
  signed,
  stanceWords,
  tierWords,
  unitsWords,
} from "./words.js";
import {
  apart,
  arcPath,
  clamp,
  direction,
  fitted,
  line,
  letters,
  mark,
  measured,
  ovalPath,
  put,
  rimToward,
  say,
  svg,
} from "./drawing.js";
import { drawPurse, fateOf, makePurse, stakeWords } from "./purse.js";

const GAUGE_WIDE = 72; // of the drawing of a figure, with its gauge
const GAUGE = { radius: 33, reach: 76 }; // degrees from twelve o'clock that a stance of +1 turns
const TIRED = 0.05; // from where fatigue is named
const DROOP = { head: 8, lean: 3, sink: 0.2, fade: 0.35 }; // what full fatigue does to a figure

export function makeRoom(faces, chosen) {
  const parts = {
    floor: svg("ellipse", { class: "cs-floor", fill: "url(#cs-pool)" }),
    shade: svg("path", { class: "cs-table-shade" }),
    table: svg("path", { class: "cs-table", fill: "url(#cs-light)" }),
    rim: svg("path", { class: "cs-table-rim" }),
    lines: svg("g", {}),
    seats: svg("g", {}),
    tokens: svg("g", {}),
  };
  const speech = makeSpeech(faces);
  const toward = svg("path", { class: "cs-toward", "marker-end": "url(#cs-arrow)" });
  parts.lines.append(toward);
  const node = svg(
    "g",
    { class: "cs-room" },
    lights(),
    parts.floor,
    parts.shade,
    parts.table,
    parts.rim,
    parts.lines,
    speech.node,
    parts.tokens,
    parts.seats,
  );
  const room = { node, people: [], plan: null };

  room.seat = (members) => {
    room.people = members.map((member) => makePerson(member, faces, chosen));
    parts.seats.replaceChildren(...room.people.map((person) => person.node));
    parts.tokens.replaceChildren(...room.people.map((person) => person.purse.node));
  };
  room.arrange = (plan) => {
    room.plan = plan;
    const { table } = plan;
    const oval = ovalPath(table);
    put(parts.table, "d", oval);
    put(parts.rim, "d", oval);
    put(parts.shade, "d", oval);
    put(parts.shade, "transform", `translate(0 ${9 * plan.u})`);
    for (const [name, value] of Object.entries({
      cx: table.cx,
      cy: table.cy,
      rx: plan.width * 0.62,
      ry: plan.height * 0.46,
    }))
      put(parts.floor, name, value);
    put(toward, "stroke-width", 2.2 * plan.u);
    room.people.forEach((person, k) => person.arrange(plan, plan.seats[k]));
    speech.arrange(plan);
  };
  room.draw = (scene) => {
    for (const person of room.people) person.draw(scene);
    const atEnds = room.people.some(
      ({ seat, member }) => (seat.side === "left" || seat.side === "right") && scene.state.staked[member.id],
    );
    speech.draw(scene, {
      speaker: room.people.findIndex((person) => person.member.id === scene.begun?.member),
      atEnds,
    });
    drawToward(toward, room, scene);
  };
  return room;
}

function lights() {
  const stop = (offset, name) => svg("stop", { offset, class: name });
  return svg(
    "defs",
    {},
    svg(
      "radialGradient",
      { id: "cs-light", cx: "50%", cy: "46%", r: "62%" },
      stop("0%", "cs-light-0"),
      stop("62%", "cs-light-1"),
      stop("100%", "cs-light-2"),
    ),
    svg(
      "radialGradient",
      { id: "cs-pool", cx: "50%", cy: "50%", r: "50%" },
      stop("0%", "cs-pool-0"),
      stop("55%", "cs-pool-1"),
      stop("100%", "cs-pool-2"),
    ),
    svg(
      "radialGradient",
      { id: "cs-halo-fill", cx: "50%", cy: "50%", r: "50%" },
      stop("0%", "cs-halo-0"),
      stop("100%", "cs-halo-1"),
    ),
    svg(
      "marker",
      {
        id: "cs-arrow",
        viewBox: "0 0 10 10",
        refX: 8,
        refY: 5,
        markerWidth: 5,
        markerHeight: 5,
        orient: "auto-start-reverse",
      },
      svg("path", { class: "cs-arrowhead", d: "M0 0L10 5L0 10Z" }),
    ),
  );
}

// --- what is said -----------------------------------------------------------------------------------------------

// The words stand on the table itself: a place that is always free, whoever speaks.
function makeSpeech(faces) {
  const parts = {
    paper: svg("path", { class: "cs-paper" }),
    who: svg("text", { class: "cs-who", "text-anchor": "middle" }),
    words: svg("g", { class: "cs-words" }),
    under: svg("text", { class: "cs-under", "text-anchor": "middle" }),
    stamp: svg("text", { class: "cs-stamp", "text-anchor": "middle" }),
    full: svg("title"),
  };
  const node = svg(
    "g",
    { class: "cs-speech", "aria-hidden": "true" },
    parts.full,
    parts.paper,
    parts.who,
    parts.words,
    parts.under,
    parts.stamp,
  );
  let plan = null;
  return {
    node,
    arrange(given) {
      plan = given;
      node.drawn = null;
    },
    draw(scene, { speaker, atEnds }) {
      const { begun, current, state } = scene;
      mark(node, "cs-past", !current && !state.finished);
      const key = state.finished ? "end" : begun ? `${scene.row.index}:${begun.index}` : "";
      if (node.drawn === key) return;
      node.drawn = key;
      const shown = key !== "" && !plan.compact;
      put(node, "display", shown ? null : "none");
      if (shown)
        drawSpeech(parts, plan, state.finished ? lastWords(scene) : spoken(scene), {
          faces,
          seat: state.finished ? null : plan.seats[speaker],
          atEnds,
        });
    },
  };
}

// What the sheet on the table says: who does what, their words, and what stands under them.
function spoken({ begun, row, recording, columnWords }) {
  const point = row.points.get(begun.point);
  const to = begun.to ? `, to ${apart(recording.members.get(begun.to)?.name ?? begun.to)}` : "";
  const who = `${apart(recording.members.get(begun.member)?.name ?? begun.member)} ${actWords(begun.act)}${to}${point ? ` · on ${columnWords(point.column)}` : ""}`;
  const verdict = stampWords(row, begun);
  return { who, text: String(begun.text ?? ""), verdict, under: verdict ? "" : underneath(recording, row, begun) };
}

function lastWords({ recording, state }) {
  const moved = recording.reviewed.length;
  const review =
    moved === 1 ? "One row was moved in the review." : moved ? `${moved} rows were moved in the review.` : "";
  return {
    who: "The meeting is over",
    text: `${state.list.length} ranked, ${state.dnr.length} not ranked.`,
    verdict: "",
    under: review,
  };
}

// With the call stands what it comes to.
function stampWords(row, begun) {
  const { closed } = row;
  if (!closed || (begun.act !== "call" && begun.act !== "veto")) return "";
  return `${tierWords(closed.tier)} · ${callWords(closed.call)} · ${endWords(row)}`;
}

// What stands under an utterance: the verdict, or who is remembered.
export function underneath(recording, row, begun) {
  if (!begun) return "";
  const ghost = begun.ghost ? (recording.episodes.get(begun.ghost)?.label ?? begun.ghost) : "";
  return stampWords(row, begun) || (ghost ? `remembering ${apart(ghost)}` : "");
}

// Where somebody at an end of the table has staked, the sheet leaves room for it.
function drawSpeech(parts, plan, said, { faces, seat, atEnds }) {
  const { type: u, words } = plan;
  const box = atEnds ? { ...words, width: Math.min(words.width, words.between) } : words;
  const { who, text, under, verdict } = said;
  const fonts = { who: faces.font(600, 12.5 * u), under: faces.font(500, 13 * u), verdict: faces.font(700, 13.5 * u) };
  const extra = (under || verdict ? 24 : 0) * u;
  const face = { weight: 400, family: faces.serif, leading: 1.28 };
  const fit = fitted(
    text,
    face,
    [23, 21, 19, 17, 15, 13.5, 12].map((size) => size * u),
    { width: box.width, height: box.height - 56 * u - extra },
  );
  const leading = fit.size * face.leading;
  let y = box.y - (22 * u + fit.lines.length * leading + extra) / 2 + 13 * u;
  const top = y - 26 * u;
  placeText(parts.who, box.x, y, 12.5 * u, faces.sans, 600);
  line(parts.who, who, fonts.who, box.width, "middle");
  y += 10 * u + leading * 0.78;
  const way = direction(text);
  parts.words.replaceChildren(
    ...fit.lines.map((each, k) =>
      svg("text", {
        x: box.x,
        y: y + k * leading,
        "font-size": fit.size,
        "font-family": faces.serif,
        "text-anchor": "middle",
        direction: way,
        text: each,
      }),
    ),
  );
  y += (fit.lines.length - 1) * leading + 30 * u;
  say(parts.full, fit.cut ? text : "");
  placeText(parts.under, box.x, y, 13 * u, faces.sans, 500);
  line(parts.under, under, fonts.under, box.width, "middle");
  placeText(parts.stamp, box.x, y, 13.5 * u, faces.sans, 700);
  line(parts.stamp, verdict, fonts.verdict, box.width, "middle");
  const widths = [
    measured(who, fonts.who),
    measured(under, fonts.under),
    measured(verdict, fonts.verdict),
    ...fit.lines.map((each) => measured(each, `400 ${fit.size}px ${faces.serif}`)),
  ];
  const width = Math.min(box.width, Math.max(...widths)) + 48 * u;
  const sheet = { x: box.x - width / 2, y: top, width, height: y + (extra ? 16 : -14) * u - top, r: 14 * u };
  put(parts.paper, "d", paperPath(sheet, seat ? rimToward(plan.table, seat.x, seat.y, 0.985) : null, 13 * u));
}

function placeText(node, x, y, size, family, weight) {
  for (const [name, value] of Object.entries({ x, y, "font-size": size, "font-family": family, "font-weight": weight }))
    put(node, name, value);
}

// A rounded sheet with a tail toward the one who speaks, drawn as one line.
function paperPath({ x, y, width, height, r }, tip, half) {
  const n = (value) => value.toFixed(1);
  const tail = tip ? tailOf({ x, y, width, height, r }, tip, half) : null;
  const corner = (dx, dy) => `a${r} ${r} 0 0 1 ${n(dx)} ${n(dy)}`;
  const edge = (name, end) => (tail?.edge === name ? tail.path : "") + `L${n(end[0])} ${n(end[1])}`;
  return (
    `M${n(x + r)} ${n(y)}${edge("top", [x + width - r, y])}${corner(r, r)}${edge("right", [x + width, y + height - r])}${corner(-r, r)}` +
    `${edge("bottom", [x + r, y + height])}${corner(-r, -r)}${edge("left", [x, y + r])}${corner(r, -r)}Z`
  );
}

// The edge that the tail leaves by, and its outline from there to the tip and back, clockwise round the sheet.
function tailOf({ x, y, width, height, r }, tip, half) {
  const n = (value) => value.toFixed(1);
  const across = (tip.x - x - width / 2) / (width / 2);
  const down = (tip.y - y - height / 2) / (height / 2);
  const flat = Math.abs(down) >= Math.abs(across);
  const out = flat ? Math.sign(down) : Math.sign(across);
  const past = flat ? (down < 0 ? y - tip.y : tip.y - y - height) : across < 0 ? x - tip.x : tip.x - x - width;
  if (past < 2) return null;
  const root = flat
    ? {
        x: clamp(x + width / 2 + (across / Math.abs(down || 1)) * (width / 2), x + r + half, x + width - r - half),
        y: down < 0 ? y : y + height,
      }
    : {
        x: across < 0 ? x : x + width,
        y: clamp(y + height / 2 + (down / Math.abs(across || 1)) * (height / 2), y + r + half, y + height - r - half),
      };
  const reach = out * Math.min(past, 3 * half);
  const bend = flat ? `${n(root.x)} ${n(root.y + reach)}` : `${n(root.x + reach)} ${n(root.y)}`;
  const side = flat ? [out * half, 0] : [0, -out * half]; // toward where the outline goes on
  const [from, to] = [-1, 1].map((way) => `${n(root.x - way * side[0])} ${n(root.y - way * side[1])}`);
  return {
    edge: flat ? (down < 0 ? "top" : "bottom") : across < 0 ? "left" : "right",
    path: `L${from}Q${bend} ${n(tip.x)} ${n(tip.y)}Q${bend} ${to}`,
  };
}

// A curve along the table from the speaker to whom they address, bent away from the words.
function drawToward(toward, room, scene) {
  const from = room.people.findIndex((person) => person.member.id === scene.state.speaker);
  const to = room.people.findIndex((person) => person.member.id === scene.state.to);
  mark(toward, "cs-on", from >= 0 && to >= 0 && from !== to);
  if (from < 0 || to < 0 || from === to) return;
  const { table, seats } = room.plan;
  const a = rimToward(table, seats[from].x, seats[from].y, 0.97);
  const b = rimToward(table, seats[to].x, seats[to].y, 0.97);
  const bend = rimToward(
    table,
    (a.x + b.x) / 2 + (Math.abs(a.x + b.x - 2 * table.cx) < 4 ? 30 : 0),
    (a.y + b.y) / 2,
    0.8,
  );
  const near = Math.hypot(a.x - b.x, a.y - b.y) < table.rx * 1.1;
  const mid = near
    ? bend
    : { x: (a.x + b.x) / 2, y: table.cy + Math.sign((a.y + b.y) / 2 - table.cy || 1) * table.ry * 0.86 };
  put(
    toward,
    "d",
    `M${a.x.toFixed(1)} ${a.y.toFixed(1)}Q${mid.x.toFixed(1)} ${mid.y.toFixed(1)} ${b.x.toFixed(1)} ${b.y.toFixed(1)}`,
  );
}

// --- the people -------------------------------------------------------------------------------------------------

const GHOST = "M-19 16V-6a19 19 0 0 1 38 0V16q-4.75 6-9.5 0t-9.5 0t-9.5 0t-9.5 0Z";

function makePerson(member, faces, chosen) {
  const parts = {
    halo: svg("circle", { class: "cs-halo", r: 66, fill: "url(#cs-halo-fill)" }),
    ghost: svg(
      "g",
      { class: "cs-ghost" },
      svg("path", { d: GHOST }),
      svg("circle", { cx: -6, cy: -6, r: 2.2 }),
      svg("circle", { cx: 6, cy: -6, r: 2.2 }),
    ),
    ghostTitle: svg("title"),
    track: svg("path", { class: "cs-gauge", d: arcPath(GAUGE.radius, -GAUGE.reach, GAUGE.reach) }),
    zero: svg("path", { class: "cs-gauge-zero", d: `M0 ${-GAUGE.radius - 3}V${-GAUGE.radius + 3}` }),
    now: svg("path", { class: "cs-gauge-now" }),
    dot: svg("circle", { class: "cs-gauge-dot", r: 4.2, cy: -GAUGE.radius }),
    before: svg("path", { class: "cs-gauge-before", d: `M0 ${-GAUGE.radius - 9}V${-GAUGE.radius - 3}` }),
    delta: svg("text", { class: "cs-delta" }),
    shoulders: svg("path", { d: "M-22 22c0-13 9-19 22-19s22 6 22 19q-22 7-44 0Z" }),
    head: svg("circle", { cy: -9, r: 11 }),
    name: svg("text", { class: "cs-name" }),
    role: svg("text", { class: "cs-role" }),
    stance: svg("text", { class: "cs-stance" }),
    hit: svg("rect", { class: "cs-hit", fill: "transparent" }),
    title: svg("title"),
  };
  parts.ghost.prepend(parts.ghostTitle);
  parts.bust = svg("g", { class: "cs-bust" }, parts.shoulders, parts.head);
  const figure = svg(
    "g",
    {},
    parts.halo,
    parts.ghost,
    parts.track,
    parts.zero,
    parts.now,
    parts.before,
    parts.dot,
    parts.bust,
    parts.delta,
  );
  const node = svg(
    "g",
    { class: `cs-person cs-role-${member.role}`, tabindex: "0", role: "button", "data-member": member.id },
    parts.title,
    figure,
    parts.name,
    parts.role,
    parts.stance,
    parts.hit,
  );
  const pick = () => chosen(member.id);
  node.addEventListener("click", pick);
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      event.stopPropagation();
      pick();
    }
  });
  const person = { member, node, purse: makePurse(), plan: null, seat: null };
  person.arrange = (plan, seat) => arrangePerson(person, parts, figure, { plan, seat, faces });
  person.draw = (scene) => drawPerson(person, parts, scene, faces);
  return person;
}

function arrangePerson(person, parts, figure, { plan, seat, faces }) {
  Object.assign(person, { plan, seat });
  const { u, compact, far, type } = plan;
  const scale = Math.min(u * (compact ? 0.68 : seat.side === "back" ? 0.96 : 1.04), (seat.plate + 8 * u) / GAUGE_WIDE);
  person.scale = scale;
  const inward = seat.x > plan.table.cx ? -1 : 1;
  placeText(parts.delta, 38 * inward, -20, (11.5 * type) / u, faces.sans, 600);
  put(parts.delta, "text-anchor", inward > 0 ? "start" : "end");
  put(person.node, "transform", `translate(${seat.x.toFixed(1)} ${seat.y.toFixed(1)})`);
  put(figure, "transform", `scale(${scale})`);
  const narrow = compact || seat.plate < 84 * u;
  const first = compact ? 27 * u : narrow ? 27 * scale + 14 * u : far ? 30 * u + 11.5 * type : 41 * u;
  const texts = [
    [parts.name, 600, compact ? 11 : 13.5, 0],
    [parts.role, 400, 11.5, 15.5],
    [parts.stance, 500, 11.5, far ? 14 : 30.5],
  ];
  for (const [node, weight, size, drop] of texts)
    placeText(node, 0, first + drop * type, size * type, faces.sans, weight);
  person.purseAt = compact ? 34 * u : narrow ? first + 10 * u : first + (far ? 25 : 41) * type;
  for (const node of [parts.name, parts.role, parts.stance]) node.keptText = null;
  put(parts.role, "display", narrow || far ? "none" : null);
  put(parts.stance, "display", narrow ? "none" : null);
  line(
    parts.name,
    calledFor(person.member.name, seat.plate / u),
    faces.font(600, (compact ? 11 : 13.5) * type),
    seat.plate,
    "middle",
  );
  line(parts.role, roleWords(person.member.role), faces.font(400, 11.5 * u), seat.plate, "middle");
  const half = Math.max(34 * scale, seat.plate / 2);
  for (const [name, value] of Object.entries({
    x: -half,
    y: -44 * scale,
    width: 2 * half,
    height: 44 * scale + (narrow ? 36 : 92) * u,
    rx: 8 * u,
  }))
    put(parts.hit, name, value);
  person.purse.drawn = null;
}

// A name for a place so many units wide: whole, without its title, or the first letters.
function calledFor(name, units) {
  const short = name.replace(/^(Dr|Prof|Mr|Mrs|Ms|Mx)\.?\s+/i, "");
  if (units >= 84) return name;
  if (units >= 52) return short;
  return short
    .split(/\s+/)
    .map((word) => (/^\d/.test(word) ? word : (letters(word)[0] ?? "")))
    .slice(0, 3)
    .join("");
}

// How far a figure sinks: little fatigue shows already, and no fatigue lays anybody flat.
function drawFatigue(parts, load, side) {
  const sunk = load > 0 ? load / (load + 0.15) : 0;
  const n = (value) => value.toFixed(2);
  put(parts.head, "transform", sunk ? `translate(${n(side * DROOP.lean * sunk)} ${n(DROOP.head * sunk)})` : null);
  put(
    parts.shoulders,
    "transform",
    sunk ? `translate(0 ${n(22 * DROOP.sink * sunk)}) scale(1 ${n(1 - DROOP.sink * sunk)})` : null,
  );
  put(parts.bust, "opacity", sunk ? n(1 - DROOP.fade * sunk) : null);
}

function drawPerson(person, parts, scene, faces) {
  const { state, recording } = scene;
  const id = person.member.id;
  const now = state.stances[id] ?? 0;
  const before = state.before[id] ?? now;
  const speaking = state.speaker === id;
  mark(person.node, "cs-speaking", speaking);
  mark(person.node, "cs-addressed", state.to === id);
  mark(person.node, "cs-chosen", scene.chosen === id);
  drawGauge(parts, now, before);
  const voteless = person.member.role === "coordinator";
  mark(person.node, "cs-voteless", voteless);
  const words = voteless ? "does not vote" : stanceWords(now);
  drawDelta(parts.delta, scene, voteless ? null : id);
  line(parts.stance, words, faces.font(500, 11.5 * person.plan.type), person.seat.plate, "middle");
  const load = scene.row.opened.fatigue?.[id] ?? 0;
  drawFatigue(parts, load, person.seat.x > person.plan.table.cx ? -1 : 1);
  const ghosts = state.ghosts.filter((ghost) => ghost.member === id);
  drawGhost(parts, person, ghosts, recording);
  drawPurse(person.purse, person, scene, faces);
  const fate = state.staked[id] ? fateOf(scene, id) : null;
  const label =
    `${person.member.name}, ${roleShort(person.member.role)}: ${voteless ? words : `${words}, ${stanceWords(before)} before`}; ${unitsWords(state.capital[id] ?? 0)} left` +
    (state.staked[id]
      ? `, ${unitsWords(state.staked[id])} staked${fate ? ` and ${stakeWords(fate, null)}` : ""}`
      : "") +
    (load >= TIRED ? `; ${fatigueWords(load)}` : "") +
    ghosts.map((ghost) => `; remembers ${ghostName(recording, ghost)}`).join("") +
    (speaking ? "; speaking" : "");
  put(person.node, "aria-label", label);
  say(parts.title, label);
}

// How much the line in the bubble moves this member; the gauge follows when it has been said, and alone shows small shifts.
function drawDelta(delta, { begun }, id) {
  const shift = begun?.moved?.[id] ?? 0;
  const shown = Math.abs(shift) >= 0.02;
  mark(delta, "cs-on", shown);
  if (!shown) return;
  say(delta, signed(shift, 2));
  mark(delta, "cs-against", shift < 0);
}

const ghostName = (recording, ghost) => recording.episodes.get(ghost.ghost)?.label ?? ghost.ghost;

function drawGauge(parts, now, before) {
  const angle = clamp(now, -1, 1) * GAUGE.reach;
  put(parts.now, "d", arcPath(GAUGE.radius, 0, Math.round(angle * 10) / 10));
  mark(parts.now, "cs-against", now < 0);
  mark(parts.dot, "cs-against", now < 0);
  put(parts.dot, "transform", `rotate(${angle.toFixed(1)})`);
  put(parts.before, "transform", `rotate(${(clamp(before, -1, 1) * GAUGE.reach).toFixed(1)})`);
}

function drawGhost(parts, person, ghosts, recording) {
  const aloud = ghosts.filter((ghost) => ghost.how === "spoken");
  const shown = aloud[aloud.length - 1] ?? ghosts[ghosts.length - 1];
  mark(parts.ghost, "cs-on", Boolean(shown));
  mark(parts.ghost, "cs-loud", aloud.length > 0);
  const side = person.seat.x > person.plan.table.cx ? 1 : -1;
  put(
    parts.ghost,
    "transform",
    aloud.length ? `translate(${31 * side} -27) scale(1.28)` : `translate(${29 * side} -22) scale(0.95)`,
  );
  say(
    parts.ghostTitle,
    shown
      ? `Remembers ${ghostName(recording, shown)}: speaks ${shown.weight < 0 ? "against" : "for"} ${signed(shown.weight)}${shown.how === "silent" ? ", in silence" : ""}`
      : "",
  );
}
