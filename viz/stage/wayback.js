// The way back: after the play head went far, a button beside the time leads to where it was.

import { textButton } from "./controls.js";
import { apart, put, say } from "./drawing.js";
import { nameOf } from "./names.js";
import { clockWords } from "./numbers.js";
import { lastAtMost } from "./recording.js";
import { goBack } from "./seek.js";

export function makeWayBack(player) {
  const node = textButton("", "", () => goBack(player), { class: "cs-textbutton cs-wayback", hidden: true });
  const tick = () => drawWayBack(player, node);
  return { node, draw: tick, tick };
}

function drawWayBack(player, node) {
  const { back } = player;
  put(node, "hidden", back === null ? "" : null);
  if (back === null) return;
  const { short, whole } = backWords(player);
  say(node, short);
  put(node, "title", whole);
}

// Where the way back leads, in short and in whole. While what is still to come is hidden, nothing is said of a place
// that is.
export function backWords({ back, recording, scene }) {
  const row = recording.rows[lastAtMost(recording.starts, back)];
  if (scene.hidden && back > scene.t) return { short: "Back to where you were", whole: "b" };
  const short = scene.hidden ? `Back to row ${row.number}` : `Back to ${clockWords(back)}`;
  return { short, whole: `Where you were: row ${row.number}, ${apart(nameOf(row))} (b)` };
}
