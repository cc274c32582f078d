// What is being said, in one sentence with who says it and how: for captions and for screen readers.

import { apart, html, mark, put, say } from "./drawing.js";
import { memberName } from "./names.js";
import { isCalled } from "./recording.js";
import { underneath } from "./speech.js";
import { actWords, plain } from "./terms.js";

const LONG = 220; // letters from which a caption may be cut, so that its title gives it in full

// The nodes of a caption, in an element of class `name`; draw(scene) fills them.
export function makeCaption(name, attributes = {}) {
  const [speaker, act] = [html("b", { class: "cs-captionname" }), html("span", { class: "cs-captionact" })];
  const who = html("span", { class: "cs-captionwho" }, speaker, act);
  const text = html("span", { class: "cs-captiontext", dir: "auto" });
  const under = html("span", { class: "cs-captionunder" });
  const node = html("div", { class: name, ...attributes }, who, text, under);
  const draw = (scene) => {
    const { recording, row, begun, current } = scene;
    const words = caption(recording, begun);
    say(speaker, words.who ? apart(words.who) : `Row ${row.number}`);
    say(act, words.who ? ` ${words.act}` : "");
    say(text, words.text);
    put(text, "title", words.text.length > LONG ? words.text : null);
    say(under, underneath(recording, row, begun));
    mark(node, "cs-past", !current);
    mark(node, "cs-called", isCalled(scene));
  };
  return { node, draw };
}

// { who, act, text } of a line; empty if nobody has spoken.
export function caption(recording, line) {
  if (!line) return { who: "", act: "", text: "" };
  return { who: memberName(recording, line.member), act: actWords(line.act), text: line.text ?? plain(line.act) };
}

// Tells screen readers `words`. While the player plays, it skips what comes within `every` ms of the last: a screen
// reader cannot keep up with a fast replay.
export function tellListeners(player, words, every) {
  const now = performance.now();
  if (!words || (player.playing && now - player.toldAt < every)) return;
  player.toldAt = now;
  say(player.dom.live, words);
}
