// Who has the keyboard: the pointer gives it to the player, so that its keys work whatever was clicked; and when what
// had it can no longer be seen, the player gets it, not the empty page.

// What takes keys of its own: a field, a list of choices that has just opened, a page over the stage.
const KEEPS_KEYS = "input, textarea, select, [contenteditable], dialog";

const give = (root) => root.focus({ preventScroll: true, focusVisible: false });

// Keeps the keyboard within `root`. A control that somebody reached with the Tab key keeps it.
export function keepFocus(root) {
  let held = null;
  root.addEventListener("pointerup", ({ target }) => target.closest(KEEPS_KEYS) ?? give(root));
  root.addEventListener("click", ({ target, detail }) => {
    const dialog = target.closest("dialog");
    if (detail && dialog && !dialog.open) give(root); // the pointer closed it
  });
  listenToChoices(root);
  root.addEventListener("focusin", ({ target }) => (held = target));
  root.addEventListener("focusout", ({ relatedTarget }) => {
    const lost = held;
    held = null;
    const fell = () => document.activeElement === document.body && lost && !isSeen(lost);
    if (!relatedTarget) queueMicrotask(() => fell() && give(root)); // by then it has left the page
  });
}

// Lets the pointer give `root` the keyboard from the rest of its page, too. Returns a function that ends this.
export function keepFocusOfPage(root) {
  const hear = ({ target }) => root.contains(target) || target.closest?.(KEEPS_KEYS) || give(root);
  document.addEventListener("pointerup", hear);
  return () => document.removeEventListener("pointerup", hear);
}

// A list of choices that the pointer opened has the keyboard until it closes, or until somebody goes on with arrows.
function listenToChoices(root) {
  let opened = null;
  const leave = ({ target }) => target === opened && give(root);
  root.addEventListener("pointerdown", ({ target }) => (opened = target.closest("select")), true);
  root.addEventListener("change", leave);
  const hear = (event) => {
    if (event.key === "Tab" || event.key.startsWith("Arrow")) opened = null;
    else leave(event);
  };
  root.addEventListener("keydown", hear, true);
}

// Whether a node is on the page and not hidden; one that has only scrolled away is.
function isSeen(node) {
  if (!node.isConnected) return false;
  return node.checkVisibility ? node.checkVisibility({ checkVisibilityCSS: true }) : node.getClientRects().length > 0;
}
