// A lean view of one recording: the wall, the room, and under them what is being said. No list, no controls: it is
// told which second to show. Two of them stand side by side in a comparison.

import { callWords, endWords, tierWords } from "./words.js";
import { apart, html, mark, put, say, svg } from "./drawing.js";
import { arranged } from "./geometry.js";
import { moment, state } from "./recording.js";
import { makeWall } from "./wall.js";
import { makeRoom, underneath } from "./room.js";
import { caption } from "./bar.js";
import { columnWords, seatedMembers } from "./house.js";

// `letter` names the side (A or B); `chosen` is told the id of a member who is picked.
export function makeLean(recording, { letter, faces, chosen }) {
  const { header } = recording;
  const view = {
    recording,
    faces,
    letter,
    wall: makeWall(faces),
    room: makeRoom(faces, chosen),
    key: null,
    size: "",
    scene: null,
  };
  view.room.seat(seatedMembers(recording));
  const parts = (view.parts = {
    verdict: html("span", { class: "cs-leanverdict" }),
    picture: html("div", { class: "cs-leanpicture" }),
    canvas: svg(
      "svg",
      { class: "cs-canvas", role: "group", "aria-label": `The room of ${letter}` },
      view.room.node,
      view.wall.node,
      view.wall.clock,
    ),
    who: html("span", { class: "cs-captionwho" }),
    text: html("span", { class: "cs-captiontext", dir: "auto" }),
    under: html("span", { class: "cs-captionunder" }),
  });
  put(parts.canvas, "font-family", faces.sans);
  parts.picture.append(parts.canvas);
  parts.words = html("div", { class: "cs-leanwords" }, parts.who, parts.text, parts.under);
  const title = header.scenario?.title ?? "Rank meeting";
  parts.link = html("a", { class: "cs-leanlink", text: "Replay", hidden: true });
  const head = html(
    "header",
    { class: "cs-leanhead" },
    html("span", { class: "cs-letter", text: letter }),
    html("h2", {}, html("bdi", { text: title, title })),
    html("span", { class: "cs-leanseed", text: `seed ${header.seed}` }),
    parts.verdict,
    parts.link,
  );
  view.node = html(
    "section",
    { class: "cs-lean", "aria-label": `${letter}: ${title}` },
    head,
    parts.picture,
    parts.words,
  );
  view.arrange = () => arrangeLean(view);
  view.show = (t, where) => showLean(view, t, where);
  return view;
}

function arrangeLean(view) {
  const { picture, canvas } = view.parts;
  const [width, height] = [Math.max(280, picture.clientWidth), Math.max(300, picture.clientHeight)];
  if (!picture.clientWidth || view.size === `${width}x${height}`) return;
  view.size = `${width}x${height}`;
  view.key = null;
  put(canvas, "viewBox", `0 0 ${width} ${height}`);
  const plan = arranged(width, height, view.room.people.length, { compact: true });
  view.wall.arrange(plan);
  view.room.arrange(plan);
}

// The room at second t; `chosen` is a member, `held` whether this row is over while the other side still talks.
function showLean(view, t, { chosen, held }) {
  const { recording } = view;
  const at = moment(recording, t);
  const key = `${at.row.index}:${at.begun?.index}:${Boolean(at.current)}:${at.over}:${chosen}`;
  const changed = key !== view.key;
  view.scene = { recording, chosen, columnWords, ...at, state: changed ? state(recording, t) : view.scene.state };
  mark(view.node, "cs-held", held);
  if (changed && view.size) {
    view.key = key;
    view.wall.draw(view.scene);
    view.room.draw(view.scene);
    drawWords(view);
  }
  if (view.size) view.wall.tick(view.scene);
}

function drawWords({ parts, recording, scene, letter }) {
  const {
    begun,
    row,
    current,
    state: { finished },
  } = scene;
  const said = caption(recording, begun);
  say(parts.who, said.who ? `${apart(said.who)} ${said.act}` : `Row ${row.number}`);
  say(parts.text, said.text);
  say(parts.under, underneath(recording, row, begun));
  put(parts.words, "data-act", begun?.act ?? null);
  mark(parts.words, "cs-past", !current);
  const done = begun && begun.index === row.utterances.length - 1 && row.closed;
  say(
    parts.verdict,
    finished ? `${letter} is over` : done ? `${tierWords(row.closed.tier)}, ${callWords(row.closed.call)}` : "",
  );
  put(parts.verdict, "title", done ? endWords(row) : null);
}
