// The stage: a recorded rank meeting, played in the room where it happened. Public names: parse, state (both from
// recording.js), mount, load, unpack, refuse. README.md says how to use them.

import { extend, parse, state, moment } from "./recording.js";
import { readingSeconds } from "./words.js";
import { apart, clamp, html, mark, put, say } from "./drawing.js";
import { keepFile, pictured } from "./picture.js";
import { underneath } from "./room.js";
import { caption } from "./bar.js";
import { Clockwork } from "./clockwork.js";
import { House, columnWords } from "./house.js";
import { highlights } from "./moments.js";
import { paceOf, remembered } from "./memory.js";
import { lookOf } from "./themes.js";
export { parse, state } from "./recording.js";

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
  element.replaceChildren(
    html(
      "div",
      { class: "cs-stage cs-refused", role: "alert", "data-look": lookOf("auto").look },
      html("p", { text: sentence }),
    ),
  );
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
  const still = Object.fromEntries(
    [Player, House, Clockwork]
      .flatMap((each) => Object.getOwnPropertyNames(each.prototype))
      .map((name) => [name, () => {}]),
  );
  return {
    ...still,
    t: 0,
    playing: false,
    link: () => window.location.href,
    on: () => () => {},
    destroy: () => element.replaceChildren(),
  };
}

// --- the player -------------------------------------------------------------------------------------------------

class Player extends House {
  constructor(element, recording, options) {
    super();
    this.recording = recording;
    this.options = { link: true, remember: true, ...options };
    this.settings = {
      speed: "reading",
      theme: "auto",
      size: "auto",
      captions: false,
      ahead: true,
      ...(this.options.remember ? remembered() : {}),
      ...given(options),
    };
    this.listeners = new Map();
    this.t = 0;
    this.playing = false;
    this.underway = Boolean(this.options.live) && !recording.complete;
    this.chosen = null;
    this.build(element);
    this.arrange();
    this.seek(this.startingPoint(), { quiet: true });
    this.welcome();
    this.transcript.fill();
    if (this.options.autoplay) this.play();
    if (this.options.focus) this.root.focus({ preventScroll: true });
  }

  // --- what others call

  // Plays the ten moments that mattered, one after the other, at reading pace; a seek ends the tour.
  playHighlights() {
    const tour = highlights(this.recording, this.timeline.moments);
    if (!tour.length) return this.notice("Nothing stands out in this meeting.");
    this.setSpeed("reading");
    this.seek(tour[0].start);
    this.tour = tour;
    this.play();
    this.notice(`The ${tour.length} moments that mattered. ${stopWords(tour[0])}`);
  }

  // To second t of the meeting.
  seek(t, { quiet = false } = {}) {
    this.tour = null;
    this.t = clamp(Number(t) || 0, 0, this.recording.total);
    this.show();
    if (!quiet) {
      this.keepPlace();
      this.tell("seek");
    }
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
    const found =
      direction > 0
        ? moments.find((each) => each.t > this.t + 0.05)
        : moments.findLast((each) => each.t < this.t - 1.5);
    if (found) this.seek(found.t + 0.001);
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

  // Where a tour stands at second t: there, or at the next of its stops, or at its end.
  toured(t) {
    if (!this.tour || t < this.tour[0].end) return t;
    const [{ end }, next] = this.tour;
    this.tour = next ? this.tour.slice(1) : null;
    if (next) {
      this.notice(stopWords(next));
      return next.start;
    }
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

  redraw() {
    this.key = null;
    this.show();
  }

  drawCaption() {
    const {
      begun,
      current,
      row,
      recording,
      state: { finished },
    } = this.scene;
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

  get end() {
    return this.recording.total;
  }

  here() {
    const { row, state: now } = this.scene;
    return { row: row.number, id: row.opened.id, local_s: now.local_s };
  }

  get digest() {
    const { header, total, rows } = this.recording;
    return `${header.scenario?.title ?? ""}:${header.seed}:${rows.length}:${total}`;
  }

  keepPlace() {
    this.keep({ place: { of: this.digest, t: Math.round(this.t * 100) / 100 } });
  }

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
    const found =
      this.recording.byId.get(String(row)) ??
      this.recording.rows[clamp(Math.round(Number(row)) || 1, 1, this.recording.rows.length) - 1];
    return found.start + Math.min(within, Math.max(0, found.duration - 0.001)); // its end belongs to the next row
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
    const field = text
      ? html("input", { class: "cs-search", readonly: true, value: text, "aria-label": sentence })
      : null;
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
}

// Which row a tour has come to, and why.
const stopWords = ({ row, words }) => `Row ${row.number}, ${apart(row.opened.name || row.opened.id)}: ${words}.`;

const given = (options) =>
  Object.fromEntries(
    ["theme", "size", "speed", "pace", "captions", "ahead"]
      .filter((name) => options[name] !== undefined)
      .map((name) => [name, options[name]]),
  );
