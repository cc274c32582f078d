// A page over the stage: it closes with its button, with Esc, with a click beside it, and with the key that opened it.

import { html, pushButton } from "./drawing.js";

// `key` is the key that opens it; `buttons` stand before the one that closes it. The player gets the keyboard back.
export function makeDialog({ name, label, key, buttons = [] }, ...children) {
  const close = pushButton({ class: "cs-textbutton", text: "Close", autofocus: true }, () => dialog.close());
  const foot = html("div", { class: "cs-dialogfoot" }, ...buttons, close);
  const dialog = html("dialog", { class: `cs-dialog ${name}`, "aria-label": label }, ...children, foot);
  dialog.addEventListener("click", (event) => event.target === dialog && isBeside(dialog, event) && dialog.close());
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    dialog.close();
  });
  return dialog;
}

function isBeside(dialog, { clientX: x, clientY: y }) {
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  return x < left || x > right || y < top || y > bottom;
}
