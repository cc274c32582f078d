// Who answered whom: the members in a ring, and between them what they have said to each other so far. It counts the
// lines that address somebody, so it shows talk, not trust.

import { apart, html, mark, put, say, svg } from "./drawing.js";
import { memberName } from "./names.js";
import { makePeopleView, placePeople } from "./people.js";

const SORTS = {
  agree: { sort: "agreed", words: "agreed with" },
  challenge: { sort: "against", words: "challenged" },
  counter: { sort: "against", words: "challenged" },
  ask: { sort: "asked", words: "asked" },
  concede: { sort: "agreed", words: "conceded to" },
  answer: { sort: "asked", words: "answered" },
};
const LEGEND = [
  ["agreed", "agreed with"],
  ["against", "challenged"],
  ["asked", "asked or answered"],
];
const WORDS = {
  name: "cs-chart cs-answers",
  title: "Who answered whom",
  heading: "Who answered whom, so far",
  drawing: "People in a ring",
  list: "Who answered whom, in words",
};
const APART = { agreed: 0.1, against: -0.1, asked: 0.28 }; // how far each sort bends, so that no two overlap

export function makeAnswers(recording, members, people) {
  const empty = html("p", { class: "cs-empty" });
  const count = html("span", { class: "cs-count", role: "status" });
  const sorts = LEGEND.map(([sort, words]) => html("span", { class: `cs-link-${sort}`, text: words }));
  const legend = [...sorts, html("span", { text: "the dot marks the person spoken to" })];
  const view = makePeopleView(members, people, { words: WORDS, legend, above: empty, count });
  Object.assign(view, { recording, empty, count, spoken: addressed(recording) });
  view.grow = () => Object.assign(view, { spoken: addressed(recording), key: "" });
  view.arrange = () => {
    if (!view.node.hidden) placePeople(view, null);
  };
  view.draw = (scene) => drawAnswers(view, scene);
  return view;
}

function drawAnswers(view, scene) {
  const { node, parts, people, recording } = view;
  const key = `${scene.row.index}:${scene.begun?.index}:${scene.chosen}:${view.size}`;
  if (node.hidden || view.key === key) return;
  view.key = key;
  const pairs = pairsUntil(view.spoken, scene);
  for (const person of people) mark(person.node, "cs-chosen", person.member.id === scene.chosen);
  parts.links.replaceChildren(...pairs.map((pair) => ringLink(view, pair, scene)));
  parts.items.replaceChildren(...pairs.map((pair) => answerItem(recording, pair, scene)));
  const shown = pairs.filter((pair) => !dimmed(pair, scene));
  put(view.empty, "hidden", shown.length ? "" : null);
  say(view.empty, shown.length ? "" : silenceWords(recording, scene));
  const lines = shown.reduce((sum, pair) => sum + pair.times, 0);
  say(view.count, `${lines} ${lines === 1 ? "line" : "lines"}`);
}

// Why the list is empty: about the chosen member, or about everybody.
function silenceWords(recording, { chosen }) {
  if (!chosen) return "Nobody has addressed anybody yet.";
  const name = apart(memberName(recording, chosen));
  return `So far ${name} has addressed nobody, and nobody has addressed ${name}. Press Esc to see everybody.`;
}

function answerItem(recording, pair, scene) {
  const [from, to] = [pair.from, pair.to].map((id) => html("bdi", { text: memberName(recording, id) }));
  return html(
    "li",
    { class: dimmed(pair, scene) ? "cs-dim" : "" },
    html("span", { class: `cs-link-${pair.sort}` }),
    html("span", {}, from, ` ${pair.words} `, to),
    html("span", { class: "cs-term", text: `${pair.times}×` }),
  );
}

// The lines that address somebody, in order: { row, index, from, to, sort, words }.
export function addressed(recording) {
  const known = (id) => recording.members.has(id);
  return recording.rows.flatMap((row) =>
    row.utterances
      .filter(({ member, to, act }) => known(member) && known(to) && member !== to && Object.hasOwn(SORTS, act))
      .map(({ index, member, to, act }) => ({ row: row.index, index, from: member, to, ...SORTS[act] })),
  );
}

// Those that have begun by now, counted by who, whom and what; the most frequent first.
function pairsUntil(spoken, { row, begun }) {
  const pairs = new Map();
  for (const each of spoken) {
    if (each.row > row.index || (each.row === row.index && each.index > (begun?.index ?? -1))) break;
    const key = JSON.stringify([each.from, each.to, each.words]);
    const pair = pairs.get(key) ?? { ...each, times: 0 };
    pairs.set(key, { ...pair, times: pair.times + 1, now: each.row === row.index && each.index === begun?.index });
  }
  return [...pairs.values()].sort((a, b) => b.times - a.times);
}

const dimmed = (pair, scene) => Boolean(scene.chosen) && pair.from !== scene.chosen && pair.to !== scene.chosen;

// A curve from the speaker to the person addressed, thicker each time; the answer bends the other way.
function ringLink(view, pair, scene) {
  const a = view.seats.get(pair.from) ?? { x: 0, y: 0 };
  const b = view.seats.get(pair.to) ?? { x: 0, y: 0 };
  const long = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const away = { x: (b.x - a.x) / long, y: (b.y - a.y) / long };
  const bend = (0.12 + APART[pair.sort]) * long;
  const mid = { x: (a.x + b.x) / 2 - away.y * bend, y: (a.y + b.y) / 2 + away.x * bend };
  const stop = { x: b.x - away.x * 17 - away.y * 5, y: b.y - away.y * 17 + away.x * 5 };
  const n = (value) => value.toFixed(1);
  const classes = `cs-ringlink cs-link-${pair.sort} ${pair.now ? "cs-now" : ""} ${dimmed(pair, scene) ? "cs-dim" : ""}`;
  return svg(
    "g",
    { class: classes },
    svg("path", {
      d: `M${n(a.x)} ${n(a.y)}Q${n(mid.x)} ${n(mid.y)} ${n(stop.x)} ${n(stop.y)}`,
      "stroke-width": Math.min(7, 0.8 + 0.9 * pair.times),
    }),
    svg("circle", { cx: n(stop.x), cy: n(stop.y), r: 3.4 }),
  );
}
