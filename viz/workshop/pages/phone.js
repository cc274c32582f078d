// The phone page: come in with the code, vote, see the result. Everything works by radio buttons and one button.
"use strict";

const CLIENT_KEY = "committee-client";
const IN_KEY = "committee-in"; // the session that this phone is in
const phone = { view: null, away: "", cards: new Map(), mine: {}, line: null, note: "" };

function keptText(key, value) {
  try {
    if (value !== undefined) localStorage.setItem(key, value);
    return localStorage.getItem(key) || "";
  } catch {
    return "";
  }
}

function randomText() {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const bytes = new Uint8Array(24);
  if (window.crypto && crypto.getRandomValues) crypto.getRandomValues(bytes);
  else bytes.forEach((_, k) => (bytes[k] = Math.floor(Math.random() * 256)));
  return Array.from(bytes, (byte) => letters[byte & 63]).join("");
}

function whoAmI() {
  const known = document.body.dataset.client || keptText(CLIENT_KEY);
  const client = /^[A-Za-z0-9_-]{16,64}$/.test(known) ? known : randomText();
  keptText(CLIENT_KEY, client);
  return client;
}

const client = whoAmI();
const one = (id) => document.getElementById(id);

function comeIn(code) {
  phone.code = code;
  if (phone.line) phone.line.close();
  const hello = () => ({ v: 1, type: "join", client, code: phone.code });
  const told = { as: "phone", post: "/vote", hello, show: showState, answered: hearAnswer, away: showAway };
  phone.line = openLine(told);
}

function hearAnswer(answer, message) {
  if (answer.type === "refused" && (!message || message.type === "join") && !phone.view) return askForCode(answer.why);
  if (answer.type === "refused" && message) sayOf(message, answer.why);
  if (answer.type === "ack") sayOf(answer, answer.late ? "Counted, just in time." : "Counted.");
}

function askForCode(why) {
  keptText(IN_KEY, "");
  phone.line.close();
  phone.line = null;
  one("came").hidden = true;
  one("come").hidden = false;
  one("why").textContent = phone.code || why !== "This is not the code on the board." ? why : "";
  one("code").focus();
}

// --- what shows

function showAway(away) {
  if (phone.away === away) return;
  phone.away = away;
  const said = {
    you: "You are offline. Your phone has no network. Your votes are kept and sent when it is back.",
    server: "The host's computer does not answer. Stay on this page: it comes back by itself.",
  };
  one("away").textContent = said[away] || "";
  one("away").hidden = !away;
}

function showState(view) {
  const earlier = phone.view;
  phone.view = view;
  if (!earlier) keptText(IN_KEY, document.body.dataset.session);
  one("come").hidden = true;
  one("came").hidden = false;
  one("animal").textContent = view.animal;
  one("where").textContent = `${view.step.index + 1} of ${view.step.of}`;
  one("title").textContent = view.step.title;
  one("open").textContent = leftOpen(view);
  showSeat(view.seat);
  showQuestions(view);
  one("note").textContent = noteOf(view);
  showTimer();
  showAsked(view);
  const result = JSON.stringify(view.result);
  if (!earlier || JSON.stringify(earlier.result) !== result) {
    one("result").replaceChildren(...(view.result ? [drawnOutcome(view.result, phone.mine[view.result.round])] : []));
  }
  one("handout").hidden = !view.handout;
  if (earlier && earlier.step.index !== view.step.index) window.scrollTo(0, 0);
}

function showTimer() {
  const left = phone.view ? secondsLeft(phone.line, phone.view) : null;
  one("timer").textContent = left === null ? "" : `${left} s left`;
}

// What everybody talks about; a step with a vote asks it in the vote.
function showAsked({ step, questions }) {
  const asked = questions.length || ["predict", "vote"].includes(step.kind) ? [] : step.questions;
  one("asked").replaceChildren(...asked.map((text) => made("p", { text })));
}

// Several questions are easily left half answered.
function leftOpen({ phase, questions }) {
  const left = questions.filter(({ mine, optional }) => !mine && !optional).length;
  if (phase !== "open" || questions.length < 2 || !left) return "";
  return left === questions.length ? `There are ${left} questions. Send each one.` : `Not answered yet: ${left}.`;
}

// Whose seat one's group takes, and what one knows there, before it is time to choose.
function showSeat(seat) {
  const said = JSON.stringify(seat);
  if (one("seat").dataset.said === said) return;
  one("seat").dataset.said = said;
  one("seat").hidden = !seat;
  if (!seat) return;
  const known = seat.knows.map((text) => made("li", { text }));
  const nothing = "You know nothing of this row that is not on the board.";
  one("seat").replaceChildren(
    made("h2", { text: `Your seat: ${seat.label}` }),
    made("p", { text: known.length ? "What you know of this row:" : nothing }),
    made("ul", {}, ...known),
  );
}

function noteOf(view) {
  return view.note || (!view.questions.length && !view.result ? "Look at the board. Your turn comes." : "");
}

function showQuestions(view) {
  const keys = view.questions.map(({ round, ballot }) => `${round} ${ballot}`);
  for (const [key, card] of phone.cards) if (!keys.includes(key)) (card.node.remove(), phone.cards.delete(key));
  for (const question of view.questions) {
    const key = `${question.round} ${question.ballot}`;
    if (!phone.cards.has(key)) phone.cards.set(key, newCard(question));
    drawCard(phone.cards.get(key), question, view);
  }
}

function newCard({ round, ballot, question, choices, optional }) {
  const name = `${round} ${ballot}`;
  const card = { round, ballot, sent: 0, touched: false };
  card.radios = choices.map(({ value }) => made("input", { type: "radio", name, value, required: !optional }));
  const labels = choices.map(({ label }, k) => made("label", {}, card.radios[k], made("span", { text: label })));
  card.button = made("button", { type: "submit", text: "Send my vote" });
  card.says = made("p", { class: "says", role: "status" });
  const legend = made("legend", { text: optional ? `${question} (if you like)` : question });
  card.fields = made("fieldset", {}, legend, ...labels);
  card.node = made("form", { class: "card" }, card.fields, card.button, card.says);
  card.node.addEventListener("change", () => (card.touched = true));
  card.node.addEventListener("submit", (event) => {
    event.preventDefault();
    sendVote(card);
  });
  one("questions").append(card.node);
  return card;
}

function drawCard(card, { mine }, view) {
  const open = view.phase === "open" && (!mine || view.may_change);
  card.mine = mine;
  if (mine) {
    card.sent = Math.max(card.sent, mine.n);
    phone.mine[card.round] = { ...phone.mine[card.round], [card.ballot]: mine.choice };
    if (!card.touched) for (const radio of card.radios) radio.checked = radio.value === mine.choice;
    const more = view.phase !== "open" ? "" : view.may_change ? " You can change it until the vote closes." : "";
    if (!card.touched) card.says.textContent = `Your vote counts.${more}`;
  }
  card.fields.disabled = card.button.disabled = !open;
  card.button.textContent = mine ? "Change my vote" : "Send my vote";
}

function sendVote(card) {
  const chosen = card.radios.find((radio) => radio.checked);
  if (!chosen) return;
  card.sent += 1;
  card.touched = false;
  card.says.textContent = "Sending ...";
  const { round, ballot, sent } = card;
  phone.line.say({ v: 1, type: "vote", client, round, ballot, n: sent, choice: chosen.value });
}

function sayOf({ round, ballot }, words) {
  const card = phone.cards.get(`${round} ${ballot}`);
  if (card) card.says.textContent = words;
}

// --- beginning

setInterval(showTimer, 1000);

one("form").addEventListener("submit", (event) => {
  event.preventDefault();
  comeIn(one("code").value);
});
document.body.classList.add("scripted");
const isIn = document.body.dataset.client || keptText(IN_KEY) === document.body.dataset.session;
if (isIn || one("code").value) comeIn(one("code").value); // a phone that is not in yet asks before it tries a code
