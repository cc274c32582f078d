// What is still to come leaves the transcript while it is hidden, and comes back. It is not on the page at all, so
// nothing there can depend on it.

import { say } from "./drawing.js";
import { isCalled } from "./recording.js";

const HEAD_HIGH = 60; // pixels, a guess: the head of a row and its end
const LINE_HIGH = 34; // pixels, a guess: a line

// Leaves in `scroller` the `sections` of the rows that a scene tells, and in the last of them the lines so far.
// `ended(recording, row)` says how a row ended, `ruled(recording, row)` what the rules did in it.
export function veilSections({ scroller, sections }, scene, words) {
  const { hidden, over, row } = scene;
  const told = hidden && !over ? row.index + 1 : sections.length;
  sections.forEach((section, k) => {
    if (k >= told) section.node.remove();
    else {
      if (section.node.parentNode !== scroller) scroller.append(section.node);
      tellSection(section, k < told - 1 || !hidden || over ? null : scene, { recording: scene.recording, ...words });
    }
  });
}

// All of a row, or of the row under way as much as a scene tells.
function tellSection({ row, lines, body, verdict, rules, node }, scene, { recording, ended, ruled }) {
  const count = scene ? (scene.begun?.index ?? -1) + 1 : row.utterances.length;
  const shown = scene?.row ?? row;
  if (lines && body.childElementCount !== count) {
    body.replaceChildren(...lines.slice(0, count).map((line) => line.parentNode));
  }
  guessHeight(node, count);
  say(verdict, scene && !isCalled(scene) ? "" : ended(recording, shown));
  say(rules, ruled(recording, shown));
}

// How high a row may be before the browser has laid it out.
export function guessHeight(node, lines) {
  node.style.setProperty("--cs-guess", `${HEAD_HIGH + LINE_HIGH * lines}px`);
}
