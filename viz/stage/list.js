// Beside the room: the list of the meeting as it grows.

import { html, mark, pushButton, put, say } from "./drawing.js";
import { endWords, nameOf } from "./names.js";
import { callWords } from "./numbers.js";
import { listName, listedWords, tiersOf } from "./occasion.js";
import { placing } from "./recording.js";
import { makeScroller, revealSoon, roving } from "./scrolling.js";
import { isOff, kindWords, tierWords } from "./terms.js";

// `go` leads to a row.
export function makeList(recording, go) {
  const list = { recording, entries: new Map(), key: "" };
  list.count = html("span", { class: "cs-count" });
  list.items = html("ol", { class: "cs-ranks" });
  list.empty = html("p", { class: "cs-empty", text: "No row has been placed yet." });
  list.scroller = makeScroller(`${listName(recording.header)} so far`, "", list.empty, list.items);
  list.tiers = tiersOf(recording.header);
  list.heads = new Map(list.tiers.map((tier) => [tier, html("li", { class: `cs-tier cs-tier-${tier}` })]));
  list.turn = roving(list.scroller);
  const head = html("header", {}, html("h2", { text: listName(recording.header) }), list.count);
  list.node = html("section", { class: "cs-panel cs-list" }, head, list.scroller);
  // Called at the start, and when the recording has grown.
  list.grow = () => {
    for (const row of recording.rows) {
      if (list.entries.get(row.opened.id)?.row !== row) list.entries.set(row.opened.id, makeEntry(row, go));
    }
    list.key = "";
  };
  list.draw = (scene) => drawList(list, scene);
  list.grow();
  return list;
}

function makeEntry(row, go) {
  const { opened, closed } = row;
  const name = nameOf(row);
  const position = html("span", { class: "cs-position" });
  const call = html("span", { class: "cs-entrycall" });
  const button = pushButton(
    { tabindex: "-1", title: closed ? `Row ${row.number}: ${endWords(row)}` : "" },
    () => go(row.index),
    position,
    html("bdi", { class: "cs-entryname", text: name, title: name }),
    html("span", { class: "cs-entrykind", text: kindWords(opened.kind) }),
    call,
  );
  return { row, node: html("li", {}, button), position, call };
}

function drawList(list, { state: now, row, over }) {
  const key = `${over}:${row.index}`;
  if (list.key === key) return;
  list.key = key;
  const newest = list.recording.rows[over ? row.index : row.index - 1]?.opened.id;
  const nodes = listed(list, groups(list.tiers, now), newest);
  sayCalls(list, now);
  settle(list.items, nodes);
  say(list.count, now.list.length ? listedWords(list.recording.header, now.list, now.dnr)[0] : "");
  put(list.empty, "hidden", nodes.length ? "" : null);
  const entry = list.entries.get(newest)?.node;
  revealSoon(list.scroller, entry);
  list.turn((entry?.isConnected ? entry : list.items).querySelector("button"));
}

// The call by which each row is listed.
function sayCalls({ recording, entries }, now) {
  for (const { row, call } of entries.values()) {
    if (row.closed) say(call, callWords(placing(recording, row, now).call));
  }
}

// The nodes of the current list, with a head over each tier.
function listed({ entries, heads }, placed, newest) {
  const nodes = [];
  let ranked = 0;
  for (const [tier, ids] of placed) {
    if (!ids.length) continue;
    say(heads.get(tier), `${tierWords(tier)} · ${ids.length}`);
    nodes.push(heads.get(tier));
    for (const { node, position } of ids.map((id) => entries.get(id))) {
      if (!isOff(tier)) ranked += 1;
      say(position, isOff(tier) ? "–" : String(ranked));
      mark(node, "cs-newest", node === entries.get(newest)?.node);
      nodes.push(node);
    }
  }
  return nodes;
}

// Ranked ids by tier in the order of the list (a reviewed row stays with its neighbors), then those not ranked.
function groups(tiers, { list, dnr, finished }) {
  const placed = new Map(tiers.map((tier) => [tier, []]));
  let lowest = 0;
  for (const { id, tier } of list) {
    lowest = finished ? Math.max(lowest, tiers.indexOf(tier)) : tiers.indexOf(tier);
    placed.get(tiers[lowest] ?? tiers.at(-2)).push(id);
  }
  placed.set(tiers.at(-1), dnr);
  return placed;
}

// Makes `parent` hold exactly `wanted`, and moves as few nodes as it can.
function settle(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.children]) if (!keep.has(child)) child.remove();
  let cursor = parent.firstChild;
  for (const node of wanted) {
    if (cursor === node) cursor = cursor.nextSibling;
    else parent.insertBefore(node, cursor);
  }
}
