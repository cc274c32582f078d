// A call in words and bars: the reason named with it beside what it was made of. What was said and what weighed need
// not be the same. committee/recording/verdict.py says the same words.

import { aboutWords } from "./cells.js";
import { html, svg } from "./drawing.js";
import { isVetoed } from "./names.js";
import { callWords, signed } from "./numbers.js";
import { FACTOR_ORDER, becauseWords, factorWords } from "./terms.js";

const LEAST = 0.03; // of a call: a factor that changed it by less is not worth a word
const INVITING = ["invite", "hold", "no"];
const TOO_FEW_DAYS = "there are only so many interview days";
const SLIGHT = 0.1;
const OFF = ["dnr", "no"];
const IN_FAVOR = ["top", "invite"];
const AGAINST = ["low", "dnr", "no"];
const NOTHING_THAT_WAY = "nothing that way";
const NOTHING_BEFORE_TALK = "nothing before the talk"; // the factors are weighed as if nobody had talked
const NOBODY_FOR_IT = `${NOTHING_THAT_WAY}; nobody spoke for it`;
const NO_ONE_FACTOR = "no one thing"; // so much speaks against the row that no single factor would change the call
const WIDEST = 0.2; // a bar that fills its half stands for at least this much of a call

// The reason named with the call on a row, or the grounds of its veto, in full or in short: [term, words], or null.
function reasonOf(row, { short = false } = {}) {
  const { closed, points } = row;
  if (!closed?.because) return null;
  const about = points.get(closed.about);
  const tooFew = closed.because === "seats" && INVITING.includes(closed.tier);
  const because = tooFew ? TOO_FEW_DAYS : becauseWords(closed.because);
  const named = about ? [aboutWords(about), ...(short ? [] : [because])].join(", ") : because;
  return [isVetoed(row) ? "Grounds of the veto" : "Said", named];
}

// The same in words alone; empty if the call keeps no reason.
export const reasonWords = (row) => reasonOf(row)?.[1] ?? "";

// Which way a verdict points: 1 to the top, -1 low, off or short of what was said, 0 for a plain middle.
function directionOf({ because, tier }) {
  if (because || AGAINST.includes(tier)) return -1;
  return IN_FAVOR.includes(tier) ? 1 : 0;
}

// The factor that weighed most in the direction of a call, with the change: [factor, value], or null. A plain middle
// has no direction: there it is what changed the call most either way.
function weighedMost(closed) {
  const way = directionOf(closed);
  const each = FACTOR_ORDER.map((factor) => [factor, closed.weighed?.[factor] ?? 0]);
  const heavy = each.filter(([, by]) => Math.abs(by) >= LEAST && by * way >= 0);
  return heavy.reduce((a, b) => (a === null || Math.abs(b[1]) > Math.abs(a[1]) ? b : a), null);
}

function weighedOf({ closed, utterances }, { short = false } = {}) {
  const most = closed ? weighedMost(closed) : null;
  if (most) return ["Weighed most", `${alone(closed, most)}${factorWords(most[0])} ${signed(most[1], 2)}`];
  if (!closed || !Object.keys(closed.weighed ?? {}).length || !directionOf(closed)) return null;
  return ["Weighed most", closed.because === "no_list" ? NO_ONE_FACTOR : nothingWeighed(closed, utterances, short)];
}

// Where so much speaks against a row that it goes off the list, a slight factor did not decide it alone.
const alone = ({ tier }, [, by]) => (OFF.includes(tier) && Math.abs(by) < SLIGHT ? `${NO_ONE_FACTOR}; at most ` : "");

function nothingWeighed({ weighed }, utterances, short) {
  const favored = utterances.some(({ side }) => side > 0);
  if (favored || Object.values(weighed).some((by) => Math.abs(by) >= LEAST)) {
    if (short) return NOTHING_THAT_WAY;
    return favored ? NOTHING_BEFORE_TALK : NOBODY_FOR_IT;
  }
  return short ? NO_ONE_FACTOR : `${NO_ONE_FACTOR}; without any one of them it stands as low`;
}

// What was said for a call, and what weighed in it, each as [term, words]; without what the recording does not tell.
export const madeOf = (row, looks) => [reasonOf(row, looks), weighedOf(row, looks)].filter(Boolean);

// The same as sentences without their full stops.
export const madeOfWords = (row, looks) => madeOf(row, looks).map(([term, words]) => `${term}: ${words}`);

// What the call would have been if nobody had paid; empty if nobody did.
export function unpaidWords({ closed }) {
  const { unpaid, call } = closed ?? {};
  if (typeof unpaid !== "number") return "";
  return `the call would have been ${callWords(unpaid)}, not ${callWords(call)}`;
}

// A small chart of what the calls on the rows were made of, one bar for each factor and row that tells; of two rows,
// each bar bears the letter of its side. Null if no recording tells.
export function weighingChart(all) {
  const rows = all.filter(({ closed }) => FACTOR_ORDER.some((factor) => factor in (closed?.weighed ?? {})));
  if (!rows.length) return null;
  const sides = all.length > 1 ? rows.map((row) => "AB"[all.indexOf(row)]) : null;
  const told = rows.map(({ closed }) => closed.weighed);
  const sizes = told.flatMap((weighed) => FACTOR_ORDER.map((factor) => Math.abs(weighed[factor] ?? 0)));
  const widest = Math.max(WIDEST, ...sizes);
  const items = FACTOR_ORDER.map((factor) => weighingItem(rows, { factor, sides, told, widest }));
  return html("ul", { class: "cs-weighing", role: "list" }, ...items);
}

function weighingItem(rows, { factor, sides, told, widest }) {
  const said = rows.filter((row) => saidFactor(row) === factor);
  const which = sides && said.length < 2 ? said.map((row) => ` in ${sides[rows.indexOf(row)]}`).join("") : "";
  const chip = said.length ? html("span", { class: "cs-weighsaid", text: `said${which}` }) : null;
  const bars = told.flatMap((weighed, k) => [
    sides ? html("span", { class: "cs-weighside", text: sides[k] }) : null,
    weighingBar((weighed[factor] ?? 0) / widest),
    html("span", { class: "cs-weighvalue", text: signed(weighed[factor] ?? 0, 2) }),
  ]);
  const name = html("span", { class: "cs-weighname" }, factorWords(factor), chip);
  return html("li", {}, name, html("span", { class: "cs-weighbars" }, ...bars));
}

// The factor of the point that the reason of a call is about, or null.
const saidFactor = ({ closed, points }) => points.get(closed?.about)?.factor ?? null;

// A bar to the right of the middle for what raised the call, to the left for what lowered it.
function weighingBar(share) {
  const width = Math.abs(share) * 50;
  const bar = { class: share < 0 ? "cs-against" : "cs-for", x: share < 0 ? 50 - width : 50, y: 1, width, height: 8 };
  const looks = { class: "cs-weighbar", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" };
  return svg("svg", looks, svg("rect", bar), svg("path", { d: "M50 0V10" }));
}
