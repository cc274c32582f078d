// The panel beside the room: open, or folded away so that the room fills the page. At projector size it is folded until
// somebody opens it.

import { put } from "./drawing.js";

// Shows or folds the panel. A page that scrolls has it under the room.
export function drawPanel({ dom, panel }, { wide, far }) {
  const folded = wide && (panel ?? (far ? "folded" : "open")) === "folded";
  put(dom.root, "data-panel", folded ? "folded" : "open");
  put(dom.side, "hidden", folded ? "" : null);
  if (dom.panelButton) put(dom.panelButton, "aria-pressed", String(folded));
}

export const isFolded = ({ dom }) => dom.root?.dataset.panel === "folded";

// Opens or folds the panel until the size of the text changes.
export function togglePanel(player) {
  player.panel = isFolded(player) ? "open" : "folded";
  if (player.panel === "folded") player.peeks = false;
  if (player.panel === "folded" && player.dom.side.contains(document.activeElement)) player.dom.root.focus();
  player.dom.arrange();
}

// Opens the panel if it is folded, for somebody who asks for what is in it.
export function openPanel(player) {
  if (isFolded(player)) togglePanel(player);
}

// Opens the panel for somebody who looks for a way in it, and folds it once they have found one.
export function peek(player) {
  player.peeks = isFolded(player) || player.peeks;
  openPanel(player);
}

export function endPeek(player) {
  if (player.peeks && !isFolded(player)) togglePanel(player);
  player.peeks = false;
}

// Full screen, and back.
export function toggleFullScreen({ dom }) {
  if (document.fullscreenElement) document.exitFullscreen();
  else dom.root.requestFullscreen?.().catch(() => {}); // not allowed here: the page stays as it is
}
