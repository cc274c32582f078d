// What leaves the page: a link to a moment, the transcript, the picture.

import { titleWords } from "./names.js";
import { notice } from "./notice.js";
import { keepFile, pictured } from "./picture.js";

// The address of the current moment.
export function linkTo(player) {
  const url = new URL(player.options.share ?? window.location.href, window.location.href);
  url.searchParams.set("row", String(player.film.here(player).row));
  url.searchParams.set("t", player.scene.local.toFixed(1));
  if (player.settings.hide) url.searchParams.set("hide", "1");
  else url.searchParams.delete("hide");
  return url.href;
}

// What the page's address asks for, { row, t }, if the player may read it.
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

// Copies the transcript to the clipboard, or saves it as a file if the clipboard is not allowed.
export async function copyTranscript(player, text) {
  try {
    await navigator.clipboard.writeText(text);
    notice(player, "Transcript copied.");
  } catch {
    keepFile("transcript.txt", text, "text/plain");
    notice(player, "Transcript saved as a file.");
  }
}

// Saves the room as an SVG file.
export function savePicture(player) {
  const { number } = player.scene.row;
  const { header } = player.recording;
  const words = `${titleWords(header)}, row ${number}. ${header.disclaimer ?? ""}`;
  keepFile(`row-${number}.svg`, pictured(player.dom.canvas, words));
  notice(player, "Picture saved.");
}
