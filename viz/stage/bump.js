// The list over the whole meeting: a line for each applicant, from the row that placed them to their place at the end,
// and the applicant at the end of each line. The same picture that viz/export/bump.py writes, with the play head. While
// what is still to come is hidden, it has the rows so far, in the order of the list so far.

import { clamp, html, mark, pushButton, put, putAll, say, svg } from "./drawing.js";
import { endWords, nameOf, outcomeWords } from "./names.js";
import { rowsOver } from "./recording.js";
import { makeScroller, roving } from "./scrolling.js";
import { rowsPlanned } from "./sofar.js";
import { TIER_ORDER, flagWords, isOff, kindWords, labelWords, tierWords } from "./terms.js";

const EDGE = 12; // pixels left and right of the lines
const ANY = "";
const HEADS = ["", "Applicant", "Kind", "On paper", "Placed", "Flags", "Ended"];

// For each ranked id the points [row, place] at which its place changed within the first `over` rows; places count from
// 1, and the last point is the place at the end, one row after the last.
export function bumpPaths(recording, over = recording.rows.length) {
  const paths = new Map();
  const note = (ids, row, always) =>
    ids.forEach((id, k) => {
      const points = paths.get(id) ?? [];
      paths.set(id, points);
      if (always || !points.length || points[points.length - 1][1] !== k + 1) points.push([row, k + 1]);
    });
  for (const row of recording.rows.slice(0, over)) {
    if (row.closed && !isOff(row.closed.tier))
      note(
        recording.ranked.filter((each) => each.index <= row.index).map((each) => each.opened.id),
        row.number,
        false,
      );
  }
  note(finalIds(recording), over + 1, true);
  return paths;
}

const finalIds = (recording) => recording.listed ?? recording.ranked.map((row) => row.opened.id);

const flagsOf = (row) => [...new Set([...row.points.values()].map((point) => point.flag).filter(Boolean))];

// `go` leads to a row, `ask` explains the applicant of a row.
export function makeChart(recording, { go, ask }) {
  const chart = { recording, ask, lines: [], byNode: new Map(), box: "", at: null, plan: null, here: null };
  Object.assign(chart, { filled: "", laid: "" }); // which rows its lines show, and for which box they are laid out
  chart.parts = chartParts();
  chart.filters = makeFilters(chart, () => siftChart(chart));
  buildFrame(chart);
  chart.turn = roving(chart.scroller);
  watch(chart, go);
  chart.grow = () => Object.assign(chart, { filled: "", at: null });
  // What is not shown costs nothing.
  chart.arrange = () => chart.node.hidden || measureChart(chart);
  chart.tick = ({ row, local }) => chart.node.hidden || placeHead(chart, row, local);
  chart.draw = (scene) => chart.node.hidden || drawChart(chart, scene);
  return chart;
}

function chartParts() {
  const parts = {
    lines: svg("g", {}),
    ends: svg("g", {}),
    veil: svg("rect", { class: "cs-veil", y: 0 }),
    head: svg("line", { class: "cs-charthead", y1: 0 }),
    axis: svg("svg", { class: "cs-chartaxis", "aria-hidden": "true" }),
    items: html("ol", { class: "cs-chartrows" }),
  };
  const drawn = [parts.lines, parts.ends, parts.veil, parts.head];
  return { ...parts, drawing: svg("svg", { class: "cs-chartsvg", "aria-hidden": "true" }, ...drawn) };
}

function buildFrame(chart) {
  const { parts, filters } = chart;
  const names = HEADS.map((text) => html("span", { text }));
  const heads = html("div", { class: "cs-chartcells", "aria-hidden": "true" }, ...names);
  const columns = html("div", { class: "cs-charthead-row" }, parts.axis, heads);
  chart.body = html("div", { class: "cs-chartbody" }, parts.drawing, parts.items);
  chart.scroller = makeScroller("The list over the meeting", "cs-chartscroll", columns, chart.body);
  chart.node = html(
    "section",
    { class: "cs-chart", "aria-label": "How the list grew", hidden: true },
    html("header", { class: "cs-filters" }, html("h2", { text: "How the list grew" }), ...filters.nodes),
    chart.scroller,
  );
}

// Makes the lines of the rows that a scene may show: of all, or of those that are over.
function fillChart(chart, { recording, hidden }, shut) {
  const { parts, filters, ask } = chart;
  Object.assign(chart, { recording, here: null });
  chart.lines = chartLines(recording, { ask, over: hidden ? shut : recording.rows.length });
  parts.lines.replaceChildren(...[...chart.lines].reverse().map((each) => each.path));
  parts.ends.replaceChildren(...chart.lines.map((each) => each.end));
  parts.items.replaceChildren(...chart.lines.map((each) => each.node));
  const nodesOf = (each) => [each.path, each.button, each.node].map((node) => [node, each]);
  chart.byNode = new Map(chart.lines.flatMap(nodesOf));
  filters.refill();
  siftChart(chart);
}

// Shows the lines that fit the filters.
function siftChart({ lines, filters, here, turn }) {
  let shown = 0;
  for (const each of lines) {
    const fits = filters.fits(each.row);
    shown += fits ? 1 : 0;
    for (const part of [each.node, each.path, each.end]) mark(part, "cs-out", !fits);
    each.button.disabled = !fits;
  }
  say(filters.count, `${shown} of ${lines.length}`);
  if (here?.button.disabled ?? true) turn(lines.find((each) => !each.button.disabled)?.button);
}

// An entry for each row that was called among the first `over`, in the order of the final list, and then the unranked.
function chartLines(recording, { ask, over }) {
  const paths = bumpPaths(recording, over);
  const ranked = finalIds(recording).map((id) => recording.byId.get(id));
  return [...ranked, ...recording.unranked].map((row, k) => {
    const closed = recording.final.get(row.opened.id);
    const points = k < ranked.length ? paths.get(row.opened.id) : null;
    const title = `${nameOf(row)}, row ${row.number}: ${outcomeWords({ closed })}`;
    const number = html("bdi");
    const cells = lineCells(row, closed.tier).map((text) => html("bdi", { text }));
    const looks = { class: "cs-chartcells", tabindex: "-1", title };
    const button = pushButton(looks, () => ask(row.index), number, ...cells);
    const path = svg("path", { class: `cs-bump cs-bump-${closed.tier}` }, svg("title", { text: title }));
    const end = svg("circle", { class: `cs-bumpend cs-bump-${closed.tier}`, r: 3 });
    return { row, points, place: k + 1, number, button, path, node: html("li", {}, button), end };
  });
}

// What stands in a row of the chart after its number, under HEADS.
function lineCells(row, tier) {
  const { opened } = row;
  const flags = flagsOf(row).map(flagWords).join(", ");
  const names = [nameOf(row), kindWords(opened.kind), labelWords(opened.label)];
  return [...names, tierWords(tier), flags, endWords(row)];
}

// --- where it stands ----------------------------------------------------------------------------------------------

// Notes the size of the box; the next drawing fits the lines into it.
function measureChart(chart) {
  const { clientWidth, clientHeight } = chart.scroller;
  if (clientWidth) chart.box = `${clientWidth}x${clientHeight}`;
}

// Fits the lines into the box; `rows` are drawn across, and `count` lines one under the other.
function layChart(chart, { rows, count }) {
  const { scroller, body, parts } = chart;
  const wide = scroller.clientWidth;
  const small = wide < 640;
  const step = small ? 40 : clamp((scroller.clientHeight - 34) / Math.max(1, count), 16, 24);
  const width = small ? Math.round(wide * 0.34) : Math.max(160, Math.round(wide - (wide < 860 ? 420 : 660)));
  chart.plan = { width, step, rows, across: (width - 2 * EDGE) / Math.max(1, rows) };
  mark(chart.node, "cs-few-columns", wide < 860);
  chart.node.style.setProperty("--cs-lines", `${width}px`);
  chart.node.style.setProperty("--cs-step", `${step.toFixed(2)}px`);
  const height = step * Math.max(1, count);
  putAll(parts.drawing, { width, height, viewBox: `0 0 ${width} ${height.toFixed(1)}` });
  body.style.height = `${height.toFixed(1)}px`;
  for (const each of chart.lines) placeLine(chart, each);
  put(parts.veil, "height", height);
  put(parts.head, "y2", height);
  parts.at = null;
  drawAxis(chart);
}

const rowX = (plan, row) => EDGE + plan.across * (row - 1);
const placeY = (plan, place) => plan.step * (place - 0.5);

function placeLine({ plan }, { points, row, place, path, end }) {
  const first = points ? points[0] : [row.number, place];
  put(
    path,
    "d",
    points
      ? bumpPath(plan, points)
      : `M${rowX(plan, row.number).toFixed(1)} ${(placeY(plan, place) - 4.5).toFixed(1)}v9`,
  );
  put(end, "cx", rowX(plan, first[0]).toFixed(1));
  put(end, "cy", placeY(plan, first[1]).toFixed(1));
  put(end, "display", points ? null : "none");
}

function bumpPath(plan, [[firstRow, firstPlace], ...later]) {
  const n = (value) => value.toFixed(1);
  let [row, place] = [firstRow, firstPlace];
  let path = `M${n(rowX(plan, row))} ${n(placeY(plan, place))}`;
  for (const [after, lower] of later) {
    if (after - 1 > row) path += `H${n(rowX(plan, after - 1))}`;
    const middle = n(rowX(plan, after - 0.5));
    const end = n(placeY(plan, lower));
    path += `C${middle} ${n(placeY(plan, place))} ${middle} ${end} ${n(rowX(plan, after))} ${end}`;
    [row, place] = [after, lower];
  }
  return path;
}

// The numbers of the rows above the lines, as many as fit.
function drawAxis({ plan, parts }) {
  const { rows } = plan;
  const every = [1, 2, 5, 10, 20, 50, 100, 200].find((each) => each * plan.across >= 28) ?? 500;
  const marks = [1];
  for (let row = every; row <= rows; row += every) if (row > 1 && (row - 1) * plan.across >= 46) marks.push(row);
  put(parts.axis, "width", plan.width);
  put(parts.axis, "height", 24);
  parts.axis.replaceChildren(
    ...marks.map((row) =>
      svg("text", {
        x: rowX(plan, row).toFixed(1),
        y: 16,
        "text-anchor": row === 1 ? "start" : "middle",
        text: row === 1 ? "Row 1" : String(row),
      }),
    ),
  );
}

// --- the moment ---------------------------------------------------------------------------------------------------

function placeHead({ plan, parts }, row, local) {
  if (!plan) return;
  const x = rowX(plan, 1) + plan.across * (row.index + (row.duration ? local / row.duration : 0));
  const kept = Math.min(x, rowX(plan, plan.rows + 1)).toFixed(1);
  if (parts.at === kept) return;
  parts.at = kept;
  put(parts.head, "x1", kept);
  put(parts.head, "x2", kept);
  put(parts.veil, "x", kept);
  put(parts.veil, "width", Math.max(0, plan.width - kept).toFixed(1));
}

function drawChart(chart, scene) {
  const { row, hidden, recording } = scene;
  const shut = rowsOver(scene);
  const filled = hidden ? `so far ${shut}` : "whole";
  const renewed = chart.filled !== filled;
  if (renewed) fillChart(chart, scene, shut);
  if (renewed || chart.laid !== chart.box) {
    const rows = hidden ? rowsPlanned(recording) : recording.rows.length;
    layChart(chart, { rows, count: hidden ? rows : chart.lines.length });
  }
  const key = `${row.index}:${shut}`;
  if (chart.at === key && !renewed) return;
  Object.assign(chart, { filled, laid: chart.box, at: key });
  markLines(chart, scene, shut);
}

// Says the place of each row on the list so far, and which row is under way.
function markLines(chart, { row, state: now }, shut) {
  const places = new Map(now.list.map(({ id }, k) => [id, String(k + 1)]));
  chart.here = null;
  for (const each of chart.lines) {
    const { index, opened } = each.row;
    const here = index === row.index;
    if (here) chart.here = each;
    say(each.number, places.get(opened.id) ?? (index < shut ? "–" : ""));
    for (const part of [each.node, each.path]) {
      mark(part, "cs-ahead", index >= shut && !here);
      mark(part, "cs-now", here);
    }
    put(each.button, "aria-current", here ? "true" : null);
  }
  if (chart.here && !chart.here.button.disabled) chart.turn(chart.here.button);
}

// A line and its entry light up together. A click on a line explains its applicant, a click beside the lines goes to
// the row at that place; the view stays.
function watch(chart, go) {
  const { parts } = chart;
  const lineOf = (event) => chart.byNode.get(event.target) ?? chart.byNode.get(event.target.closest?.("li"));
  let lit = null;
  const light = (each) => {
    if (each === lit) return;
    for (const [line, on] of [
      [lit, false],
      [each, true],
    ])
      if (line) {
        mark(line.path, "cs-lifted", on);
        mark(line.node, "cs-lifted", on);
      }
    lit = each;
  };
  for (const name of ["pointerover", "focusin"]) chart.body.addEventListener(name, (event) => light(lineOf(event)));
  for (const name of ["pointerleave", "focusout"]) chart.body.addEventListener(name, () => light(null));
  parts.drawing.addEventListener("click", (event) => {
    const line = chart.byNode.get(event.target);
    const box = parts.drawing.getBoundingClientRect();
    const across = ((event.clientX - box.left) / (box.width || 1)) * chart.plan.width;
    if (line) chart.ask(line.row.index);
    else go(clamp(Math.floor((across - EDGE) / chart.plan.across), 0, chart.plan.rows - 1));
  });
}

// --- which rows ---------------------------------------------------------------------------------------------------

// Four choices and a count: fits(row) says whether a row passes them; `changed` is called after a choice.
function makeFilters(chart, changed) {
  const closed = () => chart.lines.map(({ row }) => row);
  const present = (ofRow, order = []) => inOrder(closed().flatMap(ofRow), order);
  const flags = () => ["none", "some", ...present(flagsOf)];
  const flagged = (value) => ({ none: "No flag", some: "Some flag" })[value] ?? flagWords(value);
  const kind = makeFilter("Any kind", () => present((row) => [row.opened.kind]), kindWords);
  const flag = makeFilter("Any flag", flags, flagged);
  const tierOf = (row) => chart.recording.final.get(row.opened.id).tier;
  const tier = makeFilter("Any tier", () => present((row) => [tierOf(row)], TIER_ORDER), tierWords);
  const ended = makeFilter(
    "Any ending",
    () => present((row) => [endWords(row)]),
    (words) => words,
  );
  const all = [kind, flag, tier, ended];
  const count = html("span", { class: "cs-count", role: "status" });
  for (const { node } of all) node.addEventListener("change", changed);
  const refill = () => all.forEach((filter) => filter.refill());
  const same = ({ node }, value) => node.value === ANY || node.value === value;
  const fits = (row) =>
    same(kind, row.opened.kind) &&
    same(tier, tierOf(row)) &&
    same(ended, endWords(row)) &&
    fitsFlag(flag.node.value, flagsOf(row));
  refill();
  return { nodes: [...all.map(({ node }) => node), count], count, fits, refill };
}

function fitsFlag(wanted, flags) {
  if (wanted === "none") return !flags.length;
  return wanted === ANY || (wanted === "some" ? flags.length > 0 : flags.includes(wanted));
}

// Each of `values` once: in `order` if it lists them, else alphabetically.
function inOrder(values, order) {
  return [...new Set(values)].sort((a, b) => order.indexOf(a) - order.indexOf(b) || (a < b ? -1 : 1));
}

// A choice among `values`, which `words` says; `label` stands for no choice.
function makeFilter(label, values, words) {
  const node = html("select", { class: "cs-filter", "aria-label": label });
  node.addEventListener("change", () => mark(node, "cs-set", node.value !== ANY));
  const refill = () => {
    const chosen = node.value;
    const choices = values().map((value) => html("option", { value, text: words(value) }));
    node.replaceChildren(html("option", { value: ANY, text: label }), ...choices);
    node.value = chosen;
  };
  return { node, refill };
}
