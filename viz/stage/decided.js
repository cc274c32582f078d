// What decided a row: a button that asks the page, and the answer as a ranked list that leads to the lines. Only a page
// that can ask the model gives the stage a way to do so (option `explain`); an exported page has none.

import { html, pushButton, put, say } from "./drawing.js";
import { signed } from "./numbers.js";
import { note } from "./whyparts.js";

const CAUSES_SHOWN = 8; // causes: the rest are counted

const ASK = "What decided this row?";
const WAIT = "The meeting is made again; then the row is held once for each change, and the answers are compared.";
const A_SECOND_MS = 1000;

// A function that gives each row { node, asked }: what to show, and whether somebody has asked about it. `explain(id)`
// promises what `committee pivots --json` prints.
export function makeDecided(go, explain) {
  const rows = new Map();
  return (row) => {
    if (!rows.has(row)) rows.set(row, makeQuestion(row, go, explain));
    return rows.get(row);
  };
}

function makeQuestion(row, go, explain) {
  const question = { asked: false, waiting: false, answered: false };
  question.status = html("p", { class: "cs-aside cs-flush", role: "status" });
  question.spent = html("p", { class: "cs-aside cs-flush", "aria-hidden": "true", hidden: true });
  question.list = html("div", { hidden: true });
  const press = () => (question.answered ? fold(question) : ask(question, row, go, explain));
  question.button = pushButton({ class: "cs-textbutton cs-ask", "aria-expanded": "false", text: ASK }, press);
  const { button, status, spent, list } = question;
  question.node = html("section", { class: "cs-decided", "aria-label": ASK }, button, status, spent, list);
  return question;
}

async function ask(question, row, go, explain) {
  if (question.waiting) return;
  question.asked = question.waiting = true;
  say(question.status, WAIT);
  const stop = countSeconds(question.spent);
  try {
    const answer = await explain(row.opened.id);
    question.list.replaceChildren(...answerNodes(row, go, answer));
    question.answered = true;
    say(question.status, minus(answer.summary));
    fold(question);
  } catch (problem) {
    say(question.status, `Nobody can tell. ${problem instanceof Error ? problem.message : "The page got no answer."}`);
  }
  stop();
  question.waiting = false;
}

// Counts in `node` how long somebody waits; nobody knows how long it takes. Returns a function that stops it.
function countSeconds(node) {
  let seconds = 0;
  node.textContent = "0 s so far";
  node.hidden = false;
  const clock = setInterval(() => (node.textContent = `${(seconds += 1)} s so far`), A_SECOND_MS);
  return () => {
    clearInterval(clock);
    node.hidden = true;
  };
}

// Shows the answer, or hides it.
function fold({ button, list }) {
  list.hidden = !list.hidden;
  put(button, "aria-expanded", String(!list.hidden));
}

// Numbers in sentences have the sign that numbers have everywhere on the stage.
const minus = (words) => words.replace(/(^|[^\w])-(?=\d)/g, "$1\u2212");

function answerNodes(row, go, { pivots, notes }) {
  const told = pivots.filter(({ matters }) => matters);
  const shown = told.slice(0, CAUSES_SHOWN);
  const rest = pivots.length - shown.length;
  const less = told.length > CAUSES_SHOWN ? "less" : "next to nothing";
  const more = `${rest} other changes do ${less}.`;
  return [
    html("ol", { class: "cs-pivots" }, ...shown.map((pivot) => html("li", {}, pivotNode(row, go, pivot)))),
    ...(rest ? [note(rest === 1 ? more.replace("changes do", "change does") : more, "cs-aside cs-flush")] : []),
    ...notes.map((words) => note(words, "cs-aside cs-flush")),
  ];
}

// A cause: a button if a line of the row is meant.
function pivotNode(row, go, { turn, change, sentence, text }) {
  const line = turn === undefined ? undefined : row.utterances.find((utterance) => utterance.turn === turn);
  const parts = [
    html("span", { class: "cs-term", text: signed(change, 2) }),
    " ",
    html(
      "span",
      {},
      html("bdi", { text: minus(sentence) }),
      ...(text ? [" ", html("bdi", { class: "cs-pivotwords", dir: "auto", text: `\u201c${text}\u201d` })] : []),
    ),
  ];
  if (!line) return html("p", { class: "cs-pivot" }, ...parts);
  return pushButton({ class: "cs-pivot" }, () => go(row.index, line.index), ...parts);
}
