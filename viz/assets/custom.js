// A link to another page of ours changes the page without a full reload. The browser itself handles a click with a
// modifier key, or on a link that opens elsewhere.
document.addEventListener("click", (event) => {
  const anchor = event.target.closest?.(".house a[href]");
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!anchor || !plain || event.defaultPrevented || anchor.target || anchor.origin !== window.location.origin) return;
  if (!window.solara?.router?.push || anchor.hash) return; // the browser goes to a place on a page
  event.preventDefault();
  window.solara.router.push(anchor.pathname + anchor.search);
});

// Every page follows the theme that the browser keeps.
try {
  const { theme } = JSON.parse(localStorage.getItem("committee-stage") ?? "{}");
  if (["light", "dark", "contrast"].includes(theme)) document.documentElement.dataset.theme = theme;
} catch {
  // This browser saves nothing: the page follows the system.
}

// When the server is away (stopped or restarting), the page says so and reloads when the server answers again. A replay
// that plays is not cut off: the page waits until it pauses. It asks ever more rarely, but never gives up as Solara
// does.
const LOOK_AGAIN_MS = 700;
const LOOK_AT_LEAST_MS = 15000;
const AWAY = "The server is away. This page reloads when the server is back.";
const AWAY_PLAYING = "The server is away. The replay plays on.";
const BACK = "The server is back. This page reloads when the replay pauses.";

const plays = () => Boolean(document.querySelector('.cs-play[aria-label^="Pause"]'));

async function serverAnswers() {
  try {
    return (await fetch("/readyz", { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

async function waitForServer() {
  const lost = () => app.$data.wasConnected && app.$data.connectionStatus !== "connected";
  const sign = document.getElementById("house-away");
  let wait = LOOK_AGAIN_MS;
  sign.textContent = plays() ? AWAY_PLAYING : AWAY;
  sign.hidden = false;
  while (lost()) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    const back = lost() && (await serverAnswers());
    if (back && !plays()) {
      window.location.reload();
      return;
    }
    wait = back ? LOOK_AGAIN_MS : Math.min(LOOK_AT_LEAST_MS, wait * 1.4);
    sign.textContent = back ? BACK : plays() ? AWAY_PLAYING : AWAY;
  }
  sign.hidden = true;
}

window.addEventListener("load", () => {
  let waiting = null;
  app.$watch("connectionStatus", (status) => {
    if (status === "connected" || waiting || !app.$data.wasConnected) return;
    waiting = waitForServer().finally(() => { waiting = null; });
  });
});

// The page comes after the browser has looked for the place that its address names: go there when it is there.
window.addEventListener("load", () => {
  const wanted = decodeURIComponent(window.location.hash.slice(1));
  if (!wanted) return;
  const watcher = new MutationObserver(() => {
    if (!document.getElementById(wanted)) return;
    watcher.disconnect();
    window.location.replace(window.location.hash);
  });
  watcher.observe(document.body, { childList: true, subtree: true });
});
