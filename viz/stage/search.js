// Searching the transcript: shows the lines that hold what somebody types, marks it in them, counts them, and goes from
// one to the next.

import { apart, html, mark, put, say } from "./drawing.js";
import { revealSoon } from "./scrolling.js";

// The search of a transcript `view`: { field, count, none } are its nodes; `lines` are the lines found, as { section,
// index }, `at` the one gone to, or -1.
export function makeSearch(view) {
  const field = html("input", {
    type: "search",
    class: "cs-search",
    placeholder: "Search what was said",
    "aria-label": "Search the transcript",
    title: "Enter: next, Shift + Enter: previous, Esc: clear",
  });
  const count = html("p", { class: "cs-hits", role: "status" });
  const none = html("p", { class: "cs-empty", hidden: true });
  const search = { field, count, none, lines: [], at: -1 };
  field.addEventListener("input", () => searchAgain(view));
  field.addEventListener("keydown", (event) => searchKey(view, event));
  return search;
}

export const isSearching = ({ search }) => search.field.value.trim() !== "";

function searchKey(view, event) {
  if (event.key === "Enter" && isSearching(view)) goToHit(view, event.shiftKey ? -1 : 1);
  else if (event.key === "Escape") leaveSearch(view);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

// Clears the search, or leaves it if there is nothing to clear.
function leaveSearch(view) {
  const { field } = view.search;
  if (!field.value) return field.closest(".cs-stage").focus({ preventScroll: true });
  field.value = "";
  return searchAgain(view);
}

// Shows what holds the text typed: the lines, and all lines of a row whose name holds it. What is hidden is not on the
// page, and nothing is found in it.
export function searchAgain(view) {
  const { search, sections, node } = view;
  const sought = search.field.value.trim();
  const pattern = sought ? new RegExp(sought.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), "giu") : null;
  leaveHit(search);
  Object.assign(search, { lines: [], at: -1 });
  let any = false;
  for (const section of sections) any = siftSection(view, section, pattern) || any;
  mark(node, "cs-sifted", pattern);
  countHits(view, sought, any);
  view.sifted();
}

// Returns whether the section shows.
function siftSection(view, section, pattern) {
  const { node, head } = section;
  view.write(section);
  const named = markHits(head.querySelector("bdi"), node.isConnected ? pattern : null);
  let any = !pattern || named;
  section.lines.forEach((button, index) => {
    const sought = button.isConnected ? pattern : null;
    const held = markLine(button, sought);
    const shown = !sought || named || held;
    put(button.parentNode, "hidden", shown ? null : "");
    if (sought && shown) view.search.lines.push({ section, index });
    any ||= Boolean(sought) && shown;
  });
  put(node, "hidden", any ? null : "");
  return any;
}

function markLine(button, pattern) {
  const parts = [...button.querySelectorAll(".cs-linewho, .cs-linetext, .cs-linenote")];
  return parts.map((part) => markHits(part, pattern)).includes(true);
}

// Marks what `pattern` finds in the text of a node; returns whether it found anything.
function markHits(node, pattern) {
  const text = node.textContent;
  const hits = pattern ? [...text.matchAll(pattern)] : [];
  if (!hits.length && !node.firstElementChild) return false;
  const parts = [];
  let from = 0;
  for (const { index, 0: found } of hits) {
    parts.push(text.slice(from, index), html("mark", { class: "cs-match", text: found }));
    from = index + found.length;
  }
  node.replaceChildren(...parts.filter((part) => part !== ""), text.slice(from));
  return hits.length > 0;
}

function countHits({ search, scene }, sought, any) {
  const { count, none, lines, at } = search;
  const number = `${lines.length} ${lines.length === 1 ? "line" : "lines"}`;
  say(count, !sought ? "" : !any ? "Nothing found" : at < 0 ? number : `${at + 1} of ${number}`);
  say(none, `Nobody has said “${apart(sought)}”${scene?.hidden ? " so far" : " in this meeting"}.`);
  put(none, "hidden", sought && !any ? null : "");
}

// --- from one to the next -------------------------------------------------------------------------------------------

// Shows the next (+1) or the previous (-1) line found; the first time, from where the play head is. The play head
// stays: the line itself leads there, and it is what the Tab key reaches next.
function goToHit(view, direction) {
  const { search } = view;
  const { lines } = search;
  if (!lines.length) return;
  leaveHit(search);
  const count = lines.length;
  search.at = search.at < 0 ? firstHit(view, direction) : (search.at + direction + count) % count;
  const { section, index } = lines[search.at];
  const button = section.lines[index];
  mark(button, "cs-found", true);
  view.turn(button);
  countHits(view, search.field.value.trim(), true);
  revealSoon(view.scroller, button);
}

// The line found that comes first after the play head, or last before it; at the end it begins anew.
function firstHit({ search: { lines }, scene }, direction) {
  const here = [scene.row.index, scene.begun?.index ?? -1];
  const after = ({ section: { row }, index }) => row.index - here[0] || index - here[1];
  const found =
    direction > 0 ? lines.findIndex((each) => after(each) > 0) : lines.findLastIndex((each) => after(each) < 0);
  return found < 0 ? (direction > 0 ? 0 : lines.length - 1) : found;
}

function leaveHit({ lines, at }) {
  if (at >= 0) mark(lines[at].section.lines[lines[at].index], "cs-found", false);
}
