// Files that somebody drops on a page or chooses: the page sends each to the server on this machine, which says what it
// is. Every page takes a drop; otherwise the file would replace the page.
import { h, reactive } from "vue";

const AWAY = "The server does not answer. Try again when it is back.";

// What came of the files of the last drop, for whoever shows it; `fields` counts the places that do. `sheet` is the
// last sheet that was taken in, for the form that runs a meeting.
export const notices = reactive({ entries: [], busy: 0, over: false, largest: 0, fields: 0, sheet: null });

// What a page does with a file besides showing what it is: `taken` hears the digest of a recording, `sheet` a sheet.
export const listening = { taken: null, sheet: null };

function tooLarge(file) {
  const size = `larger than ${notices.largest / 2 ** 20} MB`;
  return `${file.name} is ${size}, too large to drop here. Open it with: committee watch FILE`;
}

async function sent(file) {
  if (file.size > notices.largest) return { name: file.name, problem: tooLarge(file) };
  try {
    const answer = await fetch(`/recordings?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file });
    return answer.ok ? await answer.json() : { name: file.name, problem: await answer.text() };
  } catch {
    return { name: file.name, problem: AWAY };
  }
}

// Takes in files. What an earlier drop was refused for goes: only what is taken stays.
export async function take(files) {
  notices.entries = notices.entries.filter((entry) => entry.digest);
  for (const file of [...files]) {
    notices.busy += 1;
    const entry = await sent(file);
    notices.busy -= 1;
    if (entry.digest) listening.taken?.({ digest: entry.digest });
    if (entry.sheet) notices.sheet = entry;
    if (entry.sheet && listening.sheet) listening.sheet(entry);
    else notices.entries = [entry, ...notices.entries.filter((each) => each.name !== entry.name)];
  }
}

export function dismiss(entry) {
  notices.entries = notices.entries.filter((each) => each !== entry);
}

const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

const hears = {
  dragover(event) {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    notices.over = true;
  },
  dragleave(event) {
    if (!event.relatedTarget) notices.over = false;
  },
  drop(event) {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    notices.over = false;
    take(event.dataTransfer.files);
  },
};

let hearing = false;

// Lets the whole page take a drop from now on.
export function takeDrops(largest) {
  notices.largest = largest;
  if (hearing) return;
  hearing = true;
  for (const [name, hear] of Object.entries(hears)) window.addEventListener(name, hear);
}

// A field for files that the keyboard reaches; its label is the button that people see.
export const fileInput = (id, accept = ".jsonl,.gz,.csv,.tsv,.xlsx,.toml") =>
  h("input", {
    ...{ type: "file", id, class: "drop-input", accept, multiple: true },
    onChange: (event) => {
      take([...event.target.files]);
      event.target.value = "";
    },
  });
