// The cells of the sheet, and how we say their values.

import { blankWords, plain, topicWords } from "./terms.js";

// One entry for each cell, in reading order, with the columns it shows.
export const CELLS = [
  { name: "Step 1", columns: ["step1"] },
  { name: "Step 2 CK", columns: ["step2_ck"] },
  { name: "Fails 1 · 2", columns: ["step1_fails", "step2_fails"], join: " · " },
  { name: "Step 3", columns: ["step3"] },
  { name: "Graduated", columns: ["yog"] },
  { name: "Visa", columns: ["visa"] },
  { name: "Interview", columns: ["interview_score"] },
  { name: "Quartile", columns: ["class_quartile"] },
  { name: "Letters", columns: ["letters"] },
  { name: "US clinical", columns: ["us_clinical", "us_clinical_months"], join: ", ", unit: "mo" },
  { name: "Rotated here", columns: ["rotated_here"], unit: "mo" },
  { name: "Gap", columns: ["gap_years", "gap_reason"], join: " y, " },
  { name: "Narrative", columns: ["narrative"] },
  { name: "Conduct", columns: ["professionalism"] },
  { name: "Earlier training", columns: ["prior_training"] },
  { name: "Impression", columns: ["impression"] },
  { name: "Value now", columns: ["value"] },
  { name: "Emails", columns: ["emails"] },
  { name: "Advocate", columns: ["advocate"] },
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
  us_withdrew: "left a US program",
  us_dismissed: "dismissed, US",
};

// The name of a column: that of its cell.
export function columnWords(column) {
  return CELLS.find((cell) => cell.columns.includes(column))?.name ?? plain(column);
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

// The value of one column on its own, in words.
export const cellWords = (column, value) => cellText({ columns: [column] }, { [column]: value });

// The value of a cell as short as can be: letters without who knows their writers.
export const briefText = (cell, cells) =>
  cellText(cell, { ...cells, letters: String(cells.letters ?? "").replace(/:known/g, "") });

const REAPPLYING = ["reapplying", "reapplicant"]; // earlier training that is none

// What a point is about, with its plain fact.
export function aboutWords({ id, column, family, detail }) {
  if (REAPPLYING.includes(detail)) return "an earlier application";
  const blank = detail === "none" ? blankWords(family) : null;
  const fact = String(detail ?? "")
    .split(", ")
    .map(valueWords)
    .filter(Boolean)
    .join(", ");
  const about = id === `${column}.file` ? `${topicWords(family)} in the file` : topicWords(family);
  return blank ?? (fact ? `${about} (${fact})` : about);
}
