// Where the play head of a comparison goes: to a second of the one clock, a pair of rows, an utterance in either room,
// and the first difference.

import { pause } from "./clockwork.js";
import { pairAt } from "./difference.js";
import { clamp } from "./drawing.js";
import { notice } from "./notice.js";
import { tell } from "./player.js";
import { askedInLink } from "./sharing.js";

// To second t of the one clock.
export function seekTime(player, t, { quiet = false } = {}) {
  player.t = clamp(Number(t) || 0, 0, player.comparison.total);
  player.film.show(player);
  if (!quiet) tell(player, "seek");
}

export function seekPair(player, pair) {
  seekTime(player, pair.start);
}

// To the first event that differs.
export function toParting(player) {
  const { parting } = player.comparison;
  if (!parting) return;
  pause(player);
  seekTime(player, parting.t + 0.001);
  notice(player, "The two first differ here.");
}

// To the next (+1) or previous (-1) row that ends in another tier.
export function stepOther(player, direction) {
  const others = player.comparison.pairs.filter((pair) => pair.otherTier);
  const { index } = pairAt(player.comparison, player.t).pair;
  const ahead = direction > 0;
  const wanted = ahead ? others.find((pair) => pair.index > index) : others.findLast((pair) => pair.index < index);
  if (wanted) seekPair(player, wanted);
  else notice(player, `No ${ahead ? "later" : "earlier"} row ends in another tier.`);
}

// One utterance forward (+1) or back (-1), in whichever room it comes.
export function stepLine(player, direction) {
  const { comparison } = player;
  const { pair, local } = pairAt(comparison, player.t);
  const lines = [...pair.a.utterances, ...pair.b.utterances];
  const starts = lines.map((utterance) => utterance.start_s).sort((x, y) => x - y);
  const ahead = direction > 0;
  const wanted = ahead
    ? starts.find((second) => second > local + 0.001)
    : starts.findLast((second) => second < local - 0.001);
  if (wanted !== undefined) return seekTime(player, pair.start + wanted);
  const other = comparison.pairs[pair.index + direction];
  if (!other) return seekTime(player, ahead ? comparison.total : 0);
  return seekTime(player, ahead ? other.start : other.start + other.duration - 0.01);
}

// One row forward (+1) or back (-1); back goes to the opening of this row first.
export function stepPair(player, direction) {
  const { comparison } = player;
  const { pair, local } = pairAt(comparison, player.t);
  if (direction < 0 && local > 2) return seekPair(player, pair);
  const other = comparison.pairs[pair.index + direction];
  return seekTime(player, other ? other.start : direction > 0 ? comparison.total : 0);
}

// The second to begin at: options.start, else the link, else the start. A row is a number or an applicant's id.
export function startingTime(player) {
  const { start } = player.options;
  if (typeof start === "number") return start;
  const { row, t } = start ?? askedInLink(player);
  const within = Math.max(0, Number(t) || 0);
  if (row === undefined || row === "") return within;
  const pair = pairNamed(player.comparison, row);
  return pair.start + Math.min(within, Math.max(0, pair.duration - 0.001));
}

function pairNamed({ pairs }, row) {
  const number = Math.round(Number(row));
  return (
    pairs.find((pair) => pair.id === String(row)) ??
    pairs.find((pair) => pair.a.number === number) ??
    pairs[clamp(number || 1, 1, pairs.length) - 1]
  );
}
