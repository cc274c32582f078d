// How we say numbers: a stance, a shift, a bid, a call, units of capital, seconds, how tired somebody is.

const FATIGUE = [
  [0.05, "fresh"],
  [0.15, "a little tired"],
  [0.35, "tired"],
  [0.6, "very tired"],
  [Infinity, "worn out"],
];

// +0.4, −0.4 (a true minus), 0.0.
export function signed(value, digits = 1) {
  const fixed = Math.abs(value).toFixed(digits);
  if (Number(fixed) === 0) return fixed;
  return (value < 0 ? "\u2212" : "+") + fixed;
}

// A stance in words and number: "leans yes +0.4".
export function stanceWords(value) {
  const size = Math.abs(value);
  const side = value < 0 ? "no" : "yes";
  const words = size < 0.1 ? "torn" : size < 0.35 ? `leans ${side}` : size < 0.7 ? side : `firm ${side}`;
  return `${words} ${signed(value)}`;
}

// How far a stance moved, in words: "a little toward no".
export function shiftWords(value) {
  const size = Math.abs(value);
  return `${size < 0.06 ? "a little" : size < 0.15 ? "some way" : "a long way"} toward ${value < 0 ? "no" : "yes"}`;
}

// A bid that lost, beside the one that had the floor.
export function bidWords(bid, winning) {
  if (winning === undefined) return "wanted it";
  const short = winning - bid;
  return short < 0
    ? "wanted it more, but let it go"
    : short < 0.15
      ? "was close behind"
      : short < 0.5
        ? "wanted it too"
        : "wanted it, but less";
}

// A call that reads as less than 0.10 either way is even.
export function callWords(value) {
  const words = Math.abs(value) < 0.095 ? "even" : value < 0 ? "against" : "for";
  return `${words} ${signed(value, 2)}`;
}

export function fatigueWords(load) {
  return FATIGUE.find(([below]) => load < below)?.[1] ?? "";
}

export function numberWords(value) {
  return Number(value.toFixed(1)).toString();
}

export function unitsWords(value) {
  const text = numberWords(value);
  return `${text} ${text === "1" ? "unit" : "units"}`;
}

// Seconds that a line stays at reading pace.
export function readingSeconds(text) {
  return 1.1 + String(text ?? "").length / 17;
}

// 75 -> "1:15", 3723 -> "1:02:03".
export function clockWords(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const s = String(whole % 60).padStart(2, "0");
  const m = Math.floor(whole / 60) % 60;
  const h = Math.floor(whole / 3600);
  return h ? `${h}:${String(m).padStart(2, "0")}:${s}` : `${m}:${s}`;
}
