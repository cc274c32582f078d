// A time line: a slider that holds a drawing, the play head, and a tip that says what is there. chapters.js draws one
// meeting on it, pairline.js two.

import { clamp, html, mark, put, putAll, svg } from "./drawing.js";

const TIP_HALF = 118; // pixels: half the widest tip

// `drawing` is an SVG node of `height` pixels. `preview(t)` gives the nodes of the tip over second t; `markAt(x, y)`
// gives the second of a mark under the pointer, or null.
export function makeTimeline(player, { name, label, drawing, height, preview, markAt = () => null }) {
  const head = html("div", { class: "cs-playhead" });
  const tip = html("div", { class: "cs-tip", hidden: true });
  const node = html(
    "div",
    { class: name, role: "slider", tabindex: "0", "aria-label": label, "aria-valuemin": "0" },
    drawing,
    head,
    tip,
  );
  const total = () => player.film.total(player);
  const line = { node, tip, width: 0, preview, markAt };
  line.toX = (t) => (total() ? (t / total()) * line.width : 0);
  line.arrange = () => {
    line.width = node.clientWidth;
    put(drawing, "viewBox", `0 0 ${Math.max(1, line.width)} ${height}`);
  };
  line.grow = () => put(node, "aria-valuemax", String(Math.round(total())));
  line.placeHead = (t) => (head.style.transform = `translateX(${line.toX(t).toFixed(1)}px)`);
  line.announce = (t, words) => {
    put(node, "aria-valuenow", String(Math.round(t)));
    put(node, "aria-valuetext", words);
  };
  line.grow();
  followPointer(player, line);
  return line;
}

function followPointer(player, line) {
  const { node, tip } = line;
  const { film } = player;
  const spot = (event) => {
    const { left, top, width } = node.getBoundingClientRect();
    const share = clamp((event.clientX - left) / (width || 1), 0, 1);
    return { x: event.clientX - left, y: event.clientY - top, t: share * film.total(player) };
  };
  let dragging = false;
  node.addEventListener("pointerdown", (event) => {
    const { x, y, t } = spot(event);
    dragging = true;
    node.setPointerCapture(event.pointerId);
    film.seek(player, line.markAt(x, y) ?? t);
  });
  node.addEventListener("pointermove", (event) => {
    const { t } = spot(event);
    if (dragging) film.seek(player, t, { along: true });
    showTip(line, t);
  });
  for (const name of ["pointerup", "pointercancel"]) node.addEventListener(name, () => (dragging = false));
  node.addEventListener("pointerleave", () => put(tip, "hidden", ""));
}

function showTip(line, t) {
  const { tip, width } = line;
  tip.replaceChildren(...line.preview(t));
  put(tip, "hidden", null);
  const x = clamp(line.toX(t), TIP_HALF, Math.max(TIP_HALF, width - TIP_HALF));
  tip.style.transform = `translateX(${x.toFixed(0)}px) translateX(-50%)`;
}

// --- chapters: a bar for each row -----------------------------------------------------------------------------------

export function makeChapter({ closed }) {
  return svg("rect", { class: `cs-chapter ${closed ? `cs-chapter-${closed.tier}` : ""}` });
}

// From `from` to `to` in pixels, with a gap after it if there is space.
export function placeChapter(chapter, { from, to, y, height }) {
  const wide = to - from;
  const gap = wide > 4 ? 1.5 : wide > 2 ? 0.6 : 0;
  const width = Math.max(0.4, wide - gap).toFixed(2);
  const rx = wide > 6 ? 2 : 0;
  putAll(chapter, { x: from.toFixed(2), y, width, height, rx });
}

// Marks the chapters that are over, and the one under way: `shut` rows are over, `before` were over at the last call.
export function shadeChapters(chapters, before, shut) {
  if (before === shut) return;
  for (let k = Math.max(0, Math.min(before, shut)); k <= Math.max(before, shut) && k < chapters.length; k++) {
    mark(chapters[k], "cs-done", k < shut);
    mark(chapters[k], "cs-now", k === shut);
  }
}

// The head of a tip: which row, and about whom.
export function rowHeading(number, name) {
  return html("strong", {}, `Row ${number} · `, html("bdi", { text: name.slice(0, 60) }));
}
