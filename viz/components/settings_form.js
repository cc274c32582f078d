// A page for the settings that the stage keeps in this browser. It changes the same keys, at once, and tells Python
// nothing.
import { h } from "vue";
import { forget, paceOf, remember, remembered } from "/stage/storage.js";
import { SPEEDS } from "/stage/clockwork.js";
import { readingSeconds } from "/stage/numbers.js";

const USUAL = { theme: "auto", size: "auto", speed: "reading", pace: 1, captions: false, hide: false };
const CHOICES = {
  theme: {
    legend: "Theme",
    options: [
      ["auto", "Same as the system"],
      ["light", "Light"],
      ["dark", "Dark"],
      ["contrast", "High contrast"],
    ],
  },
  size: {
    legend: "Size of the text",
    options: [
      ["auto", "Fit the screen"],
      ["usual", "Normal"],
      ["projector", "For the back of a room"],
    ],
  },
  pace: {
    legend: "Reading pace",
    options: [
      [0.7, "Unhurried"],
      [1, "Normal"],
      [1.4, "Brisk"],
    ],
  },
};
const SPEED_NOTE =
  "At reading pace, each line stays for as long as it takes to read. Otherwise the meeting plays at this multiple of " +
  "its real speed.";
const LINE = "My worry is the boards. One failure, and nothing since that tells me it cannot happen again here.";

function kept() {
  const settings = { ...USUAL, ...remembered() };
  return { ...settings, pace: paceOf(settings), captions: Boolean(settings.captions), hide: Boolean(settings.hide) };
}

function dress(theme) {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export const SettingsForm = {
  data() {
    return { settings: kept(), message: "" };
  },
  methods: {
    set(name, value) {
      remember({ [name]: value });
      this.settings = { ...this.settings, [name]: value };
      if (name === "theme") dress(value);
      this.message =
        remembered()[name] === value
          ? "Saved in this browser."
          : "This browser does not let pages save anything. Your choice lasts until you leave the page.";
    },
    reset() {
      forget();
      this.settings = kept();
      dress(this.settings.theme);
      this.message = "All settings are reset, and this browser has forgotten where you left each recording.";
    },
    // A group of radio buttons under its legend.
    group(name, below) {
      const { legend, options } = CHOICES[name];
      const radio = ([value, label]) =>
        h("label", { class: "choice" }, [
          h("input", {
            type: "radio",
            name,
            value,
            checked: this.settings[name] === value,
            onChange: () => this.set(name, value),
          }),
          label,
        ]);
      return h("fieldset", { class: "setting" }, [
        h("legend", legend),
        h("div", { class: "choices" }, options.map(radio)),
        below ? h("p", { class: "setting-note" }, below) : null,
      ]);
    },
    speed() {
      const option = (value) =>
        h("option", { value: String(value) }, value === "reading" ? "Reading pace" : `${value}×`);
      const change = (event) =>
        this.set("speed", event.target.value === "reading" ? "reading" : Number(event.target.value));
      return h("div", { class: "setting" }, [
        h("label", { class: "setting-name" }, [
          "Speed",
          h(
            "select",
            { name: "speed", value: String(this.settings.speed), onChange: change },
            ["reading", ...SPEEDS].map(option),
          ),
        ]),
        h("p", { class: "setting-note" }, SPEED_NOTE),
      ]);
    },
  },
  render() {
    const seconds = (readingSeconds(LINE) / this.settings.pace).toFixed(1);
    const box = (name, label) =>
      h("label", { class: "choice" }, [
        h("input", {
          type: "checkbox",
          name,
          checked: this.settings[name],
          onChange: (event) => this.set(name, event.target.checked),
        }),
        label,
      ]);
    return h("form", { class: "settings", onSubmit: (event) => event.preventDefault() }, [
      this.group("theme"),
      this.group("size"),
      this.speed(),
      this.group("pace", `“${LINE}” stays ${seconds} seconds.`),
      h("div", { class: "setting" }, [
        h("div", { class: "choices" }, [
          box("captions", "Captions under the room"),
          box("hide", "Hide what is still to come: no view tells what comes after the moment that shows"),
        ]),
      ]),
      h("div", { class: "setting setting-end" }, [
        h("button", { type: "button", class: "quiet-button", onClick: this.reset }, "Reset everything"),
        h("p", { role: "status", class: "setting-note" }, this.message),
      ]),
    ]);
  },
};
