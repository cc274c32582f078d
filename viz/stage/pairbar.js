// Under the two rooms: one time line for both, with the place where they part, and the controls that drive both.

import { callWords, clockWords, tierWords } from "./words.js";
import { clamp, html, mark, put, say, svg } from "./drawing.js";
import { SPEEDS, icon, iconButton } from "./bar.js";
import { pairAt } from "./difference.js";

const HEIGHT = 40;
const STRIPS = [18, 29]; // where the strips of A and B begin
const FLAG = "M0 0V13M0 0.5L8 3.5L0 6.5Z";
const OTHER_TIER = "M0 -3.5L3.5 0L0 3.5L-3.5 0Z";

export function makePairLine(found, player) {
  const { pairs, total, parting } = found;
  const strips = ["a", "b"].map((side) =>
    pairs.map((pair) =>
      svg("rect", { class: `cs-chapter ${pair[side].closed ? `cs-chapter-${pair[side].closed.tier}` : ""}` }),
    ),
  );
  const others = pairs.filter((pair) => pair.otherTier);
  const diamonds = others.map(() => svg("path", { class: "cs-othertier", d: OTHER_TIER }));
  const flag = parting ? svg("path", { class: "cs-parting", d: FLAG }) : null;
  const letters = ["A", "B"].map((text, k) => svg("text", { class: "cs-stripname", x: -13, y: STRIPS[k] + 9, text }));
  const drawing = svg(
    "svg",
    { class: "cs-pairline-svg", "aria-hidden": "true" },
    ...letters,
    ...strips.flat(),
    ...diamonds,
    flag,
  );
  const head = html("div", { class: "cs-playhead" });
  const tip = html("div", { class: "cs-tip", hidden: true });
  const node = html(
    "div",
    {
      class: "cs-timeline cs-pairline",
      role: "slider",
      tabindex: "0",
      "aria-label": "Moment in both meetings",
      "aria-valuemin": "0",
      "aria-valuemax": String(Math.round(total)),
    },
    drawing,
    head,
    tip,
  );
  const line = { node, width: 0, at: -1 };
  const toX = (t) => (total ? (t / total) * line.width : 0);

  line.arrange = () => {
    line.width = node.clientWidth;
    put(drawing, "viewBox", `0 0 ${Math.max(1, line.width)} ${HEIGHT}`);
    strips.forEach((rects, k) =>
      pairs.forEach((pair, i) =>
        placeChapter(rects[i], toX(pair.start), toX(pair.start + pair[k ? "b" : "a"].duration), STRIPS[k]),
      ),
    );
    others.forEach((pair, k) =>
      put(diamonds[k], "transform", `translate(${toX(pair.start + pair.duration / 2).toFixed(1)} 10)`),
    );
    if (flag)
      put(flag, "transform", `translate(${clamp(toX(parting.t), 1, Math.max(1, line.width - 8)).toFixed(1)} 2)`);
  };
  line.tick = (t) => {
    head.style.transform = `translateX(${toX(t).toFixed(1)}px)`;
  };
  line.draw = ({ pair, over, t }) => {
    const shut = over ? pair.index + 1 : pair.index;
    for (let k = Math.max(0, Math.min(line.at, shut)); k <= Math.max(line.at, shut) && line.at !== shut; k++) {
      for (const rects of strips)
        if (rects[k]) {
          mark(rects[k], "cs-done", k < shut);
          mark(rects[k], "cs-now", k === shut);
        }
    }
    line.at = shut;
    put(node, "aria-valuenow", String(Math.round(t)));
    put(
      node,
      "aria-valuetext",
      `${clockWords(t)}, row ${pair.index + 1} of ${pairs.length}, ${pair.a.opened.name || pair.id}`,
    );
  };
  watchPairLine(line, { tip, found, player });
  return line;
}

function placeChapter(rect, from, to, y) {
  const wide = to - from;
  const gap = wide > 4 ? 1.5 : wide > 2 ? 0.6 : 0;
  for (const [name, value] of Object.entries({
    x: from.toFixed(2),
    y,
    width: Math.max(0.4, wide - gap).toFixed(2),
    height: 9,
    rx: wide > 6 ? 2 : 0,
  }))
    put(rect, name, value);
}

function watchPairLine({ node }, { tip, found, player }) {
  let dragging = false;
  const toT = (event) => {
    const box = node.getBoundingClientRect();
    return clamp((event.clientX - box.left) / (box.width || 1), 0, 1) * found.total;
  };
  node.addEventListener("pointerdown", (event) => {
    dragging = true;
    node.setPointerCapture(event.pointerId);
    player.seek(toT(event));
  });
  node.addEventListener("pointermove", (event) => {
    if (dragging) player.seek(toT(event));
    previewPair(node, tip, found, toT(event));
  });
  for (const name of ["pointerup", "pointercancel"])
    node.addEventListener(name, () => {
      dragging = false;
    });
  node.addEventListener("pointerleave", () => put(tip, "hidden", ""));
}

function previewPair(node, tip, found, t) {
  const { pair } = pairAt(found, t);
  const ends = ["a", "b"].map((side) =>
    html("span", {
      text: `${side.toUpperCase()}: ${pair[side].closed ? `${tierWords(pair[side].closed.tier)}, ${callWords(pair[side].closed.call)}` : "cut off"}`,
    }),
  );
  const here = found.parting?.pair === pair ? html("span", { text: "Here they part." }) : null;
  tip.replaceChildren(
    html("strong", {}, `Row ${pair.a.number} · `, html("bdi", { text: (pair.a.opened.name || pair.id).slice(0, 60) })),
    ...ends,
    ...(here ? [here] : []),
  );
  put(tip, "hidden", null);
  const width = node.clientWidth;
  tip.style.transform = `translateX(${clamp((t / (found.total || 1)) * width, 118, Math.max(118, width - 118)).toFixed(0)}px) translateX(-50%)`;
}

// --- the controls -----------------------------------------------------------------------------------------------------

export function makePairControls(found, player, extra) {
  const play = iconButton("play", "Play (space)", () => player.toggle(), { class: "cs-iconbutton cs-play" });
  const [time, where] = [html("span", { class: "cs-time" }), html("span", { class: "cs-where" })];
  const speed = html(
    "select",
    { class: "cs-speed", "aria-label": "Speed", title: "Speed (< and >)" },
    html("option", { value: "reading", text: "Reading pace" }),
    ...SPEEDS.map((x) => html("option", { value: String(x), text: `${x}×` })),
  );
  speed.addEventListener("change", () => player.setSpeed(speed.value === "reading" ? "reading" : Number(speed.value)));
  const jump = (text, title, act, possible) =>
    html("button", { type: "button", class: "cs-textbutton cs-jump", text, title, click: act, disabled: !possible });
  const jumps = html(
    "div",
    { class: "cs-jumps" },
    jump("First difference", "Where the two part (d)", () => player.toParting(), found.parting),
    jump(
      "Next other tier",
      "The next row that ends in another tier (n)",
      () => player.stepOther(1),
      found.pairs.some((pair) => pair.otherTier),
    ),
  );
  const sides = ["a", "b"].map((side) =>
    html("button", {
      type: "button",
      class: "cs-view",
      text: side.toUpperCase(),
      "aria-label": `Show room ${side.toUpperCase()}`,
      click: () => player.setSide(side),
    }),
  );
  const node = html(
    "div",
    { class: "cs-controls" },
    html("div", { class: "cs-now-at" }, time, where),
    html(
      "div",
      { class: "cs-buttons", role: "group", "aria-label": "Playback" },
      iconButton("rowBack", "Previous row ([)", () => player.stepRow(-1)),
      iconButton("back", "Previous utterance (,)", () => player.step(-1)),
      play,
      iconButton("on", "Next utterance (.)", () => player.step(1)),
      iconButton("rowOn", "Next row (])", () => player.stepRow(1)),
    ),
    html("div", { class: "cs-sides", role: "group", "aria-label": "Which room" }, ...sides),
    html("div", { class: "cs-settings" }, jumps, speed, ...extra),
  );
  const whole = clockWords(found.total);
  return {
    node,
    tick(t) {
      say(time, `${clockWords(t)} / ${whole}`);
    },
    draw({ pair }) {
      say(where, `Row ${pair.index + 1} of ${found.pairs.length}`);
    },
    playing(on) {
      play.replaceChildren(icon(on ? "pause" : "play"));
      for (const name of ["aria-label", "title"]) put(play, name, on ? "Pause (space)" : "Play (space)");
    },
    speed(value) {
      speed.value = String(value);
    },
    side(shown) {
      sides.forEach((button, k) => put(button, "aria-pressed", String("ab"[k] === shown)));
    },
  };
}
