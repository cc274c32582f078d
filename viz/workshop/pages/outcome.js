// What came out of a round, drawn the same on phones, on the board and for hosts.
"use strict";

// An element with attributes and children; `text` is its text.
function made(tag, { text, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value === true ? "" : value);
  }
  if (text !== undefined) node.textContent = text;
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function totalOf(counts) {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function shareOf(count, total) {
  return total ? Math.round((100 * count) / total) : 0;
}

// The result of a round: what decided it, how the room voted, and what else was so. `mine` holds one's own two votes,
// on a phone.
function drawnOutcome(result, mine = {}) {
  return made("div", { class: "result" }, ...outcomeParts(result, mine));
}

function outcomeParts(result, mine = {}) {
  const parts = [...decidedLines(result), votesTable(result, mine), movedLine(result), ...otherLines(result)];
  return parts.filter(Boolean);
}

// The first line leads: what alone would have changed where the row ends.
function decidedLines({ pivots }) {
  return pivots.map((text, place) => made("p", { class: place ? "decided" : "decided leads", text }));
}

function votesTable({ before, after, choices, committee }, mine) {
  const [votersBefore, votersAfter] = [totalOf(before), totalOf(after)];
  const rows = choices.map(({ value, label }) => {
    const marks = [
      value === committee && made("span", { class: "mark committee", text: "the committee" }),
      value === mine.after && made("span", { class: "mark mine", text: "you" }),
    ];
    return made(
      "tr",
      { class: value === committee ? "called" : null },
      made("th", { scope: "row" }, made("span", { class: "choice", text: label }), ...marks),
      bar(before[value] || 0, votersBefore, "before"),
      bar(after[value] || 0, votersAfter, "after"),
    );
  });
  const head = ["", `Before (${votersBefore})`, `After (${votersAfter})`];
  const headings = head.map((text) => made(text ? "th" : "td", text ? { scope: "col", text } : {}));
  const caption = made("caption", { text: "How this room voted" });
  return made("table", { class: "outcome" }, caption, made("tr", {}, ...headings), ...rows);
}

function bar(count, total, when) {
  const share = shareOf(count, total);
  const length = made("span", { class: `bar ${when}`, "aria-hidden": "true" });
  length.style.setProperty("--share", `${share}%`);
  const box = made("span", { class: "barbox" }, length);
  return made("td", {}, box, made("span", { class: "count", text: `${count} · ${share}%` }));
}

// What people named most, and how many named nothing.
function movedLine({ moved, moved_choices: choices }) {
  const named = choices.filter(({ value }) => moved[value]).sort((a, b) => moved[b.value] - moved[a.value]);
  const most = named.filter(({ value }, place) => place < 3 || value === "nothing");
  const said = most.map(({ value, label }) => `${label} ${moved[value]}`);
  return said.length ? saidLine("moved", "What moved you", said.join(" · ")) : null;
}

function otherLines({ without, unsaid }) {
  const lines = without.map((text) => made("p", { class: "without", text }));
  return unsaid ? [...lines, saidLine("unsaid", "Known and not said", `${unsaid}.`)] : lines;
}

function saidLine(name, head, text) {
  return made("p", { class: name }, made("strong", { text: `${head}: ` }), text);
}
