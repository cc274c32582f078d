// A form to choose two recordings to compare. The choice stays here; the button goes to the comparison's address.
import { h } from "vue";
import { goTo } from "/components/going.js";

export const PairForm = {
  data() {
    return { recordings: [], chosen: [], picked: [null, null] };
  },
  computed: {
    // The value of each field: what somebody picked, else what the address names, else the first that it does not name.
    digests() {
      const [a, b] = this.chosen;
      const free = this.recordings.map(({ digest }) => digest).filter((digest) => digest !== a && digest !== b);
      const offered = [a || free.shift(), b || free.shift()];
      return offered.map((digest, k) => this.picked[k] ?? digest);
    },
  },
  methods: {
    send(event) {
      event.preventDefault();
      goTo(`/compare/${this.digests[0]}/${this.digests[1]}`);
    },
  },
  render() {
    const fields = [0, 1].map((k) => {
      const option = ({ digest, label }) => h("option", { value: digest }, label);
      const onChange = (event) => {
        this.picked = this.picked.map((each, i) => (i === k ? event.target.value : each));
      };
      return h("label", [
        `Recording ${"AB"[k]}`,
        h("select", { name: "ab"[k], value: this.digests[k], onChange }, this.recordings.map(option)),
      ]);
    });
    const same = this.digests[0] === this.digests[1];
    return h("form", { class: "pair-form", onSubmit: this.send }, [
      h("div", { class: "form" }, [
        ...fields,
        h("button", { class: "button", type: "submit", disabled: same }, "Compare"),
      ]),
      h("p", { class: "form-question" }, same ? "Choose two different recordings." : ""),
    ]);
  },
};
