// Long lists in a box of their own: how they scroll, how an entry comes into view, and one stop of the Tab key for all
// their buttons.

import { html } from "./drawing.js";

// A box that scrolls, by keyboard too; `name` is a class added to cs-scroll.
export function makeScroller(label, name, ...children) {
  const names = name ? `cs-scroll ${name}` : "cs-scroll";
  return html("div", { class: names, tabindex: "0", role: "group", "aria-label": label }, ...children);
}

// One stop of the Tab key for a long list; the up and down arrows go on from there. Returns a function that moves the
// stop.
export function roving(scroller) {
  let stop = null;
  const turn = (button) => {
    if (!button || button === stop) return;
    stop?.setAttribute("tabindex", "-1");
    stop = button;
    stop.setAttribute("tabindex", "0");
  };
  scroller.addEventListener("keydown", (event) => {
    if ((event.key !== "ArrowDown" && event.key !== "ArrowUp") || event.target.tagName !== "BUTTON") return;
    const buttons = [...scroller.querySelectorAll("button")].filter(
      (button) => button.offsetParent && !button.disabled,
    );
    const next = buttons[buttons.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)];
    event.preventDefault();
    turn(next);
    next?.focus();
  });
  return turn;
}

// Scrolls `node` into view with the next frame, and checks again a frame later, because rows off the screen had a
// guessed height. However often it is called within a frame, it measures the page once.
export function revealSoon(scroller, node) {
  const asked = scroller.asked;
  scroller.asked = node;
  if (asked) return;
  requestAnimationFrame(() => {
    const wanted = scroller.asked;
    scroller.asked = null;
    reveal(scroller, wanted);
    requestAnimationFrame(() => reveal(scroller, wanted));
  });
}

// Scrolls a panel, never the page, so that `node` shows. Rectangles are in pixels of the screen, scrolling is in those
// of the panel; a zoom makes the two differ.
function reveal(scroller, node, where = 0.4) {
  if (!node || scroller.scrollHeight <= scroller.clientHeight + 1) return;
  const box = node.getBoundingClientRect();
  const view = scroller.getBoundingClientRect();
  if (box.top >= view.top + 30 && box.bottom <= view.bottom - 30) return;
  scroller.scrollTop += (box.top - view.top - view.height * where) * (scroller.clientHeight / (view.height || 1));
}
