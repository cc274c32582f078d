// The wall at the back: the projected sheet with the row under discussion, and the row's clock.

import { apart, direction, line, mark, measured, put, putAll, shortened, svg } from "./drawing.js";
import { OF_A_VALUE, cellHeight } from "./geometry.js";
import { nameOf, paperWords, verdictWords } from "./names.js";
import { kindOnTheWall } from "./practices.js";
import { makeRowClock } from "./rowclock.js";
import { flowed, fullestOf, highOf, listedIn, padOf, sheetCells } from "./sheet.js";
import { spotlit } from "./spotlight.js";

const TALLEST = 1.3; // how much higher than it must be a line of cells gets

export function makeWall(faces) {
  const texts = ["past", "pastCall", "number", "name", "kind", "blank", "next"];
  const parts = {
    frame: svg("rect", { class: "cs-screen" }),
    past: svg("text", { class: "cs-neighbor" }),
    pastCall: svg("text", { class: "cs-neighbor" }),
    number: svg("text", { class: "cs-rownumber" }),
    name: svg("text", { class: "cs-rowname" }),
    kind: svg("text", { class: "cs-rowkind" }),
    blank: svg("text", { class: "cs-neighbor cs-blanks" }),
    next: svg("text", { class: "cs-neighbor cs-later" }),
    cells: svg("g", {}),
  };
  const looks = { class: "cs-wall", role: "group", "aria-label": "The projected sheet" };
  const node = svg("g", looks, parts.frame, parts.cells, ...texts.map((name) => parts[name]));
  const clock = makeRowClock();
  const wall = { node, parts, faces, rowClock: clock, clock: clock.node, drawn: null, boxes: [], plan: null };
  wall.arrange = (plan) => arrangeWall(wall, plan);
  wall.draw = (scene) => drawWall(wall, scene);
  wall.tick = clock.tick;
  return wall;
}

// For the plan of a room: how many lines the fullest row of `recording` needs on a sheet. A plan that may not tell what
// is still to come does not ask.
export function linesNeeded({ rows, header }, faces) {
  return (width, type, k, compact) => fullestOf(rows, header.members.length, { width, type, k, faces, compact });
}

function arrangeWall(wall, plan) {
  const { x, y, width, height } = plan.wall;
  Object.assign(wall, { plan, drawn: null });
  putAll(wall.parts.frame, { x, y, width, height, rx: 6 * plan.k });
  wall.rowClock.arrange(plan);
}

function drawWall(wall, scene) {
  const { parts, plan, faces } = wall;
  const { state, differs = [], bare = false, calm } = scene;
  const columns = calm ? [] : [state.lit_column, state.also_column].filter((column) => column !== null);
  if (wall.drawn !== scene.row || wall.bare !== bare) {
    if (wall.drawn && wall.drawn !== scene.row) enter(parts.cells, parts.name);
    wall.bare = bare;
    wall.drawn = scene.row;
    wall.cells = sheetCells(scene.row, scene.recording.header.members.length);
    drawTitle(parts, plan, scene, faces);
    drawPast(parts, plan, scene, faces);
    drawSheet(wall, scene, { must: columns, wanted: differs });
  }
  if (!columns.every((column) => boxOf(wall, column) || !onSheet(wall, column))) {
    drawSheet(wall, scene, { must: columns, wanted: differs });
  }
  lightCells(wall, scene, columns);
}

const boxOf = ({ boxes }, column) => boxes.find(({ cell }) => cell.columns.includes(column));
const onSheet = ({ cells }, column) => cells.some(({ cell }) => cell.columns.includes(column));

// A new row fades in on the wall.
function enter(...nodes) {
  if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  for (const node of nodes) node.animate?.([{ opacity: 0.15 }, { opacity: 1 }], { duration: 320, easing: "ease-out" });
}

// --- who -----------------------------------------------------------------------------------------------------------

function drawTitle(parts, plan, scene, faces) {
  const { k, type, wall, compact } = plan;
  const left = wall.x + wall.pad;
  const right = compact ? plan.clock.x - plan.clock.r - 8 : wall.x + wall.width - wall.pad;
  const y = wall.y + wall.titleAt;
  const number = `${scene.row.number}`;
  const fonts = { number: faces.font(700, type.number), kind: faces.font(500, type.kind) };
  writeLine(parts.number, number, { x: left, y, font: [700, type.number, faces.sans], width: 120 * k });
  const paper = scene.bare ? "" : paperWords(scene.row.opened.label);
  const words = [kindOnTheWall(scene.row) || "kind off the wall", paper];
  const kind = words.filter(Boolean).join(" · ");
  const kindSpace = compact ? right - left : (right - left) * 0.55;
  const kindWidth = Math.min(kindSpace, measured(kind, fonts.kind));
  const at = compact ? { x: left, y: y + type.kind * 1.35 } : { x: right, y };
  const anchor = compact ? "start" : "end";
  writeLine(parts.kind, kind, { ...at, font: [500, type.kind, faces.sans], width: kindWidth + 1, anchor });
  const x = left + Math.max(measured(number, fonts.number), type.number * 1.1) + 10 * k;
  const width = right - x - (compact ? 0 : kindWidth + 16 * k);
  writeLine(parts.name, nameOf(scene.row), { x, y, font: [400, type.title, faces.serif], width });
}

// One line of words on the wall; what does not fit ends in an ellipsis.
function writeLine(node, text, { x, y, font: [weight, size, family], width, anchor = "start" }) {
  putAll(node, { x, y, "font-weight": weight, "font-size": size, "font-family": family });
  line(node, text, `${weight} ${size}px ${family}`, width, anchor);
}

// A row before or after, as the wall names it.
const rowWords = (row) => [row.number, apart(nameOf(row)), kindOnTheWall(row)].filter(Boolean).join(" · ");

function drawPast(parts, plan, { recording, row }, faces) {
  const { wall, type, shows, compact } = plan;
  const before = shows.past && !compact ? recording.rows[row.index - 1] : null;
  for (const part of [parts.past, parts.pastCall]) put(part, "display", before ? null : "none");
  if (!before) return;
  const y = wall.y + wall.pastAt;
  const font = [400, type.small, faces.sans];
  const call = before.closed ? verdictWords(before) : "";
  const width = wall.width - 2 * wall.pad;
  writeLine(parts.past, rowWords(before), { x: wall.x + wall.pad, y, font, width: width * 0.5 });
  const right = { x: wall.x + wall.width - wall.pad, y, font, width: width * 0.48, anchor: "end" };
  writeLine(parts.pastCall, call, right);
}

// --- the cells -----------------------------------------------------------------------------------------------------

const spaceOf = ({ plan: { wall, type, k, compact }, faces }) => {
  const space = { x: wall.x + wall.pad, width: wall.width - 2 * wall.pad, lines: wall.lines };
  return { ...space, type, k, faces, compact };
};

// Draws the cells of the row; those of the columns `must` show even if the sheet is full, those of `wanted` if there is
// room.
function drawSheet(wall, scene, columns) {
  const { parts, plan, cells } = wall;
  const { wall: sheet, type, compact } = plan;
  const space = spaceOf(wall);
  const { lines, blank, counts } = flowed(cells, space, columns);
  const high = lines.map((laid) => highOf(laid, space));
  const needed = high.reduce((sum, each) => sum + each, 0);
  const footed = !compact && (sheet.footed || lines.length < sheet.lines);
  const unit = Math.min(cellHeight(type) * TALLEST, (sheet.inner - (footed ? sheet.foot : 0)) / needed);
  let y = sheet.y + sheet.top;
  wall.boxes = lines.flatMap((laid, n) => {
    const at = { line: n, y, height: high[n] * unit };
    y += at.height;
    return laid.map((each) => makeBox({ ...each, ...at, x: space.x + each.x, count: counts ? each.count : "" }));
  });
  for (const box of wall.boxes) placeBox(box, box, wall);
  parts.cells.replaceChildren(...wall.boxes.map(({ node }) => node));
  drawFootline(wall, scene, { blank, footed });
}

// A cell that not everybody knows has a dashed border and says how many know it; one that a rule hides says that.
function makeBox(box) {
  const back = svg("rect", { class: "cs-cell" });
  const [head, value, count] = ["cs-cellname", "cs-cellvalue", "cs-few"].map((name) => svg("text", { class: name }));
  const node = svg("g", { class: "cs-cellbox" }, svg("title", { text: box.title }), back, head, value, count);
  mark(node, "cs-blank", !box.text);
  mark(node, "cs-private", box.few);
  return { ...box, node, parts: { back, head, value, count } };
}

// Puts a box where it stands at rest, or where it has grown to in the light.
function placeBox(box, { x, y, width, height, words }, { plan, faces }, lit = false) {
  const { k, type, compact } = plan;
  const { back, head, value, count } = box.parts;
  const pad = padOf(plan);
  const high = height - 3 * k;
  const space = width - 2 * pad + 1;
  putAll(back, { x, y, width, height: high, rx: 4 * k });
  const most = compact && !lit ? type.value : type.lit;
  const shown = words ?? [box.shown];
  const fits = shown.every((each) => measured(each, faces.font(600, most)) <= space);
  const size = fits ? most : type.label; // before the end of a value is left out
  const slack = high - type.label - most * (1 + (shown.length - 1) * OF_A_VALUE);
  const headAt = y + slack * 0.3 + type.label * 0.86;
  const valueAt = y + high - slack * 0.3 - most * (0.19 + (shown.length - 1) * OF_A_VALUE);
  writeLine(head, box.cell.name, { x: x + pad, y: headAt, font: [500, type.label, faces.sans], width: space });
  const looks = { x: x + pad, y: valueAt, font: [600, size, faces.sans], width: space };
  if (shown.length > 1) writeLines(value, shown, looks);
  else writeLine(value, fits ? shown[0] : asMuchAsFits(shown[0], looks), looks);
  const atEnd = { x: x + width - pad, y: headAt, font: [500, type.small, faces.sans], width: space, anchor: "end" };
  writeLine(count, box.count, atEnd);
  box.fits = fits;
}

const asMuchAsFits = (text, { font: [weight, size, family], width }) =>
  listedIn(text.split(", "), "", width, `${weight} ${size}px ${family}`) || text;

// Several lines of words, as one text.
function writeLines(node, words, { x, y, font: [weight, size, family], width }) {
  putAll(node, { x, y, "font-weight": weight, "font-size": size, "font-family": family });
  const key = `${words.join("\n")}\u0000${size}`;
  if (node.keptText === key) return;
  node.keptText = key;
  const way = direction(words.join(" "));
  putAll(node, { direction: way, "text-anchor": way === "rtl" ? "end" : "start" });
  const rows = words.map((each, n) => {
    const row = svg("tspan", { x, dy: n ? size * OF_A_VALUE : null });
    row.textContent = shortened(each, `${weight} ${size}px ${family}`, width) + (n < words.length - 1 ? " " : "");
    return row;
  });
  node.replaceChildren(...rows);
}

// Under the cells: which are blank, and who comes next.
function drawFootline({ parts, plan, faces }, { recording, row }, { blank, footed }) {
  const { wall, type, k, shows } = plan;
  const font = [400, type.small, faces.sans];
  for (const part of [parts.blank, parts.next]) put(part, "display", footed ? null : "none");
  if (!footed) return;
  const y = wall.y + wall.top + wall.inner - wall.foot + type.small * 1.2;
  const width = wall.width - 2 * wall.pad;
  const after = shows.stances ? recording.rows[row.index + 1] : null;
  const coming = after ? `Next: ${rowWords(after)}` : "";
  const wide = coming ? measured(coming, faces.font(400, type.small)) : 0;
  const beside = coming && wide < width * 0.45 ? wide + 24 * k : 0;
  const names = blank.map(({ cell }) => cell.name);
  const words = listedIn(names, "Blank: ", width - beside, faces.font(400, type.small));
  writeLine(parts.blank, words, { x: wall.x + wall.pad, y, font, width });
  const title = parts.blank.querySelector("title") ?? parts.blank.appendChild(svg("title"));
  title.textContent = `Blank: ${names.join(", ")}`;
  const right = { x: wall.x + wall.width - wall.pad, y, font, width, anchor: "end" };
  writeLine(parts.next, beside ? coming : "", right);
}

// The cells under discussion are lit, those that were have an edge; `scene.differs` marks columns to compare.
function lightCells(wall, { state, differs = [] }, columns) {
  const { boxes, plan } = wall;
  const among = (names) => boxes.filter(({ cell }) => names.some((column) => cell.columns.includes(column)));
  const [lit, differ] = [among(columns), among(differs)];
  for (const box of boxes) {
    mark(box.node, "cs-lit", lit.includes(box));
    mark(box.node, "cs-differs", differ.includes(box));
    mark(
      box.node,
      "cs-said",
      box.points.some((point) => state.said.includes(point.id)),
    );
  }
  const { type, compact, far } = plan;
  if (compact && far) growCells(wall, { lit, differ: differ.filter((box) => !lit.includes(box)) });
  else
    for (const box of boxes) if (box.fits) put(box.parts.value, "font-size", lit.includes(box) ? type.lit : type.value);
}

// Cells in the light grow over others, which fold away; the rest goes back to its place.
function growCells(wall, wanted) {
  const { places, folded } = spotlit(wall.boxes, wanted, spaceOf(wall));
  for (const box of wall.boxes) {
    const place = places.get(box);
    put(box.node, "visibility", folded.has(box) ? "hidden" : null);
    if (place) placeBox(box, place, wall, true);
    else if (box.grown) placeBox(box, box, wall);
    box.grown = Boolean(place);
  }
}
