// What a player knows: one record, the same for one room and for two. It holds data. Functions that act on it take it
// first, and their files' names say what they do: clockwork.js lets time pass, seek.js and pairseek.js move the play
// head, layout.js fits the stage to its box. replay.js and compare.js make the record, its views, and the object that a
// page gets.

import { askedToHide, remember, remembered } from "./storage.js";

const DEFAULTS = { speed: "reading", theme: "auto", size: "auto", captions: false, hide: false };
const ASKABLE = ["theme", "size", "speed", "pace", "captions", "hide"];

// `subject` is what plays: { recording } or { comparison }. `film` is how: functions that take the player.
//   total(player)       seconds of the whole
//   scale(player)       where a second stands on the time line (scale.js)
//   clock(player)       how far it is, in words
//   refresh(player)     draws everything anew, after a setting has changed what there is to draw
//   rate(player)        seconds of the meeting for a second of watching
//   show(player)        draws second `player.t`
//   here(player)        where that is: { row, id, local_s }
//   seek(player, t)     goes there; step and stepRow (player, ±1) go by utterance and by row
//   arrive(player, t)   where time passing leads: t, unless a tour leads elsewhere
//   leave(player)       keeps where the play head stands, if that is wanted
export function newPlayer(film, subject, given) {
  const options = { link: true, remember: true, ...given };
  return {
    ...subject,
    film,
    options, // what the page asks for
    settings: settingsOf(options), // speed, theme, size, pace, captions, hide
    t: 0, // the second shown
    playing: false, // whether time passes
    underway: false, // whether the recording is still being written, so that its end is not the end
    chosen: null, // the id of the selected member
    asked: null, // the id of the applicant whom Why is about
    back: null, // the second at which the play head was before it went far
    tour: null, // the highlights while they play: { stops, at }, `at` the one under way
    scene: null, // the moment to draw: where second t stands, and the room then
    sofar: null, // what a comparison may tell by now, while what is still to come is hidden
    key: null, // the moment drawn last, as text: the same text needs no drawing
    view: "room", // what stands in the middle
    tab: "transcript", // what stands beside it
    tabBefore: "transcript", // what stood there before an applicant
    panel: null, // whether the panel beside the room is "open" or "folded", if somebody chose
    peeks: false, // whether it is open only until somebody has found a row in it
    side: "a", // which of two rooms a narrow page shows
    size: null, // the size of the box for which the picture was arranged
    clock: { frame: 0, last: null }, // the frame that we asked for; the time of the one before it, in ms
    toldAt: -Infinity, // when screen readers were last told a line, in ms
    listeners: new Map(), // the functions that hear each event, by its name
    dom: {}, // nodes and views, made once: root, live, notice, help, controls, and those that each kind of player adds
  };
}

// What the link asks for, else the page, else what this browser keeps, else the default.
function settingsOf(options) {
  const asked = ASKABLE.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]);
  const hide = options.link ? askedToHide() : null;
  const linked = hide === null ? {} : { hide };
  return { ...DEFAULTS, ...(options.remember ? remembered() : {}), ...Object.fromEntries(asked), ...linked };
}

// Keeps `changes` in this browser, if the page wants that.
export function keep(player, changes) {
  if (player.options.remember) remember(changes);
}

// Sets one setting, and keeps it.
export function set(player, name, value) {
  player.settings[name] = value;
  keep(player, { [name]: value });
}

// Draws the current moment again, although it has not changed.
export function redraw(player) {
  player.key = null;
  player.film.show(player);
}

// Hears "row", "play", "pause", "seek", "hide" or "look" (another view or member); returns a function that stops it.
export function on(player, name, hear) {
  const heard = player.listeners.get(name) ?? new Set();
  player.listeners.set(name, heard.add(hear));
  return () => heard.delete(hear);
}

export function tell(player, name) {
  for (const hear of player.listeners.get(name) ?? []) hear({ ...player.film.here(player), t: player.t });
}

// The object that a page gets: `acts` as its methods, the fields of the player that it may read under the names in
// `facts`, and the record itself as `state`, to look at.
export function publicFace(player, acts, facts) {
  const method = ([name, act]) => [name, { value: (...given) => act(player, ...given), enumerable: true }];
  const fact = (name) => [name, { get: () => player[name], enumerable: true }];
  const members = [...Object.entries(acts).map(method), ...facts.map(fact)];
  return Object.defineProperties({ state: player }, Object.fromEntries(members));
}
