// What is too long for the board stands on several pages. Hosts turn them from the console, or with the arrow keys.
// Nothing turns by itself: people read and talk at their own pace.

const SIZES = [1, 0.94, 0.88, 0.82]; // of the letters of the panel: below that, people at the back see nothing
const DROPPED = [".moved", ".pivot p + p", ".pivot"]; // what gives way first; phones and hosts still show it

export const fits = (panel) => panel.scrollHeight <= panel.parentElement.clientHeight - 1;

// Makes what stands in the panel fit on one page: the letters get a little smaller, then what matters least gives way.
export function fitOnOne(panel) {
  for (const size of SIZES) {
    panel.style.fontSize = `${size}em`;
    if (fits(panel)) return;
  }
  for (const least of DROPPED) {
    for (const node of panel.querySelectorAll(least)) node.remove();
    if (fits(panel)) return;
  }
}

// Shows `blocks` in the panel, drawn by `drawn`, on as many pages as they need, from page `at` (0 is the first; beyond
// the last it begins anew); `counted` hears the page and how many there are. Returns { turn(by) }.
export function showPages(panel, blocks, { drawn, counted, at: from }) {
  panel.style.fontSize = `${SIZES[1]}em`;
  const pages = pagesOf(panel, blocks, drawn);
  let at = 0;
  const show = () => {
    panel.replaceChildren(...pages[at].map(drawn));
    counted(at + 1, pages.length);
  };
  const turn = (by) => {
    at = (((at + by) % pages.length) + pages.length) % pages.length;
    show();
  };
  turn(from);
  return { turn };
}

// The blocks of each page, by measuring.
function pagesOf(panel, blocks, drawn) {
  const fitting = (some) => {
    panel.replaceChildren(...some.map(drawn));
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
