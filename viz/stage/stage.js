// The stage plays a recorded rank meeting in the room where it happened. Public names: parse, state (both from
// recording.js), mount, load, unpack, refuse. README.md says how to use them.

import { html } from "./drawing.js";
import { parse, textOf } from "./recording.js";
import { REPLAY_ACTS, makeReplay } from "./replay.js";
import { lookOf } from "./themes.js";
export { parse, state } from "./recording.js";

// Fetches and parses a recording (plain, or gzip with a proper Content-Encoding).
export async function load(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`The recording could not be fetched (${answer.status}).`);
  return parse(textOf(new Uint8Array(await answer.arrayBuffer())));
}

// A recording packed by gzip and base64 -> its text.
export async function unpack(packed) {
  const bytes = Uint8Array.from(atob(packed.trim()), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return textOf(new Uint8Array(await new Response(stream).arrayBuffer()));
}

// Shows a sentence in place of the stage.
export function refuse(element, sentence) {
  const looks = { class: "cs-stage cs-refused", role: "alert", "data-look": lookOf("auto").look };
  element.replaceChildren(html("div", looks, html("p", { text: sentence })));
}

// Builds the stage inside `element` and returns its player. `recording` is the result of parse, or the text itself.
export function mount(element, recording, options = {}) {
  const given = typeof recording === "string" ? parse(recording) : recording;
  if (given.rows.length) return makeReplay(element, given, options);
  refuse(element, "This recording stops before its first row: there is nothing to watch.");
  return stillPlayer(element);
}

// The player of an empty recording: it accepts every call and stands still.
function stillPlayer(element) {
  const still = Object.fromEntries(Object.keys(REPLAY_ACTS).map((name) => [name, () => {}]));
  const answers = { link: () => window.location.href, on: () => () => {}, destroy: () => element.replaceChildren() };
  return { ...still, ...answers, t: 0, playing: false };
}
