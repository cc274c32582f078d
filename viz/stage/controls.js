// The controls of a player: where it is, play and the steps, the speed, and the buttons that one player adds.

import { SPEEDS, setSpeed, toggle } from "./clockwork.js";
import { html, put, say, svg } from "./drawing.js";
import { makeHideSwitch } from "./hiding.js";
import { makeNotice } from "./notice.js";

const ICONS = {
  play: "M8 5.5v13l11-6.5z",
  pause: "M7 5.5h3.6v13H7zM13.4 5.5H17v13h-3.6z",
  rowBack: "M6 6h2v12H6zM19 6v12L9.5 12z",
  rowOn: "M16 6h2v12h-2zM5 6v12l9.5-6z",
  stop: "M7 7h10v10H7z",
  back: "M15.5 6v12L6 12z",
  on: "M8.5 6v12L18 12z",
  share: "M12 3l4.5 4.5-1.4 1.4L13 6.8V15h-2V6.8L8.9 8.9 7.5 7.5zM5 12h2v7h10v-7h2v9H5z",
  theme: "M12 4a8 8 0 1 0 0 16zM12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20z",
  help: "M11 16.5h2v2h-2zM12 5a4 4 0 0 1 4 4c0 2.6-3 2.9-3 5.5h-2c0-3.6 3-3.5 3-5.5a2 2 0 0 0-4 0H8a4 4 0 0 1 4-4z",
  picture: "M11 4h2v8.2l2.6-2.6L17 11l-5 5-5-5 1.4-1.4L11 12.2zM5 18h14v2H5z",
  size:
    "M3 18 7.2 7h1.6L13 18h-2l-1-2.8H6L5 18zM6.6 13.5h2.8L8 9.6zM13.6 18l3-8h1.3l3.1 8h-1.7l-.7-2h-2.7l-.7 2zM16.3" +
    " 14.6h1.8l-.9-2.6z",
  panel: "M4 5h16v14H4zM6 7v10h7V7z",
  captions: "M4 6h16v12H4zM6.5 10v4h4v-1.5H8v-1h2.5V10zM13 10v4h4v-1.5h-2.5v-1H17V10z",
};

function icon(name) {
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

export function textButton(text, title, act, more = {}) {
  return html("button", { type: "button", class: "cs-textbutton", text, title, click: act, ...more });
}

// `where` says which row a scene is in. The nodes of `beside` stand after it, those of `under` below the time, those of
// `middle` before the group with the speed, those of `first` and `last` inside it.
export function makeControls(player, { where, beside = [], under = [], middle = [], first = [], last = [] }) {
  const playing = iconButton("play", "Play (space)", () => toggle(player), { class: "cs-iconbutton cs-play" });
  const time = html("span", { class: "cs-time" });
  const place = html("span", { class: "cs-where" });
  const speed = speedChoice(player);
  player.dom.notice = makeNotice();
  const nowAt = html("div", { class: "cs-now-at" }, time, place, makeHideSwitch(player), ...beside);
  const node = html(
    "div",
    { class: "cs-controls" },
    html("div", { class: "cs-foot" }, nowAt, ...under, player.dom.notice),
    stepButtons(player, playing),
    ...middle,
    html("div", { class: "cs-settings" }, ...first, speed, ...last),
  );
  return {
    node,
    tick: () => say(time, player.film.clock(player)),
    draw: (scene) => say(place, where(scene)),
    playing: (on) => showPlaying(playing, on),
    speed: (value) => (speed.value = String(value)),
  };
}

function stepButtons(player, playing) {
  const { film } = player;
  return html(
    "div",
    { class: "cs-buttons", role: "group", "aria-label": "Playback" },
    iconButton("rowBack", "Previous row ([)", () => film.stepRow(player, -1)),
    iconButton("back", "Previous utterance (,)", () => film.step(player, -1)),
    playing,
    iconButton("on", "Next utterance (.)", () => film.step(player, 1)),
    iconButton("rowOn", "Next row (])", () => film.stepRow(player, 1)),
  );
}

function showPlaying(button, on) {
  button.replaceChildren(icon(on ? "pause" : "play"));
  for (const name of ["aria-label", "title"]) put(button, name, on ? "Pause (space)" : "Play (space)");
}

function speedChoice(player) {
  const node = html(
    "select",
    { class: "cs-speed", "aria-label": "Speed", title: "Speed (< and >)" },
    html("option", { value: "reading", text: "Reading pace" }),
    ...SPEEDS.map((times) => html("option", { value: String(times), text: `${times}×` })),
  );
  node.addEventListener("change", () => setSpeed(player, node.value));
  return node;
}
