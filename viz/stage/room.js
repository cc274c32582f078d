// The room: the table that gives the light, and the people around it. speech.js draws the words on the table, person.js
// a member.

import { mark, ovalPath, put, putAll, rimToward, svg } from "./drawing.js";
import { makePerson, nameForm } from "./person.js";
import { makeSpeech } from "./speech.js";

// `chosen` hears the id of a member whom somebody selects.
export function makeRoom(faces, chosen) {
  const parts = {
    floor: svg("ellipse", { class: "cs-floor", fill: "url(#cs-pool)" }),
    shade: svg("path", { class: "cs-table-shade" }),
    table: svg("path", { class: "cs-table", fill: "url(#cs-light)" }),
    rim: svg("path", { class: "cs-table-rim" }),
    lines: svg("g", {}),
    seats: svg("g", {}),
    purses: svg("g", {}),
  };
  const speech = makeSpeech(faces);
  const toward = svg("path", { class: "cs-toward", "marker-end": "url(#cs-arrow)" });
  parts.lines.append(toward);
  const stage = [lights(), parts.floor, parts.shade, parts.table, parts.rim];
  const node = svg("g", { class: "cs-room" }, ...stage, parts.lines, speech.node, parts.purses, parts.seats);
  const room = { node, parts, faces, speech, toward, people: [], plan: null };
  room.seat = (members) => {
    room.people = members.map((member) => makePerson(member, faces, chosen));
    parts.seats.replaceChildren(...room.people.map((person) => person.node));
    parts.purses.replaceChildren(...room.people.map((person) => person.purse.node));
  };
  room.arrange = (plan) => arrangeRoom(room, plan);
  room.draw = (scene) => drawRoom(room, scene);
  return room;
}

function arrangeRoom(room, plan) {
  const { parts, toward, people, speech } = room;
  const { table, k } = plan;
  const oval = ovalPath(table);
  room.plan = plan;
  for (const part of [parts.table, parts.rim, parts.shade]) put(part, "d", oval);
  put(parts.shade, "transform", `translate(0 ${8 * k})`);
  putAll(parts.floor, { cx: table.cx, cy: table.cy, rx: plan.width * 0.62, ry: plan.height * 0.46 });
  put(toward, "stroke-width", 2.2 * k);
  const form = nameForm(
    people.map(({ member }) => member),
    plan,
    room.faces,
  );
  people.forEach((person, seat) => person.arrange(plan, plan.seats[seat], form));
  speech.arrange(plan);
}

function drawRoom(room, scene) {
  const { people, speech } = room;
  const { begun } = scene;
  for (const person of people) person.draw(scene);
  const taken = people.flatMap(({ box, purse }) => (purse.box ? [box, purse.box] : [box]));
  speech.draw(scene, { speaker: people.findIndex(({ member }) => member.id === begun?.member), taken });
  drawToward(room, scene);
}

// The lights on the table and the figures.
function lights() {
  const size = { viewBox: "0 0 10 10", refX: 8, refY: 5, markerWidth: 5, markerHeight: 5 };
  const arrowhead = svg("path", { class: "cs-arrowhead", d: "M0 0L10 5L0 10Z" });
  return svg(
    "defs",
    {},
    light("cs-light", ["50%", "46%", "62%"], { "0%": "cs-light-0", "62%": "cs-light-1", "100%": "cs-light-2" }),
    light("cs-pool", ["50%", "50%", "50%"], { "0%": "cs-pool-0", "55%": "cs-pool-1", "100%": "cs-pool-2" }),
    light("cs-halo-fill", ["50%", "50%", "50%"], { "0%": "cs-halo-0", "100%": "cs-halo-1" }),
    svg("marker", { id: "cs-arrow", ...size, orient: "auto-start-reverse" }, arrowhead),
  );
}

// A round light with its middle and radius; `stops` are classes by their distance from the middle.
function light(id, [cx, cy, r], stops) {
  const stop = ([offset, name]) => svg("stop", { offset, class: name });
  return svg("radialGradient", { id, cx, cy, r }, ...Object.entries(stops).map(stop));
}

// A curve along the table from the speaker to the person addressed, bent away from the words.
function drawToward({ toward, people, plan: { table, seats } }, { state: now }) {
  const [from, to] = [now.speaker, now.to].map((id) => people.findIndex(({ member }) => member.id === id));
  const shown = from >= 0 && to >= 0 && from !== to;
  mark(toward, "cs-on", shown);
  if (!shown) return;
  const [a, b] = [seats[from], seats[to]].map(({ x, y }) => rimToward(table, x, y, 0.97));
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const aside = Math.abs(a.x + b.x - 2 * table.cx) < 4 ? 30 : 0; // not straight through the words
  const near = Math.hypot(a.x - b.x, a.y - b.y) < table.rx * 1.1;
  const far = { x: middle.x, y: table.cy + Math.sign(middle.y - table.cy || 1) * table.ry * 0.86 };
  const bend = near ? rimToward(table, middle.x + aside, middle.y, 0.8) : far;
  const n = ({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  put(toward, "d", `M${n(a)}Q${n(bend)} ${n(b)}`);
}
