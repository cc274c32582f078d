// Two recordings side by side on one clock: the same row and the same second in both rooms, driven by one set of
// controls. Public names: parse, compared (difference.js), mountPair, refuse. README.md says how to use them.

import { caption, tellListeners } from "./caption.js";
import { destroy, pacedBy, pause, play, setSpeed, toggle } from "./clockwork.js";
import { iconButton, makeControls, textButton } from "./controls.js";
import { compared, comparedSoFar, pairAt, pairsPlanned, saidWords, secondOfSide } from "./difference.js";
import { apart, clamp, facesOf, html, mark, put } from "./drawing.js";
import { showHide, toggleHide } from "./hiding.js";
import { keysOf, listenToKeys, makeHelp } from "./keys.js";
import { keepFitting } from "./layout.js";
import { makeLean } from "./lean.js";
import { disclaimerWords, titleWords } from "./names.js";
import { notice } from "./notice.js";
import { clockWords } from "./numbers.js";
import { makePairLine } from "./pairline.js";
import { seekCall, seekPair, seekTime, startingTime, stepLine, stepOther, stepPair, toWord } from "./pairseek.js";
import { makePairSide } from "./pairside.js";
import { drawPanel, isFolded, toggleFullScreen, togglePanel } from "./panel.js";
import { newPlayer, on, publicFace, set, tell } from "./player.js";
import { parse } from "./recording.js";
import { inEqualSteps, inProportion } from "./scale.js";
import { linkTo, share } from "./sharing.js";
import { secondsPlanned } from "./sofar.js";
import { refuse } from "./stage.js";
import { nextTheme, setTheme, wardrobe } from "./themes.js";
export { parse } from "./recording.js";
export { refuse } from "./stage.js";
export { compared } from "./difference.js";

const BESIDE = 1100; // pixels: from this width on, rooms and differences stand side by side
const ONE_ROOM = 720; // pixels: below this width, one room shows at a time
const PLAIN_PAIR = { width: 1280, height: 720 }; // pixels: from this size on, text for the back of a room grows
const LOW_PAIR = 700; // pixels: below this height, the title and what it is of stand in one line
const TITLED = 800; // pixels: below this height, a comparison for the back of a room has no line for its title
const PAIR_TOLD_EVERY_MS = 1500; // while it plays, to screen readers
const PAIR_FACTS = ["comparison", "t", "playing", "chosen", "scene", "settings", "options"];
const PAIR_KEYS = [
  ["d", "the first word that differs"],
  ["n · N", "next, previous call that differs"],
  ["o", "the other room, on a phone"],
];
const PAIR_SWITCHES = [
  ["x", "hide what is still to come, or show it"],
  ["p", "projector size"],
  ["w", "what differs: open or fold it"],
  ["f", "full screen"],
];

// Builds the comparison inside `element` and returns its player. `a` and `b` are results of parse, or texts.
export function mountPair(element, a, b, options = {}) {
  const [left, right] = [a, b].map((each) => (typeof each === "string" ? parse(each) : each));
  const bare = [left.rows.length ? "" : "A", right.rows.length ? "" : "B"].filter(Boolean);
  if (bare.length) {
    const stop = bare.length > 1 ? "stop before their" : "stops before its";
    refuse(element, `${bare.join(" and ")} ${stop} first row: there is nothing to compare.`);
    return null;
  }
  const player = newPlayer(PAIR, { comparison: compared(left, right) }, options);
  buildPair(player, element);
  arrangePair(player);
  seekTime(player, startingTime(player), { quiet: true });
  if (player.options.autoplay) play(player);
  if (player.options.focus) player.dom.root.focus({ preventScroll: true });
  return publicFace(player, PAIR_ACTS, PAIR_FACTS);
}

// What a page may do with a comparison; README.md says what each does.
const PAIR_ACTS = {
  ...{ play, pause, toggle, seek: seekTime, step: stepLine, stepRow: stepPair, seekPair, seekCall, stepOther, toWord },
  ...{ setSpeed, setTheme, setSide, setSize: setPairSize, toggleHide, choose: choosePair },
  ...{ link: linkTo, here: placeOfPair, on, destroy },
};

// --- building -------------------------------------------------------------------------------------------------------

function buildPair(player, element) {
  const { dom, comparison, settings } = player;
  const faces = facesOf(getComputedStyle(element));
  const chosen = (id) => choosePair(player, id);
  const recordings = [comparison.a, comparison.b];
  dom.leans = recordings.map((recording, k) =>
    makeLean(recording, { letter: "AB"[k], title: comparison.titles[k], faces, chosen }),
  );
  dom.line = makePairLine(player);
  dom.panel = makePairSide(player, chosen, () => leavePairPanel(player));
  dom.side = dom.panel.node;
  dom.arrange = () => arrangePair(player);
  dom.controls = pairControls(player);
  dom.help = makeHelp(
    "Letter keys work while the comparison has the focus: click anywhere, or press Tab to reach it.",
    PAIR_KEYS,
    PAIR_SWITCHES,
  );
  assemblePair(player, element);
  setSpeed(player, settings.speed);
  dom.wardrobe = wardrobe(dom.root);
  setTheme(player, settings.theme);
  setSide(player, "a");
  showHide(player);
  listenToKeys(dom.root, pairKeys(player));
  const boxes = [dom.root, dom.line.node, ...dom.leans.map((lean) => lean.picture)];
  const forget = () => dom.leans.forEach((lean) => lean.forget());
  dom.stopFitting = keepFitting(boxes, () => arrangePair(player), forget);
}

function assemblePair(player, element) {
  const { dom, comparison } = player;
  dom.live = html("div", { class: "cs-live", "aria-live": "polite", role: "status" });
  const rooms = html("div", { class: "cs-rooms" }, ...dom.leans.map((lean) => lean.node));
  const subtitle = html("bdi", { class: "cs-subtitle", text: pairTitle(comparison) });
  const title = html("h1", { class: "cs-title" }, html("span", { text: "Two meetings, one clock" }), subtitle);
  dom.root = html(
    "div",
    { class: "cs-stage cs-pair", tabindex: "-1", role: "region", "aria-label": "Two rank meetings side by side" },
    html("div", { class: "cs-top" }, title),
    rooms,
    dom.panel.node,
    html("div", { class: "cs-bar" }, dom.line.node, dom.controls.node),
    dom.live,
    dom.help,
  );
  element.replaceChildren(dom.root);
}

function pairTitle({ a, b }) {
  const [titleA, titleB] = [a, b].map(({ header }) => apart(titleWords(header)));
  const [seedA, seedB] = [a.header.seed, b.header.seed];
  const titles = titleA === titleB ? titleA : `${titleA} and ${titleB}`;
  return `${titles} · ${seedA === seedB ? `seed ${seedA}` : `seeds ${seedA} and ${seedB}`}`;
}

function pairControls(player) {
  const { comparison, dom } = player;
  const folding = () => togglePairPanel(player);
  dom.panelButton = iconButton("panel", "Fold what differs (w)", folding, { "aria-pressed": "false" });
  const jump = (text, title, act) => textButton(text, title, act, { class: "cs-textbutton cs-jump" });
  const jumps = [
    jump("First word", "The first word that differs (d)", () => toWord(player)),
    jump("Next call", "The next row that is called otherwise (n)", () => stepOther(player, 1)),
  ];
  return makeControls(player, {
    where: ({ pair }) => `Row ${pair.index + 1} of ${pairsPlanned(comparison)}`,
    under: [html("p", { class: "cs-disclaimer", text: disclaimerWords(comparison.a.header) })],
    middle: [sideButtons(player)],
    first: [html("div", { class: "cs-jumps" }, ...jumps)],
    last: [
      iconButton("theme", "Light, dark or high contrast", () => nextTheme(player)),
      dom.panelButton,
      iconButton("size", "Projector size (p)", () => togglePairSize(player)),
      iconButton("share", "Copy a link to this moment", () => share(player)),
      iconButton("help", "Keyboard (?)", () => dom.help.showModal()),
    ],
  });
}

function sideButtons(player) {
  const { dom } = player;
  dom.sides = ["a", "b"].map((side) => {
    const letter = side.toUpperCase();
    const looks = { type: "button", class: "cs-view", text: letter, "aria-label": `Show room ${letter}` };
    return { side, button: html("button", { ...looks, click: () => setSide(player, side) }) };
  });
  const buttons = dom.sides.map(({ button }) => button);
  return html("div", { class: "cs-sides", role: "group", "aria-label": "Which room" }, ...buttons);
}

function pairKeys(player) {
  return {
    ...keysOf(player, choosePair),
    d: () => toWord(player),
    n: () => stepOther(player, 1),
    N: () => stepOther(player, -1),
    o: () => setSide(player, player.side === "a" ? "b" : "a"),
    x: () => toggleHide(player),
    p: () => togglePairSize(player),
    w: () => togglePairPanel(player),
    f: () => toggleFullScreen(player),
  };
}

// --- what shows ----------------------------------------------------------------------------------------------------

// Which room a narrow page shows: "a" or "b".
function setSide(player, wanted) {
  const { dom } = player;
  player.side = wanted === "b" ? "b" : "a";
  put(dom.root, "data-side", player.side);
  for (const { side, button } of dom.sides) put(button, "aria-pressed", String(side === player.side));
}

function choosePair(player, id) {
  player.chosen = player.chosen === id ? null : id;
  showPair(player);
}

function arrangePair(player) {
  const { root, line, leans } = player.dom;
  const width = root.clientWidth;
  mark(root, "cs-wide", width >= BESIDE);
  mark(root, "cs-narrow", width < BESIDE);
  mark(root, "cs-oneroom", width < ONE_ROOM);
  const far = player.settings.size === "projector" && width >= BESIDE;
  mark(root, "cs-low", width >= BESIDE && root.clientHeight < (far ? TITLED : LOW_PAIR));
  put(root, "data-size", far ? "projector" : "usual");
  drawPanel(player, { wide: width >= BESIDE, far });
  root.style.setProperty("--cs-zoom", zoomOfPair(root, far).toFixed(2));
  line.arrange();
  for (const lean of leans) lean.arrange({ far, hide: player.settings.hide });
  if (player.scene) showPair(player);
}

// How much larger everything around the rooms is.
const zoomOfPair = ({ clientWidth: width, clientHeight: height }, far) =>
  far ? Math.max(1, Math.min(width / PLAIN_PAIR.width, height / PLAIN_PAIR.height)) : clamp(width / 1600, 1, 1.8);

// Text for the back of a room ("projector"), where the differences fold away, or of the usual size.
function setPairSize(player, size) {
  player.panel = null;
  set(player, "size", ["usual", "projector"].includes(size) ? size : "auto");
  arrangePair(player);
}

// What differs, beside the rooms; for the back of a room in their place. The arrow keys scroll it.
function togglePairPanel(player) {
  togglePanel(player);
  if (!isFolded(player)) player.dom.side.querySelector(".cs-scroll").focus({ preventScroll: true });
}

// Back to the rooms, for somebody who has chosen a difference.
function leavePairPanel(player) {
  if (player.dom.root.dataset.size === "projector" && !isFolded(player)) togglePanel(player);
}

function togglePairSize(player) {
  setPairSize(player, player.settings.size === "projector" ? "usual" : "projector");
  const large = player.dom.root.dataset.size === "projector";
  notice(player, large ? "Large text, for the back of a room." : "Text at its normal size.");
}

// --- playing --------------------------------------------------------------------------------------------------------

const PAIR = {
  total: ({ comparison }) => comparison.total,
  scale: scaleOfPair,
  clock: clockOfPair,
  refresh: refreshPair,
  rate: rateOfPair,
  show: showPair,
  here: placeOfPair,
  arrive: (_player, t) => t,
  leave: () => {},
  seek: seekTime,
  step: stepLine,
  stepRow: stepPair,
};

// At reading pace, the line that takes longer to read sets the rate.
function rateOfPair({ settings, scene }) {
  if (settings.speed !== "reading") return settings.speed;
  const talking = scene.sides.filter(({ current, held }) => current && !held);
  return talking.length ? Math.min(...talking.map(({ current }) => pacedBy(current, settings))) : 1;
}

// As in a replay: equal steps while what is still to come is hidden.
function scaleOfPair({ comparison, settings, scene }) {
  const { pairs: parts, starts, total, a } = comparison;
  if (!settings.hide) return inProportion({ parts, total });
  const shut = scene ? scene.pair.index + (scene.over ? 1 : 0) : 0;
  return inEqualSteps({ parts, starts, total, count: pairsPlanned(comparison), most: secondsPlanned(a) }, shut);
}

function clockOfPair({ comparison, settings, scene, t }) {
  if (settings.hide) return `${clockWords(scene.local)} into the row`;
  return `${clockWords(t)} / ${clockWords(comparison.total)}`;
}

// What is still to come is hidden, or shows again.
function refreshPair(player) {
  const { line, panel, leans } = player.dom;
  for (const view of [line, panel]) view.grow();
  for (const lean of leans) lean.forget();
  arrangePair(player);
  drawLinks(player);
}

function placeOfPair({ scene }) {
  return { row: scene.pair.a.number, id: scene.pair.id, local_s: scene.local };
}

// Draws the current moment in both rooms.
function showPair(player) {
  const { comparison, dom, t, chosen, settings, scene: earlier } = player;
  const { pair, local } = pairAt(comparison, t);
  const over = t >= comparison.total;
  const differs = comparison.cells.filter(({ id }) => id === pair.id).map(({ column }) => column);
  const sides = dom.leans.map((lean, k) => {
    const row = k ? pair.b : pair.a;
    const held = local >= row.duration && !over;
    const second = secondOfSide(lean.recording, row, local, over);
    lean.show(second, { chosen, held, hide: settings.hide, differs });
    return { ...lean.scene, held };
  });
  player.scene = pairScene(player, { pair, local, over, t, sides, chosen, hidden: Boolean(settings.hide) });
  mark(dom.root, "cs-unlike", lineKey(sides[0]) !== lineKey(sides[1]));
  for (const view of [dom.line, dom.controls, dom.panel]) view.draw(player.scene);
  for (const view of [dom.line, dom.controls]) view.tick(player.scene);
  announcePair(player);
  if (earlier?.pair.index === pair.index) return;
  drawLinks(player);
  tell(player, "row");
}

// The moment with what the comparison may tell by then (`seen`): all of it, or as far as the play head.
function pairScene(player, scene) {
  const { comparison } = player;
  const { pair, over, sides, hidden, t } = scene;
  if (!hidden) return { ...scene, seen: comparison };
  const shut = over ? pair.index + 1 : pair.index;
  const key = `${shut}:${over}:${comparison.word && comparison.word.t <= t}`;
  if (player.sofar?.key !== key) {
    const recordings = sides.map(({ recording }) => recording);
    player.sofar = { key, seen: comparedSoFar(comparison, { sides: recordings, shut, t }) };
  }
  return { ...scene, pair: { ...pair, a: sides[0].row, b: sides[1].row }, seen: player.sofar.seen };
}

// What is said, as text: equal text means the same line.
const lineKey = ({ begun }) => (begun ? saidWords(begun) : "");

// Tells screen readers what is said: once, if both rooms say the same.
function announcePair(player) {
  const [a, b] = player.scene.sides.map(({ recording, begun, current }) => {
    const { who, act, text } = caption(recording, begun);
    return current ? `${who} ${act}: ${text}` : "";
  });
  const words = a === b ? a : [a && `A: ${a}`, b && `B: ${b}`].filter(Boolean).join(" ");
  tellListeners(player, words, PAIR_TOLD_EVERY_MS);
}

// Links to the whole replay of each side, at the current row.
function drawLinks({ dom, options, settings, scene: { pair } }) {
  dom.leans.forEach(({ link, letter }, k) => {
    const base = options.replays?.[k];
    if (!base) return;
    put(link, "hidden", null);
    put(link, "href", `${base}?row=${(k ? pair.b : pair.a).number}${settings.hide ? "&hide=1" : ""}`);
    put(link, "aria-label", `Replay of ${letter} alone, from this row`);
  });
}
