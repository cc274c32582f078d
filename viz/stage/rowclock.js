// The clock of a row, beside the sheet: the seconds that the row has left, and the bell.

import { arcPath, clamp, mark, put, putAll, say, svg } from "./drawing.js";
import { isCalled } from "./recording.js";
import { secondsPlanned } from "./sofar.js";

const BELL = "M-7 4c2-2 2-4 2-7a5 5 0 0 1 10 0c0 3 0 5 2 7zM-2 6a2 2 0 0 0 4 0";

export function makeRowClock() {
  const parts = {
    track: svg("path", { class: "cs-clock-track" }),
    allowed: svg("path", { class: "cs-clock-allowed" }),
    left: svg("path", { class: "cs-clock-left" }),
    count: svg("text", { class: "cs-clock-count", "text-anchor": "middle" }),
    of: svg("text", { class: "cs-clock-of", "text-anchor": "middle" }),
    bell: svg("g", { class: "cs-bell" }, svg("path", { d: BELL })),
    bellWord: svg("text", { class: "cs-bell-word", "text-anchor": "middle", text: "Bell" }),
  };
  const node = svg("g", { class: "cs-clock", role: "img", "aria-label": "The row's clock" }, ...Object.values(parts));
  const clock = { node, parts, plan: null };
  clock.arrange = (plan) => arrangeRowClock(clock, plan);
  clock.tick = (scene) => tickRowClock(clock, scene);
  return clock;
}

function arrangeRowClock(clock, plan) {
  const { node, parts } = clock;
  const { x, y, r } = plan.clock;
  const { k, compact, type } = plan;
  clock.plan = plan;
  put(node, "transform", `translate(${x} ${y})`);
  put(parts.track, "d", arcPath(r, 0, 359.9));
  putAll(parts.count, { "font-size": type.count, y: compact ? type.count * 0.36 : type.count * 0.1 });
  putAll(parts.of, {
    "font-size": type.small,
    y: compact ? r + type.small * 0.95 : type.count * 0.1 + type.small * 1.4,
  });
  const beside = `translate(${-20 * k} ${r + 20 * k}) scale(${k})`;
  put(parts.bell, "transform", compact ? `translate(0 -2) scale(${1.2 * k})` : beside);
  putAll(parts.bellWord, { "font-size": type.small, x: 8 * k, y: r + 24 * k });
  for (const arc of [parts.track, parts.allowed, parts.left]) put(arc, "stroke-width", r * 0.13);
}

function tickRowClock({ node, parts, plan }, scene) {
  const { recording, row, local, state: now } = scene;
  const { r } = plan.clock;
  const turn = 360 / Math.max(secondsPlanned(recording), now.allowed_s, 1);
  const left = clamp(now.allowed_s - local, 0, 999);
  put(parts.allowed, "d", arcPath(r, 0, Math.min(359.9, now.allowed_s * turn)));
  put(parts.left, "d", arcPath(r, 0, Math.round(Math.min(359.9, left * turn) * 5) / 5));
  say(parts.count, String(Math.ceil(left)));
  say(parts.of, `of ${Math.round(now.allowed_s)} s`);
  mark(node, "cs-last-seconds", left <= 5);
  mark(node, "cs-extended", now.allowed_s > row.opened.allowed_s);
  mark(node, "cs-rung", isCalled(scene) && row.closed.ended_by === "timed_out");
}
