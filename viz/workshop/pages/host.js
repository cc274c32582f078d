// The console: one marked button that does what comes next, the others beside it, what to say, and who is in.
"use strict";

const desk = { view: null, line: null, counts: "" };
const one = (id) => document.getElementById(id);

const WORDS = {
  open_ballot: "Open the vote",
  lock: "Close the vote",
  reveal: "Reveal",
  play: "Hold the meeting with what they do",
  next: "Next",
  back: "Back",
  skip: "Skip this row",
  pause: "Pause",
  go_on: "Go on",
};
// The marked button is the first of these that can be done.
const FIRST = ["go_on", "lock", "reveal", "play", "open_ballot", "next"];
const PHASES = {
  waiting: "not open yet",
  open: "vote is open",
  locked: "vote is closed",
  revealed: "revealed",
  paused: "paused",
  ended: "over",
};
const MORE_S = 30;

function command(type, more = {}) {
  one("says").textContent = "";
  desk.line.say({ v: 1, type, at: desk.view.step.index, ...more });
}

// What comes next: a ballot that was open and is closed is not opened anew, and no row is left before its reveal.
function mainOf({ commands, phase }) {
  const able = FIRST.filter((name) => commands.includes(name));
  if (phase === "locked" || phase === "revealed") return able.find((name) => name !== "open_ballot");
  return able[0];
}

function show(view) {
  const earlier = desk.view;
  desk.view = view;
  const moved = !earlier || earlier.step.index !== view.step.index;
  one("where").textContent = `Step ${view.step.index + 1} of ${view.step.of},`;
  one("phase").textContent = PHASES[view.phase];
  one("timer").textContent = view.seconds_left === null ? "" : `· ${view.seconds_left} s left`;
  one("title").textContent = view.step.title;
  drawDoing(view);
  drawPeople(view);
  one("advice").replaceChildren(...view.advice.map((text) => made("p", { text })));
  if (moved) drawWords(view);
  drawHands(view);
  drawSettings(view);
  drawPlan(view);
  const result = JSON.stringify(view.result);
  if (!earlier || result !== JSON.stringify(earlier.result)) {
    one("result").replaceChildren(...(view.result ? [drawnOutcome(view.result)] : []));
  }
  if (moved && earlier) window.scrollTo(0, 0);
}

function drawDoing(view) {
  const marked = mainOf(view);
  const main = one("main");
  main.hidden = !marked;
  main.textContent = marked ? wordsOf(marked, view) : "";
  main.onclick = () => command(marked);
  const others = ["open_ballot", "next", "back", "skip", "pause"].filter(
    (name) => name !== marked && view.commands.includes(name),
  );
  const buttons = others.map((name) =>
    button(name === "open_ballot" ? "Open the vote again" : wordsOf(name, view), () => command(name)),
  );
  if (view.commands.includes("timer"))
    buttons.push(button(`Close in ${MORE_S} s`, () => command("timer", { seconds: MORE_S })));
  const said = buttons.map((each) => each.textContent).join();
  if (one("others").dataset.said === said) return;
  one("others").dataset.said = said;
  one("others").replaceChildren(...buttons);
}

function wordsOf(name, { step }) {
  return name === "reveal" && step.kind === "seat" ? "Show what it changed" : WORDS[name];
}

function button(text, act) {
  const node = made("button", { type: "button", text });
  node.addEventListener("click", act);
  return node;
}

function drawPeople({ joined, here, busy, voted, code, join_url: address }) {
  const votes = Object.keys(BALLOTS)
    .filter((ballot) => ballot in voted)
    .map((ballot) => `${voted[ballot]} ${BALLOTS[ballot]}`);
  const lines = [
    busy ? "The meeting is held again, with what the groups do. This can take half a minute." : "",
    `${joined} came in, ${here} are connected.`,
    votes.length ? `Votes: ${votes.join(", ")}.` : "",
    `They join at ${address.replace(/\?.*$/, "")} with the code ${code}.`,
  ];
  one("people").replaceChildren(...lines.filter(Boolean).map((text) => made("p", { text })));
}

const BALLOTS = {
  before: "before the talk",
  after: "after it",
  moved: "on what moved them",
  seat: "in their seats",
  pre: "before",
  post: "after",
};

function drawWords(view) {
  const paragraphs = (text) => (text || "").split("\n\n").filter(Boolean);
  const say = paragraphs(view.script).map((text) => made("p", { class: "say", text }));
  const ask = view.step.questions.map((text) => made("li", { text }));
  const notes = paragraphs(view.notes).map((text) => made("p", { text }));
  const without = paragraphs(view.hands).map((text) => made("p", { text }));
  one("words").replaceChildren(
    ...(say.length ? [made("h2", { text: "Say" }), ...say] : []),
    ...(ask.length ? [made("h2", { text: "Ask" }), made("ul", {}, ...ask)] : []),
    ...(notes.length ? [made("h2", { text: "For you" }), ...notes] : []),
    ...(without.length ? [made("h2", { text: "Without phones" }), ...without] : []),
  );
}

// Hands are typed in per choice; the fields stay as they are while somebody types.
function drawHands({ ballots, commands }) {
  one("hands").hidden = !commands.includes("hands");
  const key = JSON.stringify(ballots.map(({ round, ballot }) => [round, ballot]));
  if (key === desk.counts) return;
  desk.counts = key;
  one("counting").replaceChildren(...ballots.map(countingForm));
}

function countingForm({ round, ballot, question, choices }) {
  const inputs = choices.map(({ value }) =>
    made("input", { type: "number", min: 0, max: 2000, value: 0, name: value, inputmode: "numeric" }),
  );
  const labels = choices.map(({ label }, k) => made("label", {}, made("span", { text: label }), inputs[k]));
  const form = made(
    "form",
    {},
    made("fieldset", {}, made("legend", { text: question }), ...labels),
    made("button", { text: "Count these hands" }),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const counts = Object.fromEntries(inputs.map((input) => [input.name, Number(input.value) || 0]));
    command("hands", { round, ballot, counts });
  });
  return form;
}

const SWITCHES = {
  blind: "Keep each result until you reveal it",
  allow_change: "Let people change a vote while it is open",
  show_count: "Show on the board how many are in",
  hide_small: "Hide tallies of fewer than five votes",
};

function drawSettings({ settings }) {
  const said = JSON.stringify(settings);
  if (one("switches").dataset.said === said) return;
  one("switches").dataset.said = said;
  const rows = Object.entries(SWITCHES).map(([name, text]) => {
    const box = made("input", { type: "checkbox", checked: settings[name] });
    box.addEventListener("change", () => command(name, { on: box.checked }));
    return made("label", {}, box, made("span", { text }));
  });
  one("switches").replaceChildren(...rows);
}

function drawPlan({ steps, step }) {
  const items = steps.map(({ title, seconds }, k) => {
    const text = `${title} (${seconds >= 90 ? `${Math.round(seconds / 60)} min` : `${seconds} s`})`;
    return made("li", { text, "aria-current": k === step.index ? "step" : null });
  });
  if (one("steps").dataset.at === String(step.index)) return;
  one("steps").dataset.at = step.index;
  one("steps").replaceChildren(...items);
}

function answered(answer) {
  if (answer.type === "refused") one("says").textContent = answer.why;
}

function showAway(away) {
  const said = {
    you: "You are offline. This phone or computer has no network; the session goes on without you.",
    server: "The workshop's server does not answer. If it was stopped, start it again with the same command.",
  };
  one("away").textContent = said[away] || "";
  one("away").hidden = !away;
}

// --- beginning

one("link").addEventListener("click", async () => {
  const { path } = await (await fetch("/host/link", { method: "POST" })).json();
  one("made").textContent = `${location.origin}${path} (works once)`;
});
one("end").addEventListener("click", () => window.confirm("End the session for everybody?") && command("end"));
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, a, summary"))
    return;
  const { commands } = desk.view || { commands: [] };
  const onButton = event.target.closest("button");
  if (event.key === "n" || (event.key === "Enter" && !onButton)) one("main").hidden || one("main").click();
  const named = { b: "back", s: "skip", p: commands.includes("go_on") ? "go_on" : "pause" }[event.key];
  if (named && commands.includes(named)) command(named);
  if (event.key === "t" && commands.includes("timer")) command("timer", { seconds: MORE_S });
});
document.body.classList.add("scripted");
desk.line = openLine({ as: "host", show, answered, away: showAway });
