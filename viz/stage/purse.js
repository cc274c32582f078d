// Capital: a member's coins in a stack beside their figure, one coin a unit; the staked ones on the table in front of
// the member, with what they are for; and what becomes of these at the call: won back, or burned.

import { clamp, edgeAt, mark, measured, put, putAll, rimToward, say, svg } from "./drawing.js";
import { numberWords } from "./numbers.js";
import { isCalled } from "./recording.js";
import { tierWords } from "./terms.js";

const COINS_SHOWN = 6; // at most, for one member
const SLIVER = 0.15; // of a unit: too little to draw
const RIM = 8; // between a plaque and a figure or the rim, times the size of the room
const STAKED_AT = 0.88; // of the way from the table's middle to its rim, where coins lie without a plaque
const STACK = { x: 39, foot: 19, step: 6.4, r: 4.6 }; // of the drawing of a figure: the stack at its side of the table

export function makePurse() {
  const plaque = { back: svg("rect", { class: "cs-plaque" }), text: svg("text", { class: "cs-plaquetext" }) };
  plaque.node = svg("g", { class: "cs-stake" }, plaque.back, plaque.text);
  return {
    node: svg("g", { class: "cs-purse", "aria-hidden": "true" }, plaque.node),
    plaque,
    coins: [],
    drawn: null,
    box: null,
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
  purse.box = place.box;
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
  const { seat, scale, inward } = person;
  const [x, y] = [seat.x + STACK.x * scale * inward, seat.y + (STACK.foot - k * STACK.step) * scale];
  put(coin, "r", lying ? place.r : STACK.r * scale);
  put(coin, "opacity", here && k === held - 1 ? part : null);
  const [left, top] = lying ? [place.x + (k - held) * place.gap, place.y] : [x, y];
  coin.style.transform = `translate(${left.toFixed(1)}px, ${top.toFixed(1)}px)`;
}

// A plaque on the table with the staked coins and what they are for; a compact room has only the coins. Returns where
// the first coin lies, and the box of the plaque, from which the words on the table keep clear.
function drawPlaque(plaque, { plan, seat, box }, { laid, words, faces }) {
  const { k, type, table, compact } = plan;
  const r = (compact ? 4.4 : 5.6) * k;
  const gap = r * 2.3;
  const shown = laid > 0 && !compact;
  mark(plaque.node, "cs-on", shown);
  if (!shown) {
    const spot = rimToward(table, seat.x, seat.y, STAKED_AT);
    return { x: spot.x - (gap * (laid - 1)) / 2, y: spot.y, r, gap, box: null };
  }
  const size = type.small;
  const coins = gap * laid;
  const width = 8 * k + coins + 4 * k + measured(words, faces.font(600, size)) + 10 * k;
  const height = size + 11 * k;
  const middle = plaqueMiddle({ table, seat, box, k }, { width, height });
  const [x, y] = [middle.x - width / 2, middle.y - height / 2];
  putAll(plaque.back, fixedOne({ x, y, width, height, rx: height / 2 }));
  const text = { x: x + 12 * k + coins, y: middle.y + size * 0.35, "font-size": size, "font-weight": 600 };
  putAll(plaque.text, { ...text, "font-family": faces.sans });
  say(plaque.text, words);
  const taken = { left: x, right: x + width, top: y, bottom: y + height };
  return { x: x + 8 * k + gap / 2, y: middle.y, r, gap, box: taken };
}

// Where a plaque lies: in front of its member, on the table, clear of the figure and the words of the plate.
function plaqueMiddle({ table, seat, box, k }, { width, height }) {
  const half = width / 2;
  if (seat.side === "left") return { x: Math.max(box.right, table.cx - table.rx) + RIM * k + half, y: table.cy };
  if (seat.side === "right") return { x: Math.min(box.left, table.cx + table.rx) - RIM * k - half, y: table.cy };
  const far = Math.max(0, table.rx * 0.93 - half);
  const x = clamp(seat.x, table.cx - far, table.cx + far);
  const edge = edgeAt(table, Math.min(table.rx * 0.97, Math.abs(x - table.cx) + half * 0.7));
  const beside = height / 2 + 2 * k;
  const y =
    seat.side === "back" ? Math.max(box.bottom + beside, table.cy - edge) : Math.min(box.top - beside, table.cy + edge);
  return { x, y };
}

// Numbers with one digit after the point.
function fixedOne(numbers) {
  return Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, value.toFixed(1)]));
}
