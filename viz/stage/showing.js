// What a replay shows: the view in the middle, the tab beside it, captions.

import { html, put } from "./drawing.js";
import { openPanel } from "./panel.js";
import { seeTab } from "./phone.js";
import { keep, on, redraw, set, tell } from "./player.js";
import { tellsTrust } from "./trust.js";

const TABS = { guide: "Guide", transcript: "Transcript", why: "Why" };
const VIEWS = { room: "Room", list: "Whole list", answers: "Who answered whom", trust: "Who trusts whom" };
const SHORT = { room: "Room", list: "List", answers: "Answers", trust: "Trust" }; // on a phone
const IN_THE_MIDDLE = { list: "chart", answers: "answers", trust: "trust" }; // by view, what shows instead of the room

// --- the middle -----------------------------------------------------------------------------------------------------

// The names of the views; "trust" only if the recording says who trusts whom.
const viewNames = ({ recording }) => Object.keys(VIEWS).filter((name) => name !== "trust" || tellsTrust(recording));

export function makeViewButtons(player) {
  const { dom } = player;
  dom.viewButtons = viewNames(player).map((name) => {
    const looks = { type: "button", class: "cs-view", "data-view": name, "aria-label": VIEWS[name] };
    const words = [html("span", { class: "cs-long", text: VIEWS[name] }), html("span", { text: SHORT[name] })];
    return html("button", { ...looks, click: () => setView(player, name) }, ...words);
  });
  return html("div", { class: "cs-views", role: "group", "aria-label": "View" }, ...dom.viewButtons);
}

// The "room", the "list" over the meeting, who "answers" whom, or the "trust" between them.
export function setView(player, name) {
  const { dom } = player;
  player.view = viewNames(player).includes(name) ? name : "room";
  for (const button of dom.viewButtons) put(button, "aria-pressed", String(button.dataset.view === player.view));
  put(dom.root, "data-view", player.view);
  for (const [view, part] of Object.entries(IN_THE_MIDDLE)) dom.views[part].node.hidden = view !== player.view;
  dom.arrange();
  if (player.scene) tell(player, "look");
}

export function nextView(player) {
  const names = viewNames(player);
  setView(player, names[(names.indexOf(player.view) + 1) % names.length]);
}

// Where those who trust each other stand: places within [-1, 1] by member id.
export function placeTrusting(player, layout) {
  player.dom.views.trust.place(layout);
  redraw(player);
}

// --- beside it ------------------------------------------------------------------------------------------------------

// The tabs over the guide, the transcript and why.
export function makeTabs(player) {
  const { dom } = player;
  dom.tabs = Object.entries(TABS).map(([name, words]) => {
    const panel = dom.views[name].node;
    const looks = { type: "button", role: "tab", class: "cs-tab", "data-tab": name, text: words };
    panel.setAttribute("role", "tabpanel");
    return { name, panel, button: html("button", { ...looks, click: () => showTab(player, name) }) };
  });
  const head = html("header", { role: "tablist" }, ...dom.tabs.map(({ button }) => button));
  const node = html("section", { class: "cs-panel cs-talk" }, head, ...dom.tabs.map(({ panel }) => panel));
  showTab(player, "transcript");
  return node;
}

// The "guide", the "transcript", or "why".
export function showTab(player, name) {
  player.tab = Object.hasOwn(TABS, name) ? name : "transcript";
  for (const { name: each, panel, button } of player.dom.tabs) {
    button.setAttribute("aria-selected", String(each === player.tab));
    panel.hidden = each !== player.tab;
  }
  if (player.scene) redraw(player);
}

// Opens a tab for somebody at the keyboard: the arrow keys scroll it.
export function readTab(player, name) {
  openPanel(player);
  player.peeks = false;
  showTab(player, name);
  const { panel } = player.dom.tabs.find((tab) => tab.name === player.tab);
  panel.querySelector(".cs-scroll").focus({ preventScroll: true });
}

// Selects a member and shows why they think as they do, or deselects the one selected.
export function choose(player, id) {
  player.chosen = player.chosen === id ? null : id;
  setAsked(player, null);
  if (player.chosen) {
    openPanel(player);
    showTab(player, "why");
    seeTab(player);
  }
  redraw(player);
  tell(player, "look");
}

// Explains an applicant in Why, and leaves the play head where it is.
export function askAbout(player, id) {
  if (!player.asked) player.tabBefore = player.tab;
  setAsked(player, id);
  openPanel(player);
  showTab(player, "why");
  seeTab(player);
}

// Goes back from an applicant to the tab that was open.
export function leaveApplicant(player) {
  if (!player.asked) return;
  setAsked(player, null);
  showTab(player, player.tabBefore);
}

function setAsked(player, id) {
  player.asked = id;
  put(player.dom.root, "data-asked", id ? "yes" : null);
}

// On a first visit, the guide is open until the meeting begins.
export function welcome(player) {
  if (!player.options.guide || player.settings.guided || player.t > 0) return;
  showTab(player, "guide");
  const begun = () => {
    for (const stop of listening) stop();
    keep(player, { guided: true });
    if (player.tab === "guide") showTab(player, "transcript");
  };
  const listening = ["play", "seek"].map((name) => on(player, name, begun));
}

// --- captions -----------------------------------------------------------------------------------------------------

export function showCaptions({ dom, settings }) {
  put(dom.root, "data-captions", settings.captions ? "on" : "off");
  put(dom.captions, "aria-pressed", String(settings.captions));
}

export function toggleCaptions(player) {
  set(player, "captions", !player.settings.captions);
  showCaptions(player);
}
