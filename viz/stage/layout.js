// The layout of a replay: where its parts stand in the page, and how they fit the box around them.

import { clamp, forgetWidths, html, mark, put, say, svg } from "./drawing.js";
import { arranged } from "./geometry.js";
import { disclaimerWords, originWords, titleWords } from "./names.js";
import { notice } from "./notice.js";
import { drawPanel, isFolded } from "./panel.js";
import { redraw, set } from "./player.js";
import { makeTabs, makeViewButtons } from "./showing.js";
import { linesNeeded } from "./wall.js";

const WIDE = 900; // pixels: from this width on, the room and the side fill a page without scrolling
const LOW = 700; // pixels: below this height, the title and the question stand in one line
const FLAT = { width: 560, height: 500 }; // pixels: a phone on its side, where the room stands beside the words
const PROJECTOR = { width: 1800, height: 1000 }; // pixels: from this size of the stage on, letters grow by themselves
const LOW_TABLE = 176; // pixels: a table that is lower has no room for letters for the back of a room
const PLAIN = { width: 1280, height: 720 }; // pixels: a projector of this size shows what surrounds the room as it is

// --- the parts in the page ------------------------------------------------------------------------------------------

// Puts the finished views of `player` into `element`.
export function assemble(player, element) {
  const { dom } = player;
  const { list, chapters, controls } = dom.views;
  dom.live = html("div", { class: "cs-live", "aria-live": "polite", role: "status" });
  const sideName = "The list and the transcript";
  const foot = html("p", { class: "cs-disclaimer cs-footline", text: disclaimerWords(player.recording.header) });
  dom.side = html("aside", { class: "cs-side", "aria-label": sideName }, list.node, makeTabs(player), foot);
  dom.root = html(
    "div",
    { class: "cs-stage", tabindex: "-1", role: "region", "aria-label": "Replay of a rank meeting" },
    html("div", { class: "cs-top" }, ...topParts(player)),
    html("div", { class: "cs-scene" }, ...sceneParts(player)),
    dom.side,
    html("div", { class: "cs-bar" }, chapters.node, controls.node),
    dom.live,
    dom.help,
  );
  element.replaceChildren(dom.root);
}

function topParts(player) {
  const { dom, recording } = player;
  const { header } = recording;
  dom.subtitle = html("bdi", { class: "cs-subtitle" });
  const title = html("h1", { class: "cs-title" }, html("bdi", { text: titleWords(header) }), dom.subtitle);
  dom.progress = html("p", { class: "cs-incomplete", role: "note", hidden: true });
  drawProgress(player);
  return [title, dom.progress, makeViewButtons(player)];
}

function sceneParts({ dom }) {
  const { room, wall, chart, answers, trust, caption } = dom.views;
  const looks = { class: "cs-canvas", role: "group", "aria-label": "The room", "font-family": dom.faces.sans };
  dom.canvas = svg("svg", looks, room.node, wall.node, wall.clock);
  dom.picture = html("div", { class: "cs-picture" }, dom.canvas);
  return [dom.picture, chart.node, answers.node, trust.node, caption.node];
}

// Says what the meeting was made from, with its question once that gives nothing away.
function drawOrigin({ dom, recording, settings, scene }) {
  const origin = originWords(recording.header, { asks: !settings.hide || Boolean(scene?.over) });
  say(dom.subtitle, origin);
  put(dom.subtitle, "title", origin);
}

// Says how far an incomplete recording goes: one cut short, or one under way. While what is to come is hidden, it says
// so at the end.
export function drawProgress(player) {
  const { dom, recording, underway, settings, scene } = player;
  drawOrigin(player);
  const { complete, rows, header } = recording;
  const { number } = rows[rows.length - 1];
  const secret = settings.hide && !scene?.over;
  const shown = !complete && (underway || !secret);
  const words = underway
    ? `Under way${secret ? "" : `: ${number} of ${header.rows ?? "?"} rows so far`}.`
    : `This recording is incomplete: it stops in row ${number}.`;
  say(dom.progress, shown ? words : "");
  put(dom.progress, "hidden", shown ? null : "");
}

// --- the box --------------------------------------------------------------------------------------------------------

// Calls `fit` whenever the box of one of `nodes` changes; calls `forget` and then `fit` when a font arrives. Returns a
// function that stops it.
export function keepFitting(nodes, fit, forget) {
  const refit = () => {
    forgetWidths();
    forget();
    fit();
  };
  document.fonts?.addEventListener("loadingdone", refit);
  const observer = new ResizeObserver(fit);
  for (const node of nodes) observer.observe(node);
  return () => {
    observer.disconnect();
    document.fonts?.removeEventListener("loadingdone", refit);
  };
}

// Fits the parts of a replay to its box; called whenever the box changes.
export function arrange(player) {
  const { dom } = player;
  const { root, picture, views } = dom;
  const wide = root.clientWidth >= WIDE;
  mark(root, "cs-wide", wide);
  mark(root, "cs-narrow", !wide);
  mark(root, "cs-flat", !wide && root.clientWidth >= FLAT.width && window.innerHeight < FLAT.height);
  const far = wide && seenFromAfar(player);
  put(root, "data-size", far ? "projector" : "usual");
  mark(root, "cs-low", wide && root.clientHeight < LOW);
  drawPanel(player, { wide, far });
  root.style.setProperty("--cs-zoom", zoomOf(root, far).toFixed(2));
  const [width, height] = [Math.max(300, picture.clientWidth), Math.max(300, picture.clientHeight)];
  for (const view of [views.chapters, views.chart, views.answers, views.trust]) view.arrange();
  const { rows } = player.recording; // a fuller one needs a higher wall
  const large = far && isFolded(player); // beside an open panel, which leads then, letters have their usual size
  const size = `${width}x${height}:${large}:${wide}:${rows.length}`;
  if (picture.clientWidth && player.size !== size) fitRoom(player, { size, width, height, far: large, compact: !wide });
  if (player.scene) redraw(player);
}

// How much larger everything around the room is.
function zoomOf({ clientWidth: width, clientHeight: height }, far) {
  return far ? Math.max(1, Math.min(width / PLAIN.width, height / PLAIN.height)) : clamp(width / 1600, 1, 1.8);
}

function fitRoom(player, { size, width, height, far, compact }) {
  const { canvas, views } = player.dom;
  player.size = size;
  put(canvas, "viewBox", `0 0 ${width} ${height}`);
  const sheet = player.settings.hide ? undefined : linesNeeded(player.recording, player.dom.faces);
  const people = views.room.people.length;
  const wanted = arranged(width, height, people, { far, compact, sheet });
  const cramped = far && 2 * wanted.table.ry < LOW_TABLE * wanted.k; // large words would be cut
  const plan = cramped ? arranged(width, height, people, { compact, sheet }) : wanted;
  views.wall.arrange(plan);
  views.room.arrange(plan);
}

// Whether letters are large enough for the back of a room: on a full screen of 1920 x 1080, or when somebody asks.
function seenFromAfar({ dom, settings }) {
  const { clientWidth, clientHeight } = dom.root;
  const large = clientWidth >= PROJECTOR.width && clientHeight >= PROJECTOR.height;
  return settings.size === "projector" || (settings.size !== "usual" && large);
}

// Text of "usual" size, for the back of a room ("projector"), or as fits the screen ("auto").
export function setSize(player, size) {
  player.panel = null;
  set(player, "size", ["usual", "projector"].includes(size) ? size : "auto");
  arrange(player);
}

export function toggleSize(player) {
  setSize(player, player.dom.root.dataset.size === "projector" ? "usual" : "projector");
  const large = player.settings.size === "projector";
  notice(player, large ? "Large text, for the back of a room." : "Text at its normal size.");
}
