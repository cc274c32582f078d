// The way to change a row and hold the meeting again. Only a page that can hold a meeting gives the stage a way to do
// so (option `change`); an exported page has none.

import { html, pushButton } from "./drawing.js";
import { nameOf } from "./names.js";

const OFFER = "Change this row and hold the meeting again";

// Whether the meeting of a recording can be made again from it: not if it was cut short, nor if it belongs to a season.
export const canBeMadeAgain = ({ complete, header }) => complete && !header.season;

// A function that gives the nodes to show for a row; `change(id)` leads to the form for that row.
export function makeChanging(change) {
  if (!change) return () => [];
  const shown = new Map();
  return (row) => {
    if (!shown.has(row)) shown.set(row, wayToForm(row, change));
    return [shown.get(row)];
  };
}

function wayToForm(row, change) {
  const label = `${OFFER}: ${nameOf(row)}`;
  const press = () => change(row.opened.id);
  return html(
    "p",
    { class: "cs-changing" },
    pushButton({ class: "cs-textbutton cs-ask", "aria-label": label, text: OFFER }, press),
  );
}
