// The time line of one meeting: a bar for each row in the color of its tier, and the key moments above the bars.

import { html, mark, put, svg } from "./drawing.js";
import { keyMoments } from "./moments.js";
import { nameOf, outcomeWords } from "./names.js";
import { clockWords } from "./numbers.js";
import { lastAtMost, rowsOver } from "./recording.js";
import { kindWords } from "./terms.js";
import { makeChapter, makeTimeline, placeChapter, rowHeading, shadeChapters } from "./timeline.js";

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
  const view = { bars, marks, recording, chapters: [], moments: [], shapes: [], shut: -1 };
  view.line = makeTimeline(player, {
    name: "cs-timeline",
    label: "Moment in the meeting",
    drawing: svg("svg", { class: "cs-timeline-svg", "aria-hidden": "true" }, bars, marks),
    height: HIGH,
    preview: (t) => preview(view, player, t),
    markAt: (x, y) => markAt(view, x, y),
  });
  view.node = view.line.node;
  view.grow = () => growChapters(view);
  view.arrange = () => arrangeChapters(view);
  view.tick = ({ t }) => view.line.placeHead(t);
  view.draw = (scene) => drawChapters(view, scene);
  view.grow();
  return view;
}

// Called at the start, and when the recording has grown.
function growChapters(view) {
  const { recording } = view;
  view.chapters = recording.rows.map(makeChapter);
  view.moments = keyMoments(recording);
  view.shapes = view.moments.map(({ sort }) => svg("path", { class: `cs-moment cs-moment-${sort}`, d: SHAPES[sort] }));
  view.bars.replaceChildren(...view.chapters);
  view.marks.replaceChildren(...view.shapes);
  view.line.grow();
  view.shut = -1;
}

function arrangeChapters({ line, recording, chapters, moments, shapes }) {
  line.arrange();
  recording.rows.forEach(({ start, duration }, k) => {
    placeChapter(chapters[k], { from: line.toX(start), to: line.toX(start + duration), y: 13, height: 10 });
  });
  moments.forEach(({ t }, k) => put(shapes[k], "transform", `translate(${line.toX(t).toFixed(1)} 6)`));
}

function drawChapters(view, scene) {
  const { row, state: now } = scene;
  const shut = rowsOver(scene);
  view.moments.forEach((moment, k) => mark(view.shapes[k], "cs-ahead", moment.t > now.t));
  shadeChapters(view.chapters, view.shut, shut);
  view.shut = shut;
  const words = `${clockWords(now.t)}, row ${row.number} of ${view.recording.rows.length}, ${row.opened.name}`;
  view.line.announce(now.t, words);
}

// The second of the mark under the pointer, or null: marks stand above the rows.
function markAt({ line, moments }, x, y) {
  if (y > MARKS_END) return null;
  const away = ({ t }) => Math.abs(line.toX(t) - x);
  const nearest = moments.reduce((best, moment) => (best && away(best) <= away(moment) ? best : moment), null);
  return nearest && away(nearest) <= MARK_REACH ? nearest.t + 0.001 : null;
}

// What the tip says about second t. If what is still to come is hidden, a later row gives only its name.
function preview({ recording, moments }, { settings, scene }, t) {
  const row = recording.rows[lastAtMost(recording.starts, t)];
  const secret = !settings.ahead && row.index >= rowsOver(scene);
  const verdict = row.closed && !secret ? ` · ${outcomeWords(row)}` : "";
  const near = secret ? [] : moments.filter((moment) => moment.row === row).map(({ words }) => words);
  return [
    rowHeading(row.number, nameOf(row)),
    html("span", { text: `${clockWords(t)} · ${kindWords(row.opened.kind)}${verdict}` }),
    html("span", { text: [...new Set(near)].join(", ") }),
  ];
}
