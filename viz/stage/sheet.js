// How the cells of a row flow on the sheet: which of them show, in how many lines, how wide each is. Pure but for the
// widths of words.

import { CELLS, briefText, cellText } from "./cells.js";
import { measured } from "./drawing.js";
import { HIDDEN, isHidden } from "./practices.js";

// Between a cell's edge and its words.
export const padOf = ({ k, compact }) => (compact ? 4 : 6) * k;
const GAP = 4; // between two cells
const STRETCH = 1.7; // how much wider than its words a cell gets at most, to fill its line
const NARROWEST = 64; // px of a cell whose value is cut

// The cells of a row: each with its text, its points, and the number of members who know it, if not all do. A cell with
// no value and nothing to be said about it is `blank`: it can never light.
export function sheetCells(row, everybody) {
  const { cells = {}, points = [] } = row.opened;
  return CELLS.map((cell) => {
    const hidden = isHidden(row, cell.columns);
    const text = hidden ? "" : cellText(cell, cells);
    const own = points.filter(({ column }) => cell.columns.includes(column));
    const holders = own.length ? Math.min(...own.map((point) => point.holders.length)) : everybody;
    const few = Boolean(text) && holders < everybody;
    const weight = Math.max(text ? 0.01 : 0, ...own.map(({ strength }) => Number(strength) || 0));
    const shown = text || (hidden ? "off the wall" : "none");
    const known = few ? `${text} (known to ${holders} of ${everybody})` : text;
    const title = `${cell.name}: ${known || (hidden ? HIDDEN : "blank")}`;
    const count = few ? `${holders} of ${everybody}` : "";
    const brief = text ? briefText(cell, cells) : shown;
    return { cell, text, shown, brief, points: own, few, count, title, weight, blank: !text && !hidden && !own.length };
  });
}

// Lays `cells` out on `lines` lines of `width` at most: { lines: lists of placed cells, blank, counts }. `space` is
// { width, lines, type, k, faces }; the cells of the columns `must` show whatever happens. What does not fit: first how
// many know a cell goes, then, if the room is `compact`, the cells that weigh least, then the end of the widest values.
export function flowed(cells, space, must = []) {
  const needed = ({ cell }) => cell.columns.some((column) => must.includes(column));
  let shown = inBrief(cells, space).filter((each) => !each.blank || needed(each));
  const blank = () => cells.filter(({ cell }) => !shown.some((each) => each.cell === cell));
  for (const counts of [true, false]) {
    const laid = packed(shown, space, counts);
    if (laid.length <= space.lines) return { lines: spread(laid, space), blank: blank(), counts };
  }
  while (space.compact && packed(shown, space, false).length > space.lines) {
    const least = shown.filter((each) => !needed(each)).sort((a, b) => a.weight - b.weight)[0];
    if (!least) break;
    shown = shown.filter((each) => each !== least);
  }
  return { lines: spread(squeezed(shown, space), space), blank: blank(), counts: false };
}

// How many lines the fullest of `rows` needs.
export function fullestOf(rows, everybody, space) {
  const many = { ...space, lines: 99 };
  const needed = rows.map((row) => {
    const shown = inBrief(sheetCells(row, everybody), space).filter((each) => !each.blank);
    return packed(shown, many, false).length;
  });
  return Math.max(1, ...needed);
}

// How wide a cell is by its words: at its largest, when it is lit.
function naturalWidth({ cell, shown, count }, space, counts) {
  const { type, k, faces } = space;
  const name = measured(cell.name, faces.font(500, type.label));
  const beside = counts && count ? measured(count, faces.font(500, type.small)) + 8 * k : 0;
  return Math.max(name + beside, measured(shown, faces.font(600, type.lit))) + 2 * padOf(space);
}

// A value that is longer than a line is said in brief; its tip has it whole.
function inBrief(cells, space) {
  const long = (each) => each.brief !== each.shown && naturalWidth(each, space, false) > space.width;
  return cells.map((each) => (long(each) ? { ...each, shown: each.brief } : each));
}

// The fewest lines on which the cells fit, and on these as even as can be.
function packed(cells, space, counts) {
  const sized = cells.map((each) => ({ ...each, width: Math.min(space.width, naturalWidth(each, space, counts)) }));
  const fewest = broken(sized, space.width, space);
  if (fewest.length < 2) return fewest;
  let [low, high] = [space.width / 2, space.width];
  for (let k = 0; k < 8; k++) {
    const middle = (low + high) / 2;
    if (broken(sized, middle, space).length <= fewest.length) high = middle;
    else low = middle;
  }
  return broken(sized, high, space);
}

// Cells in reading order; in a compact room a later one may fill what an earlier line has left.
function broken(cells, width, { k, compact }) {
  const lines = [];
  for (const each of cells) {
    const open = compact ? lines : lines.slice(-1);
    let line = open.find(({ left }) => left >= each.width);
    if (!line) lines.push((line = { cells: [], left: width }));
    line.cells.push(each);
    line.left -= each.width + GAP * k;
  }
  return lines.map((line) => line.cells);
}

// Too full: the widest cells give way until everything fits.
function squeezed(cells, space) {
  let most = space.width;
  let lines = packed(cells, space, false);
  while (lines.length > space.lines && most > NARROWEST) {
    most *= 0.85;
    const sized = cells.map((each) => ({ ...each, width: Math.min(most, naturalWidth(each, space, false)) }));
    lines = broken(sized, space.width, space);
  }
  return lines;
}

// Cells share what their line has left, up to a limit, and get their places from the left edge.
function spread(lines, { width, k }) {
  return lines.map((line) => {
    const used = line.reduce((sum, each) => sum + each.width, 0);
    const free = width - (line.length - 1) * GAP * k;
    const times = Math.min(STRETCH, free / used);
    let x = 0;
    return line.map((each) => {
      const placed = { ...each, x, width: each.width * times };
      x += placed.width + GAP * k;
      return placed;
    });
  });
}

// As many of `names` as fit after `head`, then "and 3 more".
export function listedIn(names, head, width, font) {
  for (let many = names.length; many > 0; many--) {
    const rest = names.length - many;
    const words = `${head}${names.slice(0, many).join(", ")}${rest ? ` and ${rest} more` : ""}`;
    if (measured(words, font) <= width) return words;
  }
  return "";
}
