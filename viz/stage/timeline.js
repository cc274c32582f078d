// A time line: a slider that holds a drawing, the play head, and a tip that says what is there. chapters.js draws one
// meeting on it, pairline.js two. Where a second stands on it, the film says (scale.js).

import { clamp, html, put, putAll, svg } from "./drawing.js";

const TIP_HALF = 118; // pixels: half the widest tip

// `drawing` is an SVG node of `height` pixels. `preview(spot)` gives the nodes of the tip over a spot { share, t,
// step }; `markAt(x, y)` gives the second of a mark under the pointer, or null.
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
  const line = { node, tip, width: 0, preview, markAt, over: null };
  const scale = () => player.film.scale(player);
  line.toX = (t) => scale().toShare(t) * line.width;
  line.edges = (k) =>
    scale()
      .edges(k)
      .map((share) => share * line.width);
  line.arrange = () => {
    line.width = node.clientWidth;
    put(drawing, "viewBox", `0 0 ${Math.max(1, line.width)} ${height}`);
  };
  line.placeHead = (t) => (head.style.transform = `translateX(${line.toX(t).toFixed(1)}px)`);
  // `now` of `most`, in seconds or in rows, in `words`; a tip that shows is written again.
  line.announce = (now, most, words) => {
    putAll(node, { "aria-valuenow": String(now), "aria-valuemax": String(most), "aria-valuetext": words });
    if (line.over) showTip(player, line);
  };
  followPointer(player, line);
  return line;
}

function followPointer(player, line) {
  const { node, tip } = line;
  const { film } = player;
  const point = (event) => {
    const { left, top, width } = node.getBoundingClientRect();
    line.over = clamp((event.clientX - left) / (width || 1), 0, 1);
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const there = () => film.scale(player).toSecond(line.over);
  let from = null; // the second at which a drag began
  node.addEventListener("pointerdown", (event) => {
    const { x, y } = point(event);
    from = player.t;
    node.setPointerCapture(event.pointerId);
    film.seek(player, line.markAt(x, y) ?? there());
  });
  node.addEventListener("pointermove", (event) => {
    point(event);
    if (from !== null) film.seek(player, there(), { from });
    showTip(player, line);
  });
  for (const name of ["pointerup", "pointercancel"]) node.addEventListener(name, () => (from = null));
  node.addEventListener("pointerleave", () => {
    line.over = null;
    put(tip, "hidden", "");
  });
}

function showTip(player, line) {
  const { tip, width, over: share } = line;
  const scale = player.film.scale(player);
  const step = Math.min(scale.steps - 1, Math.floor(share * scale.steps));
  tip.replaceChildren(...line.preview({ share, step, t: scale.toSecond(share) }));
  put(tip, "hidden", null);
  const x = clamp(share * width, TIP_HALF, Math.max(TIP_HALF, width - TIP_HALF));
  tip.style.transform = `translateX(${x.toFixed(0)}px) translateX(-50%)`;
}

// --- chapters: a bar for each row -----------------------------------------------------------------------------------

export const makeChapter = () => svg("rect", { class: "cs-chapter" });

// From `from` to `to` in pixels, with a gap after it if there is space.
export function placeChapter(chapter, { from, to, y, height }) {
  const wide = to - from;
  const gap = wide > 4 ? 1.5 : wide > 2 ? 0.6 : 0;
  const width = Math.max(0.4, wide - gap).toFixed(2);
  const rx = wide > 6 ? 2 : 0;
  putAll(chapter, { x: from.toFixed(2), y, width, height, rx });
}

// Gives each bar its looks: the color of its tier, if it has one; whether it is over (the first `shut` are), or under
// way.
export function colorChapters(chapters, shut, tierOf) {
  chapters.forEach((chapter, k) => {
    const tier = tierOf(k);
    const looks = [tier ? `cs-chapter-${tier}` : "", k < shut ? "cs-done" : "", k === shut ? "cs-now" : ""];
    put(chapter, "class", ["cs-chapter", ...looks].filter(Boolean).join(" "));
  });
}

// The head of a tip: which row, and about whom, if that is known.
export function rowHeading(number, name = "") {
  const words = `Row ${number}${name ? " · " : ""}`;
  return html("strong", {}, words, html("bdi", { text: name.slice(0, 60) }));
}
