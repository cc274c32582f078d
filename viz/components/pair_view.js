// Two recordings on one clock inside Solara: fetches both, mounts the comparison, and keeps the page's address a link
// to the current moment. It tells Python nothing.
import { h } from "vue";
import { fetched, followTheme, sentenceOf } from "/components/opening.js";
import { point, pointHiding, startPointing, stopPointing, takeKeys } from "/components/opening.js";
import { keepFocusOfPage } from "/stage/focus.js";

// One comparison per page, held outside the component as in stage_view.js.
let player = null;
let unfollow = null;
let keptFocus = null;

function close() {
  unfollow?.();
  keptFocus?.();
  player?.destroy(); // it pauses, which would point once more
  stopPointing();
  unfollow = keptFocus = player = null;
}

export const PairView = {
  data() {
    return { urls: [], replays: [], wrong: "", ready: false };
  },
  render() {
    const sentence = this.wrong || (this.ready ? "" : "Opening the two rooms…");
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
    urls() {
      this.open();
    },
  },
  methods: {
    async open() {
      close();
      const wanted = this.urls.join(" ");
      this.wrong = "";
      this.ready = false;
      try {
        const [stage, ...texts] = await Promise.all([import("/stage/compare.js"), ...this.urls.map(fetched)]);
        if (wanted !== this.urls.join(" ") || !this.$refs.host) return;
        player = stage.mountPair(this.$refs.host, texts[0], texts[1], { replays: [...this.replays] });
        this.ready = true;
        if (player) this.begin();
      } catch (error) {
        this.wrong = sentenceOf(error, "These recordings cannot be compared.");
      }
    },
    begin() {
      startPointing();
      const stage = this.$refs.host.firstElementChild;
      unfollow = followTheme(stage);
      takeKeys(stage);
      keptFocus = keepFocusOfPage(stage);
      const here = () => point(() => player.link());
      const hiding = () => pointHiding(player.settings.hide);
      hiding();
      player.on("hide", hiding);
      for (const name of ["row", "seek", "pause"]) player.on(name, here);
    },
  },
};
