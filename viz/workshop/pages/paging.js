// What is too long for the board stands on several pages. Hosts turn them from the console, or with the arrow keys.
// Nothing turns by itself: people read and talk at their own pace. Nothing is left out, and nothing is cut.

const SIZES = [1, 0.95]; // of the letters, to have all on one page: below that, people at the back see less
const SMALLER = [0.9, 0.8, 0.7, 0.6, 0.5]; // for what cannot be parted and is longer than a page
const PADDING = 7; // pixels that the frame around the panel keeps to itself, less one for what is rounded

export const fits = (panel) =>
  panel.scrollHeight <= panel.clientHeight + 1 && panel.scrollHeight <= panel.parentElement.clientHeight - PADDING;

// Shows `blocks` in the panel, on as many pages as they need, with `always` on top of each, from page `at` (0 is the
// first); `drawn` makes the nodes of the blocks of one page, `counted` hears which page stands there, of how many.
// Returns { turn(by) }.
export function showPages(panel, { always = [], blocks }, { drawn, counted, at: from }) {
  const fill = (some) => panel.replaceChildren(...drawn([...always, ...some]));
  const sized = (sizes) => sizes.some((size) => ((panel.style.fontSize = `${size}em`), fits(panel)));
  fill(blocks);
  const pages = sized(SIZES) ? [blocks] : pagesOf(panel, blocks, fill);
  let at = 0;
  const turn = (by) => {
    at = Math.min(pages.length - 1, Math.max(0, at + by));
    fill(pages[at]);
    if (pages.length > 1) sized([...SIZES, ...SMALLER]);
    else if (!fits(panel)) sized(SMALLER);
    counted(at, pages.length);
  };
  turn(from);
  return { turn };
}

// The blocks of each page, by measuring.
function pagesOf(panel, blocks, fill) {
  panel.style.fontSize = "1em";
  const fitting = (some) => {
    fill(some);
    return fits(panel);
  };
  const pages = [[]];
  for (const block of blocks.flatMap((each) => piecesOf(each, fitting))) {
    const page = pages[pages.length - 1];
    if (page.length && !fitting([...page, block])) pages.push([block]);
    else page.push(block);
  }
  return pages;
}

// A table that is longer than a page in pieces that are not.
function piecesOf(block, fitting) {
  const { rows } = block;
  if (!rows || rows.length < 2 || fitting([block])) return [block];
  const half = Math.ceil(rows.length / 2);
  const halves = [rows.slice(0, half), rows.slice(half)];
  return halves.flatMap((some) => piecesOf({ ...block, rows: some }, fitting));
}
