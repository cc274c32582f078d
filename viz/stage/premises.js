// What two meetings were made from, and how it differs: in words, with where each difference can be seen, and as what
// each of the two is called. Pure.

import { changesSaid } from "./altered.js";
import { cellWords, columnWords, valueWords } from "./cells.js";
import { ghostName, memberName, nameOf, titleWords } from "./names.js";
import { plain } from "./terms.js";

const LONGEST = 60; // letters of a value
const NAMED_IN_TITLE = 2; // differences; the rest are counted
const NOTHING = "nothing";
const MADE = { seed: "Seed", version: "Made by version", files: "Files" };

// Every difference as { words, a, b, title, to }: where it is, the value in each, what to call the side with a value by
// it, and where it leads: { row }, { member } or { ghost } by id, or nothing if it shows nowhere in particular.
export function premisesOf({ a, b, made, cells }) {
  const told = new Set(made.flatMap(({ path }) => (isCell(path) ? [`${path[2]}.${path[3]}`] : [])));
  const more = cells.filter(({ id, column }) => !told.has(`${id}.${column}`));
  return [
    ...made.map((each) => settingPremise({ a, b }, each)),
    ...more.map(({ id, name, column, a: inA, b: inB }) => cellPremise(name, { id, column, a: inA, b: inB })),
  ];
}

const isCell = ([section, list, id, column]) => section === "pool" && list === "rows" && Boolean(id && column);

function settingPremise(both, { path, a, b }) {
  const [section, list, id, field] = path;
  if (isCell(path)) return cellPremise(applicantName(both, id), { id, column: field, a, b });
  const words = settingWords(both, path);
  const values = { words, a: settingValue(a), b: settingValue(b) };
  const title = (value) => titled(words, value);
  if (section === "pool" && list === "rows" && id) return { ...values, title, to: { row: id } };
  if (section === "members" && list) return { ...values, title, to: { member: list } };
  if (section !== "memory" || list !== "episodes" || !id) return { ...values, title, to: {} };
  const remembered = (value) => `${value === NOTHING ? "nobody" : "somebody"} remembers ${words}`;
  return { ...values, title: field ? title : remembered, to: { ghost: id } };
}

function cellPremise(name, { id, column, a, b }) {
  const said = (value) => cellWords(column, value) || "none";
  const title = (value) => `${columnWords(column)}: ${value}`;
  return { words: `${name}, ${columnWords(column)}`, a: said(a), b: said(b), title, to: { row: id } };
}

// What to call a side by one setting: "memory on", "row seconds 30", "without the resident who left".
function titled(words, value) {
  if (value === NOTHING) return `without ${words}`;
  if (value === words) return `with ${words}`;
  return `${words.toLowerCase()} ${value}`;
}

// Where a setting stands: by the names of whom it is about, never by their ids.
function settingWords(both, path) {
  const [section, list, id, ...rest] = path;
  if (path.length === 1 && MADE[section]) return MADE[section];
  const named = (name, parts) => [name, ...parts.map(plain)].join(", ");
  if (section === "switches") return plain(path.slice(1).join(" "));
  if (section === "pool" && list === "rows" && id) return named(applicantName(both, id), rest);
  if (section === "members" && list) return named(seatName(both, list), [id, ...rest].filter(Boolean));
  if (section === "memory" && list === "episodes" && id) return named(pastName(both, id), rest);
  return path.slice(-2).map(plain).join(" ");
}

const either = ({ a, b }, find) => find(a) ?? find(b);
const applicantName = (both, id) =>
  either(both, ({ byId }) => (byId.has(id) ? nameOf(byId.get(id)) : null)) ??
  either(both, ({ header }) => setRow(header, id)?.name) ??
  plain(id);
const setRow = ({ scenario }, id) => [scenario?.pool?.rows].flat().find((row) => row?.id === id);
const seatName = (both, id) =>
  either(both, (side) => (side.members.has(id) ? memberName(side, id) : null)) ?? plain(id);
const pastName = (both, id) =>
  either(both, (side) => (side.episodes.has(id) ? ghostName(side, id) : null)) ?? plain(id);

// A value as a person would say it, short enough to read.
export function settingValue(value) {
  if (value === undefined || value === null || value === "") return NOTHING;
  if (typeof value === "boolean") return value ? "on" : "off";
  const named = value?.label ?? value?.name ?? value?.title;
  const text =
    typeof value === "string"
      ? valueWords(value) || NOTHING
      : typeof named === "string"
        ? named
        : JSON.stringify(value?.id === undefined ? value : { ...value, id: undefined });
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

// --- what each side is called ----------------------------------------------------------------------------------------

// What to call A and B, by what differs: by cells if all of them are one applicant's, by settings, by what an
// experimenter changed, by the scenarios. Never twice the same.
export function sideTitles({ a, b, made, cells, premises }) {
  const one = new Set(cells.map(({ id }) => id)).size === 1;
  const ofCells = one ? premises.filter(({ to }) => to.row === cells[0].id) : [];
  const ofSettings = premises.slice(0, made.length);
  const scenarios = [a, b].map(({ header }) => titleWords(header));
  const pair = [byPremises(ofCells), byPremises(ofSettings), byChanges(a, b), scenarios];
  return pair.find((titles) => titles && titles[0] !== titles[1]) ?? ["one holding", "another holding"];
}

function byPremises(premises) {
  if (!premises.length) return null;
  const named = premises.slice(0, NAMED_IN_TITLE);
  const rest = premises.length - named.length;
  const more = rest ? ` and ${rest} more` : "";
  return ["a", "b"].map((side) => `${named.map((each) => each.title(each[side])).join(", ")}${more}`);
}

// By what an experimenter changed inside a row: "as it was", and the change.
function byChanges(...sides) {
  const said = sides.map((side) => changesSaid(side));
  if (!said.some((changes) => changes.length)) return null;
  return said.map(([first, ...rest]) =>
    first ? `${first}${rest.length ? ` and ${rest.length} more` : ""}` : "as it was",
  );
}
