// Where everything in the room stands, from the size of its box and the number of seats. Pixels throughout.

import { clamp, edgeAt } from "./drawing.js";

const PROJECTED = 0.45; // how much larger type is for the back of a room, if the height allows

// The plan. `u` is the size of the room's unit: 1 on a laptop, more on a large screen; `type` is the same for letters.
// A compact room has no words on its table. A room seen from afar has larger letters and leaves out the rows before and
// after.
export function arranged(width, height, count, { compact = width < 640, far = false } = {}) {
  return compact ? small(width, height, count) : large(width, height, { count, far });
}

function large(width, height, { count, far }) {
  const u = clamp(Math.min(width / 1060, height / 740), 0.72, 1.7);
  const type = far ? u * (1 + PROJECTED * clamp((height - 620) / 200, 0, 1)) : u;
  const cell = 39 * type;
  const wall = {
    x: 18 * u,
    y: 10 * u,
    width: width - 150 * u,
    height: far ? 52 * u + 3 * cell : 222 * u,
    cell,
    top: far ? 46 * u : 66 * u,
    title: far ? 36 * u : 55 * u,
  };
  const clock = { x: width - 66 * u, y: 78 * u, r: (far ? 50 : 40) * u };
  const back = wall.y + wall.height + 58 * u;
  const front = height - 100 * u;
  const table = {
    cx: width / 2,
    cy: (back + front + 36 * u) / 2,
    rx: width / 2 - 158 * u,
    ry: (front - back - 146 * u) / 2,
  };
  const plan = { u, type, far, compact: false, width, height, wall, clock, table, headroom: 46 * u };
  plan.seats = seated(plan, count, { back, front, end: 84 * u, below: 84 * u });
  plan.words = {
    x: table.cx,
    y: table.cy,
    width: Math.min(table.rx * (far ? 1.56 : 1.3), 640 * type),
    height: table.ry * 1.62,
    tall: table.ry * 1.86, // with a verdict, whose lines are short
  };
  return plan;
}

function small(width, height, count) {
  const u = clamp(Math.min(width / 390, height / 440), 0.85, 1.5);
  const wall = { x: 8, y: 4, width: width - 16, height: 180 * u, cell: 39 * u, top: 56 * u, title: 28 * u };
  const clock = { x: width - 38 * u, y: 29 * u, r: 18 * u };
  const back = wall.y + wall.height + 40 * u;
  const front = height - 44 * u;
  const table = {
    cx: width / 2,
    cy: (back + front + 8 * u) / 2,
    rx: width / 2 - 78 * u,
    ry: (front - back - 64 * u) / 2,
  };
  const plan = { u, type: u, far: false, compact: true, width, height, wall, clock, table, headroom: 30 * u };
  plan.seats = seated(plan, count, { back, front, end: 40 * u, below: 30 * u });
  return plan;
}

// Seats clockwise from the left end: one at each end, the others along the back and the front.
function seated(plan, count, place) {
  const ends = count >= 4 ? 2 : 0;
  const back = Math.ceil((count - ends) / 2);
  const front = count - ends - back;
  const seats = [];
  if (ends) seats.push(end(plan, place.end, -1));
  for (let k = 0; k < back; k++) seats.push(along(plan, place.back, k, back, 1));
  if (ends) seats.push(end(plan, plan.width - place.end, 1));
  for (let k = front - 1; k >= 0; k--) seats.push(along(plan, place.front, k, front, -1));
  return seats;
}

function end(plan, x, side) {
  const near = Math.min(x, plan.width - x);
  const rim = plan.table.cx - plan.table.rx;
  return {
    x,
    y: plan.table.cy - 22 * plan.u,
    side: side < 0 ? "left" : "right",
    plate: 2 * Math.min(near, rim - near) - 6 * plan.u,
  };
}

function along(plan, y, k, count, inward) {
  const span = plan.table.rx * (plan.compact ? 1.8 : 1.66);
  const gap = count > 1 ? span / (count - 1) : 0;
  const dx = count > 1 ? -span / 2 + k * gap : 0;
  const dip = (plan.table.ry - edgeAt(plan.table, dx)) * 0.5 * inward;
  const widest = plan.compact ? 78 * plan.u : 160 * plan.u;
  return {
    x: plan.table.cx + dx,
    y: y + dip,
    side: inward > 0 ? "back" : "front",
    plate: Math.min(widest, (gap || widest) - 8 * plan.u),
  };
}
