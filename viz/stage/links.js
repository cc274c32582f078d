// A link to a moment, and what leaves the page otherwise: the transcript, the picture.

import { notice } from "./notice.js";
import { keepFile, pictured } from "./picture.js";
import { titleWords } from "./words.js";

// The address of the moment shown.
export function linkTo(player) {
  const url = new URL(player.options.share ?? window.location.href, window.location.href);
  url.searchParams.set("row", String(player.film.here(player).row));
  url.searchParams.set("t", player.scene.local.toFixed(1));
  return url.href;
}

// What the page's address asks for, { row, t }, where it may be read.
export function askedInLink({ options }) {
  return options.link ? Object.fromEntries(new URLSearchParams(window.location.search)) : {};
}

export async function share(player) {
  const link = linkTo(player);
  try {
    await navigator.clipboard.writeText(link);
    notice(player, "Link to this moment copied.");
  } catch {
    notice(player, "Link to this moment:", link);
  }
}

// The transcript to the clipboard; where that is not allowed, as a file.
export async function copyTranscript(player, text) {
  try {
    await navigator.clipboard.writeText(text);
    notice(player, "Transcript copied.");
  } catch {
    keepFile("transcript.txt", text, "text/plain");
    notice(player, "Transcript saved as a file.");
  }
}

// Saves the room as it stands, as an SVG file.
export function savePicture(player) {
  const { number } = player.scene.row;
  const { header } = player.recording;
  const words = `${titleWords(header)}, row ${number}. ${header.disclaimer ?? ""}`;
  keepFile(`row-${number}.svg`, pictured(player.dom.canvas, words));
  notice(player, "Picture saved.");
}
