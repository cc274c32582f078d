// The stage inside Solara: a Vue component that fetches a recording, mounts the stage on it, keeps the address
// of the page a link to the moment shown, and tells Python when another row begins. While a meeting plays,
// nothing else is sent.
import { h } from "vue";
import { fetched, followTheme, point, sentenceOf, stopPointing } from "/components/opening.js";

// While a meeting plays, the address follows this often, in milliseconds, so that a reload loses next to nothing.
const FOLLOWS = 2000;

// One stage a page. Held here and not by the component, which Vue would watch to the last utterance.
let player = null;
let unfollow = null;
let clock = null;

function close() {
  stopPointing();
  clearInterval(clock);
  unfollow?.();
  player?.destroy();
  unfollow = player = null;
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
        this.wrong = sentenceOf(error, "The recording cannot be shown.");
      }
    },
    // `now` gives the room at the moment shown.
    begin(now) {
      const stage = this.$refs.host.firstElementChild;
      unfollow = followTheme(stage);
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
