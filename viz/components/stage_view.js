// The stage inside Solara: a Vue component that fetches a recording, mounts the stage on it, keeps the page's address a
// link to the current moment, and tells Python when another row begins. While a meeting plays, it sends nothing else.
import { h } from "vue";
import { goTo } from "/components/going.js";
import { Refusal, asked, fetched, followTheme, sentenceOf } from "/components/opening.js";
import { point, pointHiding, pointsHere, startPointing, stopPointing, takeKeys } from "/components/opening.js";
import { keepFocusOfPage } from "/stage/focus.js";

// While a meeting plays, the address follows this often, in milliseconds, so that a reload loses almost nothing.
const FOLLOWS = 2000;

// How often we ask what a meeting under way has added, in milliseconds.
const ASKS = 400;

// Whether the system asks that nothing moves by itself.
const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

// What decided a row of the recording at `url`: the server holds the row again, so that it can say.
const explains = (url) => async (id) => {
  const answer = await asked(`${url.replace(/\.json$/, "/pivots.json")}?row=${encodeURIComponent(id)}`);
  return answer.json();
};

// The form to change a row of the recording at `url` and hold the meeting again.
const changes = (url) => (id) => {
  const digest = url.replace(/^.*\/|\.json$/g, "");
  goTo(`/again/${digest}?row=${encodeURIComponent(id)}`);
};

// One stage per page. The module holds it: if the component did, Vue would watch every utterance of the recording.
let player = null;
let unfollow = null;
let keptFocus = null;
let clock = null;

function close() {
  clearInterval(clock);
  unfollow?.();
  keptFocus?.();
  player?.destroy(); // it pauses, which would point once more
  stopPointing();
  unfollow = keptFocus = player = null;
}

export const StageView = {
  data() {
    return { url: "", growing: "", residents: {}, wrong: "", ready: false };
  },
  render() {
    const sentence = this.wrong || (this.ready ? "" : "Opening the room…");
    return h("div", { class: "stage-frame" }, [
      sentence ? h("p", { class: "stage-note", role: this.wrong ? "alert" : "status" }, sentence) : null,
      h("div", { class: "stage-host", ref: "host" }),
    ]);
  },
  mounted() {
    this.open();
  },
  beforeUnmount: close,
  watch: {
    url() {
      this.open();
    },
    growing() {
      this.open();
    },
  },
  methods: {
    async open() {
      close();
      const { url, growing } = this;
      this.wrong = "";
      this.ready = false;
      const wanted = () => url === this.url && growing === this.growing && Boolean(this.$refs.host);
      try {
        if (growing) await this.grow(await import("/stage/stage.js"), wanted);
        else {
          const [stage, text] = await Promise.all([import("/stage/stage.js"), fetched(url)]);
          const residents = { ...this.residents };
          const acts = { explain: explains(url), change: changes(url) };
          if (wanted()) this.seat(stage, text, { guide: true, ...acts, residents });
          this.place(url.replace(/\.json$/, "/layout.json"), wanted);
        }
      } catch (error) {
        if (wanted()) this.wrong = sentenceOf(error, "The recording cannot be shown.");
      }
    },
    // The server computes who stands close to whom in the view of trust; nobody waits for it.
    async place(url, wanted) {
      const layout = await asked(url)
        .then((answer) => answer.json())
        .catch(() => null);
      if (wanted() && layout) player?.place(layout);
    },
    seat(stage, text, options) {
      const recording = stage.parse(text);
      player = stage.mount(this.$refs.host, recording, options);
      this.ready = true;
      if (recording.rows.length) this.begin();
    },
    // Asks what the meeting under way has added until it is over. The stage opens with the first row and plays, so that
    // somebody who does nothing sees the meeting being held.
    async grow(stage, wanted) {
      let text = "";
      let next = 0;
      for (;;) {
        const answer = await this.added(next, text);
        if (!answer || !wanted()) return;
        text += answer.lines;
        next = answer.next;
        if (answer.lines || answer.over) this.take(stage, text, answer);
        if (answer.over) return;
        await new Promise((resolve) => setTimeout(resolve, ASKS));
      }
    },
    // What the run has written since byte `next`. When nobody answers any more, the page keeps what it has and calls it
    // incomplete.
    async added(next, text) {
      try {
        return await (await asked(`${this.growing}?from=${next}`)).json();
      } catch (error) {
        if (!this.ready) throw error;
        player?.update(text, { over: true });
        return null;
      }
    },
    take(stage, text, { over, digest, problem }) {
      const rows = text.includes('"event":"row_closed"') || text.includes('"event": "row_closed"');
      if (rows && this.ready) player.update(text, { over });
      else if (rows) this.seat(stage, text, { live: !over, autoplay: !calm(), guide: calm() });
      if (!over) return;
      if (!rows) throw new Refusal(problem || "The meeting ended before its first row.");
      if (!digest || !pointsHere()) return;
      window.history.replaceState(window.history.state, "", `/replay/${digest}${window.location.search}`);
      startPointing();
    },
    begin() {
      startPointing();
      const stage = this.$refs.host.firstElementChild;
      unfollow = followTheme(stage);
      takeKeys(stage);
      this.row({ row: player.here().row });
      keptFocus = keepFocusOfPage(stage);
      const here = () => point(() => player.link());
      const hiding = () => pointHiding(player.settings.hide);
      hiding();
      player.on("hide", hiding);
      clock = setInterval(() => player.playing && here(), FOLLOWS);
      for (const name of ["row", "seek", "pause", "look"]) player.on(name, here);
      player.on("row", ({ row }) => this.row({ row }));
    },
  },
};
