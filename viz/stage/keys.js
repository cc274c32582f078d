// The keyboard: what each key does, and the map of them. Letters work only while the player has the focus.

import { SPEEDS } from "./bar.js";
import { clamp, html } from "./drawing.js";

const KEYS = [
  ["space or k", "play, pause"],
  ["j · l", "back, on 10 seconds"],
  ["← · →", "back, on 5 seconds"],
  ["[ · ]", "previous, next row"],
  [", · .", "previous, next utterance"],
  ["m · M", "next, previous key moment"],
  ["h", "highlights"],
  ["< · >", "slower, faster"],
  ["0 – 9", "to that tenth of the meeting"],
  ["Home · End", "to the start, the end"],
  ["g", "guide"],
  ["c", "captions"],
  ["x", "hide, show what is still to come"],
  ["p", "projector size"],
  ["v", "room, whole list, who answered whom, who trusts whom"],
  ["?", "this map"],
  ["Esc", "close, or let go of a member"],
];

export function makeHelp() {
  const close = html("button", { type: "button", class: "cs-textbutton", text: "Close" });
  const rows = KEYS.map(([key, what]) =>
    html("div", {}, html("dt", {}, html("kbd", { text: key })), html("dd", { text: what })),
  );
  const dialog = html(
    "dialog",
    { class: "cs-help", "aria-label": "Keyboard" },
    html("h2", { text: "Keyboard" }),
    html("p", { text: "Letters work while the player has the focus: click the room, or reach it with Tab." }),
    html("dl", {}, ...rows),
    close,
  );
  close.addEventListener("click", () => dialog.close());
  return dialog;
}

// A key pressed somewhere in the player.
export function pressed(player, event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const { target, key } = event;
  if (target.closest?.("dialog")) return;
  if (target.matches?.("input, select, textarea") && key !== "Escape") return;
  if (key === " " && target.closest?.("button, [role=button]")) return;
  const act = keyActs(player)[key] ?? tenth(player, key);
  if (!act) return;
  event.preventDefault();
  act();
}

function tenth(player, key) {
  return /^[0-9]$/.test(key) ? () => player.seek((player.recording.total * Number(key)) / 10) : null;
}

function keyActs(player) {
  return {
    " ": () => player.toggle(),
    k: () => player.toggle(),
    j: () => player.seek(player.t - 10),
    l: () => player.seek(player.t + 10),
    ArrowLeft: () => player.seek(player.t - 5),
    ArrowRight: () => player.seek(player.t + 5),
    "[": () => player.stepRow(-1),
    "]": () => player.stepRow(1),
    ",": () => player.step(-1),
    ".": () => player.step(1),
    "<": () => faster(player, -1),
    ">": () => faster(player, 1),
    m: () => player.stepMoment(1),
    M: () => player.stepMoment(-1),
    h: () => player.playHighlights(),
    g: () => player.showTab("guide"),
    c: () => player.toggleCaptions(),
    x: () => player.toggleAhead(),
    p: () => player.toggleSize(),
    v: () => player.nextView(),
    "?": () => player.help.showModal(),
    Home: () => player.seek(0),
    End: () => player.seek(player.recording.total),
    Escape: () => player.chosen && player.choose(player.chosen),
  };
}

function faster(player, direction) {
  const steps = ["reading", ...SPEEDS];
  const at = Math.max(0, steps.indexOf(player.settings.speed));
  player.setSpeed(steps[clamp(at + direction, 0, steps.length - 1)]);
  player.notice(player.settings.speed === "reading" ? "Reading pace" : `${player.settings.speed}×`);
}
