// The board: the room on the wall, what is asked, how many have answered, and what came out. It plays the part of a row
// that belongs to the step, in the stage's own drawing, and shows nothing that the server has not told it to show.

import { facesOf } from "/stage/drawing.js";
import { makeLean } from "/stage/lean.js";
import { parse } from "/stage/recording.js";
import { wardrobe } from "/stage/themes.js";
import { showPages } from "./paging.js";

const { openLine, secondsLeft, outcomeParts, made } = window;
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
  paged: null,
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
    board.lean.show(Math.max(board.opens, board.now - JUST_BEFORE_S), looksOf(board.view));
  }
  requestAnimationFrame(passTime);
}

// While nobody talks, no cell stands out. Before the audience votes, nothing says what the committee makes of the row.
function looksOf({ step: { kind }, phase, playhead }) {
  const asked = kind === "predict" || (kind === "seat" && !playhead.end);
  const calm = asked || kind === "vote" || (kind === "reveal" && phase !== "revealed");
  return { chosen: null, held: false, hide: true, bare: asked, calm };
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
  if (!showPanel(view) && turned) board.pages.turn(turned);
  tellPages();
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
  drawPanel(view);
  return true;
}

function drawPanel(view) {
  const panel = one("panel");
  const parts = partsOf(view);
  panel.hidden = !parts.always.length && !parts.blocks.length;
  board.pages = showPages(panel, parts, { drawn: drawnPage, counted: showPage, at: view.page });
  if (board.lean) arrangeRoom();
}

// Which page stands there. Hosts hear of it, as only the board knows how many there are.
function showPage(page, of) {
  one("page").textContent = of > 1 ? `page ${page + 1} of ${of}` : "";
  board.paged = { page, of };
  tellPages();
}

function tellPages() {
  if (!board.line || !board.paged) return;
  const message = { v: 1, type: "pages", at: board.view.step.index, ...board.paged };
  const [said, socket] = [JSON.stringify(message), board.line.socket];
  if (board.told === said && board.toldTo === socket) return;
  Object.assign(board, { told: said, toldTo: socket });
  board.line.say(message);
}

// What stands beside the room or under it: what came out with the questions about it, or what is asked. What decided a
// row leads every page, and its questions stay together.
function partsOf(view) {
  const { step, phase, result, debrief } = view;
  const asked = (text) => ({ text, asked: true });
  if (phase !== "ended" && result) {
    const parts = outcomeParts(result).map((node) => ({ node, came: true }));
    const leads = parts.filter(({ node }) => node.matches(".leads"));
    const together = step.questions.length ? [{ together: step.questions.map(asked) }] : [];
    return { always: leads, blocks: [...parts.filter((part) => !leads.includes(part)), ...together] };
  }
  if (phase !== "ended" && debrief?.length) return { always: step.questions.map(asked), blocks: debrief };
  return { always: [], blocks: wordsOf(view) };
}

// The nodes of one page; what came out stands in one frame.
function drawnPage(blocks) {
  const came = blocks.filter((block) => block.came).map(({ node }) => node);
  const rest = blocks.filter((block) => !block.came).flatMap((block) => block.together ?? [block]);
  const frame = came.length ? [made("div", { class: "result" }, ...came)] : [];
  return [...frame, ...rest.map((block) => block.node ?? drawnBlock(block))];
}

// Where people read what they take home, once they may.
function taken({ handout }) {
  if (!handout) return [];
  const shown = made("strong", { text: bare(handout) });
  return [{ node: made("p", { class: "how" }, "The handout is on your phone, and at ", shown) }];
}

const HOW = {
  predict: "Vote on your phone, without talking: top, middle, low, or do not rank.",
  vote: "Vote again. Then say, if you like, what moved you.",
};

function wordsOf(view) {
  const { step, phase } = view;
  if (phase === "ended") return [{ text: "The session is over. Thank you.", asked: true }, ...taken(view)];
  if (step.kind in HOW && phase === "open") {
    return [{ together: [{ text: view.asked[0], asked: true }, { text: HOW[step.kind] }] }];
  }
  // The questions of a reveal come with its result, as they would give it away.
  const asked = step.kind === "reveal" ? ["What did the committee do?"] : step.questions;
  return asked.map((text) => ({ text, asked: true }));
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
window.addEventListener("resize", () => board.view && drawPanel(board.view)); // what fits is another thing now
document.addEventListener("keydown", ({ key }) => {
  const by = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[key];
  if (by) board.pages?.turn(by);
});
board.line = openLine({ as: "board", show, answered: () => {}, away: showAway });
requestAnimationFrame(passTime);
