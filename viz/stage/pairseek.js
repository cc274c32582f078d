// Where the play head of a comparison goes: to a second of the one clock, a pair of rows, an utterance in either room,
// and where the two part: the first word that differs, and the rows that are called otherwise.

import { pause } from "./clockwork.js";
import { pairAt, secondOfCall } from "./difference.js";
import { apart, clamp } from "./drawing.js";
import { notice } from "./notice.js";
import { placeWords } from "./pairwords.js";
import { tell } from "./player.js";
import { askedInLink } from "./sharing.js";

const ONCE_SAID = 0.001; // seconds after a line begins, so that it is the one under way
const ARRIVED = 0.0005; // seconds: the play head is there

// To second t of the one clock.
export function seekTime(player, t, { quiet = false } = {}) {
  player.t = clamp(Number(t) || 0, 0, player.comparison.total);
  player.film.show(player);
  if (!quiet) tell(player, "seek");
}

export function seekPair(player, pair) {
  seekTime(player, pair.start);
}

// To the call of a row, when both rooms have called it.
export function seekCall(player, pair) {
  pause(player);
  seekTime(player, secondOfCall(pair) + ONCE_SAID);
}

// What is still to come and hidden leads to the start of its row, before anybody speaks.
function isSecret({ settings, scene }, pair) {
  return Boolean(settings.hide) && pair.index > scene.pair.index;
}

function toOpening(player, pair, words) {
  pause(player);
  seekPair(player, pair);
  return notice(player, words);
}

// To the first word that differs.
export function toWord(player) {
  const { word } = player.comparison;
  if (!word) return notice(player, "They say the same, word for word.");
  if (isSecret(player, word.pair)) return toOpening(player, word.pair, "In this row, the words first differ.");
  pause(player);
  seekTime(player, word.t + ONCE_SAID);
  return notice(player, "The first word that differs.");
}

// To the next (+1) or previous (-1) row that is called otherwise; if none ends in another tier, to the largest move.
export function stepOther(player, direction) {
  const { pairs } = player.comparison;
  const others = pairs.filter((pair) => pair.otherTier);
  if (!others.length) return toLargestMove(player);
  const calls = others.map((pair) => secondOfCall(pair) + ONCE_SAID);
  const wanted =
    direction > 0
      ? calls.findIndex((second) => second > player.t + ARRIVED)
      : calls.findLastIndex((second) => second < player.t - ARRIVED);
  if (wanted >= 0 && isSecret(player, others[wanted]))
    return toOpening(player, others[wanted], "This row ends in another tier.");
  if (wanted >= 0) return seekCall(player, others[wanted]);
  return notice(player, `No ${direction > 0 ? "later" : "earlier"} row ends in another tier.`);
}

// Says that no row ends in another tier, and goes to the row whose place changes most.
export function toLargestMove(player) {
  const [most] = player.comparison.moves;
  if (most && isSecret(player, most.pair)) return toOpening(player, most.pair, "No row ends in another tier.");
  if (!most) return notice(player, "No row ends in another tier, or in another place.");
  seekCall(player, most.pair);
  const places = [most.placeA, most.placeB].map(placeWords).join(" to ");
  return notice(player, `No row ends in another tier. The largest move: ${apart(most.name)}, from place ${places}.`);
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
