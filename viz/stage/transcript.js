// Beside the room: what was said, row by row. It follows the play head; you can search it and copy it as text.

import { changesIn, unheardWords } from "./altered.js";
import { html, mark, pushButton } from "./drawing.js";
import { disclaimerWords, memberName, nameOf, titleWords, verdictWords } from "./names.js";
import { clockWords } from "./numbers.js";
import {
  ballotWords,
  dutiesOf,
  mustWords,
  offTheWall,
  restBefore,
  secondWords,
  tallyWords,
  waitedWords,
} from "./practices.js";
import { isCalled } from "./recording.js";
import { makeScroller, revealSoon, roving } from "./scrolling.js";
import { isSearching, makeSearch, searchAgain } from "./search.js";
import { lineNote } from "./standing.js";
import { kindWords } from "./terms.js";
import { guessHeight, veilSections } from "./veil.js";
import { madeOfWords } from "./verdict.js";

const WORDS_OF_ROWS = { ended: endSentences, ruled: ruledWords };
const LEFT_ALONE_MS = 6000; // how long it does not follow after somebody scrolled

// `copy` gets the transcript as text, as far as it shows.
export function makeTranscript(recording, go, { copy }) {
  const view = { recording, told: recording, go, here: null, section: null, held: -Infinity, scene: null };
  view.sections = recording.rows.map((row) => makeSection(recording, row, go));
  view.search = makeSearch(view);
  const nodes = view.sections.map(({ node }) => node);
  view.scroller = makeScroller("Transcript", "cs-lines", view.search.none, ...nodes);
  const { field, count } = view.search;
  const bar = html("div", { class: "cs-searchbar" }, field, count, ...transcriptButtons(view, copy));
  view.node = html("div", { class: "cs-tabpanel cs-transcript" }, bar, view.scroller);
  view.turn = roving(view.scroller);
  Object.assign(view, { write: fill, sifted: () => isSearching(view) || backToHere(view) });
  listenToTranscript(view);
  view.draw = (scene) => drawTranscript(view, scene);
  view.fill = () => fillSlowly(view.sections, () => follow(view));
  view.grow = () => growTranscript(view);
  return view;
}

function transcriptButtons(view, copy) {
  const looks = { class: "cs-textbutton cs-whole-button", "aria-pressed": "false", text: "All rows" };
  view.whole = pushButton(looks, () => toggleWhole(view));
  const copied = { class: "cs-textbutton", text: "Copy", title: "Copy the transcript as text, as far as it shows" };
  return [view.whole, pushButton(copied, () => copy(transcriptText(view.told)))];
}

function listenToTranscript(view) {
  const { scroller } = view;
  const hold = () => (view.held = performance.now());
  for (const name of ["wheel", "touchmove", "pointerdown"]) scroller.addEventListener(name, hold, { passive: true });
  const resized = () => isSearching(view) || (view.here && revealSoon(scroller, view.here));
  new ResizeObserver(resized).observe(scroller);
}

// Shows the line under way, unless somebody searches, or has just scrolled.
function follow(view) {
  const { here, held, scroller } = view;
  if (here && !isSearching(view) && performance.now() - held >= LEFT_ALONE_MS) revealSoon(scroller, here);
}

function backToHere(view) {
  view.held = -Infinity;
  follow(view);
}

// A phone shows only the current row; this shows all rows.
function toggleWhole({ whole, sections, node, here }) {
  const on = whole.getAttribute("aria-pressed") !== "true";
  whole.setAttribute("aria-pressed", String(on));
  sections.forEach(fill);
  mark(node, "cs-whole", on);
  here?.scrollIntoView({ block: "center" });
}

// --- the moment -----------------------------------------------------------------------------------------------------

function drawTranscript(view, scene) {
  const { row, begun } = scene;
  const section = view.sections[row.index];
  view.scene = scene;
  fill(section);
  const renewed = scene.hidden || view.told !== scene.recording;
  if (renewed) veilSections(view, scene, WORDS_OF_ROWS);
  view.told = scene.recording;
  if (view.section !== section) enterSection(view, section);
  section.lines.forEach((line, k) => mark(line.parentNode, "cs-yet", !begun || k > begun.index));
  mark(section.verdict, "cs-shown", isCalled(scene));
  const here = begun ? section.lines[begun.index] : section.head;
  if (view.here !== here) pointAt(view, here);
  if (renewed && isSearching(view)) searchAgain(view);
}

function enterSection(view, section) {
  if (view.section) leaveSection(view.section);
  view.sections.forEach(({ node }, k) => mark(node, "cs-coming", k > section.row.index));
  mark(section.node, "cs-current", true);
  view.section = section;
}

// The play head has left a row: all of it is over, or still to come.
function leaveSection(section) {
  mark(section.node, "cs-current", false);
  for (const line of section.lines ?? []) mark(line.parentNode, "cs-yet", false);
}

function pointAt(view, here) {
  if (view.here) {
    mark(view.here, "cs-here", false);
    view.here.removeAttribute("aria-current");
  }
  mark(here, "cs-here", true);
  here.setAttribute("aria-current", "true");
  view.turn(here);
  view.here = here;
  follow(view);
}

// --- rows and lines -------------------------------------------------------------------------------------------------

// The recording has grown: makes sections for what came, and for a row that was not whole before.
function growTranscript(view) {
  const { recording, sections, scroller, go } = view;
  if (view.section) leaveSection(view.section);
  view.section = null;
  recording.rows.forEach((row, k) => {
    if (sections[k]?.row === row) return;
    const section = makeSection(recording, row, go);
    if (sections[k]) sections[k].node.replaceWith(section.node);
    else scroller.append(section.node);
    sections[k] = section;
  });
  if (isSearching(view)) searchAgain(view);
  view.fill();
}

function makeSection(recording, row, go) {
  const head = pushButton(
    { class: "cs-rowhead", tabindex: "-1" },
    () => go(row.index),
    html("span", { text: `${row.number} ` }),
    html("bdi", { text: nameOf(row) }),
    html("span", { class: "cs-rowheadkind", text: ` ${kindWords(row.opened.kind)}` }),
  );
  const verdict = html("p", { class: "cs-verdict", text: endSentences(recording, row) });
  const body = html("ol", {});
  const rules = html("p", { class: "cs-ruled", text: ruledWords(recording, row) });
  const node = html("section", { class: "cs-rowlines" }, html("h3", {}, head), rules, body, verdict);
  guessHeight(node, row.utterances.length);
  return { recording, row, go, head, verdict, rules, body, lines: null, node };
}

// How a row ended, why, and what weighed, as sentences.
function endSentences(recording, row) {
  if (!row.closed) return "";
  const [after, second] = [wroteDown(recording, row, "after"), secondWords(recording, row)];
  const other = second ? `The second committee's call: ${second}` : "";
  const waited = waitedWords(recording, row.utterances);
  return `${[verdictWords(row), ...madeOfWords(row), after, waited, other].filter(Boolean).join(". ")}.`;
}

// What the voters wrote down before the talk or after it, where a rule has them write.
function wroteDown(recording, row, when) {
  const words = ballotWords(recording, row, when);
  return words && `Wrote down ${when} the talk: ${words}`;
}

// What the rules of the meeting did before anybody spoke.
function ruledWords(recording, row) {
  const hidden = offTheWall(row);
  const names = dutiesOf(row).map(([id, side]) => `${memberName(recording, id)} ${mustWords(side)}`);
  const changed = changesIn(recording, row).map((each) => `Changed for a what-if: ${each}`);
  const words = [restBefore(recording, row), hidden ? `Off the wall by the rules: ${hidden}` : "", ...names];
  const said = [...words, ...changed, wroteDown(recording, row, "before")].filter(Boolean);
  return said.length ? `${said.join(". ")}.` : "";
}

// What a line does besides what it says, in a chip behind it.
function noteOf(recording, row, utterance) {
  const words = noteWords(recording, row, utterance);
  return words ? [" ", html("span", { class: "cs-linenote", text: words })] : [];
}

// Everything that stands behind a line: that nobody hears it, the place it proposes, a side, a room that sits up.
const noteWords = (recording, row, line) =>
  [unheardWords(recording, row, line), lineNote(row, line), tallyWords(recording, line)].filter(Boolean).join(" · ");

// Writes the lines of a section, once.
function fill(section) {
  if (section.lines) return;
  const { recording, row, go } = section;
  section.lines = row.utterances.map((utterance) => {
    const button = pushButton(
      { class: `cs-line cs-act-${utterance.act}`, tabindex: "-1" },
      () => go(row.index, utterance.index),
      html("bdi", { class: "cs-linewho", text: memberName(recording, utterance.member) }),
      " ",
      html("bdi", { class: "cs-linetext", dir: "auto", text: utterance.text ?? "" }),
      ...noteOf(recording, row, utterance),
    );
    section.body.append(html("li", {}, button));
    return button;
  });
}

// Writes the lines of all rows while the page is idle.
function fillSlowly(rows, then) {
  const idle = window.requestIdleCallback ?? ((work) => setTimeout(() => work({ timeRemaining: () => 8 }), 30));
  let k = 0;
  const work = (deadline) => {
    fill(rows[k++]); // at least one, so that a slow machine gets there too
    while (k < rows.length && deadline.timeRemaining() > 3) fill(rows[k++]);
    then();
    if (k < rows.length) idle(work);
  };
  if (rows.length) idle(work);
}

// The transcript as text to paste, row by row: the applicant, the lines with the time they began, the verdict.
function transcriptText(recording) {
  const { header, rows } = recording;
  const lines = [`${titleWords(header)}, seed ${header.seed}`, disclaimerWords(header)];
  for (const row of rows) {
    lines.push("", `Row ${row.number}: ${oneLine(nameOf(row))}, ${kindWords(row.opened.kind)}`);
    const ruled = ruledWords(recording, row);
    if (ruled) lines.push(ruled);
    lines.push(...row.utterances.map((utterance) => lineText(recording, row, utterance)));
    if (row.closed) lines.push(endSentences(recording, row));
  }
  return `${lines.join("\n")}\n`;
}

function lineText(recording, row, utterance) {
  const who = oneLine(memberName(recording, utterance.member));
  const note = noteWords(recording, row, utterance);
  const words = `${who}${note ? ` [${note}]` : ""}: ${oneLine(utterance.text)}`;
  return `${clockWords(row.start + utterance.start_s)}  ${words}`;
}

const oneLine = (text) =>
  String(text ?? "")
    .replace(/\s+/g, " ")
    .trim();
