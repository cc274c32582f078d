// Who trusts whom: the members, those who trust each other closer together, and how much of what one says reaches the
// others. The header says it, and it does not change during a meeting; the speaker lights up as the meeting plays.

import { clamp, html, mark, say, svg } from "./drawing.js";
import { memberName } from "./names.js";
import { makePeopleView, placePeople } from "./people.js";

const TRUST_WORDS = {
  name: "cs-chart cs-answers cs-trust",
  title: "Who trusts whom",
  heading: "Who trusts whom",
  drawing: "People, those who trust each other closer together",
  list: "Who trusts whom, in words",
};

const THINNEST = 1; // pixels
const WIDEST_LINE = 11; // pixels

// Whether a recording says who trusts whom; older ones do not.
export const tellsTrust = ({ header }) => Object.keys(header.trust ?? {}).length > 0;

export function makeTrust(recording, members, people) {
  const says = html("p", { class: "cs-trustsays", role: "status" });
  const trust = heardBy(recording);
  const range = rangeOf(trust);
  const legend = trustLegend(range);
  const view = makePeopleView(members, people, { words: TRUST_WORDS, legend, above: says });
  Object.assign(view, { says, layout: null, trust, range, named: (id) => memberName(recording, id) });
  view.place = (layout) => {
    Object.assign(view, { layout, key: "" });
    view.arrange();
  };
  view.arrange = () => {
    if (!view.node.hidden) placePeople(view, view.layout);
  };
  view.draw = (scene) => drawTrust(view, scene);
  return view;
}

// By speaker: { listener: how much reaches them }, only for members of the recording.
function heardBy({ header, members }) {
  const heard = new Map([...members.keys()].map((id) => [id, new Map()]));
  for (const [listener, weights] of Object.entries(header.trust ?? {})) {
    if (!members.has(listener)) continue;
    for (const [speaker, weight] of Object.entries(weights))
      if (speaker !== listener && Number.isFinite(weight)) heard.get(speaker)?.set(listener, weight);
  }
  return heard;
}

// The least and the most that reaches anybody in this room.
function rangeOf(trust) {
  const all = [...trust.values()].flatMap((heard) => [...heard.values()]);
  return all.length ? [Math.min(...all), Math.max(...all)] : [0, 1];
}

// The width of a line, in pixels: from the least in this room to the most, so that the eye can tell them apart.
function widthOf(weight, [least, most]) {
  const share = most > least ? clamp((weight - least) / (most - least), 0, 1) : 0.5;
  return THINNEST + (WIDEST_LINE - THINNEST) * share;
}

// What the widths mean, with three lines as they are drawn, and the colors.
function trustLegend(range) {
  const [least, most] = range;
  const sample = (weight) => {
    const stroke = { d: "M2 6H30", "stroke-width": widthOf(weight, range).toFixed(2) };
    const drawn = svg(
      "svg",
      { class: "cs-trustsample", viewBox: "0 0 32 12", "aria-hidden": "true" },
      svg("path", stroke),
    );
    return html("span", {}, drawn, ` ${weight.toFixed(2)}`);
  };
  const weights = most > least ? [least, (least + most) / 2, most] : [most];
  return [
    html("span", { text: "of what one says, so much reaches the other:" }),
    ...weights.map(sample),
    html("span", { class: "cs-link-agreed", text: "from the one chosen, or speaking" }),
    html("span", { class: "cs-link-asked", text: "between the closest pairs" }),
  ];
}

function drawTrust(view, scene) {
  const speaking = scene.begun?.member;
  const key = `${scene.chosen}:${speaking}:${view.size}`;
  if (view.node.hidden || view.key === key) return;
  view.key = key;
  const focus = scene.chosen || speaking;
  for (const { member, node } of view.people) {
    mark(node, "cs-chosen", member.id === scene.chosen);
    mark(node, "cs-speaking", member.id === speaking);
  }
  view.parts.links.replaceChildren(...(view.trust.has(focus) ? wordsOf(view, focus) : closest(view)));
  listTrust(view, scene.chosen);
}

// How far the words of one member reach: a line to every listener.
function wordsOf(view, speaker) {
  return [...view.trust.get(speaker)].map(([listener, weight]) =>
    trustLink(view, [speaker, listener], weight, "cs-link-agreed"),
  );
}

// If nobody is chosen and nobody speaks: the half of all pairs who trust each other most.
function closest(view) {
  const pairs = [];
  const ids = [...view.trust.keys()];
  ids.forEach((a, k) =>
    ids
      .slice(k + 1)
      .forEach((b) =>
        pairs.push({ pair: [a, b], weight: ((view.trust.get(a).get(b) ?? 0) + (view.trust.get(b).get(a) ?? 0)) / 2 }),
      ),
  );
  pairs.sort((a, b) => b.weight - a.weight);
  return pairs
    .slice(0, Math.ceil(pairs.length / 2))
    .map(({ pair, weight }) => trustLink(view, pair, weight, "cs-link-asked"));
}

function trustLink(view, [from, to], weight, sort) {
  const a = view.seats.get(from) ?? { x: 0, y: 0 };
  const b = view.seats.get(to) ?? { x: 0, y: 0 };
  const n = (value) => value.toFixed(1);
  return svg(
    "g",
    { class: `cs-ringlink ${sort}`, "data-from": from, "data-to": to },
    svg("path", {
      d: `M${n(a.x)} ${n(a.y)}L${n(b.x)} ${n(b.y)}`,
      "stroke-width": widthOf(weight, view.range).toFixed(2),
    }),
  );
}

// In words: how far the words of each member reach, or how far those of the chosen member reach each other member.
function listTrust(view, chosen) {
  const rows =
    chosen && view.trust.has(chosen)
      ? [...view.trust.get(chosen)]
      : [...view.trust].map(([speaker, heard]) => [speaker, meanOf([...heard.values()])]);
  rows.sort((a, b) => b[1] - a[1]);
  say(
    view.says,
    chosen
      ? `How much of what ${view.named(chosen)} says reaches:`
      : "How much of what each says reaches the others, on average:",
  );
  view.parts.items.replaceChildren(
    ...rows.map(([id, weight]) =>
      html(
        "li",
        {},
        html("bdi", { text: view.named(id) }),
        html("span", { class: "cs-term", text: weight.toFixed(2) }),
      ),
    ),
  );
}

const meanOf = (values) => values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
