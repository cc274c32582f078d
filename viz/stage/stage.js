// The stage: a recorded rank meeting, played in the room where it happened. Public names: parse, state (both from
// recording.js), mount, load, unpack, refuse. README.md says how to use them.

import { extend, parse, state, moment } from "./recording.js";
import { CELLS, plain, readingSeconds } from "./words.js";
import { apart, clamp, forgetWidths, html, mark, put, say, svg } from "./drawing.js";
import { arranged } from "./geometry.js";
import { makeWall } from "./wall.js";
import { keepFile, pictured } from "./picture.js";
import { makeRoom, underneath } from "./room.js";
import { makeList, makeTranscript } from "./side.js";
import { makeWhy } from "./why.js";
import { makeAnswers } from "./answers.js";
import { makeTrust, tellsTrust } from "./trust.js";
import { makeChart } from "./chart.js";
import { caption, iconButton, makeControls, makeTimeline } from "./bar.js";
import { makeHelp, pressed } from "./keys.js";
import { highlights } from "./moments.js";
import { paceOf, remember, remembered } from "./memory.js";
import { lookOf, themeAfter, wardrobe } from "./themes.js";
export { parse, state } from "./recording.js";

const PROJECTOR = { width: 1800, height: 1000 }; // pixels of the stage from which letters grow by themselves
const VIEWS = { room: "Room", list: "Whole list", answers: "Who answered whom", trust: "Who trusts whom" };

// Fetches and parses a recording (plain, or gzip with a proper Content-Encoding).
export async function load(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`The recording could not be fetched (${answer.status}).`);
  return parse(await answer.text());
}

// A recording packed by gzip and base64 -> its text.
export async function unpack(packed) {
  const bytes = Uint8Array.from(atob(packed.trim()), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

// Shows a sentence where the stage would stand.
export function refuse(element, sentence) {
  element.replaceChildren(html("div", { class: "cs-stage cs-refused", role: "alert", "data-look": lookOf("auto").look }, html("p", { text: sentence })));
}

// Builds the stage inside `element` and returns its player. `recording` is what parse gave, or the text itself.
export function mount(element, recording, options = {}) {
  const given = typeof recording === "string" ? parse(recording) : recording;
  if (!given.rows.length) {
    refuse(element, "This recording stops before its first row: there is nothing to watch.");
    return stillPlayer(element);
  }
  return new Player(element, given, options);
}

// The player of nothing: it takes every call and stands still.
function stillPlayer(element) {
  const still = Object.fromEntries(Object.getOwnPropertyNames(Player.prototype).map((name) => [name, () => {}]));
  return { ...still, t: 0, playing: false, link: () => window.location.href, on: () => () => {}, destroy: () => element.replaceChildren() };
}

// --- the player -------------------------------------------------------------------------------------------------

class Player {
  constructor(element, recording, options) {
    this.recording = recording;
    this.options = { link: true, remember: true, ...options };
    this.settings = { speed: "reading", theme: "auto", size: "auto", captions: false, ...(this.options.remember ? remembered() : {}), ...given(options) };
    this.listeners = new Map();
    this.t = 0;
    this.playing = false;
    this.underway = Boolean(this.options.live) && !recording.complete;
    this.chosen = null;
    this.build(element);
    this.arrange();
    this.seek(this.startingPoint(), { quiet: true });
    this.transcript.fill();
    if (this.options.autoplay) this.play();
    if (this.options.focus) this.root.focus({ preventScroll: true });
  }

  // --- what others call

  play() {
    if (this.playing) return;
    if (this.t >= this.recording.total && !this.underway) this.seek(0);
    this.playing = true;
    this.last = null;
    this.frame = requestAnimationFrame((now) => this.tick(now));
    this.controls.playing(true);
    this.tell("play");
  }

  pause() {
    if (!this.playing) return;
    this.playing = false;
    cancelAnimationFrame(this.frame);
    this.controls.playing(false);
    this.keepPlace();
    this.tell("pause");
  }

  toggle() { if (this.playing) this.pause(); else this.play(); }

  // Plays the ten moments that mattered, one after the other, at reading pace; a seek ends the tour.
  playHighlights() {
    const tour = highlights(this.recording, this.timeline.moments);
    if (!tour.length) return this.notice("Nothing stands out in this meeting.");
    this.setSpeed("reading");
    this.seek(tour[0].start);
    this.tour = tour;
    this.play();
    this.notice(`The ${tour.length} moments that mattered.`);
  }

  // To second t of the meeting.
  seek(t, { quiet = false } = {}) {
    this.tour = null;
    this.t = clamp(Number(t) || 0, 0, this.recording.total);
    this.show();
    if (!quiet) { this.keepPlace(); this.tell("seek"); }
  }

  // To the opening of row k, counted from 1.
  seekRow(k) {
    const row = this.recording.rows[clamp(Math.round(k) - 1, 0, this.recording.rows.length - 1)];
    this.seek(row.start);
  }

  // One utterance on (+1) or back (-1).
  step(direction) {
    const { row, begun } = moment(this.recording, this.t);
    const wanted = (begun ? begun.index : -1) + direction;
    if (wanted >= 0 && wanted < row.utterances.length) return this.seekUtterance(row, wanted);
    const other = this.spokenRow(row, direction);
    if (!other) return this.seek(direction > 0 ? this.recording.total : 0);
    return this.seekUtterance(other, direction > 0 ? 0 : other.utterances.length - 1);
  }

  // One row on (+1) or back (-1); back goes to the opening of this row first.
  stepRow(direction) {
    const { row, local } = moment(this.recording, this.t);
    if (direction < 0 && local > 2) return this.seek(row.start);
    const other = this.spokenRow(row, direction);
    return this.seek(other ? other.start : direction > 0 ? this.recording.total : 0);
  }

  stepMoment(direction) {
    const moments = this.timeline.moments;
    const found = direction > 0 ? moments.find((each) => each.t > this.t + 0.05) : moments.findLast((each) => each.t < this.t - 1.5);
    if (found) this.seek(found.t + 0.001);
  }

  // Times real time, 0.5 to 16, or "reading": each line stays as long as it takes to read.
  setSpeed(value) {
    this.settings.speed = value === "reading" ? "reading" : clamp(Number(value) || 1, 0.25, 32);
    this.controls.speed(this.settings.speed);
    this.keep({ speed: this.settings.speed });
  }

  setTheme(theme) {
    this.settings.theme = this.wardrobe.wear(theme);
    this.keep({ theme: this.settings.theme });
  }

  // Hears "row", "play", "pause" or "seek"; returns a function that stops it.
  on(name, hear) {
    const heard = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, heard.add(hear));
    return () => heard.delete(hear);
  }

  // Takes in what a longer text of the same meeting adds. The play head, and whatever is chosen or open, stay where they
  // are; a player that has come to the end waits there for more, until `over` says that no more will come.
  update(text, { over = false } = {}) {
    const came = extend(this.recording, text);
    this.underway = !this.recording.complete && !over;
    this.drawProgress();
    if (came) {
      for (const view of this.views) view.grow?.();
      this.wall.drawn = null;
      this.arrange();
    }
    this.redraw();
  }

  destroy() {
    this.pause();
    this.observer.disconnect();
    this.wardrobe.stop();
    document.fonts?.removeEventListener("loadingdone", this.refit);
    this.listeners.clear();
    this.root.remove();
  }

  // --- inside

  // The next row, or the one before, in which somebody speaks: any other passes in no time.
  spokenRow(row, direction) {
    let index = row.index + direction;
    while (this.recording.rows[index]?.utterances.length === 0) index += direction;
    return this.recording.rows[index];
  }

  seekUtterance(row, index) {
    this.seek(row.start + row.utterances[index].start_s);
  }

  tick(now) {
    if (!this.playing) return;
    const passed = this.last === null ? 0 : Math.min(0.25, (now - this.last) / 1000);
    this.last = now;
    this.t = this.toured(Math.min(this.recording.total, this.t + passed * this.rate()));
    this.show();
    if (this.t >= this.recording.total && !this.underway) return this.pause();
    if (!this.playing) return;
    this.frame = requestAnimationFrame((later) => this.tick(later));
  }

  // Where a tour stands at second t: there, or at the next of its stops, or at its end.
  toured(t) {
    if (!this.tour || t < this.tour[0].end) return t;
    const [{ end }, next] = this.tour;
    this.tour = next ? this.tour.slice(1) : null;
    if (next) return next.start;
    this.pause();
    this.notice("Those were the moments that mattered.");
    return Math.max(0, end - 0.01);
  }

  // Seconds of the meeting for a second of watching.
  rate() {
    if (this.settings.speed !== "reading") return this.settings.speed;
    const { current } = this.scene;
    if (!current) return 1;
    return ((current.end_s - current.start_s) / readingSeconds(current.text)) * paceOf(this.settings);
  }

  // Draws the present moment. What has not changed since the last frame is not touched.
  show() {
    const at = moment(this.recording, this.t);
    const key = `${at.row.index}:${at.begun?.index}:${Boolean(at.current)}:${at.over}:${this.chosen}`;
    const changed = key !== this.key;
    const state_ = changed ? this.stateNow() : this.scene.state;
    const earlier = this.scene?.row;
    this.scene = { recording: this.recording, chosen: this.chosen, columnWords, ...at, state: state_ };
    if (changed) {
      this.key = key;
      for (const view of this.views) view.draw(this.scene);
      this.drawCaption();
    }
    for (const view of this.tickers) view.tick(this.scene);
    if (earlier !== at.row) this.tell("row");
  }

  // A meeting under way is not over where its recording ends.
  stateNow() {
    const now = state(this.recording, this.t);
    return this.underway ? { ...now, finished: false } : now;
  }

  redraw() { this.key = null; this.show(); }

  drawCaption() {
    const { begun, current, row, recording, state: { finished } } = this.scene;
    const said = caption(recording, begun);
    say(this.parts.captionWho, said.who ? `${apart(said.who)} ${said.act}` : `Row ${row.number}`);
    say(this.parts.captionText, said.text);
    put(this.parts.captionText, "title", said.text.length > 220 ? said.text : null);
    say(this.parts.captionUnder, underneath(recording, row, begun));
    mark(this.parts.caption, "cs-past", !current);
    const now = performance.now();
    // A reader cannot keep up with a fast replay: at speed only every few seconds is told.
    if (!current || (this.playing && now - (this.toldAt ?? -9e9) < 1200)) return;
    this.toldAt = now;
    say(this.parts.live, finished ? "The meeting is over." : `${said.who} ${said.act}: ${said.text}`);
  }

  tell(name) {
    const { row, state: now } = this.scene;
    for (const hear of this.listeners.get(name) ?? []) hear({ row: row.number, id: row.opened.id, t: this.t, local_s: now.local_s });
  }

  keep(changes) { if (this.options.remember) remember(changes); }

  get digest() {
    const { header, total, rows } = this.recording;
    return `${header.scenario?.title ?? ""}:${header.seed}:${rows.length}:${total}`;
  }

  keepPlace() { this.keep({ place: { of: this.digest, t: Math.round(this.t * 100) / 100 } }); }

  // Where to begin: options.start, else the link, else where this recording was left.
  startingPoint() {
    const { start } = this.options;
    if (typeof start === "number") return start;
    if (start && typeof start === "object") return this.secondOf(start.row, start.t);
    const asked = this.options.link ? new URLSearchParams(window.location.search) : new URLSearchParams();
    if (asked.has("row") || asked.has("t")) return this.secondOf(asked.get("row"), asked.get("t"));
    return this.options.remember && this.settings.place?.of === this.digest ? this.settings.place.t : 0;
  }

  // `row` counts from 1, or is an applicant's id; `t` is seconds into it (without row: into the meeting).
  secondOf(row, t) {
    const within = Math.max(0, Number(t) || 0);
    if (row === null || row === undefined || row === "") return within;
    const found = this.recording.byId.get(String(row)) ?? this.recording.rows[clamp(Math.round(Number(row)) || 1, 1, this.recording.rows.length) - 1];
    return found.start + Math.min(within, Math.max(0, found.duration - 0.001)); // its end belongs to the next row
  }

  link() {
    const { row, local } = this.scene;
    const url = new URL(this.options.share ?? window.location.href, window.location.href);
    url.searchParams.set("row", String(row.number));
    url.searchParams.set("t", local.toFixed(1));
    return url.href;
  }

  async share() {
    const link = this.link();
    try {
      await navigator.clipboard.writeText(link);
      this.notice("Link to this moment copied.");
    } catch {
      this.notice("Link to this moment:", link);
    }
  }

  // The transcript to the clipboard; where that is not allowed, as a file.
  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.notice("Transcript copied.");
    } catch {
      keepFile("transcript.txt", text, "text/plain");
      this.notice("Transcript saved as a file.");
    }
  }

  // Saves the room as it stands, as an SVG file.
  savePicture() {
    const { row } = this.scene;
    const { header } = this.recording;
    const words = `${header.scenario?.title ?? "Rank meeting"}, row ${row.number}. ${header.disclaimer ?? ""}`;
    keepFile(`row-${row.number}.svg`, pictured(this.parts.canvas, words));
    this.notice("Picture saved.");
  }

  notice(sentence, text = "") {
    const field = text ? html("input", { class: "cs-search", readonly: true, value: text, "aria-label": sentence }) : null;
    this.parts.notice.replaceChildren(html("span", { text: sentence }), ...(field ? [field] : []));
    put(this.parts.notice, "hidden", null);
    field?.select();
    clearTimeout(this.noticeTimer);
    this.noticeTimer = setTimeout(() => put(this.parts.notice, "hidden", ""), text ? 15000 : 2500);
  }

  choose(id) {
    this.chosen = this.chosen === id ? null : id;
    if (this.chosen) this.showTab("why");
    this.redraw();
  }

  // --- building

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
    this.transcript = makeTranscript(recording, go, (text) => this.copy(text));
    this.why = makeWhy(recording);
    this.chart = makeChart(recording, go);
    const between = { faces: this.faces, chosen: (id) => this.choose(id) };
    this.answers = makeAnswers(recording, seatedMembers(recording), between);
    this.trust = makeTrust(recording, tellsTrust(recording) ? seatedMembers(recording) : [], between);
    this.trust.place(this.options.layout ?? null);
    this.timeline = makeTimeline(recording, this);
    this.help = makeHelp();
    this.controls = makeControls(recording, this, [
      iconButton("captions", "Captions (c)", () => this.toggleCaptions()), iconButton("theme", "Light, dark or high contrast", () => this.nextTheme()), iconButton("size", "Projector size (p)", () => this.toggleSize()),
      iconButton("share", "Copy a link to this moment", () => this.share()), iconButton("picture", "Save picture", () => this.savePicture()), iconButton("help", "Keyboard (?)", () => this.help.showModal()),
    ]);
    this.assemble(element);
    put(this.parts.canvas, "font-family", this.faces.sans);
    this.views = [this.wall, this.room, this.list, this.transcript, this.why, this.chart, this.answers, this.trust, this.timeline, this.controls];
    this.tickers = [this.wall, this.chart, this.timeline, this.controls];
    this.setSpeed(this.settings.speed);
    this.wardrobe = wardrobe(this.root);
    this.setTheme(this.settings.theme);
    this.setView("room");
    put(this.root, "data-captions", this.settings.captions ? "on" : "off");
    this.root.addEventListener("keydown", (event) => pressed(this, event));
    this.refit = () => { forgetWidths(); this.size = null; this.arrange(); };
    document.fonts?.addEventListener("loadingdone", this.refit);
    this.observer = new ResizeObserver(() => this.arrange());
    this.observer.observe(this.parts.picture);
    this.observer.observe(this.timeline.node);
  }

  assemble(element) {
    const { header } = this.recording;
    const parts = (this.parts = {});
    parts.picture = html("div", { class: "cs-picture" });
    parts.canvas = svg("svg", { class: "cs-canvas", role: "group", "aria-label": "The room" }, this.room.node, this.wall.node, this.wall.clock);
    parts.picture.append(parts.canvas);
    parts.captionWho = html("span", { class: "cs-captionwho" });
    parts.captionText = html("span", { class: "cs-captiontext", dir: "auto" });
    parts.captionUnder = html("span", { class: "cs-captionunder" });
    parts.caption = html("div", { class: "cs-caption", "aria-hidden": "true" }, parts.captionWho, parts.captionText, parts.captionUnder);
    parts.live = html("div", { class: "cs-live", "aria-live": "polite", role: "status" });
    parts.notice = html("div", { class: "cs-notice", role: "status", hidden: true });
    const title = html("h1", { class: "cs-title" }, html("bdi", { text: header.scenario?.title?.trim() || "Rank meeting" }), html("bdi", { class: "cs-subtitle", text: subtitle(header), title: subtitle(header) }));
    parts.progress = html("p", { class: "cs-incomplete", role: "note", hidden: true });
    this.drawProgress();
    const disclaimer = html("p", { class: "cs-disclaimer", text: header.disclaimer ?? "Simulated; not for selecting, ranking or advising real people." });
    parts.top = html("div", { class: "cs-top" }, title, parts.progress, this.viewButtons(), disclaimer);
    parts.side = html("aside", { class: "cs-side", "aria-label": "The list and the transcript" }, this.list.node, this.tabs());
    parts.bar = html("div", { class: "cs-bar" }, this.timeline.node, this.controls.node);
    parts.scene = html("div", { class: "cs-scene" }, parts.picture, this.chart.node, this.answers.node, this.trust.node, parts.caption);
    this.root = html("div", { class: "cs-stage", tabindex: "-1", role: "region", "aria-label": "Replay of a rank meeting" }, parts.top, parts.scene, parts.side, parts.bar, parts.live, parts.notice, this.help);
    parts.picture.addEventListener("pointerdown", (event) => { if (!event.target.closest?.(".cs-person")) this.root.focus({ preventScroll: true }); });
    element.replaceChildren(this.root);
  }

  // How far a recording goes that is not whole: cut short, or under way.
  drawProgress() {
    const { complete, rows, header } = this.recording;
    const { number } = rows[rows.length - 1];
    say(this.parts.progress, this.underway ? `Under way: ${number} of ${header.rows ?? "?"} rows so far.` : `This recording is incomplete: it stops in row ${number}.`);
    put(this.parts.progress, "hidden", complete ? "" : null);
  }

  viewButtons() {
    this.views_ = this.viewNames().map((name) => [name, VIEWS[name]]).map(([name, words]) => html("button", { type: "button", class: "cs-view", "data-view": name, text: words, click: () => this.setView(name) }));
    return html("div", { class: "cs-views", role: "group", "aria-label": "What to see" }, ...this.views_);
  }

  viewNames() { return Object.keys(VIEWS).filter((name) => name !== "trust" || tellsTrust(this.recording)); }

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
    const panels = { transcript: this.transcript.node, why: this.why.node };
    this.tabButtons = Object.entries({ transcript: "Transcript", why: "Why" }).map(([name, words]) => html("button", { type: "button", role: "tab", class: "cs-tab", "data-tab": name, text: words, click: () => this.showTab(name) }));
    this.panels = panels;
    for (const panel of Object.values(panels)) panel.setAttribute("role", "tabpanel");
    const node = html("section", { class: "cs-panel cs-talk" }, html("header", { role: "tablist" }, ...this.tabButtons), ...Object.values(panels));
    this.showTab("transcript");
    return node;
  }

  showTab(name) {
    for (const button of this.tabButtons) button.setAttribute("aria-selected", String(button.dataset.tab === name));
    for (const [each, panel] of Object.entries(this.panels)) panel.hidden = each !== name;
    if (this.scene) this.redraw();
  }

  // Fits the picture to its box; called whenever the box changes.
  arrange() {
    const wide = this.root.clientWidth >= 900;
    mark(this.root, "cs-wide", wide);
    mark(this.root, "cs-narrow", !wide);
    const far = wide && this.seenFromAfar();
    put(this.root, "data-size", far ? "projector" : "usual");
    this.root.style.setProperty("--cs-zoom", (clamp(this.root.clientWidth / 1600, 1, 1.8) * (far ? 1.25 : 1)).toFixed(2));
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
    return size === "projector" || (size !== "usual" && this.root.clientWidth >= PROJECTOR.width && this.root.clientHeight >= PROJECTOR.height);
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

  nextTheme() { this.setTheme(themeAfter(this.settings.theme)); }
}

const given = (options) => Object.fromEntries(["theme", "size", "speed", "pace", "captions"].filter((name) => options[name] !== undefined).map((name) => [name, options[name]]));

export function seatedMembers(recording) {
  return [...recording.header.members].sort((a, b) => a.seat - b.seat);
}

function subtitle(header) {
  const { scenario = {}, seed } = header;
  return [scenario.question, scenario.season?.year, `seed ${seed}`].filter(Boolean).join(" · ");
}

export function columnWords(column) {
  return CELLS.flat().find((cell) => cell.columns.includes(column))?.name ?? plain(column);
}

// The fonts, as canvas and SVG want them.
export function faces(style) {
  const sans = style.getPropertyValue("--cs-sans").trim() || 'Inter, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, "Noto Sans", sans-serif';
  const serif = style.getPropertyValue("--cs-serif").trim() || '"Iowan Old Style", P052, "Palatino Linotype", Palatino, Georgia, serif';
  return { sans, serif, font: (weight, size, face = "sans") => `${weight} ${size}px ${face === "serif" ? serif : sans}` };
}
