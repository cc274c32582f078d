// Where everything in the room stands, from the size of its box and the number of seats. Pixels throughout.

import { clamp, edgeAt } from "./drawing.js";

// u is the size of the room's unit: 1 on a laptop, more on a projector.
export function arranged(width, height, count) {
  return width < 640 ? small(width, height, count) : large(width, height, count);
}

function large(width, height, count) {
  const u = clamp(Math.min(width / 1060, height / 740), 0.72, 1.7);
  const wall = { x: 18 * u, y: 10 * u, width: width - 150 * u, height: 222 * u, lines: 3, cell: 39 * u };
  const clock = { x: width - 66 * u, y: 78 * u, r: 40 * u };
  const back = wall.y + wall.height + 58 * u;
  const front = height - 88 * u;
  const table = { cx: width / 2, cy: (back + front + 34 * u) / 2, rx: width / 2 - 158 * u, ry: (front - back - 142 * u) / 2 };
  const room = { u, compact: false, width, height, wall, clock, table, headroom: 46 * u };
  room.seats = seated(room, count, { back, front, end: 84 * u, below: 84 * u });
  room.words = { x: table.cx, y: table.cy, width: table.rx * 1.42, height: table.ry * 1.5 };
  return room;
}

function small(width, height, count) {
  const u = clamp(width / 390, 0.85, 1.5);
  const wall = { x: 8, y: 8, width: width - 16, height: 142 * u, lines: 2, cell: 40 * u };
  const clock = { x: width - 40 * u, y: 38 * u, r: 20 * u };
  const back = wall.y + wall.height + 40 * u;
  const front = height - 34 * u;
  const table = { cx: width / 2, cy: (back + front + 8 * u) / 2, rx: width / 2 - 66 * u, ry: (front - back - 66 * u) / 2 };
  const room = { u, compact: true, width, height, wall, clock, table, headroom: 30 * u };
  room.seats = seated(room, count, { back, front, end: 34 * u, below: 30 * u });
  room.words = { x: table.cx, y: table.cy, width: table.rx * 1.3, height: table.ry * 1.3 };
  return room;
}

// Seats clockwise from the left end: one at each end, the others along the back and the front.
function seated(room, count, place) {
  const ends = count >= 4 ? 2 : 0;
  const back = Math.ceil((count - ends) / 2);
  const front = count - ends - back;
  const seats = [];
  if (ends) seats.push(end(room, place.end, -1));
  for (let k = 0; k < back; k++) seats.push(along(room, place.back, k, back, 1));
  if (ends) seats.push(end(room, room.width - place.end, 1));
  for (let k = front - 1; k >= 0; k--) seats.push(along(room, place.front, k, front, -1));
  return seats;
}

function end(room, x, side) {
  return { x, y: room.table.cy - 22 * room.u, side: side < 0 ? "left" : "right", plate: 2 * Math.min(x, room.width - x) - 10 * room.u };
}

function along(room, y, k, count, inward) {
  const span = room.table.rx * (room.compact ? 1.8 : 1.66);
  const gap = count > 1 ? span / (count - 1) : 0;
  const dx = count > 1 ? -span / 2 + k * gap : 0;
  const dip = (room.table.ry - edgeAt(room.table, dx)) * 0.5 * inward;
  const widest = room.compact ? 78 * room.u : 160 * room.u;
  return { x: room.table.cx + dx, y: y + dip, side: inward > 0 ? "back" : "front", plate: Math.min(widest, (gap || widest) - 8 * room.u) };
}
