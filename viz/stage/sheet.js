// How the cells of a row flow on the sheet: which of them show, in how many lines, how wide each is. Pure but for the
// widths of words.

import { CELLS, briefText, cellText } from "./cells.js";
import { measured, wrapped } from "./drawing.js";
import { cellHeight, tallOfCell } from "./geometry.js";
import { HIDDEN, isHidden } from "./practices.js";

// Between a cell's edge and its words.
export const padOf = ({ k, compact }) => (compact ? 4 : 6) * k;
const GAP = 4; // between two cells
const STRETCH = 1.7; // how much wider than its words a cell gets at most, to fill its line
const NARROWEST = 64; // px of a cell whose value is cut
const MOST_WORDS = 2; // lines of words in a cell of a compact room before its value is said in brief
const ALL_WORDS = 3; // and at most: what is longer ends in an ellipsis

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
// { width, lines, type, k, faces }; the cells of the columns `must` show whatever happens, those of `wanted` if there
// is room. In a `compact` room a value that is wider than the sheet stands on several lines of words. What does not
// fit: first how many know a cell goes, then, if the room is compact, the cells that weigh least, then the end of the
// widest values.
export function flowed(cells, space, { must = [], wanted = [] } = {}) {
  const among = (columns, { cell }) => cell.columns.some((column) => columns.includes(column));
  const [needed, asked] = [(each) => among(must, each), (each) => among(wanted, each)];
  let shown = inBrief(cells, space).filter((each) => !each.blank || needed(each) || asked(each));
  const blank = () => cells.filter(({ cell }) => !shown.some((each) => each.cell === cell));
  for (const counts of [true, false]) {
    const laid = packed(shown, space, counts);
    if (heightIn(laid, space) <= space.lines) return { lines: spread(laid, space), blank: blank(), counts };
  }
  while (space.compact && heightIn(packed(shown, space, false), space) > space.lines) {
    const spare = shown.filter((each) => !needed(each));
    const least = spare.sort((a, b) => asked(a) - asked(b) || a.weight - b.weight)[0];
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
    return heightIn(packed(shown, many, false), many);
  });
  return Math.max(1, Math.ceil(Math.max(...needed)));
}

// How wide a cell is by its words in letters of a `size`: by itself at its largest, when it is lit; in a compact room,
// where a lit cell grows, as it is at rest.
export function naturalWidth({ cell, shown, count }, space, counts, size = restingSize(space)) {
  const { type, k, faces } = space;
  const name = measured(cell.name, faces.font(500, type.label));
  const beside = counts && count ? measured(count, faces.font(500, type.small)) + 8 * k : 0;
  return Math.max(name + beside, measured(shown, faces.font(600, size))) + 2 * padOf(space);
}

const restingSize = ({ type, compact }) => (compact ? type.value : type.lit);

// The lines of words on which a value stands in a cell that is as wide as the sheet.
export function wordsIn(shown, size, { faces, width, ...space }) {
  const lines = wrapped(shown, faces.font(600, size), width - 2 * padOf(space));
  return lines.length > ALL_WORDS ? [...lines.slice(0, ALL_WORDS - 1), lines.slice(ALL_WORDS - 1).join(" ")] : lines;
}

// A value that is longer than a line, or in a compact room than two, is said in brief; its tip has it whole.
function inBrief(cells, space) {
  const { compact } = space;
  const size = restingSize(space);
  const wide = (each) => naturalWidth(each, space, false) > space.width;
  const long = (each) => wide(each) && !(compact && wordsIn(each.shown, size, space).length <= MOST_WORDS);
  const said = cells.map((each) => (each.brief !== each.shown && long(each) ? { ...each, shown: each.brief } : each));
  if (!compact) return said;
  return said.map((each) => (wide(each) ? { ...each, words: wordsIn(each.shown, size, space) } : each));
}

// How high a line of cells is, and all of them, in lines of one line of words.
export const highOf = (line, { type }) =>
  Math.max(1, ...line.map(({ words }) => tallOfCell(type, words?.length ?? 1, type.value) / cellHeight(type)));
const heightIn = (lines, space) => lines.reduce((sum, line) => sum + highOf(line, space), 0);

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
  while (heightIn(lines, space) > space.lines && most > NARROWEST) {
    most *= 0.85;
    lines = broken(
      cells.map((each) => atMost(each, most, space)),
      space.width,
      space,
    );
  }
  return lines;
}

function atMost(each, most, space) {
  const width = Math.min(most, naturalWidth(each, space, false));
  return each.words
    ? { ...each, width, words: wordsIn(each.shown, restingSize(space), { ...space, width }) }
    : { ...each, width };
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
