// The keyboard of a player: what each key does, and the map of them. Letters work only while the player has the focus.

import { faster, toggle } from "./clockwork.js";
import { makeDialog } from "./dialogs.js";
import { html } from "./drawing.js";
import { keepFocus } from "./focus.js";

const MOVES = [
  ["space or k", "play, pause"],
  ["j · l", "10 seconds back, forward"],
  ["← · →", "5 seconds back, forward"],
  ["[ · ]", "previous, next row"],
  [", · .", "previous, next utterance"],
];
const PACES = [
  ["< · >", "slower, faster"],
  ["0 – 9", "go to that tenth of the meeting"],
  ["Home · End", "go to the start, the end"],
];
const LAST = [
  ["?", "this map"],
  ["Esc", "close, or deselect the member"],
];

// The map of keys: those of every player, and between them `more` for moments and `switches` for what shows. `where`
// says where the letter keys work.
export function makeHelp(where, more, switches) {
  const rows = [...MOVES, ...more, ...PACES, ...switches, ...LAST].map(([key, what]) =>
    html("div", {}, html("dt", {}, html("kbd", { text: key })), html("dd", { text: what })),
  );
  const looks = { name: "cs-help", label: "Keyboard", key: "?" };
  return makeDialog(looks, html("h2", { text: "Keyboard" }), html("p", { text: where }), html("dl", {}, ...rows));
}

// What the keys of every player do; `choose` selects a member, or deselects the one selected before.
export function keysOf(player, choose) {
  const { film } = player;
  const by = (seconds) => () => film.seek(player, player.t + seconds);
  const at = (share) => () => film.seek(player, film.scale(player).toSecond(share));
  const tenths = Array.from({ length: 10 }, (_, k) => [String(k), at(k / 10)]);
  return {
    ...Object.fromEntries(tenths),
    " ": () => toggle(player),
    k: () => toggle(player),
    j: by(-10),
    l: by(10),
    ArrowLeft: by(-5),
    ArrowRight: by(5),
    "[": () => film.stepRow(player, -1),
    "]": () => film.stepRow(player, 1),
    ",": () => film.step(player, -1),
    ".": () => film.step(player, 1),
    "<": () => faster(player, -1),
    ">": () => faster(player, 1),
    Home: at(0),
    End: at(1),
    "?": () => player.dom.help.showModal(),
    Escape: () => player.chosen && choose(player, player.chosen),
  };
}

// Lets `keys` work while `root` has the focus, unless somebody types into a field, or presses space on a control that
// they reached with the Tab key.
export function listenToKeys(root, keys) {
  keepFocus(root);
  root.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const { target, key } = event;
    if (target.closest("dialog")) return;
    if (
      target.matches("input:not([readonly]), select, textarea") &&
      target === document.activeElement &&
      key !== "Escape"
    )
      return;
    if (key === " " && target.closest("button, a, summary, [role=button]")) return;
    if (!Object.hasOwn(keys, key)) return;
    event.preventDefault();
    keys[key]();
  });
}
