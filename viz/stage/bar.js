// Under the room: the time line with its chapters, the controls, and the map of keys.

import { clockWords, kindWords, tierWords, callWords, plain, actWords } from "./words.js";
import { clamp, html, mark, put, say, svg } from "./drawing.js";
import { keyMoments } from "./moments.js";
import { lastAtMost, rowsOver } from "./recording.js";

export const SPEEDS = [0.5, 1, 1.5, 2, 4, 8, 16];

const ICONS = {
  play: "M8 5.5v13l11-6.5z",
  pause: "M7 5.5h3.6v13H7zM13.4 5.5H17v13h-3.6z",
  rowBack: "M6 6h2v12H6zM19 6v12L9.5 12z",
  rowOn: "M16 6h2v12h-2zM5 6v12l9.5-6z",
  back: "M15.5 6v12L6 12z",
  on: "M8.5 6v12L18 12z",
  share: "M12 3l4.5 4.5-1.4 1.4L13 6.8V15h-2V6.8L8.9 8.9 7.5 7.5zM5 12h2v7h10v-7h2v9H5z",
  theme: "M12 4a8 8 0 1 0 0 16zM12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20z",
  help: "M11 16.5h2v2h-2zM12 5a4 4 0 0 1 4 4c0 2.6-3 2.9-3 5.5h-2c0-3.6 3-3.5 3-5.5a2 2 0 0 0-4 0H8a4 4 0 0 1 4-4z",
  picture: "M11 4h2v8.2l2.6-2.6L17 11l-5 5-5-5 1.4-1.4L11 12.2zM5 18h14v2H5z",
  size: "M3 18 7.2 7h1.6L13 18h-2l-1-2.8H6L5 18zM6.6 13.5h2.8L8 9.6zM13.6 18l3-8h1.3l3.1 8h-1.7l-.7-2h-2.7l-.7 2zM16.3 14.6h1.8l-.9-2.6z",
  captions: "M4 6h16v12H4zM6.5 10v4h4v-1.5H8v-1h2.5V10zM13 10v4h4v-1.5h-2.5v-1H17V10z",
};

export function icon(name) {
  return svg(
    "svg",
    { viewBox: "0 0 24 24", class: "cs-icon", "aria-hidden": "true" },
    svg("path", { d: ICONS[name], "fill-rule": "evenodd" }),
  );
}

export function iconButton(name, label, act, more = {}) {
  return html(
    "button",
    { type: "button", class: "cs-iconbutton", "aria-label": label, title: label, click: act, ...more },
    icon(name),
  );
}

// --- the time line ------------------------------------------------------------------------------------------------

const MARKS_END = 12; // pixels below the upper edge of the time line
const MARK_REACH = 6; // pixels from a mark's middle

export const SHAPES = {
  stake: "M0-4L4 0 0 4-4 0Z",
  ghost: "M-3.5 4v-4.5a3.5 3.5 0 0 1 7 0V4l-2.3-1.6L0 4l-1.2-1.6Z",
  veto: "M-3-3L3 3M3-3L-3 3",
  bell: "M-3.5 2.5L0-4 3.5 2.5Z",
  turn: "M-2.5 0a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0Z",
};

export function makeTimeline(recording, player) {
  const bars = svg("g", {});
  const marks = svg("g", {});
  const drawing = svg("svg", { class: "cs-timeline-svg", "aria-hidden": "true" }, bars, marks);
  const head = html("div", { class: "cs-playhead" });
  const tip = html("div", { class: "cs-tip", hidden: true });
  const node = html(
    "div",
    {
      class: "cs-timeline",
      role: "slider",
      tabindex: "0",
      "aria-label": "Moment in the meeting",
      "aria-valuemin": "0",
    },
    drawing,
    head,
    tip,
  );
  const line = { node, width: 0, at: -1, moments: [] };
  let [rects, shapes] = [[], []];
  // Also when the recording has grown.
  line.grow = () => {
    rects = recording.rows.map((row) =>
      svg("rect", { class: `cs-chapter ${row.closed ? `cs-chapter-${row.closed.tier}` : ""}` }),
    );
    line.moments = keyMoments(recording);
    shapes = line.moments.map((moment) =>
      svg("path", { class: `cs-moment cs-moment-${moment.sort}`, d: SHAPES[moment.sort] }),
    );
    bars.replaceChildren(...rects);
    marks.replaceChildren(...shapes);
    put(node, "aria-valuemax", String(Math.round(recording.total)));
    line.at = -1;
  };
  line.grow();
  const toX = (t) => (recording.total ? (t / recording.total) * line.width : 0);
  const toT = (event) => {
    const box = node.getBoundingClientRect();
    return clamp((event.clientX - box.left) / (box.width || 1), 0, 1) * recording.total;
  };

  line.arrange = () => {
    line.width = node.clientWidth;
    put(drawing, "viewBox", `0 0 ${Math.max(1, line.width)} 26`);
    recording.rows.forEach((row, k) => {
      const x = toX(row.start);
      const wide = toX(row.start + row.duration) - x;
      const gap = wide > 4 ? 1.5 : wide > 2 ? 0.6 : 0;
      for (const [name, value] of Object.entries({
        x: x.toFixed(2),
        y: 13,
        width: Math.max(0.4, wide - gap).toFixed(2),
        height: 10,
        rx: wide > 6 ? 2 : 0,
      }))
        put(rects[k], name, value);
    });
    line.moments.forEach((moment, k) => put(shapes[k], "transform", `translate(${toX(moment.t).toFixed(1)} 6)`));
  };
  line.tick = ({ t }) => {
    head.style.transform = `translateX(${toX(t).toFixed(1)}px)`;
  };
  line.draw = (scene) => {
    const { row, state } = scene;
    const shut = rowsOver(scene);
    line.moments.forEach((moment, k) => mark(shapes[k], "cs-ahead", moment.t > state.t));
    if (line.at !== shut) {
      rects.forEach((rect, k) => {
        mark(rect, "cs-done", k < shut);
        mark(rect, "cs-now", k === shut);
      });
      line.at = shut;
    }
    put(node, "aria-valuenow", String(Math.round(state.t)));
    put(
      node,
      "aria-valuetext",
      `${clockWords(state.t)}, row ${row.number} of ${recording.rows.length}, ${row.opened.name}`,
    );
  };
  listen(line, { tip, toT, toX, recording, player });
  return line;
}

function listen(line, given) {
  const { node } = line;
  const { tip, toT, player } = given;
  let dragging = false;
  node.addEventListener("pointerdown", (event) => {
    dragging = true;
    node.setPointerCapture(event.pointerId);
    player.seek(markAt(line, event, given) ?? toT(event));
  });
  node.addEventListener("pointermove", (event) => {
    if (dragging) player.seek(toT(event));
    preview(line, toT(event), given);
  });
  node.addEventListener("pointerup", () => {
    dragging = false;
  });
  node.addEventListener("pointercancel", () => {
    dragging = false;
  });
  node.addEventListener("pointerleave", () => put(tip, "hidden", ""));
}

// The moment of the mark under the pointer, if there is one: marks stand above the rows.
function markAt(line, event, { toX }) {
  const box = line.node.getBoundingClientRect();
  if (event.clientY - box.top > MARKS_END) return null;
  const apart = (moment) => Math.abs(toX(moment.t) - (event.clientX - box.left));
  const nearest = line.moments.reduce((best, moment) => (best && apart(best) <= apart(moment) ? best : moment), null);
  return nearest && apart(nearest) <= MARK_REACH ? nearest.t + 0.001 : null;
}

// What a place on the time line holds; of a row that is still to come only its name, where no more shall show.
function preview(line, t, { tip, toX, recording, player }) {
  const row = recording.rows[lastAtMost(recording.starts, t)];
  const secret = !player.settings.ahead && row.index >= rowsOver(player.scene);
  const verdict = row.closed && !secret ? ` · ${tierWords(row.closed.tier)}, ${callWords(row.closed.call)}` : "";
  const near = secret ? [] : line.moments.filter((moment) => moment.row === row).map((moment) => moment.words);
  tip.replaceChildren(
    html("strong", {}, `Row ${row.number} · `, html("bdi", { text: (row.opened.name || row.opened.id).slice(0, 60) })),
    html("span", { text: `${clockWords(t)} · ${kindWords(row.opened.kind)}${verdict}` }),
    html("span", { text: [...new Set(near)].join(", ") }),
  );
  put(tip, "hidden", null);
  const x = clamp(toX(t), 118, Math.max(118, line.width - 118));
  tip.style.transform = `translateX(${x.toFixed(0)}px) translateX(-50%)`;
}

// --- the controls -------------------------------------------------------------------------------------------------

export function makeControls(recording, player, extra) {
  const tour = html("button", {
    type: "button",
    class: "cs-textbutton cs-tour",
    text: "Highlights",
    title: "The ten moments that mattered (h)",
    click: () => player.playHighlights(),
  });
  const play = iconButton("play", "Play (space)", () => player.toggle(), { class: "cs-iconbutton cs-play" });
  const time = html("span", { class: "cs-time" });
  const where = html("span", { class: "cs-where" });
  const speed = html(
    "select",
    { class: "cs-speed", "aria-label": "Speed", title: "Speed (< and >)" },
    html("option", { value: "reading", text: "Reading pace" }),
    ...SPEEDS.map((x) => html("option", { value: String(x), text: `${x}×` })),
  );
  speed.addEventListener("change", () => player.setSpeed(speed.value === "reading" ? "reading" : Number(speed.value)));
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
    html("div", { class: "cs-settings" }, tour, speed, ...extra),
  );
  let whole = clockWords(recording.total);
  return {
    node,
    grow() {
      whole = clockWords(recording.total);
    },
    tick({ t }) {
      say(time, `${clockWords(t)} / ${whole}`);
    },
    draw({ row }) {
      say(where, `Row ${row.number} of ${recording.rows.length}`);
    },
    playing(on) {
      play.replaceChildren(icon(on ? "pause" : "play"));
      put(play, "aria-label", on ? "Pause (space)" : "Play (space)");
      put(play, "title", on ? "Pause (space)" : "Play (space)");
    },
    speed(value) {
      speed.value = String(value);
    },
  };
}

// One sentence of what is being said, for captions and for those who listen.
export function caption(recording, utterance) {
  if (!utterance) return { who: "", act: "", text: "" };
  const member = recording.members.get(utterance.member);
  return {
    who: member?.name ?? utterance.member,
    act: actWords(utterance.act),
    text: utterance.text ?? plain(utterance.act),
  };
}
