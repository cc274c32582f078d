// Two small marks on a member's figure: the side they have taken, and that they keep the row on a no list. Their form
// says it, not color alone: a round plus is for, a square minus against, and a ring means that they have come over.

import { mark, put, svg } from "./drawing.js";

const AT = { x: 20, y: 13 }; // of the drawing of a figure: at a shoulder
const PLUS = "M-4 0H4M0-4V4";
const MINUS = "M-4 0H4";
const ROUND = 8; // the corner of a square that is a circle
const SQUARE = 2.5;
const SLIP = { width: 12, height: 15, cross: "M-2.6-2.6L2.6 2.6M2.6-2.6L-2.6 2.6" };

export function makeBadges() {
  const ring = svg("rect", { class: "cs-sidering", x: -11, y: -11, width: 22, height: 22, rx: 11 });
  const back = svg("rect", { class: "cs-sideback", x: -ROUND, y: -ROUND, width: 2 * ROUND, height: 2 * ROUND });
  const glyph = svg("path", { class: "cs-sideglyph" });
  const side = svg("g", { class: "cs-side-badge" }, ring, back, glyph);
  const slip = noListSlip();
  return { side, back, glyph, slip, nodes: [slip, side] };
}

// A slip with a cross, dashed as a cell is that not everybody knows.
export function noListSlip() {
  const { width, height, cross } = SLIP;
  const paper = svg("rect", { class: "cs-slip", x: -width / 2, y: -height / 2, width, height, rx: 2 });
  return svg("g", { class: "cs-nolist" }, paper, svg("path", { class: "cs-slipcross", d: cross }));
}

// The badge of a side as a sign of its own, x units from the middle.
export function sideSign(side, x) {
  const badge = makeBadges();
  put(badge.side, "transform", `translate(${x} 0) scale(.72)`);
  drawSide(badge, side, false);
  return badge.side;
}

// `inward` is 1 if the table is to the right of the figure, else -1: the side stands toward the table, the slip away.
export function drawBadges(badges, { sides, conceded, no_list }, { id, inward }) {
  const { [id]: taken = 0 } = sides;
  put(badges.side, "transform", `translate(${AT.x * inward} ${AT.y})`);
  put(badges.slip, "transform", `translate(${-AT.x * inward} ${AT.y})`);
  drawSide(badges, taken, conceded.includes(id));
  mark(badges.slip, "cs-on", no_list.includes(id));
}

function drawSide({ side, back, glyph }, taken, over) {
  mark(side, "cs-on", taken !== 0);
  mark(side, "cs-against", taken < 0);
  mark(side, "cs-over", over);
  put(back, "rx", taken < 0 ? SQUARE : ROUND);
  put(glyph, "d", taken < 0 ? MINUS : PLUS);
}
