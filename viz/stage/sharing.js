// What leaves the page: a link to a moment, the transcript, a picture of the view.

import { textButton } from "./controls.js";
import { makeDialog } from "./dialogs.js";
import { html, say } from "./drawing.js";
import { disclaimerWords, titleWords } from "./names.js";
import { notice } from "./notice.js";
import { keepFile, painted, pictured } from "./picture.js";
import { rowsPlanned } from "./sofar.js";

const VIEWS_SAID = { room: "the room", list: "the list", answers: "who answered whom", trust: "who trusts whom" };
const FROM_DISK = "file:";

// --- a link ---------------------------------------------------------------------------------------------------------

// The address of the current moment: the row, the second in it, and what one has chosen to see.
export function linkTo(player) {
  const url = new URL(player.options.share ?? window.location.href, window.location.href);
  for (const [name, value] of Object.entries(placeSeen(player))) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return url.href;
}

// What a link says, by name; null for what it leaves out.
function placeSeen(player) {
  const { scene, view, chosen, settings } = player;
  return {
    row: String(player.film.here(player).row),
    t: scene.local.toFixed(1),
    view: view === "room" ? null : view,
    member: chosen,
    hide: settings.hide ? "1" : null,
  };
}

// What the page's address asks for, { row, t, view, member }, if the player may read it.
export function askedInLink({ options }) {
  return options.link ? Object.fromEntries(new URLSearchParams(window.location.search)) : {};
}

// Copies the address of the moment. That of a file on a disk leads nowhere for anybody else: of it, what comes after
// the name of the file.
export async function share(player) {
  const address = new URL(linkTo(player));
  const alone = address.protocol === FROM_DISK;
  const link = alone ? address.search : address.href;
  const where = alone ? " It goes after the name of this file." : "";
  try {
    await navigator.clipboard.writeText(link);
    notice(player, `Link to this moment copied.${where}`);
  } catch {
    notice(player, `Link to this moment:${where}`, link);
  }
}

// --- files ----------------------------------------------------------------------------------------------------------

// A name for a file that says what it is: the meeting, its seed, and `what`.
function fileName(header, what) {
  const plain = (text) =>
    text
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-+|-+$/g, "");
  return [plain(titleWords(header)).slice(0, 60) || "meeting", `seed-${header.seed}`, what].join("-");
}

// Copies the transcript to the clipboard, or saves it as a file if the clipboard is not allowed.
export async function copyTranscript(player, text) {
  try {
    await navigator.clipboard.writeText(text);
    notice(player, "Transcript copied.");
  } catch {
    keepFile(`${fileName(player.recording.header, "transcript")}.txt`, text, "text/plain");
    notice(player, "Transcript saved as a file.");
  }
}

// --- a picture of the view ------------------------------------------------------------------------------------------

// The page that asks for the kind of picture.
export function makePictureChoice(player) {
  const what = html("p", {});
  const save = (kind) => () => {
    dialog.close();
    savePicture(player, kind);
  };
  const kinds = [
    textButton("SVG", "Sharp at any size, for slides and papers", save("svg")),
    textButton("PNG", "Twice the size of the screen, for everything else", save("png")),
  ];
  const looks = { name: "cs-picturechoice", label: "Save picture", key: "s", buttons: kinds };
  const dialog = makeDialog(looks, html("h2", { text: "Save picture" }), what);
  const open = () => {
    say(what, `A picture of ${VIEWS_SAID[player.view]}: as SVG, sharp at any size, or as PNG, at twice the size.`);
    dialog.showModal();
  };
  return { node: dialog, open, draw: () => {} };
}

// Saves the view one sees as an "svg" or "png" file.
export async function savePicture(player, kind = "svg") {
  const { scene, recording, view, dom } = player;
  const { number } = scene.row;
  const { header } = recording;
  const where = `row ${number} of ${rowsPlanned(recording)}`;
  const title = [titleWords(header), `seed ${header.seed}`, where, VIEWS_SAID[view]].join(", ");
  const part = { list: "chart", answers: "answers", trust: "trust" }[view];
  const drawing = pictured(part ? dom.views[part].node : dom.canvas, `${title}. ${disclaimerWords(header)}`);
  const name = fileName(header, `row-${number}-${view}`);
  try {
    if (kind === "png") keepFile(`${name}.png`, await painted(drawing), "image/png");
    else keepFile(`${name}.svg`, drawing, "image/svg+xml");
    notice(player, "Picture saved.");
  } catch (problem) {
    notice(player, `The picture was not saved. ${problem instanceof Error ? problem.message : ""}`);
  }
}
