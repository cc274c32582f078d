// Where files that are dropped show what they are: a field on the library, with a button to choose one; on every other
// page a tray above its content, which it pushes down, so that it covers nothing; it is there only while it has
// something to say.
import { h } from "vue";
import { dismiss, fileInput, listening, notices, takeDrops } from "/components/intake.js";

const OFFER =
  "Drop a recording or a sheet of applicants on this page. It stays on this machine, and the server deletes its copy " +
  "when it ends.";

const HOLDING = "Let go: this page takes the file.";

function item(entry) {
  const { name, digest, title, facts, says, way, problem } = entry;
  const away = h("button", { class: "quiet-button", type: "button", onClick: () => dismiss(entry) }, "Dismiss");
  const link = digest ? { href: `/replay/${digest}`, text: "Watch" } : way;
  const words = problem
    ? [h("span", { class: "card-problem", role: "alert" }, problem)]
    : says
      ? [h("span", { class: "drop-says" }, says)]
      : [h("span", {}, [h("b", {}, title), h("span", {}, `${facts} · ${name}`)])];
  return h("li", { key: name, class: "drop-entry" }, [
    ...words,
    h("span", { class: "drop-ways" }, [link ? h("a", { class: "button", href: link.href }, link.text) : null, away]),
  ]);
}

const list = () =>
  h(
    "ul",
    { class: "drop-list", role: "list", "aria-live": "polite", "aria-label": "Files opened here" },
    notices.entries.map(item),
  );

export const DropFile = {
  data() {
    return { largest: 0 };
  },
  mounted() {
    takeDrops(this.largest);
    notices.fields += 1;
    listening.taken = (message) => this.taken(message);
  },
  beforeUnmount() {
    notices.fields -= 1;
    listening.taken = null;
  },
  render() {
    return h("section", { class: ["drop", notices.over ? "drop-over" : ""], "aria-label": "Open a file" }, [
      h("div", { class: "drop-field" }, [
        h("span", { role: "status" }, notices.busy ? "Reading the file…" : OFFER),
        fileInput("drop-input"),
        h("label", { class: "drop-button", for: "drop-input" }, "Choose a file"),
      ]),
      list(),
    ]);
  },
};

export const DropTray = {
  data() {
    return { largest: 0 };
  },
  mounted() {
    takeDrops(this.largest);
  },
  render() {
    const { busy, over, entries, fields } = notices;
    const shows = !fields && (busy || entries.length);
    const line = busy ? "Reading the file…" : "";
    return h("div", { class: "drop-place" }, [
      over && !fields ? h("p", { class: "drop-veil", role: "status" }, h("span", {}, HOLDING)) : null,
      h("section", { class: "drop drop-tray", "aria-label": "Files dropped here", hidden: !shows }, [
        line ? h("p", { class: "drop-line", role: "status" }, line) : null,
        shows ? list() : null,
      ]),
    ]);
  },
};
