// The time line of two meetings on one clock: a strip of rows for each, a flag where the first word differs, and a mark
// on every row that ends in another tier. While what is still to come is hidden, it shows none of that ahead of time.

import { pairsPlanned } from "./difference.js";
import { clamp, html, put, svg } from "./drawing.js";
import { nameOf, outcomeWords } from "./names.js";
import { clockWords } from "./numbers.js";
import { colorChapters, makeChapter, makeTimeline, placeChapter, rowHeading } from "./timeline.js";

const HEIGHT = 40; // pixels
const STRIPS = { a: 18, b: 29 }; // where the strips of A and B begin
const FLAG = "M0 0V13M0 0.5L8 3.5L0 6.5Z";
const OTHER_TIER = "M0 -3.5L3.5 0L0 3.5L-3.5 0Z";

export function makePairLine(player) {
  const { comparison } = player;
  const bars = { a: svg("g", {}), b: svg("g", {}) };
  const [diamonds, flag] = [svg("g", {}), svg("path", { class: "cs-parting", d: FLAG, display: "none" })];
  const letters = ["a", "b"].map((side) =>
    svg("text", { class: "cs-stripname", x: -13, y: STRIPS[side] + 9, text: side.toUpperCase() }),
  );
  const view = { comparison, bars, diamonds, flag, strips: { a: [], b: [] }, key: "", seen: null };
  view.line = makeTimeline(player, {
    name: "cs-timeline cs-pairline",
    label: "Moment in both meetings",
    drawing: svg(
      "svg",
      { class: "cs-pairline-svg", "aria-hidden": "true" },
      ...letters,
      bars.a,
      bars.b,
      diamonds,
      flag,
    ),
    height: HEIGHT,
    preview: (spot) => previewPair(player, spot),
  });
  view.node = view.line.node;
  view.grow = () => (view.key = "");
  view.arrange = () => {
    view.line.arrange();
    placePairs(view);
  };
  view.tick = ({ t }) => view.line.placeHead(t);
  view.draw = (scene) => drawPairLine(view, scene);
  return view;
}

// Makes as many bars as there are steps, and the marks that may show.
function fillPairLine(view, { hidden, seen }) {
  const { comparison, bars, diamonds } = view;
  const count = hidden ? pairsPlanned(comparison) : comparison.pairs.length;
  for (const side of ["a", "b"]) {
    if (view.strips[side].length === count) continue;
    view.strips[side] = Array.from({ length: count }, makeChapter);
    bars[side].replaceChildren(...view.strips[side]);
  }
  view.others = seen.others;
  diamonds.replaceChildren(...view.others.map(() => svg("path", { class: "cs-othertier", d: OTHER_TIER })));
  view.word = seen.word;
  placePairs(view);
}

function placePairs({ line, strips, others = [], diamonds, flag, word }) {
  const middles = strips.a.map((_bar, k) => {
    const [from, to] = line.edges(k);
    for (const side of ["a", "b"]) placeChapter(strips[side][k], { from, to, y: STRIPS[side], height: 9 });
    return (from + to) / 2;
  });
  others.forEach(({ index }, k) => {
    put(diamonds.children[k], "transform", `translate(${(middles[index] ?? 0).toFixed(1)} 10)`);
  });
  put(flag, "display", word ? null : "none");
  if (!word) return;
  const x = clamp(line.toX(word.t), 1, Math.max(1, line.width - 8));
  put(flag, "transform", `translate(${x.toFixed(1)} 2)`);
}

function drawPairLine(view, scene) {
  const { pair, over, t, hidden } = scene;
  const { strips, comparison } = view;
  const shut = over ? pair.index + 1 : pair.index;
  const key = hidden ? `${shut}:${Boolean(scene.seen.word)}` : "whole";
  if (view.key !== key) fillPairLine(view, scene);
  view.key = key;
  for (const side of ["a", "b"]) {
    const told = hidden ? comparison.pairs.slice(0, shut) : comparison.pairs;
    colorChapters(strips[side], shut, (k) => told[k]?.[side].closed?.tier);
  }
  const planned = hidden ? pairsPlanned(comparison) : comparison.pairs.length;
  const where = `row ${pair.index + 1} of ${planned}, ${nameOf(pair.a)}`;
  if (hidden) view.line.announce(pair.index + 1, planned, where);
  else view.line.announce(Math.round(t), Math.round(comparison.total), `${clockWords(t)}, ${where}`);
}

function previewPair({ comparison, scene }, { step, t }) {
  const { hidden, over, pair: here, seen } = scene;
  const at = hidden ? step : comparison.pairs.findLastIndex((each) => each.start <= t);
  const pair = comparison.pairs[Math.max(0, at)];
  const come = !hidden || over || step <= here.index;
  if (!pair || !come) return [rowHeading(step + 1), html("span", { text: come ? "not in both" : "still to come" })];
  const told = !hidden || over || step < here.index;
  const ends = ["a", "b"].map((side) => {
    const { closed } = pair[side];
    const words = closed ? outcomeWords(pair[side]) : "cut off";
    return html("span", { text: told ? `${side.toUpperCase()}: ${words}` : "" });
  });
  const first = seen.word?.pair === pair ? [html("span", { text: "The first word that differs is here." })] : [];
  return [rowHeading(pair.a.number, nameOf(pair.a)), ...ends, ...first];
}
