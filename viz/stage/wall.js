// The wall at the back: the projected sheet with the row under discussion, and the row's clock.

import { CELLS, FEW_CELLS, cellText } from "./cells.js";
import { apart, line, mark, measured, put, putAll, say, svg } from "./drawing.js";
import { nameOf, paperWords, verdictWords } from "./names.js";
import { HIDDEN, isHidden, kindOnTheWall } from "./practices.js";
import { makeRowClock } from "./rowclock.js";

export function makeWall(faces) {
  const parts = {
    frame: svg("rect", { class: "cs-screen" }),
    past: svg("text", { class: "cs-neighbor" }),
    pastCall: svg("text", { class: "cs-neighbor cs-neighbor-call" }),
    number: svg("text", { class: "cs-rownumber" }),
    name: svg("text", { class: "cs-rowname" }),
    kind: svg("text", { class: "cs-rowkind" }),
    next: svg("text", { class: "cs-neighbor" }),
    later: svg("text", { class: "cs-neighbor cs-later" }),
    cells: svg("g", {}),
  };
  const texts = [parts.number, parts.name, parts.kind, parts.next, parts.later];
  const looks = { class: "cs-wall", role: "group", "aria-label": "The projected sheet" };
  const node = svg("g", looks, parts.frame, parts.past, parts.pastCall, parts.cells, ...texts);
  const clock = makeRowClock();
  const wall = { node, parts, faces, rowClock: clock, clock: clock.node, drawn: null, boxes: [], plan: null };
  wall.arrange = (plan) => arrangeWall(wall, plan);
  wall.draw = (scene) => drawWall(wall, scene);
  wall.tick = clock.tick;
  return wall;
}

function arrangeWall(wall, plan) {
  const { parts, faces } = wall;
  Object.assign(wall, { plan, drawn: null, boxes: cellBoxes(plan, faces) });
  parts.cells.replaceChildren(...wall.boxes.map((box) => box.node));
  const { x, y, width, height } = plan.wall;
  putAll(parts.frame, { x, y, width, height, rx: 6 * plan.u });
  wall.rowClock.arrange(plan);
}

function drawWall(wall, scene) {
  const { parts, boxes, plan, faces } = wall;
  if (wall.drawn !== scene.row) {
    if (wall.drawn) enter(parts.cells, parts.name);
    wall.drawn = scene.row;
    drawTitle(parts, plan, scene, faces);
    drawNeighbors(parts, plan, scene, faces);
    drawCells(boxes, plan, scene, faces);
  }
  lightCells(boxes, plan, scene, faces);
}

// A new row fades in on the wall.
function enter(...nodes) {
  if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  for (const node of nodes) node.animate?.([{ opacity: 0.15 }, { opacity: 1 }], { duration: 320, easing: "ease-out" });
}

function drawTitle(parts, plan, scene, faces) {
  const { u, type, wall, compact } = plan;
  const opened = scene.row.opened;
  const left = wall.x + 16 * u;
  const y = wall.y + wall.title;
  const number = `${scene.row.number}`;
  const size = compact ? 18 * u : 17 * u + 7 * type;
  const right = compact ? plan.clock.x - plan.clock.r - 8 * u : wall.x + wall.width - 16 * u;
  setFont(parts.number, 700, size * 0.72, faces.sans);
  place(parts.number, left, y);
  line(parts.number, number, faces.font(700, size * 0.72), 80 * u);
  const kind = [kindOnTheWall(scene.row) || "kind off the wall", paperWords(opened.label)].filter(Boolean).join(" · ");
  const indent = 12 * u + Math.max(26 * u, number.length * size * 0.45);
  setFont(parts.kind, 500, 13 * type, faces.sans);
  const kindWidth = compact ? right - left : Math.min(300 * type, (right - left) * 0.4);
  if (compact) place(parts.kind, left, y + 19 * u);
  else place(parts.kind, right, y);
  line(parts.kind, kind, faces.font(500, 13 * type), kindWidth, compact ? "start" : "end");
  setFont(parts.name, 400, size * 1.08, faces.serif);
  place(parts.name, left + indent, y);
  line(
    parts.name,
    nameOf(scene.row),
    faces.font(400, size * 1.08, "serif"),
    right - left - indent - (compact ? 0 : kindWidth + 16 * u),
  );
}

function drawNeighbors(parts, plan, scene, faces) {
  const { u, wall } = plan;
  const shown = !plan.compact && !plan.far;
  for (const part of [parts.past, parts.pastCall, parts.next, parts.later]) put(part, "display", shown ? null : "none");
  if (!shown) return;
  const { rows } = scene.recording;
  const left = wall.x + 16 * u;
  const parted = (row) => [row.number, apart(nameOf(row)), kindOnTheWall(row)].filter(Boolean).join(" · ");
  const text = (row) => (row ? parted(row) : "");
  const bottom = wall.y + wall.height;
  const before = rows[scene.row.index - 1];
  const lines = [
    [parts.past, before, wall.y + 23 * u],
    [parts.next, rows[scene.row.index + 1], bottom - 26 * u],
    [parts.later, rows[scene.row.index + 2], bottom - 9 * u],
  ];
  for (const [part, row, y] of lines) {
    setFont(part, 400, 12 * u, faces.sans);
    place(part, left, y);
    line(part, text(row), faces.font(400, 12 * u), wall.width * 0.6);
  }
  const call = before?.closed ? verdictWords(before) : "";
  setFont(parts.pastCall, 500, 12 * u, faces.sans);
  place(parts.pastCall, wall.x + wall.width - 16 * u, wall.y + 23 * u);
  line(parts.pastCall, call, faces.font(500, 12 * u), wall.width * 0.38, "end");
}

// Boxes for cells: three lines of named cells on the wall, a few key cells on a phone.
function cellBoxes(plan, faces) {
  const { u, wall, compact } = plan;
  const lines = compact ? FEW_CELLS : CELLS;
  const left = wall.x + (compact ? 8 : 10) * u;
  const width = wall.width - (compact ? 16 : 20) * u;
  const top = wall.y + wall.top;
  return lines.flatMap((cells, k) => {
    const spans = cells.reduce((sum, cell) => sum + cell.span, 0);
    let at = 0;
    return cells.map((cell) => {
      const box = {
        cell,
        x: left + (at / spans) * width,
        y: top + k * wall.cell,
        width: (cell.span / spans) * width,
        height: wall.cell,
      };
      at += cell.span;
      return drawnBox(box, plan, faces);
    });
  });
}

function drawnBox(box, plan, faces) {
  const { u, type } = plan;
  box.back = svg("rect", {
    class: "cs-cell",
    x: box.x + 2 * u,
    y: box.y + 2 * u,
    width: box.width - 4 * u,
    height: box.height - 4 * u,
    rx: 4 * u,
  });
  box.head = svg("text", { class: "cs-cellname", x: box.x + 8 * u, y: box.y + 14.5 * type });
  box.value = svg("text", { class: "cs-cellvalue", x: box.x + 8 * u, y: box.y + 30 * type });
  box.few = svg("text", {
    class: "cs-few",
    x: box.x + box.width - 8 * u,
    y: box.y + 14.5 * type,
    "text-anchor": "end",
  });
  setFont(box.head, 500, 10.5 * type, faces.sans);
  setFont(box.value, 600, 13.5 * type, faces.sans);
  setFont(box.few, 500, (plan.far ? 10.5 : 10) * type, faces.sans);
  box.title = svg("title");
  box.node = svg("g", { class: "cs-cellbox" }, box.title, box.back, box.head, box.value, box.few);
  return box;
}

function drawCells(boxes, plan, scene, faces) {
  for (const box of boxes) drawCell(box, plan, scene, faces);
}

// A cell that not everybody knows has an outline and says how many know it; a cell that a rule hides says that.
function drawCell(box, plan, scene, faces) {
  const { u, type } = plan;
  const { opened } = scene.row;
  const { cell } = box;
  const everybody = scene.recording.header.members.length;
  const hidden = isHidden(scene.row, cell.columns);
  const text = hidden ? "" : cellText(cell, opened.cells ?? {});
  const blank = hidden ? "off the wall" : "–";
  const space = box.width - 15 * u;
  const sizes = [13.5, 12.5, 11.5];
  const size = sizes.find((each) => measured(text || blank, faces.font(600, each * type)) <= space) ?? 11.5;
  put(box.value, "font-size", size * type);
  line(box.head, cell.name, faces.font(500, 10.5 * type), box.width - 12 * u);
  line(box.value, text || blank, faces.font(600, size * type), space);
  mark(box.node, "cs-blank", !text);
  box.points = (opened.points ?? []).filter((point) => cell.columns.includes(point.column));
  const holders = box.points.length ? Math.min(...box.points.map((point) => point.holders.length)) : everybody;
  const few = Boolean(text) && holders < everybody;
  mark(box.node, "cs-private", few);
  const wide = !plan.compact && box.width > (cell.name.length * 6.2 + 40) * type;
  say(box.few, few && wide ? `${holders} of ${everybody}` : "");
  const known = few ? `${text} (known to ${holders} of ${everybody})` : text;
  say(box.title, `${cell.name}: ${known || (hidden ? HIDDEN : "blank")}`);
}

function lightCells(boxes, plan, scene, faces) {
  const { state } = scene;
  const columns = [state.lit_column, state.also_column].filter((column) => column !== null);
  const differs = (box) => (scene.differs ?? []).some((column) => box.cell.columns.includes(column));
  const lit = (box) => columns.some((column) => box.cell.columns.includes(column));
  const spare = boxes.find((box) => box.cell.any);
  if (spare) {
    const shown = (column) => boxes.some((box) => box !== spare && box.cell.columns.includes(column));
    const hidden = [...columns, ...(scene.differs ?? [])].find((column) => !shown(column));
    const wanted = hidden ? CELLS.flat().find((each) => each.columns.includes(hidden)) : null;
    const cell = { ...(wanted ?? FEW_CELLS[2][0]), any: true };
    if (cell.name !== spare.cell.name) drawCell(Object.assign(spare, { cell }), plan, scene, faces);
  }
  for (const box of boxes) {
    mark(box.node, "cs-lit", lit(box));
    mark(box.node, "cs-differs", differs(box));
    mark(
      box.node,
      "cs-said",
      box.points?.some((point) => state.said.includes(point.id)),
    );
  }
}

function setFont(node, weight, size, family) {
  put(node, "font-weight", weight);
  put(node, "font-size", size);
  put(node, "font-family", family);
}

function place(node, x, y) {
  put(node, "x", x);
  put(node, "y", y);
}
