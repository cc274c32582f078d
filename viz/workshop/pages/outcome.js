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

// The result of a round; `mine` holds one's own two votes, on a phone.
function drawnOutcome(result, mine = {}) {
  const { before, after, choices, committee } = result;
  const [votersBefore, votersAfter] = [totalOf(before), totalOf(after)];
  const rows = choices.map(({ value, label }) => {
    const marks = [
      value === committee && made("span", { class: "mark committee", text: "the committee" }),
      value === result.null && made("span", { class: "mark null", text: "without past residents" }),
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
  const head = ["", `Before the talk (${votersBefore})`, `After it (${votersAfter})`];
  const headings = head.map((text) => made(text ? "th" : "td", text ? { scope: "col", text } : {}));
  const table = made(
    "table",
    { class: "outcome" },
    made("caption", { text: "How this room voted" }),
    made("tr", {}, ...headings),
    ...rows,
  );
  return made("div", { class: "result" }, verdictLine(result), table, movedList(result), pivotLine(result));
}

function bar(count, total, when) {
  const share = shareOf(count, total);
  const length = made("span", { class: `bar ${when}`, "aria-hidden": "true" });
  length.style.setProperty("--share", `${share}%`);
  return made(
    "td",
    {},
    made("span", { class: "barbox" }, length),
    made("span", { class: "count", text: `${count} · ${share}%` }),
  );
}

function verdictLine({ choices, committee, silent, null: without }) {
  const say = (value) => (choices.find((choice) => choice.value === value) || { label: "" }).label;
  const line = made("p", { class: "verdict" }, "The committee: ", made("strong", { text: say(committee) }), ".");
  if (without) line.append(` Without its past residents: ${say(without)}.`);
  if (silent) line.append(` If talk moved nobody: ${say(silent)}.`);
  return line;
}

function movedList({ moved, moved_choices: choices }) {
  const named = choices
    .filter(({ value }) => moved[value])
    .sort((a, b) => moved[b.value] - moved[a.value])
    .slice(0, 4);
  if (!named.length) return null;
  const items = named.map(({ value, label }) => made("li", { text: `${label} (${moved[value]})` }));
  return made("div", { class: "moved" }, made("h3", { text: "What moved you" }), made("ul", {}, ...items));
}

function pivotLine({ pivots }) {
  if (!pivots.length) return null;
  const said = pivots.map((text) => made("p", { text }));
  return made("div", { class: "pivot" }, made("h3", { text: "What decided it in the committee" }), ...said);
}
