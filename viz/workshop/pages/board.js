// The board: the room on the wall, what is asked, how many have answered, and what came out. It plays the part of a row
// that belongs to the step, in the stage's own drawing, and shows nothing that the server has not told it to show.

import { facesOf } from "/stage/drawing.js";
import { makeLean } from "/stage/lean.js";
import { parse } from "/stage/recording.js";
import { wardrobe } from "/stage/themes.js";
import { fitOnOne, showPages } from "./paging.js";

const { openLine, secondsLeft, drawnOutcome, made } = window;
const LONGEST_STEP_S = 0.25; // after sleep, the board does not leap ahead
const JUST_BEFORE_S = 0.002; // the last moment of a part is before whatever begins at its end
const rate = Number(new URLSearchParams(location.search).get("rate")) || 1; // faster, for a rehearsal
const board = {
  view: null,
  leans: new Map(),
  lean: null,
  now: 0,
  until: 0,
  last: 0,
  ready: false,
  pages: null,
};
const one = (id) => document.getElementById(id);

// --- the room

async function leanOf(name) {
  if (!board.leans.has(name)) {
    const text = await (await fetch(`/recordings/${encodeURIComponent(name)}.json`)).text();
    const faces = facesOf(getComputedStyle(one("room")));
    board.leans.set(name, makeLean(parse(text), { letter: "", faces, chosen: () => {} }));
  }
  return board.leans.get(name);
}

async function showRoom(view, earlier) {
  one("room").hidden = !view.playhead;
  if (!view.playhead) return;
  const lean = await leanOf(view.recording);
  if (board.view !== view && board.view.recording !== view.recording) return;
  if (board.lean !== lean) {
    board.lean = lean;
    one("room").replaceChildren(lean.node);
  }
  const row = lean.recording.rows[view.number - 1];
  const [from, to] = [row.start + view.playhead.start, row.start + view.playhead.end];
  if (!earlier) board.now = placeKept(view) ?? from;
  else if (earlier.step.index !== view.step.index || earlier.recording !== view.recording) board.now = from;
  board.until = to;
  board.opens = row.start;
  board.ready = true;
  arrangeRoom();
}

// Once a second the tab notes where the talk is, so that a page that is loaded anew in the middle of it goes on there.
const PLACE = "committee:place";
const partOf = ({ code, step, recording }) => `${code} ${step.index} ${recording}`;

function keepPlace() {
  if (!board.ready) return;
  try {
    sessionStorage.setItem(PLACE, JSON.stringify({ part: partOf(board.view), now: board.now }));
  } catch {
    // A browser that keeps nothing begins the talk anew.
  }
}

function placeKept(view) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(PLACE));
    return kept?.part === partOf(view) ? kept.now : null;
  } catch {
    return null;
  }
}

function arrangeRoom() {
  // Beside a result the room is narrow: its words stand under it, where they are larger.
  board.lean.arrange({ far: true, hide: true, large: board.view.step.kind !== "reveal" });
}

function passTime(now) {
  const passed = Math.min(LONGEST_STEP_S, (now - board.last) / 1000);
  board.last = now;
  if (board.ready && board.view.playhead) {
    if (board.view.phase !== "paused") board.now = Math.min(board.until, board.now + passed * rate);
    board.lean.show(Math.max(board.opens, board.now - JUST_BEFORE_S), { chosen: null, held: false, hide: true });
  }
  requestAnimationFrame(passTime);
}

// --- words

function show(view) {
  const earlier = board.view;
  board.view = view;
  document.body.dataset.kind = view.step.kind;
  document.body.dataset.phase = view.phase;
  document.body.dataset.room = view.playhead ? "yes" : "no";
  one("title").textContent = view.step.title;
  showTimer();
  const joining = view.step.kind === "join" && view.phase !== "ended";
  one("join").hidden = !joining;
  one("address").textContent = bare(view.join_url);
  one("code").textContent = view.code;
  one("in").textContent = view.joined === null ? "" : inWords(view);
  one("short").textContent = footWords(view, joining);
  const other = earlier && earlier.recording !== view.recording;
  if (!earlier || earlier.step.index !== view.step.index || other) {
    board.ready = false;
    board.lean?.forget();
  }
  const turned = earlier && earlier.step.index === view.step.index ? view.page - earlier.page : 0;
  if (!showPanel(view) && turned) board.pages?.turn(turned);
  showRoom(view, earlier);
}

// What stands below: where to come in, or where to read what people take home.
function footWords({ phase, handout, code }, joining) {
  if (phase === "ended") return "";
  if (handout) return `Handout: ${bare(handout)}`;
  return joining ? "" : `${one("address").textContent} · code ${code}`;
}

// An address as people type it.
function bare(address) {
  return address.replace(/^https?:\/\//, "").replace(/\?.*$/, "");
}

function showTimer() {
  if (board.view) one("timer").textContent = timerWords(board.view);
}

function timerWords(view) {
  if (view.phase === "paused") return "Paused";
  const left = secondsLeft(board.line, view);
  return left === null ? "" : `${left} s`;
}

function inWords({ joined, voted, phase }) {
  return `${joined} in the room${phase === "open" ? ` · ${latest(voted)} have voted` : ""}`;
}

// How many have voted on what is asked now.
function latest(voted) {
  const asked = { vote: "after", predict: "before", seat: "seat" }[board.view.step.kind];
  return asked ? voted[asked] || 0 : Math.max(0, ...Object.values(voted));
}

// Shows what stands beside the room, or in its place. Returns whether it is drawn anew.
function showPanel(view) {
  const said = JSON.stringify([view.step, view.phase, view.result, view.debrief, view.asked, view.handout]);
  if (board.said === said) return false;
  board.said = said;
  const panel = one("panel");
  const parts = partsOf(view);
  board.pages = null;
  one("page").textContent = "";
  panel.hidden = !parts.length;
  panel.replaceChildren(...parts);
  if (view.debrief?.length && !view.result && view.phase !== "ended") showDebrief(panel, view);
  else fitOnOne(panel);
  if (board.lean) arrangeRoom();
  return true;
}

// What stands beside the room or under it: what came out with the questions about it, or what is asked.
function partsOf(view) {
  if (view.phase === "ended" || !view.result) return wordsOf(view);
  return [drawnOutcome(view.result), ...view.step.questions.map((text) => drawnBlock({ text, asked: true }))];
}

function showDebrief(panel, { step, debrief, page: at }) {
  const asked = step.questions.map((text) => ({ text, asked: true }));
  const counted = (page, pages) => (one("page").textContent = pages > 1 ? `· page ${page} of ${pages} (← →)` : "");
  board.pages = showPages(panel, { always: asked, blocks: debrief }, { drawn: drawnBlock, counted, at });
}

// Where people read what they take home, once they may.
function taken({ handout }) {
  if (!handout) return [];
  const shown = made("strong", { text: bare(handout) });
  return [made("p", { class: "how" }, "The handout is on your phone, and at ", shown)];
}

const HOW = {
  predict: "Vote on your phone, without talking: top, middle, low, or do not rank.",
  vote: "Vote again. Then say, if you like, what moved you.",
};

function wordsOf(view) {
  const { step, phase } = view;
  if (phase === "ended") {
    return [made("p", { class: "asked", text: "The session is over. Thank you." }), ...taken(view)];
  }
  if (step.kind in HOW && phase === "open") {
    const [asked] = view.asked;
    return [made("p", { class: "asked", text: asked }), made("p", { class: "how", text: HOW[step.kind] })];
  }
  // The questions of a reveal come with its result, as they would give it away.
  const asked = step.kind === "reveal" ? ["What did the committee do?"] : step.questions;
  return [...asked.map((text) => ({ text, asked: true })), ...(view.debrief || [])].map(drawnBlock);
}

// A question, or a part of the debrief: a sentence, or a table with a head.
function drawnBlock({ text, caption, head, rows, asked }) {
  if (!rows) return made("p", { class: asked ? "asked" : "how", text });
  const cells = (tag, row) =>
    row.map((cell, k) => made(k ? tag : "th", k ? { text: cell } : { scope: "row", text: cell }));
  const body = rows.map((row) => made("tr", {}, ...cells("td", row)));
  const heads = made("tr", {}, ...head.map((name) => made("th", { scope: "col", text: name })));
  return made("table", { class: "facts" }, made("caption", { text: caption }), heads, ...body);
}

function showAway(away) {
  const said = {
    you: "This computer is offline.",
    server: "The workshop's server does not answer. It may start again.",
  };
  one("away").textContent = said[away] || "";
  one("away").hidden = !away;
}

// --- beginning

document.body.classList.add("scripted");
wardrobe(one("room")).wear("auto");
setInterval(() => (showTimer(), keepPlace()), 1000);
new ResizeObserver(() => board.lean && arrangeRoom()).observe(one("room"));
document.addEventListener("keydown", ({ key }) => {
  const by = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[key];
  if (by) board.pages?.turn(by);
});
board.line = openLine({ as: "board", show, answered: () => {}, away: showAway });
requestAnimationFrame(passTime);
