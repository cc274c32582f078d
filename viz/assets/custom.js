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

// When the server is away (stopped or restarting), the page says so and reloads as soon as the server answers again.
// Solara retries on its own, but less and less often, and then gives up.
const LOOK_AGAIN_MS = 700;

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
  sign.hidden = false;
  while (lost()) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    if (lost() && (await serverAnswers())) {
      window.location.reload();
      return;
    }
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
