// The time line of two meetings on one clock: a strip of rows for each, a flag where they first differ, and a mark on
// every row that ends in another tier.

import { pairAt } from "./difference.js";
import { clamp, html, put, svg } from "./drawing.js";
import { nameOf, outcomeWords } from "./names.js";
import { clockWords } from "./numbers.js";
import { makeChapter, makeTimeline, placeChapter, rowHeading, shadeChapters } from "./timeline.js";

const HEIGHT = 40; // pixels
const STRIPS = { a: 18, b: 29 }; // where the strips of A and B begin
const FLAG = "M0 0V13M0 0.5L8 3.5L0 6.5Z";
const OTHER_TIER = "M0 -3.5L3.5 0L0 3.5L-3.5 0Z";

export function makePairLine(player) {
  const { comparison } = player;
  const { pairs } = comparison;
  const strips = { a: pairs.map(({ a }) => makeChapter(a)), b: pairs.map(({ b }) => makeChapter(b)) };
  const others = pairs.filter((pair) => pair.otherTier);
  const diamonds = others.map(() => svg("path", { class: "cs-othertier", d: OTHER_TIER }));
  const flag = comparison.parting ? svg("path", { class: "cs-parting", d: FLAG }) : null;
  const letters = ["a", "b"].map((side) =>
    svg("text", { class: "cs-stripname", x: -13, y: STRIPS[side] + 9, text: side.toUpperCase() }),
  );
  const shapes = [...letters, ...strips.a, ...strips.b, ...diamonds, flag];
  const view = { comparison, strips, others, diamonds, flag, shut: -1 };
  view.line = makeTimeline(player, {
    name: "cs-timeline cs-pairline",
    label: "Moment in both meetings",
    drawing: svg("svg", { class: "cs-pairline-svg", "aria-hidden": "true" }, ...shapes),
    height: HEIGHT,
    preview: (t) => previewPair(comparison, t),
  });
  view.node = view.line.node;
  view.arrange = () => arrangePairLine(view);
  view.tick = ({ t }) => view.line.placeHead(t);
  view.draw = (scene) => drawPairLine(view, scene);
  return view;
}

function arrangePairLine({ comparison, line, strips, others, diamonds, flag }) {
  const { toX } = line;
  line.arrange();
  for (const side of ["a", "b"]) {
    comparison.pairs.forEach(({ start, [side]: row }, k) => {
      placeChapter(strips[side][k], { from: toX(start), to: toX(start + row.duration), y: STRIPS[side], height: 9 });
    });
  }
  others.forEach(({ start, duration }, k) => {
    put(diamonds[k], "transform", `translate(${toX(start + duration / 2).toFixed(1)} 10)`);
  });
  if (!flag) return;
  const x = clamp(toX(comparison.parting.t), 1, Math.max(1, line.width - 8));
  put(flag, "transform", `translate(${x.toFixed(1)} 2)`);
}

function drawPairLine(view, { pair, over, t }) {
  const { strips, comparison } = view;
  const shut = over ? pair.index + 1 : pair.index;
  for (const chapters of [strips.a, strips.b]) shadeChapters(chapters, view.shut, shut);
  view.shut = shut;
  view.line.announce(t, `${clockWords(t)}, row ${pair.index + 1} of ${comparison.pairs.length}, ${nameOf(pair.a)}`);
}

function previewPair(comparison, t) {
  const { pair } = pairAt(comparison, t);
  const ends = ["a", "b"].map((side) => {
    const row = pair[side];
    return html("span", { text: `${side.toUpperCase()}: ${row.closed ? outcomeWords(row) : "cut off"}` });
  });
  const here = comparison.parting?.pair === pair ? [html("span", { text: "They first differ here." })] : [];
  return [rowHeading(pair.a.number, nameOf(pair.a)), ...ends, ...here];
}
