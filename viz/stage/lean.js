// A lean view of one recording: the wall, the room, and under them what is being said. It has no list and no controls:
// its owner says which second to show. Two of them stand side by side in a comparison.

import { makeCaption } from "./caption.js";
import { html, mark, put, say, svg } from "./drawing.js";
import { arranged } from "./geometry.js";
import { closingWords, endWords, outcomeWords } from "./names.js";
import { isCalled, moment, momentKey, seatedMembers, state } from "./recording.js";
import { makeRoom } from "./room.js";
import { sceneSoFar } from "./sofar.js";
import { linesNeeded, makeWall } from "./wall.js";

// `letter` names the side (A or B), `title` says what is different about it; `chosen` hears the id of a member whom
// somebody selects.
export function makeLean(recording, { letter, title, faces, chosen }) {
  const view = { recording, letter, faces, wall: makeWall(faces), room: makeRoom(faces, chosen), key: null, size: "" };
  view.scene = null;
  view.room.seat(seatedMembers(recording));
  view.caption = makeCaption("cs-leanwords");
  view.verdict = html("span", { class: "cs-leanverdict" });
  view.link = html("a", { class: "cs-leanlink", text: "Replay", hidden: true });
  view.canvas = svg(
    "svg",
    { class: "cs-canvas", role: "group", "aria-label": `The room of ${letter}`, "font-family": faces.sans },
    view.room.node,
    view.wall.node,
    view.wall.clock,
  );
  view.picture = html("div", { class: "cs-leanpicture" }, view.canvas);
  const name = `${letter}: ${title}`;
  const parts = [leanHead(view, title), view.picture, view.caption.node];
  view.node = html("section", { class: "cs-lean", "aria-label": name }, ...parts);
  view.arrange = (looks) => arrangeLean(view, looks);
  view.show = (t, where) => showLean(view, t, where);
  view.forget = () => (view.size = "");
  return view;
}

function leanHead({ letter, verdict, link }, title) {
  return html(
    "header",
    { class: "cs-leanhead" },
    html("span", { class: "cs-letter", text: letter }),
    html("h2", {}, html("bdi", { text: title, title })),
    verdict,
    link,
  );
}

const ROOMY = { width: 960, height: 520 }; // pixels: from here on, words fit on the table

// `far` says that the letters are for the back of a room, `hide` that what is still to come is hidden, `large` that the
// words stand on the table if there is room, and not below it.
function arrangeLean(view, { far = false, hide = false, large = false } = {}) {
  const { node, picture, canvas } = view;
  const roomy = large && node.clientWidth >= ROOMY.width && node.clientHeight >= ROOMY.height;
  mark(node, "cs-roomy", roomy);
  const [width, height] = [Math.max(280, picture.clientWidth), Math.max(280, picture.clientHeight)];
  if (!picture.clientWidth || view.size === `${width}x${height}:${far}`) return;
  view.size = `${width}x${height}:${far}`;
  view.key = null;
  put(canvas, "viewBox", `0 0 ${width} ${height}`);
  const sheet = hide ? undefined : linesNeeded(view.recording, view.faces);
  const plan = arranged(width, height, view.room.people.length, { compact: !roomy, far, sheet });
  view.wall.arrange(plan);
  view.room.arrange(plan);
}

// Shows the room at second t; `chosen` is a member, `held` says that this row is over while the other side still talks,
// `hide` that what is still to come is hidden, `differs` which columns of the row differ between the sides; `bare`
// leaves out what the score says of the row, `calm` lets no cell stand out, so that all of them show.
function showLean(view, t, { chosen, held, hide, differs, bare = false, calm = false }) {
  const { recording } = view;
  const at = moment(recording, t);
  const key = `${momentKey(at)}:${chosen}:${bare}:${calm}`;
  const changed = key !== view.key;
  const seen = hide ? sceneSoFar(recording, at) : { ...at, recording, hidden: false };
  const looks = { chosen, differs, bare, calm };
  view.scene = { ...seen, ...looks, ended: at.over, state: changed ? state(recording, t) : view.scene.state };
  mark(view.node, "cs-held", held);
  if (!view.size) return;
  if (changed) {
    view.key = key;
    for (const part of [view.wall, view.room, view.caption]) part.draw(view.scene);
    drawVerdict(view);
  }
  view.wall.tick(view.scene);
}

function drawVerdict({ verdict, scene, recording }) {
  const { row, ended } = scene;
  const done = isCalled(scene);
  const { head, words } = closingWords(recording);
  const closing = [head, words].filter(Boolean).join(", ");
  say(verdict, ended ? closing : done ? outcomeWords(row) : "");
  put(verdict, "title", done ? endWords(row) : null);
}
