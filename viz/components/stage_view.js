// The stage inside Solara: a Vue component that fetches a recording, mounts the stage on it, keeps the address
// of the page a link to the moment shown, and tells Python when another row begins. While a meeting plays,
// nothing else is sent.
import { h } from "vue";

// How long to wait between attempts while the server is away, in milliseconds.
const PATIENCE = [500, 1000, 2000, 4000];

// Browsers allow an address to change only so often; the last change within this many milliseconds counts.
const SETTLED = 250;

// While a meeting plays, the address follows this often, in milliseconds, so that a reload loses next to nothing.
const FOLLOWS = 2000;

// What the server answers instead of a recording: a sentence for a person.
class Refusal extends Error {}

async function fetched(url) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const answer = await fetch(url);
      const text = await answer.text();
      if (!answer.ok) throw new Refusal(text);
      return text;
    } catch (error) {
      if (error instanceof Refusal || attempt >= PATIENCE.length) throw error;
      await new Promise((resolve) => setTimeout(resolve, PATIENCE[attempt]));
    }
  }
}

let settling = null;

// Makes the address a link to a moment: `local_s` seconds into row `row`.
function point(row, local_s) {
  const path = window.location.pathname;
  clearTimeout(settling);
  settling = setTimeout(() => {
    if (window.location.pathname !== path) return;
    const address = new URL(window.location.href);
    address.searchParams.set("row", row);
    if (local_s > 0.05) address.searchParams.set("t", local_s.toFixed(1));
    else address.searchParams.delete("t");
    window.history.replaceState(window.history.state, "", address);
  }, SETTLED);
}

// One stage a page. Held here and not by the component, which Vue would watch to the last utterance.
let player = null;
let following = null;
let clock = null;

// The page around the stage takes on what the stage's switch between light and dark says.
function followTheme(stage) {
  const follow = () => {
    const { theme } = stage.dataset;
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  };
  following = new MutationObserver(follow);
  following.observe(stage, { attributes: true, attributeFilter: ["data-theme"] });
}

function close() {
  clearTimeout(settling);
  clearInterval(clock);
  following?.disconnect();
  player?.destroy();
  following = player = null;
}

export const StageView = {
  data() {
    return { url: "", wrong: "", ready: false };
  },
  render() {
    const sentence = this.wrong || (this.ready ? "" : "The room is being opened…");
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
  },
  methods: {
    async open() {
      close();
      const { url } = this;
      this.wrong = "";
      this.ready = false;
      try {
        const [stage, text] = await Promise.all([import("/stage/stage.js"), fetched(url)]);
        if (url !== this.url || !this.$refs.host) return;
        const recording = stage.parse(text);
        player = stage.mount(this.$refs.host, recording);
        this.ready = true;
        if (recording.rows.length) this.begin(() => stage.state(recording, player.t));
      } catch (error) {
        this.wrong = error instanceof Refusal ? error.message : `The recording cannot be shown. ${error.message}`;
      }
    },
    // `now` gives the room at the moment shown.
    begin(now) {
      const stage = this.$refs.host.firstElementChild;
      followTheme(stage);
      stage.focus({ preventScroll: true, focusVisible: false }); // the keys work at once, and no ring is drawn yet
      this.row({ row: now().row });
      clock = setInterval(() => {
        const { row, local_s } = now();
        if (player.playing) point(row, local_s);
      }, FOLLOWS);
      player.on("row", ({ row, local_s }) => {
        point(row, local_s);
        this.row({ row });
      });
      player.on("seek", ({ row, local_s }) => point(row, local_s));
      player.on("pause", ({ row, local_s }) => point(row, local_s));
    },
  },
};
