// The form that starts a meeting. The choice stays here until somebody sends it; Python hears of it once.
import { h } from "vue";

export const RunForm = {
  data() {
    return { scenarios: [], largest: 0, name: null, seed: "1" };
  },
  computed: {
    chosen() {
      return this.scenarios.find((scenario) => scenario.name === this.name) ?? this.scenarios[0];
    },
  },
  methods: {
    send(event) {
      event.preventDefault();
      if (this.chosen) this.begin({ scenario: this.chosen.name, seed: String(this.seed) });
    },
  },
  render() {
    const option = (scenario) => h("option", { value: scenario.name }, scenario.title);
    const scenario = h("select", {
      name: "scenario",
      value: this.chosen?.name,
      onChange: (event) => { this.name = event.target.value; },
    }, this.scenarios.map(option));
    const seed = h("input", {
      name: "seed", type: "number", min: 0, max: this.largest, step: 1, required: true, inputmode: "numeric",
      value: this.seed,
      onInput: (event) => { this.seed = event.target.value; },
    });
    return h("form", { onSubmit: this.send }, [
      h("div", { class: "form" }, [
        h("label", ["Scenario", scenario]),
        h("label", ["Seed", seed]),
        h("button", { class: "button", type: "submit", disabled: !this.chosen }, "Run"),
      ]),
      h("p", { class: "form-question" }, this.chosen?.question ?? "No scenario is installed here."),
    ]);
  },
};
