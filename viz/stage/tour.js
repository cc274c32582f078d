// The highlights: the moments that mattered, one after another, at reading pace. Where the tour is and what it stops at
// stands beside the time; its list and its last page are a page over the stage.

import { pause, play, setSpeed } from "./clockwork.js";
import { iconButton, textButton } from "./controls.js";
import { makeDialog } from "./dialogs.js";
import { apart, html, mark, pushButton, put, say } from "./drawing.js";
import { highlights, keyMoments, rowsAskedAbout } from "./moments.js";
import { nameOf, together } from "./names.js";
import { notice } from "./notice.js";
import { placing, rowsOver } from "./recording.js";
import { goBack, seek } from "./seek.js";
import { storyOf } from "./story.js";
import { tierWords } from "./terms.js";
import { backWords } from "./wayback.js";

const STORIES_TOLD = 3;

// --- along the tour -------------------------------------------------------------------------------------------------

// Starts the tour, or stops it. While what is still to come is hidden, it stops only in rows that are over.
export function playHighlights(player) {
  if (player.tour) return stopTour(player);
  const stops = stopsOf(player);
  const none = player.scene.hidden ? "No row that is over stands out yet." : "Nothing stands out in this meeting.";
  if (!stops.length) return notice(player, none);
  setSpeed(player, "reading");
  return visit(player, { stops, at: 0 }, { along: false });
}

function stopsOf({ recording, scene }) {
  const told = scene.hidden ? { ...recording, rows: recording.rows.slice(0, rowsOver(scene)) } : recording;
  return highlights(told, keyMoments(told));
}

// To the next (+1) or the previous (-1) stop; after the last comes the last page.
export function nextStop(player, direction) {
  const { tour } = player;
  if (!tour) return notice(player, "The highlights are not playing: press h.");
  const at = Math.max(0, tour.at + direction);
  return at < tour.stops.length ? visit(player, { ...tour, at }) : endTour(player);
}

// Plays a stop; `along` the tour or not, so that one may go back to where it began.
function visit(player, tour, { along = true } = {}) {
  seek(player, tour.stops[tour.at].start, { along });
  player.tour = tour;
  player.film.show(player);
  play(player);
}

export function stopTour(player) {
  player.tour = null;
  player.film.show(player);
}

// The second at which a tour goes on from t: t itself, the start of the next stop, or the end.
export function toured(player, t) {
  const { tour } = player;
  if (!tour || t < tour.stops[tour.at].end) return t;
  if (tour.at + 1 < tour.stops.length) {
    player.tour = { ...tour, at: tour.at + 1 };
    return player.tour.stops[player.tour.at].start;
  }
  endTour(player);
  return Math.max(0, tour.stops[tour.at].end - 0.01);
}

function endTour(player) {
  const { stops } = player.tour;
  pause(player);
  stopTour(player);
  openTourPage(player, { stops, at: stops.length });
}

// --- beside the time ------------------------------------------------------------------------------------------------

// `button` starts and stops the tour, `node` says where it is and leads on, `page` has its list.
export function makeTour(player) {
  const count = textButton("", "The list of the highlights", () => openTourPage(player, player.tour));
  const words = html("span", { class: "cs-tourwords", role: "status" });
  const looks = { class: "cs-textbutton cs-tour", "aria-pressed": "false" };
  const button = textButton(
    "Highlights",
    "The moments that mattered, one after another (h)",
    () => playHighlights(player),
    looks,
  );
  const node = html(
    "div",
    { class: "cs-touring", role: "group", "aria-label": "Highlights", hidden: true },
    count,
    iconButton("on", "Next highlight (n)", () => nextStop(player, 1)),
    iconButton("stop", "Stop the highlights (Esc)", () => stopTour(player)),
    words,
  );
  const page = makeTourPage(player);
  const tick = () => drawTour(player, { button, node, count, words });
  return { button, node, page, draw: tick, tick };
}

function drawTour({ tour }, { button, node, count, words }) {
  put(button, "aria-pressed", String(Boolean(tour)));
  put(node, "hidden", tour ? null : "");
  if (!tour) return say(words, "");
  say(count, `${tour.at + 1} of ${tour.stops.length}`);
  const stop = tour.stops[tour.at];
  put(words, "title", `Row ${stop.row.number}, ${apart(nameOf(stop.row))}: ${stop.words}`);
  return say(words, stop.words); // who it is stands on the wall
}

// --- the list and the last page -------------------------------------------------------------------------------------

function makeTourPage(player) {
  const page = { body: html("div", {}), ways: html("span", {}), resumes: false };
  const looks = { name: "cs-tourpage", label: "Highlights", key: "h", buttons: [page.ways] };
  page.node = makeDialog(looks, page.body);
  page.node.addEventListener("close", () => page.resumes && play(player));
  return page;
}

// Shows the stops of a tour: where it is, or, if it is over, what came of it. While the page is open, nothing plays.
function openTourPage(player, tour) {
  const { page } = player.dom.views.tour;
  const over = tour.at >= tour.stops.length;
  page.resumes = player.playing && !over;
  pause(player);
  const items = tour.stops.map((stop, k) => stopItem(player, tour, k));
  const list = html("ol", { class: "cs-stops" }, ...items);
  const head = over ? sumUp(player, tour) : [html("h2", { text: "Highlights" })];
  page.body.replaceChildren(...head, list);
  page.ways.replaceChildren(...wayBack(player));
  page.node.showModal();
}

function stopItem(player, tour, k) {
  const stop = tour.stops[k];
  const { row, start, words } = stop;
  const go = () => {
    player.dom.views.tour.page.resumes = false;
    player.dom.views.tour.page.node.close();
    visit(player, { stops: tour.stops, at: k });
  };
  const known = !player.scene.hidden || start <= player.t;
  const button = pushButton(
    { "aria-current": k === tour.at ? "step" : null },
    go,
    html("span", { class: "cs-stoprow", text: known ? `Row ${row.number}` : "" }),
    html("bdi", { class: "cs-stopname", text: known ? nameOf(row) : "" }),
    html("span", { class: "cs-stopwords", text: known ? words : "still to come" }),
    html("span", { class: "cs-stopend", text: endOfStop(player, row) }),
  );
  mark(button, "cs-now", k === tour.at);
  return html("li", {}, button);
}

// The tier of a row that is over.
function endOfStop({ recording, scene }, row) {
  return row.closed && row.index < rowsOver(scene) ? tierWords(placing(recording, row, scene.state).tier) : "";
}

// What came of it: how often each sort of moment came, and the story of the rows that the question is about.
function sumUp(player, { stops }) {
  const { recording } = player;
  const times = new Map();
  for (const { words } of stops) times.set(words, (times.get(words) ?? 0) + 1);
  const counts = [...times].map(([words, count]) => (count > 1 ? `${words} (${count} times)` : words));
  const question = String(recording.header.scenario?.question ?? "").trim();
  const shown = new Set(stops.map(({ row }) => row));
  const asked = rowsAskedAbout(recording).filter((row) => row.closed && shown.has(row) && isOver(player, row));
  return [
    html("h2", { text: "Those were the highlights" }),
    question ? html("p", { class: "cs-question", dir: "auto", text: question }) : null,
    html("p", { text: `${stops.length} moments: ${together(counts)}.` }),
    ...asked.slice(0, STORIES_TOLD).map((row) => storyItem(recording, row, player)),
  ].filter(Boolean);
}

const isOver = ({ scene }, row) => !scene.hidden || row.index < rowsOver(scene);

function storyItem(recording, row, { scene }) {
  const end = tierWords(placing(recording, row, scene.state).tier);
  return html(
    "p",
    { class: "cs-stopstory" },
    html("bdi", { class: "cs-stopname", text: nameOf(row) }),
    `: ${end}. ${storyOf(recording, row)}`,
  );
}

// The way back to where one was before the tour.
function wayBack(player) {
  if (player.back === null) return [];
  const act = () => {
    player.dom.views.tour.page.resumes = false;
    player.dom.views.tour.page.node.close();
    goBack(player);
  };
  const { short, whole } = backWords(player);
  return [textButton(short, whole, act)];
}
