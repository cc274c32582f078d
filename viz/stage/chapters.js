// The time line of one meeting: a bar for each row in the color of its tier, and the key moments above the bars. While
// what is still to come is hidden, it has equal steps, and no mark and no color that is still to come.

import { html, mark, put, svg } from "./drawing.js";
import { keyMoments } from "./moments.js";
import { nameOf, outcomeWords } from "./names.js";
import { clockWords } from "./numbers.js";
import { lastAtMost, momentKey, rowsOver } from "./recording.js";
import { rowsPlanned } from "./sofar.js";
import { kindWords } from "./terms.js";
import { colorChapters, makeChapter, makeTimeline, placeChapter, rowHeading } from "./timeline.js";

const HIGH = 26; // pixels
const MARKS_END = 12; // pixels below the upper edge
const MARK_REACH = 6; // pixels from a mark's middle

export const SHAPES = {
  stake: "M0-4L4 0 0 4-4 0Z",
  ghost: "M-3.5 4v-4.5a3.5 3.5 0 0 1 7 0V4l-2.3-1.6L0 4l-1.2-1.6Z",
  veto: "M-3-3L3 3M3-3L-3 3",
  bell: "M-3.5 2.5L0-4 3.5 2.5Z",
  concede: "M-4-1.5H1.5M4 1.5H-1.5M-1-4L-4-1.5L-1 1M1-1L4 1.5L1 4",
  turn: "M-2.5 0a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0Z",
};

export function makeChapters(player) {
  const { recording } = player;
  const bars = svg("g", {});
  const marks = svg("g", {});
  const view = { bars, marks, recording, chapters: [], moments: [], shown: [], shapes: [], key: "", shut: "" };
  view.line = makeTimeline(player, {
    name: "cs-timeline",
    label: "Moment in the meeting",
    drawing: svg("svg", { class: "cs-timeline-svg", "aria-hidden": "true" }, bars, marks),
    height: HIGH,
    preview: (spot) => preview(view, player.scene, spot),
    markAt: (x, y) => markAt(view, x, y),
  });
  view.node = view.line.node;
  view.grow = () => Object.assign(view, { moments: keyMoments(recording), key: "", shut: "" });
  view.arrange = () => arrangeChapters(view);
  view.tick = ({ t }) => view.line.placeHead(t);
  view.draw = (scene) => drawChapters(view, scene);
  view.grow();
  return view;
}

// Makes as many bars as there are steps, and the marks of the moments so far, or of all.
function fillChapters(view, { hidden, recording }) {
  const count = hidden ? rowsPlanned(recording) : recording.rows.length;
  if (view.chapters.length !== count) {
    view.chapters = Array.from({ length: count }, makeChapter);
    view.bars.replaceChildren(...view.chapters);
  }
  view.shown = hidden ? keyMoments(recording) : view.moments;
  view.shapes = view.shown.map(({ sort }) => svg("path", { class: `cs-moment cs-moment-${sort}`, d: SHAPES[sort] }));
  view.marks.replaceChildren(...view.shapes);
  placeAll(view);
}

function arrangeChapters(view) {
  view.line.arrange();
  if (view.key) placeAll(view); // else the next moment makes the bars anew, and there may be more or fewer of them
}

function placeAll({ line, chapters, shown, shapes }) {
  chapters.forEach((chapter, k) => {
    const [from, to] = line.edges(k);
    placeChapter(chapter, { from, to, y: 13, height: 10 });
  });
  shown.forEach(({ t }, k) => put(shapes[k], "transform", `translate(${line.toX(t).toFixed(1)} 6)`));
}

function drawChapters(view, scene) {
  const { row, state: now, hidden, recording } = scene;
  const key = hidden ? momentKey(scene) : "whole";
  if (view.key !== key) {
    view.key = key;
    fillChapters(view, scene);
  }
  view.shown.forEach((moment, k) => mark(view.shapes[k], "cs-ahead", moment.t > now.t));
  const shut = rowsOver(scene);
  const shade = `${shut}:${key}`;
  if (view.shut !== shade) colorChapters(view.chapters, shut, (k) => recording.rows[k]?.closed?.tier);
  view.shut = shade;
  const where = `row ${row.number} of ${rowsPlanned(recording)}, ${row.opened.name}`;
  if (hidden) view.line.announce(row.number, rowsPlanned(recording), where);
  else view.line.announce(Math.round(now.t), Math.round(recording.total), `${clockWords(now.t)}, ${where}`);
}

// The second of the mark under the pointer, or null: marks stand above the rows.
function markAt({ line, shown }, x, y) {
  if (y > MARKS_END) return null;
  const away = ({ t }) => Math.abs(line.toX(t) - x);
  const nearest = shown.reduce((best, moment) => (best && away(best) <= away(moment) ? best : moment), null);
  return nearest && away(nearest) <= MARK_REACH ? nearest.t + 0.001 : null;
}

// What the tip says about a spot. Of a row that is still to come and hidden, it gives the number.
function preview({ shown }, { hidden, recording, row: here, over }, { step, t }) {
  const row = hidden ? recording.rows[step] : recording.rows[lastAtMost(recording.starts, t)];
  if (!row) return [rowHeading(step + 1), html("span", { text: over ? "not in this recording" : "still to come" })];
  const verdict = row.closed && (!hidden || row !== here) ? ` · ${outcomeWords(row)}` : "";
  const near = shown.filter((moment) => moment.row.index === row.index).map(({ words }) => words);
  const words = `${kindWords(row.opened.kind)}${verdict}`;
  return [
    rowHeading(row.number, nameOf(row)),
    html("span", { text: hidden ? words : `${clockWords(t)} · ${words}` }),
    html("span", { text: [...new Set(near)].join(", ") }),
  ];
}
