// Beside the room: the list as it grows, and the transcript that follows.

import { TIER_ORDER, callWords, clockWords, endWords, kindWords, tierWords, verdictWords } from "./words.js";
import { html, mark, put, say } from "./drawing.js";

// --- the list ---------------------------------------------------------------------------------------------------

export function makeList(recording, go) {
  const count = html("span", { class: "cs-count" });
  const items = html("ol", { class: "cs-ranks" });
  const empty = html("p", { class: "cs-empty", text: "No row has been placed yet." });
  const scroller = html(
    "div",
    { class: "cs-scroll", tabindex: "0", role: "group", "aria-label": "Rank list so far" },
    empty,
    items,
  );
  const node = html(
    "section",
    { class: "cs-panel cs-list" },
    html("header", {}, html("h2", { text: "The list" }), count),
    scroller,
  );
  const entries = new Map(recording.rows.map((row) => [row.opened.id, makeEntry(row, go)]));
  const heads = new Map(TIER_ORDER.map((tier) => [tier, html("li", { class: `cs-tier cs-tier-${tier}` })]));
  const list = { node, key: "", turn: roving(scroller) };

  // The recording has grown.
  list.grow = () => {
    for (const row of recording.rows)
      if (entries.get(row.opened.id)?.row !== row) entries.set(row.opened.id, makeEntry(row, go));
    list.key = "";
  };

  list.draw = ({ state, row, over }) => {
    const key = `${over}:${row.index}`;
    if (list.key === key) return;
    list.key = key;
    const placed = groups(state);
    const newest = recording.rows[over ? row.index : row.index - 1]?.opened.id;
    const wanted = [];
    let position = 0;
    for (const [tier, ids] of placed) {
      if (!ids.length) continue;
      const head = heads.get(tier);
      say(head, `${tierWords(tier)} · ${ids.length}`);
      wanted.push(head);
      for (const id of ids) {
        const entry = entries.get(id);
        if (tier !== "dnr") position += 1;
        say(entry.position, tier === "dnr" ? "–" : String(position));
        mark(entry.node, "cs-newest", id === newest);
        wanted.push(entry.node);
      }
    }
    settle(items, wanted);
    say(count, position ? `${position} ranked` : "");
    put(empty, "hidden", wanted.length ? "" : null);
    revealSoon(scroller, entries.get(newest)?.node);
    list.turn((entries.get(newest)?.node.isConnected ? entries.get(newest).node : items).querySelector("button"));
  };
  return list;
}

function makeEntry(row, go) {
  const { opened, closed } = row;
  const position = html("span", { class: "cs-position" });
  const name = html("bdi", { class: "cs-entryname", text: opened.name || opened.id, title: opened.name || opened.id });
  const kind = html("span", { class: "cs-entrykind", text: kindWords(opened.kind) });
  const call = html("span", { class: "cs-entrycall", text: closed ? callWords(closed.call) : "" });
  const button = html(
    "button",
    {
      type: "button",
      tabindex: "-1",
      click: () => go(row.index),
      title: closed ? `Row ${row.number}: ${endWords(row)}` : "",
    },
    position,
    name,
    kind,
    call,
  );
  return { row, node: html("li", {}, button), position };
}

// Ranked ids by tier in the order of the list (a reviewed row stays with its neighbours), then those not ranked.
function groups(state) {
  const placed = new Map(TIER_ORDER.map((tier) => [tier, []]));
  let lowest = 0;
  for (const { id, tier } of state.list) {
    lowest = state.finished ? Math.max(lowest, TIER_ORDER.indexOf(tier)) : TIER_ORDER.indexOf(tier);
    placed.get(TIER_ORDER[lowest] ?? "low").push(id);
  }
  placed.set("dnr", state.dnr);
  return placed;
}

// Makes `parent` hold exactly `wanted`, moving as little as it can.
function settle(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.children]) if (!keep.has(child)) child.remove();
  let cursor = parent.firstChild;
  for (const node of wanted) {
    if (cursor === node) cursor = cursor.nextSibling;
    else parent.insertBefore(node, cursor);
  }
}

// One stop of the Tab key for a long list; the arrows up and down go on from there. Returns what moves the stop.
export function roving(scroller) {
  let stop = null;
  const turn = (button) => {
    if (!button || button === stop) return;
    stop?.setAttribute("tabindex", "-1");
    stop = button;
    stop.setAttribute("tabindex", "0");
  };
  scroller.addEventListener("keydown", (event) => {
    if ((event.key !== "ArrowDown" && event.key !== "ArrowUp") || event.target.tagName !== "BUTTON") return;
    const buttons = [...scroller.querySelectorAll("button")].filter(
      (button) => button.offsetParent && !button.disabled,
    );
    const next = buttons[buttons.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)];
    event.preventDefault();
    turn(next);
    next?.focus();
  });
  return turn;
}

// Reveals `node` with the next frame, and looks again a frame later: rows that were off the screen had a guessed
// height. Asked many times within a frame, it measures the page once.
function revealSoon(scroller, node) {
  const asked = scroller.asked;
  scroller.asked = node;
  if (asked) return;
  requestAnimationFrame(() => {
    const wanted = scroller.asked;
    scroller.asked = null;
    reveal(scroller, wanted);
    requestAnimationFrame(() => reveal(scroller, wanted));
  });
}

// Scrolls a panel, never the page, so that `node` shows. Rectangles are in pixels of the screen, scrolling in the
// panel's own, which a zoom sets apart.
function reveal(scroller, node, where = 0.4) {
  if (!node || scroller.scrollHeight <= scroller.clientHeight + 1) return;
  const box = node.getBoundingClientRect();
  const view = scroller.getBoundingClientRect();
  if (box.top >= view.top + 30 && box.bottom <= view.bottom - 30) return;
  scroller.scrollTop += (box.top - view.top - view.height * where) * (scroller.clientHeight / (view.height || 1));
}

// --- the transcript -----------------------------------------------------------------------------------------------

// `copy` is handed the whole transcript as text; `ahead` is told that what is still to come shall show, or no longer.
export function makeTranscript(recording, go, { copy, ahead }) {
  const scroller = html("div", {
    class: "cs-scroll cs-lines",
    tabindex: "0",
    role: "group",
    "aria-label": "Transcript",
  });
  const search = html("input", {
    type: "search",
    class: "cs-search",
    placeholder: "Search what was said",
    "aria-label": "Search the transcript",
  });
  const found = html("p", { class: "cs-found", role: "status" });
  const whole = html("button", {
    type: "button",
    class: "cs-textbutton cs-whole-button",
    "aria-pressed": "false",
    text: "All rows",
    click: () => toggleWhole(),
  });
  const copied = html("button", {
    type: "button",
    class: "cs-textbutton",
    text: "Copy",
    title: "Copy the whole transcript as text",
    click: () => copy(transcriptText(recording)),
  });
  const veil = html("button", { type: "button", class: "cs-ahead-button", click: () => ahead() });
  const node = html(
    "div",
    { class: "cs-tabpanel cs-transcript" },
    html("div", { class: "cs-searchbar" }, search, found, whole, copied, veil),
    scroller,
  );
  const rows = recording.rows.map((row) => makeRowLines(recording, row, go));
  scroller.append(...rows.map((row) => row.node));
  const transcript = { node, here: null, section: null, held: undefined };
  const turn = roving(scroller);
  search.addEventListener("input", () => {
    mark(node, "cs-sifted", search.value.trim());
    say(found, sift(rows, search.value));
    if (search.value) return;
    transcript.held = undefined; // back to where the meeting is
    follow();
  });
  for (const name of ["wheel", "touchmove", "pointerdown"])
    scroller.addEventListener(
      name,
      () => {
        transcript.held = performance.now();
      },
      { passive: true },
    );

  const follow = () => {
    if (!transcript.here || search.value || performance.now() - (transcript.held ?? -9e9) < 6000) return;
    revealSoon(scroller, transcript.here);
  };
  // A phone shows the row under way; this shows all of them, where the page stands.
  const toggleWhole = () => {
    const on = whole.getAttribute("aria-pressed") !== "true";
    whole.setAttribute("aria-pressed", String(on));
    rows.forEach(fill);
    mark(node, "cs-whole", on);
    transcript.here?.scrollIntoView({ block: "center" });
  };
  transcript.draw = ({ row, begun, over }) => {
    const section = rows[row.index];
    fill(section);
    if (transcript.section !== section) {
      if (transcript.section) leave(transcript.section);
      rows.forEach((each, k) => mark(each.node, "cs-coming", k > row.index));
      mark(section.node, "cs-current", true);
      transcript.section = section;
    }
    section.lines.forEach((line, k) => mark(line.parentNode, "cs-yet", !begun || k > begun.index));
    mark(section.verdict, "cs-shown", over);
    const here = begun ? section.lines[begun.index] : section.head;
    if (transcript.here !== here) {
      if (transcript.here) {
        mark(transcript.here, "cs-here", false);
        transcript.here.removeAttribute("aria-current");
      }
      mark(here, "cs-here", true);
      here.setAttribute("aria-current", "true");
      turn(here);
      transcript.here = here;
      follow();
    }
  };
  transcript.ahead = (shown) => say(veil, shown ? "Hide what is still to come" : "Show what is still to come");
  transcript.fill = () => fillSlowly(rows, follow);
  // The recording has grown: sections for what came, and for a row that was not whole before.
  transcript.grow = () => {
    if (transcript.section) leave(transcript.section);
    transcript.section = null;
    recording.rows.forEach((row, k) => {
      if (rows[k]?.row === row) return;
      const section = makeRowLines(recording, row, go);
      if (rows[k]) rows[k].node.replaceWith(section.node);
      else scroller.append(section.node);
      rows[k] = section;
    });
    if (search.value.trim()) say(found, sift(rows, search.value));
    transcript.fill();
  };
  return transcript;
}

// The play head has gone elsewhere: a row is over, or all of it still to come.
function leave(section) {
  mark(section.node, "cs-current", false);
  for (const line of section.lines ?? []) mark(line.parentNode, "cs-yet", false);
}

function makeRowLines(recording, row, go) {
  const title = html("bdi", { text: row.opened.name || row.opened.id });
  const head = html(
    "button",
    { type: "button", class: "cs-rowhead", tabindex: "-1", click: () => go(row.index) },
    html("span", { text: `${row.number} ` }),
    title,
    html("span", { class: "cs-rowheadkind", text: ` ${kindWords(row.opened.kind)}` }),
  );
  const { closed } = row;
  const verdict = html("p", { class: "cs-verdict", text: closed ? `${verdictWords(row)}.` : "" });
  const body = html("ol", {});
  const node = html("section", { class: "cs-rowlines" }, html("h3", {}, head), body, verdict);
  node.style.setProperty("--cs-guess", `${60 + 34 * row.utterances.length}px`);
  return { recording, row, go, head, verdict, body, lines: null, node };
}

function fill(section) {
  if (section.lines) return;
  const { recording, row, go } = section;
  section.lines = row.utterances.map((utterance) => {
    const name = recording.members.get(utterance.member)?.name ?? utterance.member;
    const button = html(
      "button",
      {
        type: "button",
        class: `cs-line cs-act-${utterance.act}`,
        tabindex: "-1",
        click: () => go(row.index, utterance.index),
      },
      html("bdi", { class: "cs-linewho", text: name }),
      " ",
      html("bdi", { class: "cs-linetext", dir: "auto", text: utterance.text ?? "" }),
    );
    section.body.append(html("li", {}, button));
    return button;
  });
}

// Writes the lines of all rows while the page has nothing better to do.
function fillSlowly(rows, then) {
  const idle = window.requestIdleCallback ?? ((work) => setTimeout(() => work({ timeRemaining: () => 8 }), 30));
  let k = 0;
  const work = (deadline) => {
    fill(rows[k++]); // one at least: a slow machine gets there too
    while (k < rows.length && deadline.timeRemaining() > 3) fill(rows[k++]);
    then();
    if (k < rows.length) idle(work);
  };
  if (rows.length) idle(work);
}

function sift(rows, query) {
  const sought = query.trim().toLocaleLowerCase();
  let hits = 0;
  for (const section of rows) {
    fill(section);
    const named = (section.row.opened.name ?? "").toLocaleLowerCase().includes(sought); // then all that was said of it
    let any = named;
    for (const button of section.lines) {
      const hit = named || button.textContent.toLocaleLowerCase().includes(sought);
      put(button.parentNode, "hidden", hit ? null : "");
      any ||= hit;
      if (hit) hits += 1;
    }
    put(section.node, "hidden", any ? null : "");
  }
  return sought ? `${hits} ${hits === 1 ? "line" : "lines"}` : "";
}

// What was said, row by row, as text to paste: who it is about, the lines with the second they began, the verdict.
export function transcriptText(recording) {
  const { header, rows, members } = recording;
  const told = [`${header.scenario?.title ?? "Rank meeting"}, seed ${header.seed}`, header.disclaimer ?? ""];
  for (const row of rows) {
    const { number, opened, closed, start, utterances } = row;
    told.push("", `Row ${number}: ${oneLine(opened.name || opened.id)}, ${kindWords(opened.kind)}`);
    for (const { member, text, start_s } of utterances)
      told.push(`${clockWords(start + start_s)}  ${oneLine(members.get(member)?.name ?? member)}: ${oneLine(text)}`);
    if (closed) told.push(`${verdictWords(row)}.`);
  }
  return `${told.join("\n")}\n`;
}

const oneLine = (text) =>
  String(text ?? "")
    .replace(/\s+/g, " ")
    .trim();
