// Keeps a page in touch with the workshop: a websocket, and plain requests where no websocket gets through. It comes
// back by itself when a phone wakes or the server returns, and it says what it has not heard an answer to again.
"use strict";

const LINE_SOONEST_MS = 300;
const LINE_LATEST_MS = 3000; // a server that starts again has its phones back within five seconds
const LINE_ASK_MS = 15000; // an open line that is dead is found by asking
const LINE_ANSWER_MS = 5000;
const LINE_POLL_MS = 2000;
const LINE_TRIES = 3; // websockets that fail while plain requests are answered, before the page settles for those

// `as` is phone, board or host; `hello` gives the message with which a phone comes in; `post` is the address for plain
// requests. `show` hears every state, `answered` every answer, `away` whether the page is cut off: "", "you" or
// "server".
function openLine(told) {
  const line = { told, socket: null, tries: 0, heard: 0, timer: 0, plain: false, over: false, unanswered: new Map() };
  line.say = (message) => sayOnLine(line, message);
  line.close = () => {
    line.over = true;
    clearTimeout(line.timer);
    if (line.socket) line.socket.close();
  };
  const wake = () => document.visibilityState !== "hidden" && wakeLine(line);
  for (const event of ["online", "offline", "pageshow", "focus"]) window.addEventListener(event, wake);
  document.addEventListener("visibilitychange", wake);
  setInterval(() => askLine(line), LINE_ASK_MS);
  connectLine(line);
  return line;
}

function keyOfMessage({ type, round = "", ballot = "" }) {
  return `${type} ${round} ${ballot}`;
}

// A newer message of the same kind, on the same ballot, takes the place of one that is still unanswered.
function sayOnLine(line, message) {
  line.unanswered.set(keyOfMessage(message), message);
  if (line.plain) postLine(line, message);
  else if (line.socket && line.socket.readyState === WebSocket.OPEN) line.socket.send(JSON.stringify(message));
  else wakeLine(line);
}

function connectLine(line) {
  if (line.over) return;
  clearTimeout(line.timer);
  const { as, hello } = line.told;
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const socket = new WebSocket(`${scheme}://${location.host}/room/ws?as=${as}`);
  line.socket = socket;
  socket.onopen = () => {
    line.opened = true;
    if (hello) socket.send(JSON.stringify(hello()));
    for (const message of line.unanswered.values()) socket.send(JSON.stringify(message));
  };
  socket.onmessage = ({ data }) => socket === line.socket && hearLine(line, JSON.parse(data));
  socket.onclose = () => socket === line.socket && loseLine(line);
}

function hearLine(line, message) {
  line.heard = Date.now();
  line.tries = 0;
  line.told.away("");
  if (message.type === "refused" || message.type === "done" || message.type === "ack") answerLine(line, message);
  else showOnLine(line, message);
}

function showOnLine(line, view) {
  line.shown = Date.now();
  line.told.show(view);
}

// Seconds since the page was told what it shows.
function sinceShown(line) {
  return line && line.shown ? (Date.now() - line.shown) / 1000 : 0;
}

// What is left on the timer now, in whole seconds; null if none runs. The server says it once, and pages count down.
function secondsLeft(line, { phase, seconds_left: left }) {
  return left === null || phase === "paused" ? left : Math.max(0, Math.round(left - sinceShown(line)));
}

// Which message an answer is about: an acknowledged vote says so; commands are answered in the order they were given.
function answerLine(line, answer) {
  const votes = [...line.unanswered].filter(([, message]) => message.type === "vote");
  const [key] = answer.round
    ? [`vote ${answer.round} ${answer.ballot}`]
    : answer.type === "refused" && votes.length
      ? votes[0]
      : [...line.unanswered.keys()].filter((k) => !k.startsWith("vote"));
  const message = key === undefined ? null : line.unanswered.get(key);
  if (!message || message.n === undefined || answer.n === undefined || answer.n >= message.n)
    line.unanswered.delete(key);
  line.told.answered(answer, message);
}

function loseLine(line) {
  if (line.over) return;
  line.tries += 1;
  tellAway(line);
  if (line.tries >= LINE_TRIES && line.told.post && navigator.onLine !== false) pollLine(line);
  const wait = Math.min(LINE_LATEST_MS, LINE_SOONEST_MS * 2 ** (line.tries - 1));
  line.timer = setTimeout(() => connectLine(line), wait * (0.75 + Math.random() / 2));
}

function tellAway(line) {
  line.told.away(navigator.onLine === false ? "you" : "server");
}

function wakeLine(line) {
  const open = line.socket && line.socket.readyState <= WebSocket.OPEN;
  if (navigator.onLine === false) tellAway(line);
  else if (open) askLine(line);
  else connectLine(line);
}

// Says something to which the server must answer. Without an answer the line is dead, whatever the browser believes.
function askLine(line) {
  const { hello } = line.told;
  if (line.over || !line.socket || line.socket.readyState !== WebSocket.OPEN || !hello) return;
  const asked = Date.now();
  line.socket.send(JSON.stringify(hello()));
  setTimeout(() => line.heard < asked && line.socket.close(), LINE_ANSWER_MS);
}

// --- without websockets: the answer to a plain request holds what the page should show

async function pollLine(line) {
  if (line.plain || line.over) return;
  line.plain = await postLine(line, line.told.hello());
  while (line.plain && !line.over && !(line.socket && line.socket.readyState === WebSocket.OPEN)) {
    await new Promise((done) => setTimeout(done, LINE_POLL_MS));
    for (const message of [line.told.hello(), ...line.unanswered.values()]) await postLine(line, message);
  }
  line.plain = false;
}

async function postLine(line, message) {
  try {
    const sent = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(message) };
    const { answer, state } = await (await fetch(line.told.post, sent)).json();
    line.heard = Date.now();
    line.told.away("");
    if (message.type !== "join") answerLine(line, answer);
    else if (answer.type === "refused") line.told.answered(answer, message);
    if (state) showOnLine(line, state);
    return true;
  } catch {
    tellAway(line);
    return false;
  }
}
