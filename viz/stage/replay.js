// The replay of one recording: its record, its views, what a moment looks like, and the object that a page gets.

import { makeAnswers } from "./answers.js";
import { makeChart } from "./bump.js";
import { caption, makeCaption, tellListeners } from "./caption.js";
import { canBeMadeAgain } from "./changing.js";
import { makeChapters } from "./chapters.js";
import { destroy, pacedBy, pause, play, setSpeed, toggle } from "./clockwork.js";
import { iconButton, makeControls } from "./controls.js";
import { facesOf, html } from "./drawing.js";
import { makeGuide } from "./guide.js";
import { showHide, toggleHide } from "./hiding.js";
import { keysOf, listenToKeys, makeHelp } from "./keys.js";
import { arrange, assemble, drawProgress, keepFitting, setSize, toggleSize } from "./layout.js";
import { makeList } from "./list.js";
import { closingWords, disclaimerWords } from "./names.js";
import { notice } from "./notice.js";
import { clockWords } from "./numbers.js";
import { endPeek, peek, toggleFullScreen, togglePanel } from "./panel.js";
import { seeRoom } from "./phone.js";
import { newPlayer, on, publicFace, redraw, tell } from "./player.js";
import { extend, moment, momentKey, rowsOver, seatedMembers, state } from "./recording.js";
import { makeRoom } from "./room.js";
import { inEqualSteps, inProportion } from "./scale.js";
import { goBack, keepPlace, seek, seekLine, seekRow, startingPoint, step, stepMoment, stepRow } from "./seek.js";
import { askedInLink, copyTranscript, linkTo, makePictureChoice, savePicture, share } from "./sharing.js";
import {
  askAbout,
  choose,
  leaveApplicant,
  nextView,
  placeTrusting,
  readTab,
  setView,
  showCaptions,
  showTab,
  toggleCaptions,
  welcome,
} from "./showing.js";
import { rowsPlanned, sceneSoFar, secondsPlanned } from "./sofar.js";
import { nextTheme, setTheme, wardrobe } from "./themes.js";
import { makeTour, nextStop, playHighlights, stopTour, toured } from "./tour.js";
import { makeTranscript } from "./transcript.js";
import { makeTrust, tellsTrust } from "./trust.js";
import { makeWall } from "./wall.js";
import { makeWayBack } from "./wayback.js";
import { makeWhy } from "./why.js";

const TOLD_EVERY_MS = 1200; // while it plays, to screen readers
const REPLAY_FACTS = ["recording", "t", "playing", "chosen", "scene", "settings", "options"];
const MORE_KEYS = [
  ["m · M", "next, previous key moment"],
  ["h", "highlights: start, stop"],
  ["n · N", "next, previous highlight"],
  ["b", "back to where you were"],
];
const SWITCHES = [
  ["g · t · y", "guide, transcript, why"],
  ["c", "captions"],
  ["x", "hide what is still to come, or show it"],
  ["p", "projector size"],
  ["w", "wide room: fold or open the list and the transcript"],
  ["f", "full screen"],
  ["v", "room, whole list, who answered whom, who trusts whom"],
  ["s", "save a picture"],
];

// Builds the replay of `recording`, which has at least one row, inside `element`.
export function makeReplay(element, recording, options) {
  const player = newPlayer(REPLAY, { recording }, options);
  player.underway = Boolean(player.options.live) && !recording.complete;
  build(player, element);
  arrange(player);
  seek(player, startingPoint(player), { quiet: true });
  welcome(player);
  seeAsLinked(player);
  player.dom.views.transcript.fill();
  if (player.options.autoplay) playByItself(player);
  if (player.options.focus) player.dom.root.focus({ preventScroll: true });
  return publicFace(player, REPLAY_ACTS, REPLAY_FACTS);
}

// Nobody has pressed anything, so everybody is told how to stop it, those who hear the page too.
function playByItself(player) {
  play(player);
  notice(player, "The meeting plays by itself. Space pauses it.");
}

// The view and the member that the page's address asks for.
function seeAsLinked(player) {
  const { view, member } = askedInLink(player);
  if (view) setView(player, view);
  if (player.recording.members.has(member)) choose(player, member);
}

// What a page may do with a replay; README.md says what each does.
export const REPLAY_ACTS = {
  ...{ play, pause, toggle, seek, seekRow, step, stepRow, stepMoment, goBack, playHighlights, nextStop },
  ...{ showTab, setView, setSpeed, setTheme, setSize, toggleCaptions, toggleHide, togglePanel },
  ...{ choose, askAbout, place: placeTrusting },
  ...{ link: linkTo, here: placeOf, savePicture, update, on, destroy },
};

// --- building -------------------------------------------------------------------------------------------------------

function build(player, element) {
  const { dom, settings } = player;
  dom.faces = facesOf(getComputedStyle(element));
  dom.arrange = () => arrange(player);
  dom.views = makeViews(player);
  dom.controls = dom.views.controls;
  dom.tickers = [dom.views.wall, dom.views.chart, dom.views.chapters, dom.views.tour, dom.views.wayBack, dom.controls];
  dom.help = makeHelp(
    "Letter keys work while the player has the focus: click anywhere, or press Tab to reach it.",
    MORE_KEYS,
    SWITCHES,
  );
  assemble(player, element);
  dom.root.append(dom.views.tour.page.node, dom.views.picture.node);
  setSpeed(player, settings.speed);
  dom.wardrobe = wardrobe(dom.root);
  setTheme(player, settings.theme);
  setView(player, "room");
  showCaptions(player);
  showHide(player);
  listenToKeys(dom.root, replayKeys(player));
  const forget = () => (player.size = null);
  dom.stopFitting = keepFitting([dom.picture, dom.views.chapters.node], dom.arrange, forget);
}

// Everything that the replay draws when the moment changes, in this order.
function makeViews(player) {
  const { recording, dom, options } = player;
  const go = (row, line) => {
    seekLine(player, recording.rows[row], line);
    seeRoom(player);
  };
  const members = seatedMembers(recording);
  const follow = (row) => {
    endPeek(player);
    go(row);
  };
  const chosen = (id) => choose(player, id);
  const ask = (row) => askAbout(player, recording.rows[row].opened.id);
  const people = { faces: dom.faces, chosen };
  const views = {
    wall: makeWall(dom.faces),
    room: makeRoom(dom.faces, chosen),
    list: makeList(recording, ask),
    transcript: makeTranscript(recording, go, transcriptActs(player)),
    why: makeWhy(recording, {
      ...{ go, leave: () => leaveApplicant(player), residents: options.residents },
      explain: recording.complete ? options.explain : null,
      change: canBeMadeAgain(recording) ? options.change : null,
    }),
    guide: makeGuide(recording, follow),
    chart: makeChart(recording, { go, ask }),
    answers: makeAnswers(recording, members, people),
    trust: makeTrust(recording, tellsTrust(recording) ? members : [], people),
    chapters: makeChapters(player),
    tour: makeTour(player),
    wayBack: makeWayBack(player),
    picture: makePictureChoice(player),
    caption: makeCaption("cs-caption", { "aria-hidden": "true" }),
  };
  views.controls = replayControls(player, views);
  views.room.seat(members);
  views.trust.place(options.layout ?? null);
  return views;
}

const transcriptActs = (player) => ({ copy: (text) => copyTranscript(player, text) });

function replayControls(player, { tour, wayBack }) {
  const { recording, dom } = player;
  const folding = () => togglePanel(player);
  dom.panelButton = iconButton("panel", "Fold the list and transcript (w)", folding, { "aria-pressed": "false" });
  return makeControls(player, {
    where: ({ row }) => `Row ${row.number} of ${rowsPlanned(recording)}`,
    beside: [wayBack.node, tour.node],
    under: [html("p", { class: "cs-disclaimer", text: disclaimerWords(recording.header) })],
    first: [tour.button],
    last: [
      (dom.captions = iconButton("captions", "Captions (c)", () => toggleCaptions(player))),
      iconButton("theme", "Light, dark or high contrast", () => nextTheme(player)),
      dom.panelButton,
      iconButton("size", "Projector size (p)", () => toggleSize(player)),
      iconButton("share", "Copy a link to this moment", () => share(player)),
      iconButton("picture", "Save picture (s)", () => dom.views.picture.open()),
      iconButton("help", "Keyboard (?)", () => dom.help.showModal()),
    ],
  });
}

function replayKeys(player) {
  const { dom } = player;
  return {
    ...keysOf(player, choose),
    m: () => stepMoment(player, 1),
    M: () => stepMoment(player, -1),
    h: () => playHighlights(player),
    n: () => nextStop(player, 1),
    N: () => nextStop(player, -1),
    b: () => goBack(player),
    g: () => {
      peek(player);
      showTab(player, "guide");
      dom.views.guide.focus(); // Enter leads to a row to follow, the arrow keys to the others
    },
    t: () => readTab(player, "transcript"),
    y: () => readTab(player, "why"),
    w: () => togglePanel(player),
    f: () => toggleFullScreen(player),
    c: () => toggleCaptions(player),
    x: () => toggleHide(player),
    p: () => toggleSize(player),
    v: () => nextView(player),
    s: () => dom.views.picture.open(),
    Escape: () => withdraw(player),
  };
}

// Leaves what was opened last: the highlights, an applicant, the chosen member.
function withdraw(player) {
  if (player.tour) stopTour(player);
  else if (player.asked) leaveApplicant(player);
  else if (player.chosen) choose(player, player.chosen);
}

// --- playing --------------------------------------------------------------------------------------------------------

const REPLAY = {
  total: ({ recording }) => recording.total,
  scale: scaleOfReplay,
  clock: clockOfReplay,
  refresh,
  rate: rateOfReplay,
  show: showReplay,
  here: placeOf,
  arrive: toured,
  leave: keepPlace,
  seek,
  step,
  stepRow,
};

function rateOfReplay(player) {
  const { settings, scene } = player;
  if (settings.speed !== "reading") return settings.speed;
  return scene.current ? pacedBy(scene.current, settings) : 1;
}

// While what is to come is hidden: equal steps, of which those before the row under way are over.
function scaleOfReplay({ recording, settings, scene }) {
  const { rows: parts, starts, total } = recording;
  if (!settings.hide) return inProportion({ parts, total });
  const planned = { count: rowsPlanned(recording), most: secondsPlanned(recording) };
  return inEqualSteps({ parts, starts, total, ...planned }, scene ? rowsOver(scene) : 0);
}

// The second of the meeting and how long it lasts; or the second of the row, which tells nothing of the end.
function clockOfReplay({ recording, settings, scene, t }) {
  if (settings.hide) return `${clockWords(scene.local)} into the row`;
  return `${clockWords(t)} / ${clockWords(recording.total)}`;
}

function placeOf({ scene }) {
  return { row: scene.row.number, id: scene.row.opened.id, local_s: scene.state.local_s };
}

// Draws the current moment, and touches only what has changed since the last frame.
function showReplay(player) {
  const { recording, chosen, asked, settings, dom, scene: earlier } = player;
  const at = moment(recording, player.t);
  const key = `${momentKey(at)}:${chosen}:${asked}`;
  const changed = key !== player.key;
  const seen = settings.hide ? sceneSoFar(recording, at) : { ...at, recording, hidden: false };
  const ended = at.over && !player.underway;
  player.scene = { ...seen, chosen, asked, ended, state: changed ? stateNow(player) : earlier.state };
  if (changed) {
    player.key = key;
    for (const view of Object.values(dom.views)) view.draw(player.scene);
    drawProgress(player);
    announce(player);
  }
  for (const view of dom.tickers) view.tick(player.scene);
  if (earlier?.row.index !== at.row.index) tell(player, "row");
}

// A meeting under way is not over when its recording ends.
function stateNow({ recording, t, underway }) {
  const now = state(recording, t);
  return underway ? { ...now, finished: false } : now;
}

// Tells screen readers what is said.
function announce(player) {
  const { begun, current, ended } = player.scene;
  if (!current && !ended) return;
  const { who, act, text } = caption(player.recording, begun);
  const { head, words } = closingWords(player.recording);
  const closing = `${[head, words].filter(Boolean).join(", ")}.`;
  tellListeners(player, ended ? closing : `${who} ${act}: ${text}`, TOLD_EVERY_MS);
}

// Adds what a longer text of the same meeting brings. The play head, and whatever is chosen or open, stay where they
// are. At the end the player waits for more, until `over` says that no more will come.
function update(player, text, { over = false } = {}) {
  const { recording } = player;
  const came = extend(recording, text);
  player.underway = !recording.complete && !over;
  if (came) refresh(player);
  else redraw(player);
}

// The recording has grown, or what is still to come is hidden or shows again: every view takes in what there is now.
function refresh(player) {
  const { dom } = player;
  for (const view of Object.values(dom.views)) view.grow?.();
  dom.views.wall.drawn = null;
  player.size = null;
  arrange(player);
}
