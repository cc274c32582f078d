// The replay of one recording: its record, its views, what a moment looks like, and the object that a page gets.

import { makeAnswers } from "./answers.js";
import { makeChart } from "./bump.js";
import { caption, makeCaption, tellListeners } from "./caption.js";
import { makeChapters } from "./chapters.js";
import { destroy, pacedBy, pause, play, setSpeed, toggle } from "./clockwork.js";
import { iconButton, makeControls, textButton } from "./controls.js";
import { facesOf, html } from "./drawing.js";
import { makeGuide } from "./guide.js";
import { keysOf, listenToKeys, makeHelp } from "./keys.js";
import { arrange, assemble, drawProgress, keepFitting, setSize, toggleSize } from "./layout.js";
import { makeList } from "./list.js";
import { disclaimerWords } from "./names.js";
import { openPanel, toggleFullScreen, togglePanel } from "./panel.js";
import { newPlayer, on, publicFace, redraw, tell } from "./player.js";
import { extend, moment, momentKey, seatedMembers, state } from "./recording.js";
import { makeRoom } from "./room.js";
import {
  keepPlace,
  playHighlights,
  seek,
  seekLine,
  seekRow,
  startingPoint,
  step,
  stepMoment,
  stepRow,
  toured,
} from "./seek.js";
import { copyTranscript, linkTo, savePicture, share } from "./sharing.js";
import {
  choose,
  nextView,
  placeTrusting,
  setView,
  showAhead,
  showCaptions,
  showTab,
  toggleAhead,
  toggleCaptions,
  welcome,
} from "./showing.js";
import { nextTheme, setTheme, wardrobe } from "./themes.js";
import { makeTranscript } from "./transcript.js";
import { makeTrust, tellsTrust } from "./trust.js";
import { makeWall } from "./wall.js";
import { makeWhy } from "./why.js";

const TOLD_EVERY_MS = 1200; // while it plays, to screen readers
const REPLAY_FACTS = ["recording", "t", "playing", "chosen", "scene", "settings", "options"];
const MORE_KEYS = [
  ["m · M", "next, previous key moment"],
  ["h", "highlights"],
];
const SWITCHES = [
  ["g", "guide"],
  ["c", "captions"],
  ["x", "hide, show what is still to come"],
  ["p", "projector size"],
  ["b", "list and transcript: fold, open"],
  ["f", "full screen"],
  ["v", "room, whole list, who answered whom, who trusts whom"],
];

// Builds the replay of `recording`, which has at least one row, inside `element`.
export function makeReplay(element, recording, options) {
  const player = newPlayer(REPLAY, { recording }, options);
  player.underway = Boolean(player.options.live) && !recording.complete;
  build(player, element);
  arrange(player);
  seek(player, startingPoint(player), { quiet: true });
  welcome(player);
  player.dom.views.transcript.fill();
  if (player.options.autoplay) play(player);
  if (player.options.focus) player.dom.root.focus({ preventScroll: true });
  return publicFace(player, REPLAY_ACTS, REPLAY_FACTS);
}

// What a page may do with a replay; README.md says what each does.
export const REPLAY_ACTS = {
  ...{ play, pause, toggle, seek, seekRow, step, stepRow, stepMoment, playHighlights },
  ...{
    showTab,
    setView,
    setSpeed,
    setTheme,
    setSize,
    toggleCaptions,
    toggleAhead,
    togglePanel,
    choose,
    place: placeTrusting,
  },
  ...{ link: linkTo, here: placeOf, savePicture, update, on, destroy },
};

// --- building -------------------------------------------------------------------------------------------------------

function build(player, element) {
  const { dom, settings } = player;
  dom.faces = facesOf(getComputedStyle(element));
  dom.arrange = () => arrange(player);
  dom.views = makeViews(player);
  dom.controls = dom.views.controls;
  dom.tickers = [dom.views.wall, dom.views.chart, dom.views.chapters, dom.controls];
  dom.help = makeHelp(
    "Letter keys work while the player has the focus: click the room, or press Tab to reach it.",
    MORE_KEYS,
    SWITCHES,
  );
  assemble(player, element);
  setSpeed(player, settings.speed);
  dom.wardrobe = wardrobe(dom.root);
  setTheme(player, settings.theme);
  setView(player, "room");
  showCaptions(player);
  showAhead(player);
  listenToKeys(dom.root, replayKeys(player));
  const forget = () => (player.size = null);
  dom.stopFitting = keepFitting([dom.picture, dom.views.chapters.node], dom.arrange, forget);
}

// Everything that the replay draws when the moment changes, in this order.
function makeViews(player) {
  const { recording, dom, options } = player;
  const go = (row, line) => seekLine(player, recording.rows[row], line);
  const members = seatedMembers(recording);
  const chosen = (id) => choose(player, id);
  const people = { faces: dom.faces, chosen };
  const views = {
    wall: makeWall(dom.faces),
    room: makeRoom(dom.faces, chosen),
    list: makeList(recording, go),
    transcript: makeTranscript(recording, go, transcriptActs(player)),
    why: makeWhy(recording, {
      ...{ go, residents: options.residents },
      explain: recording.complete ? options.explain : null,
    }),
    guide: makeGuide(recording, go),
    chart: makeChart(recording, { go, enter: (row) => (go(row), setView(player, "room")) }),
    answers: makeAnswers(recording, members, people),
    trust: makeTrust(recording, tellsTrust(recording) ? members : [], people),
    chapters: makeChapters(player),
    controls: replayControls(player),
    caption: makeCaption("cs-caption", { "aria-hidden": "true" }),
  };
  views.room.seat(members);
  views.trust.place(options.layout ?? null);
  return views;
}

const transcriptActs = (player) => ({
  copy: (text) => copyTranscript(player, text),
  ahead: () => toggleAhead(player),
});

function replayControls(player) {
  const { recording, dom } = player;
  const tour = () => playHighlights(player);
  const folding = () => togglePanel(player);
  dom.panelButton = iconButton("panel", "List and transcript (b)", folding, { "aria-pressed": "true" });
  return makeControls(player, {
    where: ({ row }) => `Row ${row.number} of ${recording.rows.length}`,
    under: [html("p", { class: "cs-disclaimer", text: disclaimerWords(recording.header) })],
    first: [textButton("Highlights", "The ten moments that mattered (h)", tour, { class: "cs-textbutton cs-tour" })],
    last: [
      iconButton("captions", "Captions (c)", () => toggleCaptions(player)),
      iconButton("theme", "Light, dark or high contrast", () => nextTheme(player)),
      dom.panelButton,
      iconButton("size", "Projector size (p)", () => toggleSize(player)),
      iconButton("share", "Copy a link to this moment", () => share(player)),
      iconButton("picture", "Save picture", () => savePicture(player)),
      iconButton("help", "Keyboard (?)", () => dom.help.showModal()),
    ],
  });
}

function replayKeys(player) {
  return {
    ...keysOf(player, choose),
    m: () => stepMoment(player, 1),
    M: () => stepMoment(player, -1),
    h: () => playHighlights(player),
    g: () => {
      openPanel(player);
      showTab(player, "guide");
    },
    b: () => togglePanel(player),
    f: () => toggleFullScreen(player),
    c: () => toggleCaptions(player),
    x: () => toggleAhead(player),
    p: () => toggleSize(player),
    v: () => nextView(player),
  };
}

// --- playing --------------------------------------------------------------------------------------------------------

const REPLAY = {
  total: ({ recording }) => recording.total,
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

function placeOf({ scene }) {
  return { row: scene.row.number, id: scene.row.opened.id, local_s: scene.state.local_s };
}

// Draws the current moment, and touches only what has changed since the last frame.
function showReplay(player) {
  const { recording, chosen, dom, scene: earlier } = player;
  const at = moment(recording, player.t);
  const key = `${momentKey(at)}:${chosen}`;
  const changed = key !== player.key;
  player.scene = { recording, chosen, ...at, state: changed ? stateNow(player) : earlier.state };
  if (changed) {
    player.key = key;
    for (const view of Object.values(dom.views)) view.draw(player.scene);
    announce(player);
  }
  for (const view of dom.tickers) view.tick(player.scene);
  if (earlier?.row !== at.row) tell(player, "row");
}

// A meeting under way is not over when its recording ends.
function stateNow({ recording, t, underway }) {
  const now = state(recording, t);
  return underway ? { ...now, finished: false } : now;
}

// Tells screen readers what is said.
function announce(player) {
  const { begun, current, state: now } = player.scene;
  if (!current && !now.finished) return;
  const { who, act, text } = caption(player.recording, begun);
  tellListeners(player, now.finished ? "The meeting is over." : `${who} ${act}: ${text}`, TOLD_EVERY_MS);
}

// Adds what a longer text of the same meeting brings. The play head, and whatever is chosen or open, stay where they
// are. At the end the player waits for more, until `over` says that no more will come.
function update(player, text, { over = false } = {}) {
  const { recording, dom } = player;
  const came = extend(recording, text);
  player.underway = !recording.complete && !over;
  drawProgress(player);
  if (came) {
    for (const view of Object.values(dom.views)) view.grow?.();
    dom.views.wall.drawn = null;
    arrange(player);
  }
  redraw(player);
}
