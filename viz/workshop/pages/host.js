// The console: one marked button that does what comes next, the others beside it, what to say, and who is in.
"use strict";

const desk = { view: null, line: null, counts: "", ending: false };
const one = (id) => document.getElementById(id);

const WORDS = {
  open_ballot: "Open the vote",
  lock: "Close the vote",
  start: "Start the talk",
  reveal: "Reveal",
  play: "Hold the meeting with what they do",
  next: "Next",
  back: "Back",
  page_on: "Next page",
  page_back: "Page before",
  skip: "Skip this row",
  pause: "Pause",
  go_on: "Go on",
  end: "End the session",
};
// The marked button is the first of these that can be done.
const FIRST = ["go_on", "lock", "reveal", "play", "open_ballot", "start", "page_on", "next", "end"];
const PHASES = {
  waiting: "",
  playing: "the room talks",
  open: "vote is open",
  locked: "vote is closed",
  revealed: "revealed",
  paused: "paused",
  ended: "over",
};
const MORE_S = 30;
const KEYS = { b: "back", s: "skip", ArrowRight: "page_on", ArrowLeft: "page_back" };
const FIELD = "input[type=number], textarea, select";
const SURE = "Yes, end it for everybody";
const ON_TIME_S = 15; // nobody hurries for less
const SAVE = "Save every vote (CSV)";

function command(type, more = {}) {
  one("says").textContent = "";
  sureToEnd(false);
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
  document.body.dataset.phase = view.phase;
  if (moved && desk.ending) sureToEnd(false);
  one("phase").textContent = phaseWords(view);
  one("where").textContent = whereWords(view, one("phase").textContent);
  showTime();
  one("title").textContent = view.step.title;
  drawDoing(view);
  drawPeople(view);
  one("advice").replaceChildren(...view.advice.map((text) => made("p", { text })));
  if (moved || (view.phase === "ended") !== (earlier.phase === "ended")) drawWords(view);
  drawHands(view);
  drawSettings(view);
  drawPlan(view);
  const result = JSON.stringify(view.result);
  if (!earlier || result !== JSON.stringify(earlier.result)) {
    one("result").replaceChildren(...(view.result ? [drawnOutcome(view.result)] : []));
  }
  if (moved && earlier) window.scrollTo(0, 0);
}

function whereWords({ step, page, pages, phase }, more) {
  const paged = pages > 1 && phase !== "ended" ? `, page ${page + 1} of ${pages}` : "";
  return `Step ${step.index + 1} of ${step.of}${paged}${more ? "," : ""}`;
}

// What is so at this step. Before anything begins, only a step that waits for something says so.
function phaseWords({ phase, ballots, plays }) {
  if (phase === "waiting") return ballots.length ? "vote is not open yet" : plays ? `a talk of ${lasting(plays)}` : "";
  return PHASES[phase];
}

// Seconds in words, to the second: 2 min 30 s.
function lasting(seconds) {
  const [minutes, rest] = [Math.floor(seconds / 60), Math.round(seconds % 60)];
  return [minutes ? `${minutes} min` : "", rest || !minutes ? `${rest} s` : ""].filter(Boolean).join(" ");
}

// --- time

function showTime() {
  const { view, line } = desk;
  if (!view) return;
  const left = secondsLeft(line, view);
  one("timer").textContent = left === null ? "" : `· ${left} s left`;
  one("clock").textContent = view.phase === "ended" ? "" : clockWords(view, line);
}

// The time of the step and of the session against the plan. Who is within the time of a step is where the plan is.
function clockWords({ seconds, spent, steps, step: { index } }, line) {
  const total = (some) => some.reduce((sum, { seconds: planned }) => sum + planned, 0);
  const planned = lasting(total(steps));
  if (!spent) return `Planned: ${lasting(seconds)} of ${planned}. The clock starts when you open the first vote.`;
  const [here, all] = [spent.step, spent.session].map((value) => Math.floor(value + sinceShown(line)));
  const late = all - total(steps.slice(0, index)) - Math.min(here, seconds);
  const against = Math.abs(late) < ON_TIME_S ? "on time" : `${lasting(Math.abs(late))} ${late > 0 ? "late" : "early"}`;
  return `This step: ${lasting(here)} of ${lasting(seconds)} · session: ${lasting(all)} of ${planned}, ${against}`;
}

function drawDoing(view) {
  const marked = mainOf(view);
  const main = one("main");
  const over = view.phase === "ended";
  main.hidden = !marked && !over;
  main.textContent = over ? SAVE : marked === "end" && desk.ending ? SURE : wordsOf(marked, view);
  main.onclick = over ? () => location.assign("/votes.csv") : marked === "end" ? endForAll : () => command(marked);
  one("end").hidden = over || marked === "end";
  const others = ["open_ballot", "next", "page_on", "page_back", "back", "skip", "pause"].filter(
    (name) => name !== marked && view.commands.includes(name),
  );
  const buttons = others.map((name) =>
    button(name === "next" && marked === "page_on" ? "Next step" : wordsOf(name, view), () => command(name)),
  );
  if (view.commands.includes("timer"))
    buttons.push(button(view.seconds_left === null ? `Close in ${MORE_S} s` : `${MORE_S} s more`, moreTime));
  const said = buttons.map((each) => each.textContent).join();
  if (one("others").dataset.said === said) return;
  one("others").dataset.said = said;
  one("others").replaceChildren(...buttons);
}

// To end takes two presses: nobody can vote after that.
function endForAll() {
  if (desk.ending) return command("end");
  sureToEnd(true);
  one("says").textContent = "Nobody can vote after that.";
}

function sureToEnd(sure) {
  desk.ending = sure;
  one("end").textContent = sure ? SURE : "End the session now";
  if (desk.view) drawDoing(desk.view);
}

function moreTime() {
  command("timer", { seconds: MORE_S, more: true });
}

function wordsOf(name, { step, phase, page, pages }) {
  if (name === "reveal" && step.kind === "seat") return "Show what it changed";
  if (name === "open_ballot" && phase === "locked") return "Open the vote again";
  return name === "page_on" ? `${WORDS[name]} (${page + 2} of ${pages})` : WORDS[name];
}

function button(text, act) {
  const node = made("button", { type: "button", text });
  node.addEventListener("click", act);
  return node;
}

function drawPeople({ joined, here, busy, voted, ballots, phase, code, join_url: address }) {
  const asked = ballots.map(({ ballot }) => ballot);
  const votes = Object.keys(BALLOTS)
    .filter((ballot) => asked.includes(ballot))
    .map((ballot) => `${voted[ballot]} ${BALLOTS[ballot]}`);
  const lines = [
    busy ? "The meeting is held again, with what the groups do. This can take half a minute." : "",
    `${joined} came in, ${here} are connected.`,
    votes.length ? `Votes: ${votes.join(", ")}.` : "",
    phase !== "ended" && `They join at ${address.replace(/\?.*$/, "")} with the code ${code}.`,
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

// What is left to do when the session is over, in this order.
function drawNext({ handout }) {
  const link = (href, text) => made("a", { href, text, target: "_blank", rel: "noopener" });
  const steps = [
    [made("a", { href: "/votes.csv", download: true, text: SAVE }), ". Each person is an animal in it."],
    [link("/handout.html", "Print the handout"), `, or let people read it on their phones: ${handout}`],
    [link("/follow_up.html", "Save the sheet for two weeks later"), ". Send it out in two weeks."],
    ["Stop the workshop: press Ctrl+C where you started it. From then on nobody reaches these pages."],
    ["Delete the votes: the same command with --delete. The meetings stay."],
  ];
  const items = steps.map((parts) => made("li", {}, ...parts));
  one("words").replaceChildren(made("h2", { text: "What comes next" }), made("ol", { class: "after" }, ...items));
}

function drawWords(view) {
  if (view.phase === "ended") return drawNext(view);
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
  if (key !== desk.counts) {
    desk.counts = key;
    one("counting").replaceChildren(...ballots.map(countingForm));
  }
  const left = ballots.filter(({ hands }) => !hands).length;
  ballots.forEach(({ hands }, k) => {
    const more = left ? ` Questions without a count: ${left}.` : "";
    one("counting").children[k].lastChild.textContent = hands ? `Counted: ${hands} hands.${more}` : "";
  });
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
    made("p", { role: "status" }),
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
  handout: "Put the handout's address on the board, and let phones read it",
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
    const text = `${title} (${lasting(seconds)})`;
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
  const { url, qr, why } = await (await fetch("/host/link", { method: "POST" })).json();
  const words = url ? `${url} (works once; the board must not show it)` : why;
  const picture = qr ? [made("img", { src: qr, alt: "The link as a QR code", width: 240, height: 240 })] : [];
  one("made").replaceChildren(...picture, made("p", { text: words }));
});
one("end").addEventListener("click", endForAll);
// What the mouse or a finger has pressed keeps no focus, so that Enter presses the marked button after that, too.
document.addEventListener("pointerdown", () => (desk.pointed = true));
document.addEventListener("click", () => {
  if (desk.pointed && document.activeElement && !document.activeElement.matches(FIELD)) document.activeElement.blur();
});
document.addEventListener("keydown", (event) => {
  desk.pointed = false;
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(FIELD)) return;
  const { commands } = desk.view || { commands: [] };
  const onControl = event.target.closest("button, summary, a, input");
  if (event.key === "n" || (event.key === "Enter" && !onControl)) one("main").hidden || one("main").click();
  const named = { ...KEYS, p: commands.includes("go_on") ? "go_on" : "pause" }[event.key];
  if (named && commands.includes(named)) command(named);
  if (event.key === "t" && commands.includes("timer")) moreTime();
});
setInterval(showTime, 1000);
document.body.classList.add("scripted");
desk.line = openLine({ as: "host", show, answered, away: showAway });
