// Time passes while a player plays, at the chosen speed.

import { clamp } from "./drawing.js";
import { notice } from "./notice.js";
import { readingSeconds } from "./numbers.js";
import { set, tell } from "./player.js";
import { paceOf } from "./storage.js";

export const SPEEDS = [0.5, 1, 1.5, 2, 4, 8, 16];
const USUAL_READING = 0.9; // times real time: how fast lines pass at reading pace, at the usual pace of reading
const LONGEST_FRAME = 0.25; // seconds: after sleep, a page does not leap ahead

export function play(player) {
  if (player.playing) return;
  if (atTheEnd(player)) player.film.seek(player, 0);
  player.playing = true;
  player.clock.last = null;
  askForFrame(player);
  player.dom.controls.playing(true);
  tell(player, "play");
}

export function pause(player) {
  if (!player.playing) return;
  player.playing = false;
  cancelAnimationFrame(player.clock.frame);
  player.dom.controls.playing(false);
  player.film.leave(player);
  tell(player, "pause");
}

export function toggle(player) {
  if (player.playing) pause(player);
  else play(player);
}

// A frame is due at `now`, in ms.
export function tick(player, now) {
  if (!player.playing) return;
  const { clock, film } = player;
  const passed = clock.last === null ? 0 : Math.min(LONGEST_FRAME, (now - clock.last) / 1000);
  clock.last = now;
  player.t = film.arrive(player, Math.min(film.total(player), player.t + passed * film.rate(player)));
  film.show(player);
  if (atTheEnd(player)) pause(player);
  else if (player.playing) askForFrame(player);
}

const atTheEnd = (player) => player.t >= player.film.total(player) && !player.underway;

function askForFrame(player) {
  player.clock.frame = requestAnimationFrame((now) => tick(player, now));
}

// Stops, listens to nothing any more, and leaves the page.
export function destroy(player) {
  pause(player);
  player.dom.stopFitting();
  player.dom.wardrobe.stop();
  player.listeners.clear();
  player.dom.root.remove();
}

// How many seconds of the meeting pass in a second of watching, so that `line` stays as long as it takes to read.
export function pacedBy(line, settings) {
  return ((line.end_s - line.start_s) / readingSeconds(line.text)) * paceOf(settings);
}

// `value` is a multiple of real time, 0.25 to 32, or "reading": each line stays as long as it takes to read.
export function setSpeed(player, value) {
  const speed = value === "reading" ? "reading" : clamp(Number(value) || 1, 0.25, 32);
  set(player, "speed", speed);
  player.dom.controls.speed(speed);
}

// One speed up (+1) or down (-1).
export function faster(player, direction) {
  setSpeed(player, speedAfter(player, direction > 0));
  notice(player, player.settings.speed === "reading" ? "Reading pace" : `${player.settings.speed}×`);
}

// The next speed up or down. Reading pace has its place among the others by how fast lines usually pass; the speed
// after it is beyond this line and beyond real time, for lines differ.
function speedAfter(player, up) {
  const { film, settings } = player;
  const { speed } = settings;
  const pace = paceOf(settings);
  const usual = USUAL_READING * pace;
  if (speed === "reading") {
    const now = film.rate(player);
    return (up ? speedAbove(Math.max(now, pace)) : speedBelow(Math.min(now, pace))) ?? speed;
  }
  const next = up ? speedAbove(speed) : speedBelow(speed);
  const passed = up ? speed < usual && (next ?? Infinity) > usual : speed > usual && (next ?? 0) < usual;
  return passed ? "reading" : (next ?? speed);
}

const speedAbove = (speed) => SPEEDS.find((each) => each > speed);
const speedBelow = (speed) => SPEEDS.findLast((each) => each < speed);
