// Capital: a member's coins under their name, one coin a unit; the staked ones on the table in front of the member,
// with what they are for; and what becomes of these at the call: won back, or burned.

import { clamp, mark, measured, put, putAll, rimToward, say, svg } from "./drawing.js";
import { numberWords } from "./numbers.js";
import { isCalled } from "./recording.js";
import { tierWords } from "./terms.js";

const COINS_SHOWN = 6; // at most, for one member
const SLIVER = 0.15; // of a unit: too little to draw
const RIM = 14; // between a plaque and the end of the table, in units
const STAKED_AT = 0.88; // of the way from the table's middle to its rim

export function makePurse() {
  const plaque = { back: svg("rect", { class: "cs-plaque" }), text: svg("text", { class: "cs-plaquetext" }) };
  plaque.node = svg("g", { class: "cs-stake" }, plaque.back, plaque.text);
  return {
    node: svg("g", { class: "cs-purse", "aria-hidden": "true" }, plaque.node),
    plaque,
    coins: [],
    drawn: null,
    wide: 0,
  };
}

// What became of a member's stake, from the call on: { back, burned } in units. Null before, or without a stake.
export function fateOf(scene, id) {
  if (!isCalled(scene)) return null;
  const { row } = scene;
  const settled = [...row.pending, ...row.after].filter(
    (event) => event.event === "capital" && event.member === id && event.why !== "spent",
  );
  const sum = (...whys) => settled.reduce((units, event) => units + (whys.includes(event.why) ? event.amount : 0), 0);
  return settled.length ? { back: sum("returned", "interest"), burned: sum("burned") } : null;
}

// The tier for which a member has staked: that of their last stake so far that names one.
function askedFor({ row, begun }, id) {
  const earlier = row.utterances.slice(0, (begun?.index ?? -1) + 1).flatMap((utterance) => utterance.before);
  return earlier.findLast((event) => event.why === "spent" && event.member === id && event.ask)?.ask ?? null;
}

export function stakeWords(fate, ask) {
  if (fate?.back) return `won back ${numberWords(fate.back)}`;
  if (fate) return "burned";
  return ask ? `staked for ${tierWords(ask)}` : "staked";
}

// Draws what the person holds and has staked. `person` knows the plan, the seat and where the purse lies.
export function drawPurse(purse, person, scene, faces) {
  const { state } = scene;
  const id = person.member.id;
  const balance = state.capital[id] ?? 0;
  const staked = state.finished ? 0 : (state.staked[id] ?? 0); // by then every stake is settled
  const fate = staked ? fateOf(scene, id) : null;
  const words = staked ? stakeWords(fate, askedFor(scene, id)) : "";
  const key = `${balance}:${staked}:${words}`;
  if (purse.drawn === key) return;
  purse.drawn = key;
  const held = Math.min(COINS_SHOWN, Math.ceil(balance - SLIVER));
  const laid = Math.min(COINS_SHOWN, Math.ceil(staked - 0.05));
  const place = drawPlaque(purse.plaque, person, { laid, words, faces });
  purse.wide = place.wide;
  while (purse.coins.length < held + laid) {
    const coin = svg("circle", { class: "cs-coin" });
    purse.coins.push(coin);
    purse.node.append(coin);
  }
  const part = balance <= COINS_SHOWN && balance % 1 > SLIVER ? Math.max(0.4, balance % 1).toFixed(2) : null;
  purse.coins.forEach((coin, k) =>
    placeCoin(coin, { k, held, laid, part, burned: Boolean(fate && !fate.back), place, person }),
  );
}

// The staked coins come last, so that the same coin slides out and back; a burned coin disappears where it lies.
function placeCoin(coin, { k, held, laid, part, burned, place, person }) {
  const lying = k >= held && k < held + laid;
  const here = k < held;
  mark(coin, "cs-laid", lying);
  mark(coin, "cs-burned", burned && lying);
  mark(coin, "cs-gone", !here && !lying);
  if (!here && !lying) return;
  const { plan, seat, purseAt } = person;
  const r = (plan.compact ? 2.6 : 4.4) * plan.type;
  const x = lying ? place.x + (k - held) * place.gap : seat.x + (k - (held - 1) / 2) * r * 2.5;
  put(coin, "r", lying ? place.r : r);
  put(coin, "opacity", here && k === held - 1 ? part : null);
  coin.style.transform = `translate(${x.toFixed(1)}px, ${(lying ? place.y : seat.y + purseAt).toFixed(1)}px)`;
}

// A plaque on the table with the staked coins and what they are for; a compact room has only the coins. Returns where
// the first coin lies, and how far a plaque of this width reaches in from an end of the table (`wide`).
function drawPlaque(plaque, { plan, seat }, { laid, words, faces }) {
  const { type, table, compact } = plan;
  const spot = rimToward(table, seat.x, seat.y, STAKED_AT);
  const r = (compact ? 4.4 : 5.6) * type;
  const gap = r * 2.3;
  const shown = laid > 0 && !compact;
  mark(plaque.node, "cs-on", shown);
  if (!shown) return { x: spot.x - (gap * (laid - 1)) / 2, y: spot.y, r, gap, wide: 0 };
  const size = 11.5 * type;
  const coins = gap * laid;
  const width = 8 * type + coins + 4 * type + measured(words, faces.font(600, size)) + 10 * type;
  const height = 23 * type;
  const far = Math.max(0, table.rx - width / 2 - RIM * type);
  const middle = clamp(spot.x, table.cx - far, table.cx + far);
  const left = middle - width / 2;
  const [x, y] = [left, spot.y - height / 2];
  putAll(plaque.back, fixedOne({ x, y, width, height, rx: height / 2 }));
  const text = { x: left + 12 * type + coins, y: spot.y + size * 0.35, "font-size": size, "font-weight": 600 };
  putAll(plaque.text, { ...text, "font-family": faces.sans });
  say(plaque.text, words);
  return { x: left + 8 * type + gap / 2, y: spot.y, r, gap, wide: width + RIM * type };
}

// Numbers with one digit after the point.
function fixedOne(numbers) {
  return Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, value.toFixed(1)]));
}
