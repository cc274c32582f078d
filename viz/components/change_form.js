// A form that changes a meeting: fields in parts that fold, a seed and a sheet if the page asks for them. What somebody
// has put in stays in the browser, under the page's address, so that going back finds it again. Python hears of it
// once, when it is sent.
import { h } from "vue";
import { goTo } from "/components/going.js";
import { fileInput, listening, notices } from "/components/intake.js";

const KEPT = "committee-form:";
const SHOWN_AFTER = 400; // milliseconds until what was begun is on the page

const kept = () => {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT + window.location.pathname + window.location.search)) ?? {};
  } catch {
    return {};
  }
};

const several = (text) =>
  text
    .split(";")
    .map((part) => part.trim())
    .filter(Boolean);

// The first `count` words of what is changed, for the line beside the button.
function inWords(changed, count = 3) {
  const rest = changed.length - count;
  return changed.slice(0, count).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

export const ChangeForm = {
  data() {
    return {
      ...{
        parts: [],
        seed: "",
        largest: 0,
        sheet: false,
        more: false,
        send: "Run",
        nothing: "",
        busy: "",
        count: "",
        share: 0,
        to: "",
        wrong: "",
        begun: "",
      },
      ...{ values: {}, typed: null, lines: "", file: null, invented: false, stale: false },
    };
  },
  mounted() {
    const { values = {}, typed = null, lines = "" } = kept();
    Object.assign(this, { values, typed, lines });
    if (!this.sheet) return;
    this.file = notices.sheet;
    listening.sheet = (file) => (this.file = file);
  },
  beforeUnmount() {
    if (this.sheet) listening.sheet = null;
  },
  watch: {
    to(address) {
      if (address) goTo(address);
    },
    // What was begun stands below the form: bring it into view once it is there.
    begun(what) {
      const show = () => document.querySelector(".meeting")?.scrollIntoView({ block: "end", behavior: "smooth" });
      if (what) setTimeout(show, SHOWN_AFTER);
    },
  },
  computed: {
    fields() {
      return this.parts.flatMap((part) => part.fields);
    },
    changed() {
      return this.fields.filter((field) => this.now(field) !== field.value);
    },
    // How far the bar is filled; nothing while nobody knows.
    held() {
      return this.share ? { value: this.share, "aria-valuetext": this.count } : {};
    },
  },
  methods: {
    now(field) {
      return this.values[field.key] ?? field.value;
    },
    put(field, text) {
      this.values = { ...this.values, [field.key]: text };
      this.keep();
    },
    keep() {
      this.stale = true; // what was refused may be mended by now
      const { values, typed, lines } = this;
      try {
        const address = KEPT + window.location.pathname + window.location.search;
        sessionStorage.setItem(address, JSON.stringify({ values, typed, lines }));
      } catch {
        // This browser keeps nothing: the form begins anew.
      }
    },
    submit(event) {
      event.preventDefault();
      if (this.busy) return;
      this.stale = false;
      const { file, invented, lines } = this;
      const values = Object.fromEntries(this.changed.map((field) => [field.key, this.now(field)]));
      this.begin({ values, seed: String(this.typed ?? this.seed), lines, sheet: file?.sheet ?? "", invented });
    },
    said(field) {
      const value = this.now(field);
      const name = field.label.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
      if (field.label.startsWith("Without ")) return name;
      if (field.form === "switch") return `${name} ${value === "true" ? "on" : "off"}`;
      const words = field.words.find(([word]) => word === value)?.[1] ?? value;
      return `${name}: ${words || "blank"}`;
    },
    // --- one field
    // ----------------------------------------------------------------------------------------------------
    field(field) {
      const changed = this.now(field) !== field.value;
      const id = `field-${field.key}`;
      const note = field.note ? h("span", { class: "field-note", id: `${id}-note` }, field.note) : null;
      const described = field.note ? { "aria-describedby": `${id}-note` } : {};
      const draw = { switch: this.aSwitch, words: this.someWords, several: this.severalWords }[field.form] ?? this.text;
      return h("div", { key: field.key, class: ["field", `field-${field.form}`, changed ? "field-changed" : ""] }, [
        draw(field, id, described),
        note,
      ]);
    },
    aSwitch(field, id, described) {
      const onChange = ({ target }) => this.put(field, String(target.checked));
      return h("label", { class: "choice", for: id }, [
        h("input", {
          type: "checkbox",
          id,
          name: field.key,
          checked: this.now(field) === "true",
          onChange,
          ...described,
        }),
        h("span", {}, field.label),
      ]);
    },
    someWords(field, id, described) {
      const onChange = ({ target }) => this.put(field, target.value);
      const option = ([word, words]) => h("option", { value: word }, words);
      return [
        h("label", { class: "field-name", for: id }, field.label),
        h("select", { id, name: field.key, value: this.now(field), onChange, ...described }, field.words.map(option)),
      ];
    },
    severalWords(field, id) {
      const chosen = several(this.now(field));
      const box = ([word, words]) => {
        const onChange = ({ target }) => {
          const left = chosen.filter((each) => each !== word);
          this.put(field, (target.checked ? [...left, word] : left).join("; "));
        };
        return h("label", { class: "choice" }, [
          h("input", { type: "checkbox", name: field.key, value: word, checked: chosen.includes(word), onChange }),
          h("span", {}, words),
        ]);
      };
      return h("fieldset", { class: "field-several", id }, [
        h("legend", { class: "field-name" }, field.label),
        ...field.words.map(box),
      ]);
    },
    text(field, id, described) {
      const number = field.form === "number" ? { type: "number", step: "any", min: field.least, max: field.most } : {};
      const onInput = ({ target }) => this.put(field, target.value);
      return [
        h("label", { class: "field-name", for: id }, field.label),
        h("input", {
          id,
          name: field.key,
          value: this.now(field),
          autocomplete: "off",
          onInput,
          ...number,
          ...described,
        }),
      ];
    },
    // --- the parts
    // ----------------------------------------------------------------------------------------------------
    part({ title, about, fields, open }) {
      const count = fields.filter((field) => this.now(field) !== field.value).length;
      return h("details", { key: title, class: "part", open: open || count > 0 }, [
        h("summary", {}, [
          h("span", { class: "part-title" }, title),
          count ? h("span", { class: "part-count" }, ` ${count} changed`) : null,
        ]),
        about ? h("p", { class: "field-note" }, about) : null,
        h("div", { class: "fields" }, fields.map(this.field)),
      ]);
    },
    seedField() {
      if (!this.seed) return null;
      const onInput = ({ target }) => {
        this.typed = target.value;
        this.keep();
      };
      const limits = { type: "number", min: 0, max: this.largest, step: 1, required: true, inputmode: "numeric" };
      return h("div", { class: "field" }, [
        h("label", { class: "field-name", for: "field-seed" }, "Seed"),
        h("input", { id: "field-seed", name: "seed", value: this.typed ?? this.seed, onInput, ...limits }),
      ]);
    },
    sheetField() {
      if (!this.sheet) return null;
      const { file } = this;
      if (!file)
        return h("p", { class: "form-sheet" }, [
          h("span", {}, "Rows of your own: drop a sheet (CSV or XLSX) on this page."),
          fileInput("form-sheet", ".csv,.tsv,.xlsx"),
          h("label", { class: "drop-button", for: "form-sheet" }, "Choose a sheet"),
        ]);
      const invented = h("label", { class: "choice" }, [
        h("input", {
          type: "checkbox",
          checked: this.invented,
          onChange: ({ target }) => (this.invented = target.checked),
        }),
        h("span", {}, "The people in it are invented"),
      ]);
      return h("div", { class: "form-sheet form-sheet-given" }, [
        h("span", {}, `The rows come from ${file.name}.`),
        file.identifies ? invented : null,
        h("button", { class: "quiet-button", type: "button", onClick: this.dropSheet }, "Use the scenario’s own rows"),
      ]);
    },
    dropSheet() {
      this.file = notices.sheet = null;
    },
    moreField() {
      if (!this.more) return null;
      const onInput = ({ target }) => {
        this.lines = target.value;
        this.keep();
      };
      return h("details", { class: "part", open: Boolean(this.lines) }, [
        h("summary", {}, h("span", { class: "part-title" }, "Any other setting")),
        h("div", { class: "field field-wide" }, [
          h("label", { class: "field-name", for: "field-lines" }, "Settings, one a line, as section.key = value"),
          h("textarea", { id: "field-lines", name: "lines", rows: 3, value: this.lines, spellcheck: "false", onInput }),
        ]),
      ]);
    },
    foot() {
      const words = this.changed.map(this.said);
      const many = words.length > 1 ? " To see what one change does, make only that one." : "";
      const line = this.busy || (words.length ? `Changed: ${inWords(words)}.${many}` : this.nothing);
      return h("div", { class: "form-foot" }, [
        h("button", { class: "button", type: "submit", disabled: Boolean(this.busy) }, this.send),
        this.wrong && !this.busy && !this.stale
          ? h("p", { class: "card-problem", role: "alert" }, this.wrong)
          : h("p", { role: "status" }, line),
        // The figures change often: the bar tells them to those who ask it.
        this.count ? h("span", { class: "form-count", "aria-hidden": "true" }, this.count) : null,
        this.busy ? h("progress", { "aria-label": "Rows closed", max: 1, ...this.held }) : null,
      ]);
    },
  },
  render() {
    const first = [this.seedField(), this.sheetField()].filter(Boolean);
    return h("form", { class: "change-form", onSubmit: this.submit }, [
      first.length ? h("div", { class: "form-first" }, first) : null,
      ...this.parts.map(this.part),
      this.moreField(),
      this.foot(),
    ]);
  },
};
