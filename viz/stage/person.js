// A member at the table: a figure under the arc of what they think, a name, who stands behind them, and their capital.

import { drawBadges, makeBadges } from "./badges.js";
import { arcPath, clamp, letters, line, mark, measured, pickable, put, putAll, say, svg } from "./drawing.js";
import { figureOn } from "./geometry.js";
import { ghostName } from "./names.js";
import { fatigueWords, signed, stanceWords, unitsWords } from "./numbers.js";
import { drawPurse, fateOf, makePurse, stakeWords } from "./purse.js";
import { NO_LIST, standWords } from "./standing.js";
import { roleWords, votelessWords } from "./terms.js";

const GAUGE = { radius: 33, reach: 76 }; // degrees from twelve o'clock that a stance of +1 turns
const NO_NAME = 28; // letters of a name that no room has space for
const TIRED = 0.05; // from this on, fatigue has a name
const DROOP = { head: 8, lean: 3, sink: 0.2, fade: 0.35 }; // what full fatigue does to a figure
const GHOST = "M-19 16V-6a19 19 0 0 1 38 0V16q-4.75 6-9.5 0t-9.5 0t-9.5 0t-9.5 0Z";

// `chosen` hears the id of a member whom somebody selects.
export function makePerson(member, faces, chosen) {
  const parts = { ...ghostParts(), ...gaugeParts(), ...bustParts(), ...plateParts() };
  const { halo, ghost, track, zero, now, before, dot, bust, delta } = parts;
  const badges = makeBadges();
  const figure = svg("g", {}, halo, ghost, track, zero, now, before, dot, bust, ...badges.nodes);
  const looks = { class: `cs-person cs-role-${member.role}`, tabindex: "0", role: "button", "data-member": member.id };
  const { title, name, role, stance, hit } = parts;
  const node = svg("g", looks, title, figure, delta, name, role, stance, hit);
  pickable(node, () => chosen(member.id));
  const person = { member, node, figure, parts, badges, faces, purse: makePurse(), plan: null, seat: null };
  person.arrange = (plan, seat, form) => arrangePerson(person, { plan, seat, form });
  person.draw = (scene) => drawPerson(person, scene);
  return person;
}

// Somebody remembered, behind the shoulder.
function ghostParts() {
  const ghostTitle = svg("title");
  const eyes = [-6, 6].map((cx) => svg("circle", { cx, cy: -6, r: 2.2 }));
  return { ghostTitle, ghost: svg("g", { class: "cs-ghost" }, ghostTitle, svg("path", { d: GHOST }), ...eyes) };
}

// The arc over the head: what they think, and how the line under way moves them.
function gaugeParts() {
  const { radius, reach } = GAUGE;
  return {
    track: svg("path", { class: "cs-gauge", d: arcPath(radius, -reach, reach) }),
    zero: svg("path", { class: "cs-gauge-zero", d: `M0 ${-radius - 3}V${-radius + 3}` }),
    now: svg("path", { class: "cs-gauge-now" }),
    dot: svg("circle", { class: "cs-gauge-dot", r: 4.2, cy: -radius }),
    before: svg("path", { class: "cs-gauge-before", d: `M0 ${-radius - 9}V${-radius - 3}` }),
    delta: svg("text", { class: "cs-delta" }),
  };
}

function bustParts() {
  const halo = svg("circle", { class: "cs-halo", r: 66, fill: "url(#cs-halo-fill)" });
  const shoulders = svg("path", { d: "M-22 22c0-13 9-19 22-19s22 6 22 19q-22 7-44 0Z" });
  const head = svg("circle", { cy: -9, r: 11 });
  return { halo, shoulders, head, bust: svg("g", { class: "cs-bust" }, shoulders, head) };
}

// Under the figure: who it is.
function plateParts() {
  return {
    name: svg("text", { class: "cs-name" }),
    role: svg("text", { class: "cs-role" }),
    stance: svg("text", { class: "cs-stance" }),
    hit: svg("rect", { class: "cs-hit", fill: "transparent" }),
    title: svg("title"),
  };
}

// --- where it stands ------------------------------------------------------------------------------------------------

// `form` is how everybody in this room is called; see nameForm.
function arrangePerson(person, { plan, seat, form }) {
  const { parts, figure, node, faces } = person;
  const { k, type, table } = plan;
  const scale = figureOn(plan, seat);
  const inward = seat.x > table.cx ? -1 : 1;
  Object.assign(person, { plan, seat, scale, inward });
  const atEnd = seat.side === "left" || seat.side === "right";
  const spot = atEnd ? { x: 0, y: -46 * scale } : { x: 38 * scale * inward, y: -20 * scale };
  placeText(parts.delta, { ...spot, size: type.small, weight: 600 }, faces);
  put(parts.delta, "text-anchor", atEnd ? "middle" : inward > 0 ? "start" : "end");
  put(node, "transform", `translate(${seat.x.toFixed(1)} ${seat.y.toFixed(1)})`);
  put(figure, "transform", `scale(${scale})`);
  const named = arrangePlate(person, form);
  const half = Math.max(34 * scale, seat.plate / 2);
  putAll(parts.hit, { x: -half, y: -44 * scale, width: 2 * half, height: 44 * scale + plan.reach.below, rx: 8 * k });
  const side = Math.max(named / 2, 36 * scale) + 2 * k;
  person.box = {
    ...{ left: seat.x - side, right: seat.x + side },
    ...{ top: seat.y - plan.reach.above, bottom: seat.y + plan.reach.below },
  };
  person.purse.drawn = null;
}

// Name, role and stance under a figure, as far as the room shows them. Returns how wide they are.
function arrangePlate(person, form) {
  const { parts, plan, seat, member, faces } = person;
  const { type, shows, reach, compact } = plan;
  const narrow = compact || seat.plate < 80 * plan.k;
  const step = type.small * 1.22;
  const roles = shows.roles && !narrow;
  const first = reach.nameAt + step * 0.98;
  placeText(parts.name, { x: 0, y: reach.nameAt, size: type.name, weight: 600 }, faces);
  placeText(parts.role, { x: 0, y: first, size: type.small, weight: 400 }, faces);
  placeText(parts.stance, { x: 0, y: first + (roles ? step : 0), size: type.small, weight: 500 }, faces);
  for (const node of [parts.name, parts.role, parts.stance]) node.keptText = null;
  put(parts.role, "display", roles ? null : "none");
  put(parts.stance, "display", shows.stances && !narrow ? null : "none");
  const [name, role] = [calledAs(member.name, form), roleWords(member.role)];
  line(parts.name, name, faces.font(600, type.name), seat.plate, "middle");
  line(parts.role, role, faces.font(400, type.small), seat.plate, "middle");
  const widest = roles ? measured(role, faces.font(400, type.small)) : 0;
  return Math.min(seat.plate, Math.max(measured(name, faces.font(600, type.name)), widest));
}

function placeText(node, { x, y, size, weight }, faces) {
  putAll(node, { x, y, "font-size": size, "font-family": faces.sans, "font-weight": weight });
}

// The forms of a name, the longest first: whole, without its title, its last part, its initials.
const untitled = (name) => name.replace(/^(Dr|Prof|Mr|Mrs|Ms|Mx)\.?\s+/i, "");
const initials = (name) =>
  untitled(name)
    .split(/\s+/)
    .map((word) => (/^\d/.test(word) ? word : (letters(word)[0] ?? "")))
    .slice(0, 3)
    .join("");
const FORMS = [(name) => name, untitled, (name) => untitled(name).split(/\s+/).pop(), initials];

const calledAs = (name, form) => FORMS[form](name);

// The form in which everybody in a room is called, so that no two are called differently: the longest in which every
// name fits its seat. A name too long for any room is cut instead, and does not make initials of the others.
export function nameForm(members, { type, seats }, faces) {
  const font = faces.font(600, type.name);
  const fits =
    (form) =>
    ({ name }, k) =>
      name.length > NO_NAME || measured(FORMS[form](name), font) <= seats[k].plate;
  return [0, 1, 2].find((form) => members.every(fits(form))) ?? 3;
}

// How far a figure sinks: a little fatigue already shows, and full fatigue lays nobody flat.
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

function drawPerson(person, scene) {
  const { parts, node, member, plan, seat, faces, inward } = person;
  const { state: now, row } = scene;
  const { id } = member;
  const without = votelessWords(member.role);
  const voteless = without !== null;
  const ghosts = now.ghosts.filter((ghost) => ghost.member === id);
  const marks = { speaking: now.speaker === id, addressed: now.to === id, chosen: scene.chosen === id, voteless };
  for (const [name, holds] of Object.entries(marks)) mark(node, `cs-${name}`, holds);
  drawGauge(parts, now.stances[id] ?? 0, now.before[id] ?? now.stances[id] ?? 0);
  drawDelta(parts.delta, scene, voteless ? null : id);
  const stance = without ?? stanceWords(now.stances[id] ?? 0);
  line(parts.stance, stance, faces.font(500, plan.type.small), seat.plate, "middle");
  drawFatigue(parts, now.sits_up ? 0 : (row.opened.fatigue?.[id] ?? 0), inward);
  drawBadges(person.badges, now, { id, inward });
  drawGhost(person, ghosts, scene.recording);
  drawPurse(person.purse, person, scene, faces);
  const label = labelOf(member, scene, ghosts);
  put(node, "aria-label", label);
  say(parts.title, label);
}

// A member in a sentence, for screen readers and for the pointer's tip.
function labelOf({ id, name, role }, scene, ghosts) {
  const { state: now, row, recording } = scene;
  const stance = now.stances[id] ?? 0;
  const stances = `${stanceWords(stance)}, ${stanceWords(now.before[id] ?? stance)} before`;
  const load = row.opened.fatigue?.[id] ?? 0;
  const phrases = [
    `${name}, ${roleWords(role)}: ${votelessWords(role) ?? stances}`,
    `${unitsWords(now.capital[id] ?? 0)} left${stakedWords(scene, id)}`,
    now.sits_up ? "sits up" : load >= TIRED ? fatigueWords(load) : "",
    standWords(now, id),
    now.no_list.includes(id) ? NO_LIST : "",
    ...ghosts.map(({ ghost }) => `remembers ${ghostName(recording, ghost)}`),
    now.speaker === id ? "speaking" : "",
  ];
  return phrases.filter(Boolean).join("; ");
}

function stakedWords(scene, id) {
  const staked = scene.state.staked[id];
  if (!staked) return "";
  const fate = fateOf(scene, id);
  return `, ${unitsWords(staked)} staked${fate ? ` and ${stakeWords(fate, null)}` : ""}`;
}

// How much the line in the bubble moves this member. The gauge follows when the line is over; small shifts show on the
// gauge only.
function drawDelta(delta, { begun }, id) {
  const shift = begun?.moved?.[id] ?? 0;
  const shown = Math.abs(shift) >= 0.02;
  mark(delta, "cs-on", shown);
  if (!shown) return;
  say(delta, signed(shift, 2));
  mark(delta, "cs-against", shift < 0);
}

function drawGauge(parts, now, before) {
  const angle = clamp(now, -1, 1) * GAUGE.reach;
  put(parts.now, "d", arcPath(GAUGE.radius, 0, Math.round(angle * 10) / 10));
  mark(parts.now, "cs-against", now < 0);
  mark(parts.dot, "cs-against", now < 0);
  put(parts.dot, "transform", `rotate(${angle.toFixed(1)})`);
  put(parts.before, "transform", `rotate(${(clamp(before, -1, 1) * GAUGE.reach).toFixed(1)})`);
}

function drawGhost({ parts, plan, seat }, ghosts, recording) {
  const aloud = ghosts.filter((ghost) => ghost.how === "spoken");
  const shown = aloud[aloud.length - 1] ?? ghosts[ghosts.length - 1];
  mark(parts.ghost, "cs-on", Boolean(shown));
  mark(parts.ghost, "cs-loud", aloud.length > 0);
  const side = seat.x > plan.table.cx ? 1 : -1;
  const spot = aloud.length ? `translate(${31 * side} -27) scale(1.28)` : `translate(${29 * side} -22) scale(0.95)`;
  put(parts.ghost, "transform", spot);
  say(parts.ghostTitle, shown ? memoryWords(recording, shown) : "");
}

function memoryWords(recording, { ghost, weight, how }) {
  const side = `${weight < 0 ? "against" : "for"} ${signed(weight)}`;
  return `Remembers ${ghostName(recording, ghost)}: ${side}${how === "silent" ? ", silently" : ""}`;
}
