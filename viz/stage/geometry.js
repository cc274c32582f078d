// Where everything in the room stands, from the size of its box, the number of seats and the lines of the sheet. Pixels
// throughout. Letters have the sizes of one table a mode, times a factor of at least 1: they are never scaled down.
// What does not fit gives way in an order, and the figures shrink last.

import { clamp, edgeAt } from "./drawing.js";

// Sizes of letters in px, by what they are for, and the `air` over, between and under the words of a cell. `speech`
// holds the sizes of the words on the table, largest first; from `readable` on, what stands under them gives way before
// they get smaller.
const USUAL = {
  ...{ small: 12, label: 12, value: 14, lit: 15, kind: 13, number: 17, title: 23, name: 13.5, count: 28 },
  ...{ head: 14, act: 13, foot: 13, under: 12.5, readable: 20, air: 6 },
  speech: [28, 26, 24, 22, 20, 18.5, 17, 15.5, 14],
};
const AFAR = {
  ...{ small: 16, label: 16, value: 20, lit: 24, kind: 18, number: 21, title: 29, name: 17, count: 36 },
  ...{ head: 24, act: 18, foot: 20, under: 17, readable: 27, air: 6 },
  speech: [40, 36.5, 33.5, 30.5, 27.5, 25],
};
const COMPACT = {
  ...{ small: 12, label: 12, value: 14, lit: 14, kind: 13, number: 14, title: 19, name: 12, count: 13 },
  ...{ head: 12, act: 12, foot: 12, under: 12, readable: 12, air: 6 },
  speech: [12],
};

// A narrow room seen from afar, as two of them stand side by side. A lit cell grows (spotlight.js), so the others need
// no space for its letters.
const COMPACT_AFAR = {
  ...{ small: 16, label: 16, value: 17, lit: 24, kind: 17, number: 19, title: 25, name: 16, count: 19 },
  ...{ head: 16, act: 16, foot: 16, under: 16, readable: 16, air: 4 },
  speech: [16],
};

// Of the room's box at which letters have the sizes above, and how much they grow at most with a larger one.
const MODES = {
  usual: { types: USUAL, width: 1000, height: 612, most: 1.7, end: 140, clock: { zone: 128, r: 40 }, table: 178 },
  projector: { types: AFAR, width: 960, height: 590, most: 1.9, end: 172, clock: { zone: 140, r: 48 }, table: 196 },
};
const FIGURE = { above: 43, below: 25, wide: 72 }; // of the drawing of a figure with its gauge, round its place
export const OF_A_VALUE = 1.13; // how high a line of words in a cell is, times its letters
const SMALLEST = 0.6; // of a figure
const LOW_ROOM = 440; // px of height of a narrow room
const FLAT_ROOM = 340; // px of height of one on a phone that lies on its side: people need what more cells would take

// What gives way first to last if the table gets too low for its words: the row before, the line for what is blank and
// who comes next, the roles, the stances in words (the gauges stay).
const DROPPED = ["past", "foot", "roles", "stances"];

// The plan. `k` is how much larger than its table every letter is; `type` holds the sizes of letters in px. `sheet`
// says how many lines the fullest row needs on a sheet of a width: (width, type, k, compact) => lines. A compact room
// has no words on its table. A room seen from afar has letters for the back of a room.
export function arranged(width, height, count, { compact = false, far = false, sheet = () => 3 } = {}) {
  return compact ? small(width, height, { count, far, sheet }) : large(width, height, { count, far, sheet });
}

const sized = (types, k) =>
  Object.fromEntries(
    Object.entries(types).map(([name, px]) => [name, px.length ? px.map((each) => each * k) : px * k]),
  );

// A cell: the name over `words` lines of a value in letters of a `size`, as close as they may be; and a line of cells.
export const tallOfCell = (type, words, size) => type.label * 1.1 + words * size * OF_A_VALUE + type.air;
export const cellHeight = (type) => tallOfCell(type, 1, type.lit);

function large(width, height, { count, far, sheet }) {
  const mode = MODES[far ? "projector" : "usual"];
  const k = clamp(Math.min(width / mode.width, height / mode.height), 1, mode.most);
  const type = sized(mode.types, k);
  const wall = { x: 14 * k, y: 6 * k, width: width - 14 * k - mode.clock.zone * k, pad: 12 * k };
  const lines = clamp(sheet(wall.width - 2 * wall.pad, type, k), 2, 4);
  const base = { k, type, far, compact: false, width, height, wall: { ...wall, lines } };
  const tried = (gone, figure) => ({ ...base, figure, shows: showing(DROPPED.slice(0, gone)) });
  let plan = tried(0, k);
  for (let gone = 1; gone <= DROPPED.length && tableRoom(plan) < mode.table * k; gone++) plan = tried(gone, k);
  while (tableRoom(plan) < mode.table * k && plan.figure > SMALLEST) plan = tried(DROPPED.length, plan.figure - 0.05);
  return seatedIn(plan, count, mode);
}

const showing = (dropped) => Object.fromEntries(DROPPED.map((name) => [name, !dropped.includes(name)]));

// Where the parts of the wall stand under each other.
function wallOf({ wall, type, k, shows }) {
  const past = shows.past ? type.small * 1.5 : 0;
  const title = type.title * 1.28;
  const foot = type.small * 1.6;
  const inner = wall.lines * cellHeight(type) + (shows.foot ? foot : 0);
  const top = past + title + 3 * k;
  const places = { pastAt: type.small * 1.25, titleAt: past + type.title, top, inner, foot, footed: shows.foot };
  return { ...wall, ...places, height: top + inner + 5 * k };
}

// From a figure's place, how far its drawing reaches up, and its plate of words down.
function reaches({ figure, type, shows }) {
  const lines = [shows.roles, shows.stances].filter(Boolean).length;
  const nameAt = FIGURE.below * figure + type.name * 0.92;
  const below = nameAt + type.name * 0.26 + lines * type.small * 1.22;
  return { above: FIGURE.above * figure, nameAt, below };
}

// How high the table is between the people at its back and at its front.
function tableRoom(plan) {
  const { above, below } = reaches(plan);
  const wall = wallOf(plan);
  return plan.height - wall.y - wall.height - 2 * (above + below) - 22 * plan.k;
}

function seatedIn(plan, count, mode) {
  const { k, width, height } = plan;
  const wall = wallOf(plan);
  const reach = reaches(plan);
  const back = wall.y + wall.height + 7 * k + reach.above;
  const front = height - 5 * k - reach.below;
  const [top, bottom] = [back + reach.below + 5 * k, front - reach.above - 5 * k];
  const end = mode.end * k;
  const table = {
    cx: width / 2,
    cy: (top + bottom) / 2,
    rx: width / 2 - end,
    ry: Math.max(40 * k, (bottom - top) / 2),
  };
  const clock = { x: width - (mode.clock.zone / 2 - 2) * k, y: wall.y + (mode.clock.r + 6) * k, r: mode.clock.r * k };
  const made = { ...plan, wall, clock, table, reach, toEnd: end };
  return { ...made, seats: seated(made, count, { back, front, span: table.rx * 1.66, widest: 200 * k }) };
}

// A room in a narrow place. Its sheet has as many lines as its rows need, up to four, if the people keep their room.
// With letters for the back of a room, or in a low one, there is no space beside the table: everybody sits along it.
function small(width, height, { count, far, sheet }) {
  const k = clamp(Math.min(width / 390, height / 440), 1, 1.5);
  const type = sized(far ? COMPACT_AFAR : COMPACT, k);
  const shows = showing(DROPPED);
  const figure = clamp(Math.min(width / 390, height / 440), 0.85, 1.5) * 0.68;
  const wall = { x: 4, y: 4, width: width - 8, pad: 5 };
  const many = height < FLAT_ROOM && width > 1.6 * height ? 2 : height < LOW_ROOM * k && far ? 3 : 4;
  const lines = clamp(sheet(wall.width - 2 * wall.pad, type, k, true), 2, many);
  const top = type.title * 1.28 + type.kind * 1.35 + 8 * k;
  const places = { pastAt: 0, titleAt: type.title * 1.1, top, foot: 0, footed: false };
  const inner = lines * cellHeight(type);
  Object.assign(wall, places, { lines, inner, height: top + inner + 4 });
  const plan = { k, type, far, compact: true, width, height, wall, figure, shows };
  const reach = reaches(plan);
  const back = wall.y + wall.height + 6 + reach.above;
  const front = height - 5 - reach.below;
  const [rimTop, rimBottom] = [back + reach.below + 4, front - reach.above - 4];
  const along = far || rimBottom - rimTop + 8 < reach.above + reach.below; // at an end, somebody would stand on others
  const toEnd = Math.max(62 * k, type.name * 5.2);
  const table = { cx: width / 2, cy: (rimTop + rimBottom) / 2, rx: width / 2 - toEnd, ry: (rimBottom - rimTop) / 2 };
  table.ry = Math.max(16, table.ry);
  const made = { ...plan, along, table, reach, toEnd, clock: { x: width - 34 * k, y: wall.y + 19 * k, r: 15 * k } };
  return { ...made, seats: seated(made, count, { back, front, span: width - type.name * 7.6, widest: 130 * k }) };
}

// --- seats ----------------------------------------------------------------------------------------------------------

// Seats clockwise from the left end: one at each end, the others along the back and the front.
function seated(plan, count, place) {
  const ends = count >= 4 && !plan.along ? 2 : 0;
  const back = Math.ceil((count - ends) / 2);
  const front = count - ends - back;
  const seats = [];
  if (ends) seats.push(end(plan, plan.toEnd / 2, "left"));
  for (let k = 0; k < back; k++) seats.push(along(plan, place, { y: place.back, k, count: back, inward: 1 }));
  if (ends) seats.push(end(plan, plan.width - plan.toEnd / 2, "right"));
  for (let k = front - 1; k >= 0; k--) seats.push(along(plan, place, { y: place.front, k, count: front, inward: -1 }));
  return seats;
}

function end({ table, reach, toEnd }, x, side) {
  return { x, y: table.cy + (reach.above - reach.below) / 2, side, plate: toEnd - 6 };
}

// The outermost stand a little nearer, as the table is round.
function along({ table, compact, far, k: scale }, { span, widest }, { y, k, count, inward }) {
  const gap = count > 1 ? span / (count - 1) : 0;
  const dx = count > 1 ? -span / 2 + k * gap : 0;
  const dip = compact ? 0 : (table.ry - edgeAt(table, dx)) * 0.3 * inward;
  const apart = compact && far ? 3 : 8; // between two names
  const plate = Math.min(widest, (gap || widest) - apart * scale);
  return { x: table.cx + dx, y: y + dip, side: inward > 0 ? "back" : "front", plate };
}

// How large the drawing of a figure is on a seat: no wider than the seat.
export const figureOn = ({ figure, k }, { plate }) => Math.min(figure, (plate + 8 * k) / FIGURE.wide);
