// The stage inside Solara: a Vue component that fetches a recording, mounts the stage on it, and tells
// Python when another row begins. Nothing is sent while the meeting merely plays on.
import { h } from "vue";

// How long to wait between attempts while the server is away, in milliseconds.
const PATIENCE = [500, 1000, 2000, 4000];

// The second that a link points to: ?row=14&t=12.5 is 12.5 s into row 14, ?t=300 is 300 s into the meeting.
export function start(recording, search) {
  const asked = new URLSearchParams(search);
  const t = Math.max(0, Number(asked.get("t")) || 0);
  const row = Math.trunc(Number(asked.get("row")) || 0);
  if (row < 1) return t;
  return recording.starts[Math.min(row, recording.starts.length) - 1] + t;
}

// One stage a page. Kept here and not in the component: what Vue watches deeply would slow every frame.
let player = null;

async function text(url) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const answer = await fetch(url);
      if (answer.ok) return await answer.text();
      throw new Refusal(await answer.text());
    } catch (error) {
      if (error instanceof Refusal || attempt >= PATIENCE.length) throw error;
      await new Promise((resolve) => setTimeout(resolve, PATIENCE[attempt]));
    }
  }
}

class Refusal extends Error {}

export const StageView = {
  data() {
    return { url: "", wrong: "", ready: false };
  },
  render() {
    const sentence = this.wrong || (this.ready ? "" : "Fetching the recording…");
    return h("div", { class: "stage-frame" }, [
      sentence ? h("p", { class: "stage-note", role: this.wrong ? "alert" : "status" }, sentence) : null,
      h("div", { class: "stage-host", ref: "host" }),
    ]);
  },
  mounted() {
    this.open();
  },
  beforeUnmount() {
    this.close();
  },
  watch: {
    url() {
      this.open();
    },
  },
  methods: {
    async open() {
      this.close();
      const url = this.url;
      this.wrong = "";
      this.ready = false;
      try {
        const [stage, lines] = await Promise.all([import("/stage/stage.js"), text(url)]);
        const recording = stage.parse(lines);
        if (url !== this.url || !this.$refs.host) return;
        this.begin(stage, recording);
        this.ready = true;
      } catch (error) {
        this.wrong = `The recording cannot be shown. ${error.message}`;
      }
    },
    begin(stage, recording) {
      player = stage.mount(this.$refs.host, recording, { theme: "auto", start: start(recording, window.location.search) });
      player.on("row", (state) => this.turned(state));
    },
    turned(state) {
      const address = new URL(window.location.href);
      address.searchParams.set("row", state.row);
      address.searchParams.delete("t");
      window.history.replaceState(window.history.state, "", address);
      this.row({ row: state.row });
    },
    close() {
      player?.destroy();
      player = null;
    },
  },
};
