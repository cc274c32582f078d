// The members as plain figures on a plane, for the views that show what goes on between them.

import { line, put, svg } from "./drawing.js";

const ROOM = { above: 46, below: 46 }; // for a name over or under the outermost figures

// One member: a figure and a name, which can be chosen by pointer or keyboard.
export function standing(member, chosen) {
  const name = svg("text", { class: "cs-name" });
  const node = svg(
    "g",
    {
      class: "cs-person cs-ringperson",
      tabindex: "0",
      role: "button",
      "data-ring": member.id,
      "aria-label": member.name,
    },
    svg("circle", { class: "cs-bust", r: 11 }),
    name,
    svg("rect", { class: "cs-hit", fill: "transparent" }),
  );
  node.addEventListener("click", () => chosen(member.id));
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      event.stopPropagation();
      chosen(member.id);
    }
  });
  return { member, node, name, hit: node.lastChild };
}

// Puts everybody of `view` (people, seats, size, faces, parts.drawing) in their place, when the drawing's size or `spots`
// changed: `spots` are places within [-1, 1] by member id; without them everybody stands in a ring.
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
    namePerson(person, seat, { plate, above: y < -0.5, size: width < 420 ? 11.5 : 13.5, faces: view.faces });
  });
}

function ringSpot(k, count) {
  const turn = (2 * Math.PI * k) / count - Math.PI / 2;
  return [Math.cos(turn), Math.sin(turn)];
}

function namePerson(person, seat, { plate, above, size, faces }) {
  put(person.node, "transform", `translate(${seat.x.toFixed(1)} ${seat.y.toFixed(1)})`);
  for (const [name, value] of Object.entries({
    y: above ? -19 : 27,
    "font-size": size,
    "font-family": faces.sans,
    "font-weight": 600,
  }))
    put(person.name, name, value);
  person.name.keptText = null;
  line(person.name, person.member.name, faces.font(600, size), plate, "middle");
  for (const [name, value] of Object.entries({ x: -plate / 2, y: above ? -36 : -17, width: plate, height: 52, rx: 8 }))
    put(person.hit, name, value);
}
