// Drop a recording on the library, or choose one: the page sends the file to the server on this machine, which says
// what it is. Python hears of it once, so that the list below shows it.
import { h } from "vue";

const AWAY = "The server does not answer. Try again when it is back.";

function tooLarge(file, largest) {
  const size = `larger than ${largest.bytes / 2 ** 20} MB`;
  return `${file.name} is ${size}, too large to drop here. Open it with: committee watch FILE`;
}

async function sent(file, largest) {
  if (file.size > largest.bytes) return { name: file.name, problem: tooLarge(file, largest) };
  try {
    const answer = await fetch(`/recordings?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file });
    return answer.ok ? await answer.json() : { name: file.name, problem: await answer.text() };
  } catch {
    return { name: file.name, problem: AWAY };
  }
}

const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

export const DropFile = {
  data() {
    return { largest: 0, opened: [], over: false, busy: 0, listeners: null };
  },
  mounted() {
    // The whole page takes a drop: otherwise a file dropped beside the field would replace the page.
    const dragover = (event) => {
      if (holdsFiles(event)) {
        event.preventDefault();
        this.over = true;
      }
    };
    const dragleave = (event) => {
      if (!event.relatedTarget) this.over = false;
    };
    const drop = (event) => {
      if (holdsFiles(event)) {
        event.preventDefault();
        this.over = false;
        this.take(event.dataTransfer.files);
      }
    };
    this.listeners = { dragover, dragleave, drop };
    for (const [name, hear] of Object.entries(this.listeners)) window.addEventListener(name, hear);
  },
  beforeUnmount() {
    for (const [name, hear] of Object.entries(this.listeners ?? {})) window.removeEventListener(name, hear);
  },
  methods: {
    async take(files) {
      for (const file of [...files]) {
        this.busy += 1;
        const entry = await sent(file, { bytes: this.largest });
        this.busy -= 1;
        this.opened = [entry, ...this.opened.filter((each) => each.name !== entry.name)];
        if (entry.digest) this.taken({ digest: entry.digest });
      }
    },
    item({ name, digest, title, facts, problem }) {
      if (problem)
        return h("li", { key: name, class: "drop-entry" }, [
          h("span", { class: "card-problem", role: "alert" }, problem),
        ]);
      return h("li", { key: name, class: "drop-entry" }, [
        h("span", {}, [h("b", {}, title), h("span", {}, `${facts} · ${name}`)]),
        h("a", { class: "button", href: `/replay/${digest}` }, "Watch"),
      ]);
    },
  },
  render() {
    const input = h("input", {
      type: "file",
      id: "drop-input",
      class: "drop-input",
      accept: ".jsonl,.gz",
      multiple: true,
      onChange: (event) => {
        this.take(event.target.files);
        event.target.value = "";
      },
    });
    const status = this.busy
      ? "Reading the file…"
      : "Drop a recording on this page. It stays on this machine, and the server deletes its copy when it ends.";
    return h("section", { class: ["drop", this.over ? "drop-over" : ""], "aria-label": "Open a file" }, [
      h("div", { class: "drop-field" }, [
        h("span", { role: "status" }, status),
        input,
        h("label", { class: "drop-button", for: "drop-input" }, "Choose a file"),
      ]),
      h(
        "ul",
        { class: "drop-list", role: "list", "aria-live": "polite", "aria-label": "Files opened here" },
        this.opened.map(this.item),
      ),
    ]);
  },
};
