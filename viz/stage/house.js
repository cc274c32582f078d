// The house: what the stage is built of, what of it shows, and how it fits its box. It knows nothing of time; the player
// (stage.js) moves in.

import { CELLS, plain } from "./words.js";
import { clamp, forgetWidths, html, mark, put, say, svg } from "./drawing.js";
import { arranged } from "./geometry.js";
import { makeWall } from "./wall.js";
import { makeRoom } from "./room.js";
import { makeList, makeTranscript } from "./side.js";
import { makeWhy } from "./why.js";
import { makeGuide } from "./guide.js";
import { makeAnswers } from "./answers.js";
import { makeTrust, tellsTrust } from "./trust.js";
import { makeChart } from "./chart.js";
import { iconButton, makeControls, makeTimeline } from "./bar.js";
import { makeHelp, pressed } from "./keys.js";
import { wardrobe } from "./themes.js";
import { Clockwork } from "./clockwork.js";

const PROJECTOR = { width: 1800, height: 1000 }; // pixels of the stage from which letters grow by themselves
const TABS = { guide: "Guide", transcript: "Transcript", why: "Why" };
const VIEWS = { room: "Room", list: "Whole list", answers: "Who answered whom", trust: "Who trusts whom" };

export class House extends Clockwork {
  build(element) {
    const { recording } = this;
    const family = getComputedStyle(element);
    this.faces = faces(family);
    const go = (row, utterance) => {
      const found = recording.rows[row];
      this.seek(utterance === undefined ? found.start : found.start + found.utterances[utterance].start_s);
    };
    this.wall = makeWall(this.faces);
    this.room = makeRoom(this.faces, (id) => this.choose(id));
    this.room.seat(seatedMembers(recording));
    this.list = makeList(recording, go);
    this.transcript = makeTranscript(recording, go, {
      copy: (text) => this.copy(text),
      ahead: () => this.toggleAhead(),
    });
    this.why = makeWhy(recording);
    this.guide = makeGuide(recording, go);
    this.chart = makeChart(recording, {
      go,
      enter: (row) => {
        go(row);
        this.setView("room");
      },
    });
    const between = { faces: this.faces, chosen: (id) => this.choose(id) };
    this.answers = makeAnswers(recording, seatedMembers(recording), between);
    this.trust = makeTrust(recording, tellsTrust(recording) ? seatedMembers(recording) : [], between);
    this.trust.place(this.options.layout ?? null);
    this.timeline = makeTimeline(recording, this);
    this.help = makeHelp();
    this.controls = makeControls(recording, this, [
      iconButton("captions", "Captions (c)", () => this.toggleCaptions()),
      iconButton("theme", "Light, dark or high contrast", () => this.nextTheme()),
      iconButton("size", "Projector size (p)", () => this.toggleSize()),
      iconButton("share", "Copy a link to this moment", () => this.share()),
      iconButton("picture", "Save picture", () => this.savePicture()),
      iconButton("help", "Keyboard (?)", () => this.help.showModal()),
    ]);
    this.assemble(element);
    put(this.parts.canvas, "font-family", this.faces.sans);
    this.views = [
      this.wall,
      this.room,
      this.list,
      this.transcript,
      this.why,
      this.guide,
      this.chart,
      this.answers,
      this.trust,
      this.timeline,
      this.controls,
    ];
    this.tickers = [this.wall, this.chart, this.timeline, this.controls];
    this.setSpeed(this.settings.speed);
    this.wardrobe = wardrobe(this.root);
    this.setTheme(this.settings.theme);
    this.setView("room");
    put(this.root, "data-captions", this.settings.captions ? "on" : "off");
    this.showAhead();
    this.root.addEventListener("keydown", (event) => pressed(this, event));
    this.refit = () => {
      forgetWidths();
      this.size = null;
      this.arrange();
    };
    document.fonts?.addEventListener("loadingdone", this.refit);
    this.observer = new ResizeObserver(() => this.arrange());
    this.observer.observe(this.parts.picture);
    this.observer.observe(this.timeline.node);
  }

  assemble(element) {
    const { header } = this.recording;
    const parts = (this.parts = {});
    parts.picture = html("div", { class: "cs-picture" });
    parts.canvas = svg(
      "svg",
      { class: "cs-canvas", role: "group", "aria-label": "The room" },
      this.room.node,
      this.wall.node,
      this.wall.clock,
    );
    parts.picture.append(parts.canvas);
    parts.captionWho = html("span", { class: "cs-captionwho" });
    parts.captionText = html("span", { class: "cs-captiontext", dir: "auto" });
    parts.captionUnder = html("span", { class: "cs-captionunder" });
    parts.caption = html(
      "div",
      { class: "cs-caption", "aria-hidden": "true" },
      parts.captionWho,
      parts.captionText,
      parts.captionUnder,
    );
    parts.live = html("div", { class: "cs-live", "aria-live": "polite", role: "status" });
    parts.notice = html("div", { class: "cs-notice", role: "status", hidden: true });
    const title = html(
      "h1",
      { class: "cs-title" },
      html("bdi", { text: header.scenario?.title?.trim() || "Rank meeting" }),
      html("bdi", { class: "cs-subtitle", text: subtitle(header), title: subtitle(header) }),
    );
    parts.progress = html("p", { class: "cs-incomplete", role: "note", hidden: true });
    this.drawProgress();
    const disclaimer = html("p", {
      class: "cs-disclaimer",
      text: header.disclaimer ?? "Simulated; not for selecting, ranking or advising real people.",
    });
    parts.top = html("div", { class: "cs-top" }, title, parts.progress, this.viewButtons(), disclaimer);
    parts.side = html(
      "aside",
      { class: "cs-side", "aria-label": "The list and the transcript" },
      this.list.node,
      this.tabs(),
    );
    parts.bar = html("div", { class: "cs-bar" }, this.timeline.node, this.controls.node);
    parts.scene = html(
      "div",
      { class: "cs-scene" },
      parts.picture,
      this.chart.node,
      this.answers.node,
      this.trust.node,
      parts.caption,
    );
    this.root = html(
      "div",
      { class: "cs-stage", tabindex: "-1", role: "region", "aria-label": "Replay of a rank meeting" },
      parts.top,
      parts.scene,
      parts.side,
      parts.bar,
      parts.live,
      parts.notice,
      this.help,
    );
    parts.picture.addEventListener("pointerdown", (event) => {
      if (!event.target.closest?.(".cs-person")) this.root.focus({ preventScroll: true });
    });
    element.replaceChildren(this.root);
  }

  // How far a recording goes that is not whole: cut short, or under way.
  drawProgress() {
    const { complete, rows, header } = this.recording;
    const { number } = rows[rows.length - 1];
    say(
      this.parts.progress,
      this.underway
        ? `Under way: ${number} of ${header.rows ?? "?"} rows so far.`
        : `This recording is incomplete: it stops in row ${number}.`,
    );
    put(this.parts.progress, "hidden", complete ? "" : null);
  }

  viewButtons() {
    this.views_ = this.viewNames()
      .map((name) => [name, VIEWS[name]])
      .map(([name, words]) =>
        html("button", {
          type: "button",
          class: "cs-view",
          "data-view": name,
          text: words,
          click: () => this.setView(name),
        }),
      );
    return html("div", { class: "cs-views", role: "group", "aria-label": "What to see" }, ...this.views_);
  }

  viewNames() {
    return Object.keys(VIEWS).filter((name) => name !== "trust" || tellsTrust(this.recording));
  }

  // Where those who trust each other stand: places within [-1, 1] by member id.
  place(layout) {
    this.trust.place(layout);
    this.redraw();
  }

  // What stands in the middle: the "room", the "list" over the meeting, who "answers" whom, or the "trust" between them.
  setView(name) {
    this.view = this.viewNames().includes(name) ? name : "room";
    for (const button of this.views_) put(button, "aria-pressed", String(button.dataset.view === this.view));
    put(this.root, "data-view", this.view);
    this.chart.node.hidden = this.view !== "list";
    this.answers.node.hidden = this.view !== "answers";
    this.trust.node.hidden = this.view !== "trust";
    if (this.view === "list") this.chart.build();
    this.arrange();
  }

  nextView() {
    const names = this.viewNames();
    this.setView(names[(names.indexOf(this.view) + 1) % names.length]);
  }

  tabs() {
    this.panels = Object.fromEntries(Object.keys(TABS).map((name) => [name, this[name].node]));
    this.tabButtons = Object.entries(TABS).map(([name, words]) =>
      html("button", {
        type: "button",
        role: "tab",
        class: "cs-tab",
        "data-tab": name,
        text: words,
        click: () => this.showTab(name),
      }),
    );
    for (const panel of Object.values(this.panels)) panel.setAttribute("role", "tabpanel");
    const node = html(
      "section",
      { class: "cs-panel cs-talk" },
      html("header", { role: "tablist" }, ...this.tabButtons),
      ...Object.values(this.panels),
    );
    this.showTab("transcript");
    return node;
  }

  // What stands beside the room: the "guide", the "transcript", or "why".
  showTab(name) {
    this.tab = Object.hasOwn(TABS, name) ? name : "transcript";
    for (const button of this.tabButtons) button.setAttribute("aria-selected", String(button.dataset.tab === this.tab));
    for (const [each, panel] of Object.entries(this.panels)) panel.hidden = each !== this.tab;
    if (this.scene) this.redraw();
  }

  // On a first visit the guide lies open until the meeting begins.
  welcome() {
    if (!this.options.guide || this.settings.guided || this.t > 0) return;
    this.showTab("guide");
    const begun = () => {
      for (const stop of heard) stop();
      this.keep({ guided: true });
      if (this.tab === "guide") this.showTab("transcript");
    };
    const heard = ["play", "seek"].map((name) => this.on(name, begun));
  }

  // Fits the picture to its box; called whenever the box changes.
  arrange() {
    const wide = this.root.clientWidth >= 900;
    mark(this.root, "cs-wide", wide);
    mark(this.root, "cs-narrow", !wide);
    const far = wide && this.seenFromAfar();
    put(this.root, "data-size", far ? "projector" : "usual");
    this.root.style.setProperty(
      "--cs-zoom",
      (clamp(this.root.clientWidth / 1600, 1, 1.8) * (far ? 1.25 : 1)).toFixed(2),
    );
    const { picture, canvas } = this.parts;
    const width = Math.max(300, picture.clientWidth);
    const height = Math.max(300, picture.clientHeight);
    this.timeline.arrange();
    this.chart.arrange();
    this.answers.arrange();
    this.trust.arrange();
    if (picture.clientWidth && this.size !== `${width}x${height}:${far}`) {
      this.size = `${width}x${height}:${far}`;
      put(canvas, "viewBox", `0 0 ${width} ${height}`);
      const plan = arranged(width, height, this.room.people.length, { far });
      this.root.style.setProperty("--cs-unit", plan.u.toFixed(3));
      this.wall.arrange(plan);
      this.room.arrange(plan);
    }
    if (this.scene) this.redraw();
  }

  // Whether letters are as large as the back of a room needs: on a whole screen of 1920 x 1080, or when asked for.
  seenFromAfar() {
    const { size } = this.settings;
    return (
      size === "projector" ||
      (size !== "usual" && this.root.clientWidth >= PROJECTOR.width && this.root.clientHeight >= PROJECTOR.height)
    );
  }

  // Text "usual", as for the back of a room ("projector"), or as the screen's size suggests ("auto").
  setSize(size) {
    this.settings.size = ["usual", "projector"].includes(size) ? size : "auto";
    this.keep({ size: this.settings.size });
    this.arrange();
  }

  toggleSize() {
    this.setSize(this.root.dataset.size === "projector" ? "usual" : "projector");
    this.notice(this.settings.size === "projector" ? "Large text, for the back of a room." : "Text of the usual size.");
  }

  toggleCaptions() {
    this.settings.captions = !this.settings.captions;
    put(this.root, "data-captions", this.settings.captions ? "on" : "off");
    this.keep({ captions: this.settings.captions });
  }

  // Whether what is still to come stands in the transcript and on the time line.
  toggleAhead() {
    this.settings.ahead = !this.settings.ahead;
    this.showAhead();
    this.keep({ ahead: this.settings.ahead });
    this.notice(this.settings.ahead ? "What is still to come can be read." : "What is still to come is hidden.");
  }

  showAhead() {
    put(this.root, "data-ahead", this.settings.ahead ? "shown" : "hidden");
    this.transcript.ahead(this.settings.ahead);
  }
}

export function seatedMembers(recording) {
  return [...recording.header.members].sort((a, b) => a.seat - b.seat);
}

function subtitle(header) {
  const { scenario, seed } = header;
  return [scenario?.question, scenario?.season?.year, `seed ${seed}`].filter(Boolean).join(" · ");
}

export function columnWords(column) {
  return CELLS.flat().find((cell) => cell.columns.includes(column))?.name ?? plain(column);
}

// The fonts, as canvas and SVG want them.
export function faces(style) {
  const sans =
    style.getPropertyValue("--cs-sans").trim() ||
    'Inter, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, "Noto Sans", sans-serif';
  const serif =
    style.getPropertyValue("--cs-serif").trim() ||
    '"Iowan Old Style", P052, "Palatino Linotype", Palatino, Georgia, serif';
  return {
    sans,
    serif,
    font: (weight, size, face = "sans") => `${weight} ${size}px ${face === "serif" ? serif : sans}`,
  };
}
