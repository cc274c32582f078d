// The trail of a stance over a row, as a small drawing.

import { clamp, svg } from "./drawing.js";
import { signed, stanceWords } from "./numbers.js";
import { begunSoFar } from "./whyparts.js";

const TRAIL = { width: 272, height: 74, left: 26, right: 40, top: 8, bottom: 8 };

// The stance of the chosen member over the row as a small drawing: time runs right, yes is up, and each line that moved
// the member makes a step where it ended.
export function makeTrail(scene) {
  const { state, chosen, begun, current, local } = scene;
  const { width, height, left, right, top, bottom } = TRAIL;
  const { x, y } = trailScales(scene);
  const before = state.before[chosen] ?? 0;
  const now = state.stances[chosen] ?? 0;
  const end = { x: x(current ? begun.start_s : local), y: y(now) };
  const name = `Stance over the row: ${stanceWords(before)} before, ${stanceWords(now)} now`;
  const looks = { class: "cs-trail", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": name };
  const line = `${trailPath(scene, { x, y }, before)}H${fixed(Math.max(end.x, 0))}`;
  const dot = { class: `cs-trail-dot ${now < 0 ? "cs-against" : ""}`, cx: fixed(end.x), cy: fixed(end.y), r: 4 };
  return svg(
    "svg",
    looks,
    svg("path", { class: "cs-trail-zero", d: `M${left} ${fixed(y(0))}H${width - right}` }),
    trailText("cs-trail-edge", left - 6, top + 6, "end", "yes"),
    trailText("cs-trail-edge", left - 6, height - bottom + 2, "end", "no"),
    svg("path", { class: "cs-trail-line", d: line }),
    svg("circle", dot),
    trailText("cs-trail-now", fixed(end.x + 8), end.y + 4, "start", signed(now)),
  );
}

const fixed = (value) => value.toFixed(1);

// From a second of the row to x, and from a stance to y, with space for the member's farthest stance.
function trailScales({ row, chosen }) {
  const { width, height, left, right, top, bottom } = TRAIL;
  const stances = [row.opened, ...row.utterances].map((each) => Math.abs(each.stances?.[chosen] ?? 0));
  const far = Math.min(1, 1.2 * Math.max(0.3, ...stances));
  return {
    x: (second) => left + (width - left - right) * (row.duration ? clamp(second / row.duration, 0, 1) : 0),
    y: (stance) => top + ((height - top - bottom) * (1 - clamp(stance / far, -1, 1))) / 2,
  };
}

function trailPath(scene, { x, y }, before) {
  const done = begunSoFar(scene).filter((utterance) => utterance !== scene.begun || !scene.current);
  const steps = done.map(({ end_s, stances }) => `H${fixed(x(end_s))}V${fixed(y(stances?.[scene.chosen] ?? 0))}`);
  return `M${fixed(x(0))} ${fixed(y(before))}${steps.join("")}`;
}

function trailText(name, x, y, anchor, text) {
  return svg("text", { class: name, x, y: fixed(y), "text-anchor": anchor, text });
}
