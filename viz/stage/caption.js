// What is being said, in one sentence with who says it and how: for captions, and for those who listen.

import { apart, html, mark, put, say } from "./drawing.js";
import { underneath } from "./speech.js";
import { actWords, plain } from "./terms.js";
import { memberName } from "./words.js";

const LONG = 220; // letters from which a caption may be cut, and is titled in full

// Nodes for it in an element of class `name`; draw(scene) fills them.
export function makeCaption(name, attributes = {}) {
  const who = html("span", { class: "cs-captionwho" });
  const text = html("span", { class: "cs-captiontext", dir: "auto" });
  const under = html("span", { class: "cs-captionunder" });
  const node = html("div", { class: name, ...attributes }, who, text, under);
  const draw = ({ recording, row, begun, current }) => {
    const said = caption(recording, begun);
    say(who, said.who ? `${apart(said.who)} ${said.act}` : `Row ${row.number}`);
    say(text, said.text);
    put(text, "title", said.text.length > LONG ? said.text : null);
    say(under, underneath(recording, row, begun));
    mark(node, "cs-past", !current);
  };
  return { node, draw };
}

// { who, act, text } of a line; empty where nobody has spoken.
export function caption(recording, line) {
  if (!line) return { who: "", act: "", text: "" };
  return { who: memberName(recording, line.member), act: actWords(line.act), text: line.text ?? plain(line.act) };
}

// Tells those who listen `words`, unless something was told within `every` ms while the player plays: a reader cannot
// keep up with a fast replay.
export function tellListeners(player, words, every) {
  const now = performance.now();
  if (!words || (player.playing && now - player.toldAt < every)) return;
  player.toldAt = now;
  say(player.dom.live, words);
}
