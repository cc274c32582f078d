// An applicant whom somebody clicked: how they ended, what their call was made of, and what moved it. The play head
// stays where it is. While what is still to come is hidden, it tells what the room has come to, and no more.

import { heading, html, pushButton } from "./drawing.js";
import { nameOf, paperWords } from "./names.js";
import { signed } from "./numbers.js";
import { moment, state } from "./recording.js";
import { kindWords } from "./terms.js";
import { entry, note } from "./whyparts.js";
import { aboutPaper, aboutSilence, howItEnded, moverWords, movers, whatTheCallWas } from "./whyrow.js";

const NOT_YET = "This row is still to come, and what is still to come is hidden.";
const UNDER_WAY = "The room is talking about this row now, and what is still to come is hidden.";
const CUT = "The recording stops before this row was called.";

export function aboutApplicant(scene) {
  const { recording, asked } = scene;
  const row = recording.byId.get(asked);
  if (!row) return [note(NOT_YET), waysFrom(scene, null)];
  const name = heading(nameOf(row));
  name.classList.add("cs-asked");
  const kind = [`Row ${row.number}`, kindWords(row.opened.kind), paperWords(row.opened.label)].filter(Boolean);
  return [name, note(kind.join(" · "), "cs-aside cs-flush"), waysFrom(scene, row), ...endOf(scene, row)];
}

// The ways from here: to the row itself, and back to the moment.
function waysFrom({ go, leave }, row) {
  const looks = { class: "cs-textbutton" };
  return html(
    "p",
    { class: "cs-ways" },
    row && pushButton({ ...looks, text: `Go to row ${row.number}` }, () => (leave(), go(row.index))),
    pushButton({ ...looks, text: "Close", title: "Back to where you were (Esc)" }, leave),
  );
}

function endOf(scene, row) {
  if (!row.closed) return [note(scene.hidden && row === scene.row ? UNDER_WAY : CUT)];
  const then = endingOf(scene, row);
  return [
    ...placeOnList(scene, row),
    ...howItEnded(then),
    ...whatMovedIt(then),
    heading("What the call was made of"),
    ...whatTheCallWas(then),
    ...aboutSilence(then),
    aboutPaper(row),
  ].filter(Boolean);
}

// The moment at which a row has been called.
function endingOf(scene, row) {
  const { recording } = scene;
  const last = row.utterances[row.utterances.length - 1];
  if (!last) return { ...scene, row, begun: null, current: null, over: true };
  const t = row.start + (last.start_s + last.end_s) / 2;
  return { ...scene, ...moment(recording, t), state: state(recording, t) };
}

// Where the list has the row: at the end, or so far while what is still to come is hidden; nothing if it is not there.
function placeOnList({ recording, state: now }, row) {
  const whole = recording.listed !== null;
  const list = recording.listed ?? now.list.map(({ id }) => id);
  const place = list.indexOf(row.opened.id) + 1;
  if (!place) return [];
  return [entry(whole ? "On the list" : "So far", `${place} of ${list.length}`)];
}

// The lines that moved the room most; each leads to it.
function whatMovedIt(scene) {
  const lines = movers(scene).map((mover) => {
    const { index } = mover.utterance;
    const looks = { class: "cs-pivot", title: "Go to this line" };
    return html(
      "li",
      {},
      pushButton(looks, () => (scene.leave(), scene.go(scene.row.index, index)), ...told(scene, mover)),
    );
  });
  return lines.length ? [heading("What moved the room"), html("ol", { class: "cs-pivots" }, ...lines)] : [];
}

const told = (scene, mover) => [
  html("span", { class: "cs-term", text: signed(mover.push, 2) }),
  " ",
  html("bdi", { dir: "auto", text: moverWords(scene, mover) }),
];
