// The words the stage uses for the terms of a recording, and how numbers are said. A term it does not know is
// shown as it is written, with spaces for underscores.

export const FORMAT = "committee-recording";
export const VERSION = 1;

const KINDS = { us_md: "US MD", us_do: "US DO", us_img: "US-IMG", non_us_img: "Non-US IMG" };
const ROLES = {
  director: "Programme director",
  associate: "Associate director",
  faculty: "Faculty",
  chief: "Chief resident",
  coordinator: "Coordinator",
};
const ROLES_SHORT = {
  director: "Director",
  associate: "Associate",
  faculty: "Faculty",
  chief: "Chief",
  coordinator: "Coordinator",
};
const ACTS = {
  announce: "reads the row",
  impression: "gives an impression",
  ask: "asks",
  answer: "answers",
  concern: "raises a concern",
  recall: "recalls",
  vouch: "vouches",
  advocate: "argues for",
  reframe: "reframes",
  counter: "counters",
  challenge: "challenges",
  agree: "agrees",
  wait: "holds the row",
  move_on: "moves on",
  call: "calls it",
  veto: "vetoes",
  reopen: "reopens",
};
const TIERS = { top: "Top", mid: "Middle", low: "Low", dnr: "Do not rank" };
const ENDINGS = {
  timed_out: "cut off by the bell",
  unargued: "nobody argued for it",
  resolved: "argued and settled",
  consent: "no objection",
};
const LABELS = { strong: "strong on paper", borderline: "borderline on paper", do_not_rank: "do not rank on paper" };
const FLAGS = {
  step_fail: "Step failure",
  attempts: "several attempts",
  low_step2: "low Step 2 CK",
  old_grad: "old graduate",
  gap: "gap",
  weak_letters: "weak letters",
  prior_training: "earlier training",
  professionalism: "professionalism",
  visa: "visa",
};
const TOPICS = {
  step1: "Step 1",
  step2: "Step 2 CK",
  class_rank: "the class quartile",
  step_fail: "a failed Step",
  attempts: "repeated attempts",
  old_grad: "the year of graduation",
  gap: "the gap",
  prior_training: "earlier training",
  professionalism: "professionalism",
  visa: "the visa",
  paperwork: "the paperwork",
  narrative: "how the file explains it",
  us_letters: "the number of US letters",
  letter_fight: "a letter that argues",
  letter_glowing: "a glowing letter",
  letter_generic: "a generic letter",
  letter_lukewarm: "a lukewarm letter",
  letter_coded: "a letter in coded phrases",
  letter_known: "a letter by somebody known",
  us_clinical: "US clinical work",
  rotated_here: "a rotation here",
  interview_score: "the interview score",
  impression: "the interviewer's impression",
  value: "present-day value",
  emails: "the e-mails",
  advocate: "an advocate's call",
};
const BLANKS = {
  narrative: "that the file explains nothing",
  us_clinical: "that there was no US clinical work",
  us_letters: "that there was no US letter",
};
const FATIGUE = [
  [0.05, "fresh"],
  [0.15, "a little tired"],
  [0.35, "tired"],
  [0.6, "very tired"],
  [Infinity, "worn out"],
];
const WHY_NOT = {
  bell: "the bell came first",
  outbid: "others took the turns",
  no_capital: "no capital left",
  no_bid: "nobody raised it",
  holder_absent: "nobody in the room knew it",
};
const MONEY = { spent: "staked", returned: "returned", interest: "earned", burned: "burned" };

export const LABEL_SHORT = { strong: "strong", borderline: "borderline", do_not_rank: "do not rank" };
export const TIER_ORDER = ["top", "mid", "low", "dnr"];

// The sheet on the wall: one entry a cell, in the order read, with the columns it shows. `span` is its share of
// the line it stands in.
export const CELLS = [
  [
    { name: "Step 1", columns: ["step1"], span: 2 },
    { name: "Step 2 CK", columns: ["step2_ck"], span: 2 },
    { name: "Fails 1 · 2", columns: ["step1_fails", "step2_fails"], span: 2, join: " · " },
    { name: "Step 3", columns: ["step3"], span: 2 },
    { name: "Graduated", columns: ["yog"], span: 2 },
    { name: "Visa", columns: ["visa"], span: 2 },
    { name: "Interview", columns: ["interview_score"], span: 2 },
    { name: "Quartile", columns: ["class_quartile"], span: 2 },
  ],
  [
    { name: "Letters", columns: ["letters"], span: 6 },
    { name: "US clinical", columns: ["us_clinical", "us_clinical_months"], span: 3, join: ", ", unit: "mo" },
    { name: "Rotated here", columns: ["rotated_here"], span: 2, unit: "mo" },
    { name: "Gap", columns: ["gap_years", "gap_reason"], span: 3, join: " y, " },
    { name: "Narrative", columns: ["narrative"], span: 3 },
  ],
  [
    { name: "Conduct", columns: ["professionalism"], span: 4 },
    { name: "Earlier training", columns: ["prior_training"], span: 5 },
    { name: "Impression", columns: ["impression"], span: 8 },
    { name: "Value now", columns: ["value"], span: 7 },
    { name: "Emails", columns: ["emails"], span: 3 },
    { name: "Advocate", columns: ["advocate"], span: 6 },
  ],
];

// The same on a phone: key cells, and a place for whichever other cell is under discussion.
const keyCell = (column, span) => ({ ...CELLS.flat().find((cell) => cell.columns.includes(column)), span });
export const FEW_CELLS = [
  [keyCell("step1", 5), keyCell("step2_ck", 6), keyCell("yog", 6), keyCell("visa", 5), keyCell("interview_score", 5)],
  [keyCell("gap_years", 7), keyCell("letters", 12), keyCell("us_clinical", 10)],
  [{ ...keyCell("impression", 1), any: true }],
];

const VALUES = {
  none: "",
  j1: "J-1",
  h1b: "H-1B",
  pass: "Pass",
  fail: "Fail",
  us_md: "US MD",
  apd: "APD",
  pd: "director",
  chief: "chief",
  affiliate_apd: "affiliate APD",
  us_withdrew: "left a US programme",
  us_dismissed: "dismissed, US",
};

export function plain(term) {
  return String(term ?? "").replace(/_/g, " ");
}

export function kindWords(kind) {
  return KINDS[kind] ?? plain(kind);
}
export function roleWords(role) {
  return ROLES[role] ?? plain(role);
}
export function roleShort(role) {
  return ROLES_SHORT[role] ?? plain(role);
}
export function actWords(act) {
  return ACTS[act] ?? plain(act);
}
export function tierWords(tier) {
  return TIERS[tier] ?? plain(tier);
}
export function endingWords(ended) {
  return ENDINGS[ended] ?? plain(ended);
}
// How a row ended, vetoed ones as such: a veto comes with the bell or before it.
export function endWords({ closed, utterances }) {
  return utterances.some(({ act }) => act === "veto") ? "vetoed" : endingWords(closed.ended_by);
}
export function labelWords(label) {
  return LABELS[label] ?? plain(label);
}
export function whyNotWords(why) {
  return WHY_NOT[why] ?? plain(why);
}
export function flagWords(flag) {
  return FLAGS[flag] ?? plain(flag);
}
export function topicWords(family) {
  return TOPICS[family] ?? plain(family);
}
// What a point is about, with its plain fact.
export function aboutWords({ family, detail }) {
  if (detail === "none" && BLANKS[family]) return BLANKS[family];
  const fact = String(detail ?? "")
    .split(", ")
    .map(valueWords)
    .filter(Boolean)
    .join(", ");
  return fact ? `${topicWords(family)} (${fact})` : topicWords(family);
}
export function fatigueWords(load) {
  return FATIGUE.find(([below]) => load < below)?.[1] ?? "";
}
export function moneyWords(why) {
  return MONEY[why] ?? plain(why);
}

export function valueWords(value) {
  if (value === null || value === undefined) return "";
  const text = String(value).trim();
  return Object.hasOwn(VALUES, text) ? VALUES[text] : text.replace(/_/g, " ");
}

// "us:fight:known; us:glowing; us:glowing; abroad:generic" -> "US: fight (known), 2 glowing · abroad: generic".
function lettersWords(text) {
  const origins = new Map();
  for (const letter of text
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part && part !== "none")) {
    const [origin, tone = "", known] = letter.split(":");
    const tones = origins.get(origin) ?? new Map();
    const words = plain(tone) + (known ? " (known)" : "");
    origins.set(origin, tones.set(words, (tones.get(words) ?? 0) + 1));
  }
  const counted = (tones) =>
    Array.from(tones, ([words, count]) => (count > 1 ? `${count} ${words}` : words)).join(", ");
  return Array.from(origins, ([origin, tones]) => `${origin === "us" ? "US" : plain(origin)}: ${counted(tones)}`).join(
    " · ",
  );
}

const PACKED = {
  letters: lettersWords,
  advocate: (text) =>
    text
      .split(":")
      .map((part) => valueWords(part))
      .filter(Boolean)
      .join(", "),
  impression: (text) =>
    plain(text)
      .split(";")
      .map((part) => part.trim())
      .join(", "),
  value: (text) =>
    text === "none"
      ? ""
      : plain(text)
          .split(";")
          .map((part) => part.trim())
          .join(", "),
};

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
    ? "wanted it more, and let it go"
    : short < 0.15
      ? "was close behind"
      : short < 0.5
        ? "wanted it too"
        : "wanted it, but less";
}

// Even is what reads as less than 0.10 either way.
export function callWords(value) {
  const words = Math.abs(value) < 0.095 ? "even" : value < 0 ? "against" : "for";
  return `${words} ${signed(value, 2)}`;
}

// A row's end in one line: where it was put, how it was called, how it ended.
export function verdictWords(row) {
  return `${tierWords(row.closed.tier)}, ${callWords(row.closed.call)}: ${endWords(row)}`;
}

export function numberWords(value) {
  return Number(value.toFixed(1)).toString();
}

export function unitsWords(value) {
  const text = numberWords(value);
  return `${text} ${text === "1" ? "token" : "tokens"}`;
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

export function cellText(cell, cells) {
  const packed = PACKED[cell.columns[0]];
  if (packed) return packed(String(cells[cell.columns[0]] ?? ""));
  const parts = cell.columns.map((column) => valueWords(cells[column]));
  if (cell.columns[0] === "gap_years")
    return parts[0] && parts[0] !== "0" ? parts.filter(Boolean).join(" y, ") + (parts[1] ? "" : " y") : "";
  if (cell.columns[0] === "step1_fails")
    return parts.some((p) => p && p !== "0") ? parts.map((p) => p || "0").join(" · ") : "";
  if (cell.unit && parts[parts.length - 1]) {
    if (parts[parts.length - 1] === "0") parts.pop();
    else parts[parts.length - 1] += ` ${cell.unit}`;
  }
  return parts.filter(Boolean).join(cell.join ?? " ");
}
