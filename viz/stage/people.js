// The members as plain figures on a plane, for the views that show what happens between them.

import { html, line, pickable, put, putAll, svg } from "./drawing.js";
import { makeScroller } from "./scrolling.js";

const ROOM = { above: 46, below: 46 }; // pixels for a name over or under the outermost figures

// A view of `members`: a drawing with `links` between them, a legend over it, and beside it a list that says the same
// in words. `words` are { name, title, heading, drawing, list }; `legend`, `count`, `above` (over the list) are nodes.
export function makePeopleView(members, { faces, chosen }, { words, legend, above, count = null }) {
  const parts = { links: svg("g", {}), people: svg("g", {}), items: html("ol", {}) };
  const looks = { class: "cs-ring", role: "group", "aria-label": words.drawing };
  parts.drawing = svg("svg", looks, parts.links, parts.people);
  const head = [html("h2", { text: words.heading }), html("p", { class: "cs-legend" }, ...legend), count];
  const scroller = makeScroller(words.list, "cs-answerlist", above, parts.items);
  const node = html(
    "section",
    { class: words.name, "aria-label": words.title, hidden: true },
    html("header", { class: "cs-filters" }, ...head),
    html("div", { class: "cs-answerbody" }, parts.drawing, scroller),
  );
  const people = members.map((member) => makeFigure(member, chosen));
  parts.people.append(...people.map((person) => person.node));
  return { node, parts, people, faces, size: "", key: "", seats: new Map() };
}

// One member: a figure and a name, to select by pointer or keyboard.
function makeFigure(member, chosen) {
  const name = svg("text", { class: "cs-name" });
  const hit = svg("rect", { class: "cs-hit", fill: "transparent" });
  const looks = { class: "cs-person cs-ringperson", tabindex: "0", role: "button", "data-ring": member.id };
  const bust = svg("circle", { class: "cs-bust", r: 11 });
  const node = svg("g", { ...looks, "aria-label": member.name }, bust, name, hit);
  pickable(node, () => chosen(member.id));
  return { member, node, name, hit };
}

// Puts everybody of `view` in their place when the drawing's size or `spots` changed. `spots` are places within [-1, 1]
// by member id; without them everybody stands in a ring.
export function placePeople(view, spots) {
  const { drawing } = view.parts;
  const { clientWidth: width, clientHeight: height } = drawing;
  if (!width || (view.size === `${width}x${height}` && view.spots === spots)) return;
  Object.assign(view, { size: `${width}x${height}`, spots });
  put(drawing, "viewBox", `0 0 ${width} ${height}`);
  const plate = width < 420 ? 84 : 150;
  const plane = {
    x: width / 2,
    y: height / 2,
    rx: Math.max(60, width / 2 - plate / 2 - 10),
    ry: Math.max(60, (height - ROOM.above - ROOM.below) / 2),
  };
  view.people.forEach((person, k) => {
    const [x, y] = spots?.[person.member.id] ?? ringSpot(k, view.people.length);
    const seat = { x: plane.x + plane.rx * x, y: plane.y + plane.ry * y };
    view.seats.set(person.member.id, seat);
    namePerson(person, seat, { plate, above: y < -0.5, size: width < 420 ? 12 : 13.5, faces: view.faces });
  });
}

function ringSpot(k, count) {
  const turn = (2 * Math.PI * k) / count - Math.PI / 2;
  return [Math.cos(turn), Math.sin(turn)];
}

function namePerson(person, seat, { plate, above, size, faces }) {
  put(person.node, "transform", `translate(${seat.x.toFixed(1)} ${seat.y.toFixed(1)})`);
  putAll(person.name, {
    y: above ? -19 : 27,
    "font-size": size,
    "font-family": faces.sans,
    "font-weight": 600,
  });
  person.name.keptText = null;
  line(person.name, person.member.name, faces.font(600, size), plate, "middle");
  putAll(person.hit, { x: -plate / 2, y: above ? -36 : -17, width: plate, height: 52, rx: 8 });
}
