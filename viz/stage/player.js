// What a player knows: one record, the same for one room and for two. It holds data; what may be done with it are
// functions that take it first, each in the file its name says: clockwork.js lets time pass, steps.js and pairsteps.js
// move the play head, layout.js fits the stage to its box. replay.js and compare.js make the record, its views, and the
// object that a page is handed.

import { remember, remembered } from "./memory.js";

const UNASKED = { speed: "reading", theme: "auto", size: "auto", captions: false, ahead: true };
const ASKABLE = ["theme", "size", "speed", "pace", "captions", "ahead"];

// `subject` is what is played, { recording } or the comparison { found }; `film` how, functions that take the player:
//   total(player)       seconds of the whole
//   rate(player)        seconds of the meeting for a second of watching
//   show(player)        draws second `player.t`
//   here(player)        where that is: { row, id, local_s }
//   seek(player, t)     moves there; step and stepRow (player, ±1) by utterance and by row
//   arrive(player, t)   where time passing leads: t, unless a tour leads elsewhere
//   leave(player)       what to keep of where the play head stands
export function newPlayer(film, subject, given) {
  const options = { link: true, remember: true, ...given };
  return {
    ...subject,
    film,
    options, // what the page asks for
    settings: settingsOf(options), // speed, theme, size, pace, captions, ahead
    t: 0, // the second shown
    playing: false, // whether time passes
    underway: false, // whether the recording is still being written: the end is then no end
    chosen: null, // the id of the member picked
    tour: null, // the stops of the highlights still to come, while they play
    scene: null, // what is drawn: where second t stands, and the room at that moment
    key: null, // the moment drawn, as text: the same text needs no drawing
    view: "room", // what stands in the middle
    tab: "transcript", // what stands beside it
    side: "a", // which of two rooms a narrow page shows
    size: null, // the box that the picture was arranged for
    clock: { frame: 0, last: null }, // the frame asked for; when the one before it was drawn, in ms
    toldAt: -Infinity, // when those who listen were last told a line, in ms
    listeners: new Map(), // by event, the functions that hear it
    dom: {}, // nodes and views, made once: root, live, notice, help, controls, and what either kind of player adds
  };
}

// What the page asks for, else what this browser keeps, else what nobody asked for.
function settingsOf(options) {
  const asked = ASKABLE.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]);
  return { ...UNASKED, ...(options.remember ? remembered() : {}), ...Object.fromEntries(asked) };
}

// Keeps `changes` in this browser, where that is wanted.
export function keep(player, changes) {
  if (player.options.remember) remember(changes);
}

// Sets one setting, and keeps it.
export function set(player, name, value) {
  player.settings[name] = value;
  keep(player, { [name]: value });
}

// Draws this moment again, though it is the one that is drawn.
export function redraw(player) {
  player.key = null;
  player.film.show(player);
}

// Hears "row", "play", "pause" or "seek"; returns a function that stops it.
export function on(player, name, hear) {
  const heard = player.listeners.get(name) ?? new Set();
  player.listeners.set(name, heard.add(hear));
  return () => heard.delete(hear);
}

export function tell(player, name) {
  for (const hear of player.listeners.get(name) ?? []) hear({ ...player.film.here(player), t: player.t });
}

// The object that a page is handed: `acts` as its methods, what it may read of the player under the names of `facts`,
// and the record itself as `state`, to look at.
export function publicFace(player, acts, facts) {
  const method = ([name, act]) => [name, { value: (...given) => act(player, ...given), enumerable: true }];
  const fact = (name) => [name, { get: () => player[name], enumerable: true }];
  const members = [...Object.entries(acts).map(method), ...facts.map(fact)];
  return Object.defineProperties({ state: player }, Object.fromEntries(members));
}
