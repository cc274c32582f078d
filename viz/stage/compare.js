// Two recordings side by side on one clock: the same row and the same second in both rooms, driven by one set of
// controls. Public names: parse, compared (difference.js), mountPair, refuse. README.md says how to use them.

import { parse } from "./recording.js";
import { readingSeconds } from "./words.js";
import { apart, clamp, forgetWidths, html, mark, put, say } from "./drawing.js";
import { SPEEDS, caption, iconButton } from "./bar.js";
import { paceOf, remembered } from "./memory.js";
import { wardrobe } from "./themes.js";
import { Clockwork } from "./clockwork.js";
import { faces } from "./house.js";
import { refuse } from "./stage.js";
import { compared, pairAt, secondOfSide } from "./difference.js";
import { makeLean } from "./lean.js";
import { makePairControls, makePairLine } from "./pairbar.js";
import { makePairSide } from "./pairside.js";
export { parse } from "./recording.js";
export { refuse } from "./stage.js";
export { compared } from "./difference.js";

const WIDE = 1100; // pixels from which rooms and differences stand side by side
const ONE_ROOM = 720; // below it one room shows at a time
const TOLD_EVERY_MS = 1500;
const PAIR_KEYS = [
  ["space or k", "play, pause"],
  ["j · l", "back, on 10 seconds"],
  ["← · →", "back, on 5 seconds"],
  ["[ · ]", "previous, next row"],
  [", · .", "previous, next utterance"],
  ["d", "where the two part"],
  ["n · N", "next, previous row in another tier"],
  ["x", "the other room, on a phone"],
  ["< · >", "slower, faster"],
  ["0 – 9", "to that tenth"],
  ["Home · End", "to the start, the end"],
  ["?", "this map"],
  ["Esc", "close, or let go of a member"],
];

// Builds the comparison inside `element` and returns its player. `a` and `b` are what parse gave, or the texts.
export function mountPair(element, a, b, options = {}) {
  const [left, right] = [a, b].map((each) => (typeof each === "string" ? parse(each) : each));
  const bare = [
    ["A", left],
    ["B", right],
  ]
    .filter(([, recording]) => !recording.rows.length)
    .map(([letter]) => letter);
  if (bare.length) {
    refuse(
      element,
      `${bare.join(" and ")} ${bare.length > 1 ? "stop before their" : "stops before its"} first row: there is nothing to compare.`,
    );
    return null;
  }
  return new PairPlayer(element, compared(left, right), options);
}

class PairPlayer extends Clockwork {
  constructor(element, found, options) {
    super();
    this.found = found;
    this.options = { link: true, remember: true, ...options };
    this.settings = {
      speed: "reading",
      theme: "auto",
      ...(this.options.remember ? remembered() : {}),
      ...chosenSettings(options),
    };
    this.listeners = new Map();
    this.t = 0;
    this.playing = false;
    this.chosen = null;
    this.build(element);
    this.arrange();
    this.seek(this.startingPoint(), { quiet: true });
    if (this.options.autoplay) this.play();
    if (this.options.focus) this.root.focus({ preventScroll: true });
  }

  // --- what others call

  // To second t of the one clock.
  seek(t, { quiet = false } = {}) {
    this.t = clamp(Number(t) || 0, 0, this.found.total);
    this.show();
    if (!quiet) this.tell("seek");
  }

  seekPair(pair) {
    this.seek(pair.start);
  }

  // To the first event that differs.
  toParting() {
    const { parting } = this.found;
    if (!parting) return;
    this.pause();
    this.seek(parting.t + 0.001);
    this.notice("Here the two part.");
  }

  // To the next (+1) or previous (-1) row that ends in another tier.
  stepOther(direction) {
    const others = this.found.pairs.filter((pair) => pair.otherTier);
    const here = pairAt(this.found, this.t).pair.index;
    const found =
      direction > 0 ? others.find((pair) => pair.index > here) : others.findLast((pair) => pair.index < here);
    if (found) this.seekPair(found);
    else this.notice(direction > 0 ? "No later row ends in another tier." : "No earlier row ends in another tier.");
  }

  // One utterance on (+1) or back (-1), in whichever room it comes.
  step(direction) {
    const { pair, local } = pairAt(this.found, this.t);
    const starts = [...pair.a.utterances, ...pair.b.utterances]
      .map((utterance) => utterance.start_s)
      .sort((x, y) => x - y);
    const found =
      direction > 0
        ? starts.find((second) => second > local + 0.001)
        : starts.findLast((second) => second < local - 0.001);
    if (found !== undefined) return this.seek(pair.start + found);
    const other = this.found.pairs[pair.index + direction];
    return this.seek(
      other
        ? direction > 0
          ? other.start
          : other.start + other.duration - 0.01
        : direction > 0
          ? this.found.total
          : 0,
    );
  }

  // One row on (+1) or back (-1); back goes to the opening of this row first.
  stepRow(direction) {
    const { pair, local } = pairAt(this.found, this.t);
    if (direction < 0 && local > 2) return this.seekPair(pair);
    const other = this.found.pairs[pair.index + direction];
    return this.seek(other ? other.start : direction > 0 ? this.found.total : 0);
  }

  // Which room a narrow page shows: "a" or "b".
  setSide(side) {
    this.side = side === "b" ? "b" : "a";
    put(this.root, "data-side", this.side);
    this.controls.side(this.side);
  }

  // --- inside

  // Seconds of the meetings for a second of watching; at reading pace the longer of two lines sets it.
  rate() {
    if (this.settings.speed !== "reading") return this.settings.speed;
    const rates = this.scene.sides
      .filter((side) => side.current && !side.held)
      .map(({ current }) => ((current.end_s - current.start_s) / readingSeconds(current.text)) * paceOf(this.settings));
    return rates.length ? Math.min(...rates) : 1;
  }

  // Draws the present moment in both rooms.
  show() {
    const { pair, local } = pairAt(this.found, this.t);
    const over = this.t >= this.found.total;
    const earlier = this.scene?.pair;
    const sides = this.leans.map((lean, k) => {
      const row = k ? pair.b : pair.a;
      lean.show(secondOfSide(lean.recording, row, local, over), {
        chosen: this.chosen,
        held: local >= row.duration && !over,
      });
      return { ...lean.scene, held: local >= row.duration };
    });
    this.scene = { pair, local, over, t: this.t, sides, chosen: this.chosen };
    const [inA, inB] = sides.map(({ recording, begun }) =>
      begun ? `${recording.members.get(begun.member)?.name}:${begun.act}:${begun.point}` : "",
    );
    mark(this.root, "cs-unlike", inA !== inB);
    this.line.draw(this.scene);
    this.line.tick(this.t);
    this.controls.draw(this.scene);
    this.controls.tick(this.t);
    this.panel.draw(this.scene);
    this.announce();
    if (earlier === pair) return;
    this.drawLinks();
    this.tell("row");
  }

  // What is said, for those who listen: once where both rooms say the same.
  announce() {
    const lines = this.scene.sides.map(({ recording, begun, current }) => (current ? caption(recording, begun) : null));
    const [a, b] = lines.map((line) => (line ? `${line.who} ${line.act}: ${line.text}` : ""));
    const said = a === b ? a : [a && `A: ${a}`, b && `B: ${b}`].filter(Boolean).join(" ");
    const now = performance.now();
    if (!said || (this.playing && now - (this.toldAt ?? -9e9) < TOLD_EVERY_MS)) return;
    this.toldAt = now;
    say(this.parts.live, said);
  }

  // The whole replay of either side, at the row under way.
  drawLinks() {
    this.leans.forEach((lean, k) => {
      const base = this.options.replays?.[k];
      if (!base) return;
      put(lean.parts.link, "hidden", null);
      put(lean.parts.link, "href", `${base}?row=${(k ? this.scene.pair.b : this.scene.pair.a).number}`);
      put(lean.parts.link, "aria-label", `Replay of ${lean.letter} alone, from this row`);
    });
  }

  get end() {
    return this.found.total;
  }

  here() {
    const { pair, local } = this.scene;
    return { row: pair.a.number, id: pair.id, local_s: local };
  }

  // Where to begin: options.start, else the link, else at the start. A row is a number or an applicant's id.
  startingPoint() {
    const { start } = this.options;
    if (typeof start === "number") return start;
    const asked = start ?? (this.options.link ? Object.fromEntries(new URLSearchParams(window.location.search)) : {});
    const { pairs } = this.found;
    const within = Math.max(0, Number(asked.t) || 0);
    if (asked.row === undefined || asked.row === "") return within;
    const pair =
      pairs.find((each) => each.id === String(asked.row)) ??
      pairs.find((each) => each.a.number === Math.round(Number(asked.row))) ??
      pairs[clamp(Math.round(Number(asked.row)) || 1, 1, pairs.length) - 1];
    return pair.start + Math.min(within, Math.max(0, pair.duration - 0.001));
  }

  notice(sentence, text = "") {
    say(this.parts.notice, text ? `${sentence} ${text}` : sentence);
    put(this.parts.notice, "hidden", null);
    clearTimeout(this.noticeTimer);
    this.noticeTimer = setTimeout(() => put(this.parts.notice, "hidden", ""), 4000);
  }

  choose(id) {
    this.chosen = this.chosen === id ? null : id;
    this.show();
  }

  // --- building

  build(element) {
    const { a, b } = this.found;
    const type = faces(getComputedStyle(element));
    this.leans = [a, b].map((recording, k) =>
      makeLean(recording, { letter: "AB"[k], faces: type, chosen: (id) => this.choose(id) }),
    );
    this.line = makePairLine(this.found, this);
    this.panel = makePairSide(this.found, this);
    this.help = pairHelp();
    this.controls = makePairControls(this.found, this, [
      iconButton("theme", "Light, dark or high contrast", () => this.nextTheme()),
      iconButton("share", "Copy a link to this moment", () => this.share()),
      iconButton("help", "Keyboard (?)", () => this.help.showModal()),
    ]);
    const parts = (this.parts = {
      live: html("div", { class: "cs-live", "aria-live": "polite", role: "status" }),
      notice: html("div", { class: "cs-notice", role: "status", hidden: true }),
    });
    const rooms = html("div", { class: "cs-rooms" }, ...this.leans.map((lean) => lean.node));
    const disclaimer = html("p", {
      class: "cs-disclaimer",
      text: a.header.disclaimer ?? "Simulated; not for selecting, ranking or advising real people.",
    });
    const top = html(
      "div",
      { class: "cs-top" },
      html(
        "h1",
        { class: "cs-title" },
        html("span", { text: "Two meetings, one clock" }),
        html("bdi", { class: "cs-subtitle", text: pairTitle(a, b) }),
      ),
      disclaimer,
    );
    this.root = html(
      "div",
      { class: "cs-stage cs-pair", tabindex: "-1", role: "region", "aria-label": "Two rank meetings side by side" },
      top,
      rooms,
      this.panel.node,
      html("div", { class: "cs-bar" }, this.line.node, this.controls.node),
      parts.live,
      parts.notice,
      this.help,
    );
    element.replaceChildren(this.root);
    this.setSpeed(this.settings.speed);
    this.wardrobe = wardrobe(this.root);
    this.setTheme(this.settings.theme);
    this.setSide("a");
    this.root.addEventListener("keydown", (event) => this.pressed(event));
    rooms.addEventListener("pointerdown", (event) => {
      if (!event.target.closest?.(".cs-person, a")) this.root.focus({ preventScroll: true });
    });
    this.refit = () => {
      forgetWidths();
      for (const lean of this.leans) lean.size = "";
      this.arrange();
    };
    document.fonts?.addEventListener("loadingdone", this.refit);
    this.observer = new ResizeObserver(() => this.arrange());
    for (const node of [this.root, this.line.node, ...this.leans.map((lean) => lean.parts.picture)])
      this.observer.observe(node);
  }

  arrange() {
    const width = this.root.clientWidth;
    mark(this.root, "cs-wide", width >= WIDE);
    mark(this.root, "cs-narrow", width < WIDE);
    mark(this.root, "cs-oneroom", width < ONE_ROOM);
    this.line.arrange();
    for (const lean of this.leans) lean.arrange();
    if (this.scene) this.show();
  }

  pressed(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const { target, key } = event;
    if (target.closest?.("dialog") || (target.matches?.("input, select, textarea") && key !== "Escape")) return;
    if ((key === " " || key === "Enter") && target.closest?.("button, a, summary, [role=button]")) return;
    const act =
      this.keyActs()[key] ?? (/^[0-9]$/.test(key) ? () => this.seek((this.found.total * Number(key)) / 10) : null);
    if (!act) return;
    event.preventDefault();
    act();
  }

  keyActs() {
    const by = (seconds) => () => this.seek(this.t + seconds);
    return {
      " ": () => this.toggle(),
      k: () => this.toggle(),
      j: by(-10),
      l: by(10),
      ArrowLeft: by(-5),
      ArrowRight: by(5),
      "[": () => this.stepRow(-1),
      "]": () => this.stepRow(1),
      ",": () => this.step(-1),
      ".": () => this.step(1),
      d: () => this.toParting(),
      n: () => this.stepOther(1),
      N: () => this.stepOther(-1),
      x: () => this.setSide(this.side === "a" ? "b" : "a"),
      "<": () => this.faster(-1),
      ">": () => this.faster(1),
      Home: () => this.seek(0),
      End: () => this.seek(this.found.total),
      "?": () => this.help.showModal(),
      Escape: () => this.chosen && this.choose(this.chosen),
    };
  }

  faster(direction) {
    const steps = ["reading", ...SPEEDS];
    this.setSpeed(steps[clamp(Math.max(0, steps.indexOf(this.settings.speed)) + direction, 0, steps.length - 1)]);
    this.notice(this.settings.speed === "reading" ? "Reading pace" : `${this.settings.speed}×`);
  }
}

const chosenSettings = (options) =>
  Object.fromEntries(
    ["theme", "speed", "pace"].filter((name) => options[name] !== undefined).map((name) => [name, options[name]]),
  );

function pairTitle(a, b) {
  const [titleA, titleB] = [a, b].map(({ header }) => apart(header.scenario?.title ?? "Rank meeting"));
  const [seedA, seedB] = [a.header.seed, b.header.seed];
  return `${titleA === titleB ? titleA : `${titleA} and ${titleB}`} · ${seedA === seedB ? `seed ${seedA}` : `seeds ${seedA} and ${seedB}`}`;
}

function pairHelp() {
  const close = html("button", { type: "button", class: "cs-textbutton", text: "Close" });
  const rows = PAIR_KEYS.map(([key, what]) =>
    html("div", {}, html("dt", {}, html("kbd", { text: key })), html("dd", { text: what })),
  );
  const dialog = html(
    "dialog",
    { class: "cs-help", "aria-label": "Keyboard" },
    html("h2", { text: "Keyboard" }),
    html("p", { text: "Letters work while the comparison has the focus: click a room, or reach it with Tab." }),
    html("dl", {}, ...rows),
    close,
  );
  close.addEventListener("click", () => dialog.close());
  return dialog;
}
