// Hiding what is still to come: one switch beside the controls of a player. What is hidden is not drawn at all:
// sofar.js gives the views a recording that ends at the play head.

import { html, put, say } from "./drawing.js";
import { set, tell } from "./player.js";

const TIP =
  "Nothing on this page tells what comes after this moment (x). A file that you export still holds all of it in its " +
  "source.";

export function makeHideSwitch(player) {
  const named = { title: TIP, "aria-label": "Hide what is to come" };
  const looks = { type: "button", role: "switch", class: "cs-switch", ...named };
  const words = html("span", { class: "cs-switchwords" }, "Hide", html("span", { text: " what is to come" }));
  const track = html("span", { class: "cs-switchtrack", "aria-hidden": "true" });
  player.dom.hider = html("button", { ...looks, click: () => toggleHide(player) }, track, words);
  return player.dom.hider;
}

// Shows on the page whether what is still to come is hidden.
export function showHide({ dom, settings }) {
  put(dom.root, "data-hide", settings.hide ? "on" : "off");
  put(dom.hider, "aria-checked", String(Boolean(settings.hide)));
}

export function toggleHide(player) {
  set(player, "hide", !player.settings.hide);
  showHide(player);
  player.film.refresh(player);
  tell(player, "hide");
  say(player.dom.live, player.settings.hide ? "What is still to come is hidden." : "What is still to come now shows.");
}
