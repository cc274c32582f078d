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

// A place that is still to come has no name while what is still to come is hidden.
function drawWayBack({ back, recording, settings, t }, node) {
  put(node, "hidden", back === null ? "" : null);
  if (back === null) return;
  const row = recording.rows[lastAtMost(recording.starts, back)];
  const secret = settings.hide && back > t;
  say(node, secret ? "Back to where you were" : `Back to ${clockWords(back)}`);
  put(node, "title", secret ? "b" : `Where you were: row ${row.number}, ${apart(nameOf(row))} (b)`);
}
