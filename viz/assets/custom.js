// A link to another page of ours changes the page without loading everything anew. A click with a modifier
// key, or on a link that opens elsewhere, is the browser's own business.
document.addEventListener("click", (event) => {
  const anchor = event.target.closest?.(".house a[href]");
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!anchor || !plain || event.defaultPrevented || anchor.target || anchor.origin !== window.location.origin) return;
  if (!window.solara?.router?.push || anchor.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  window.solara.router.push(anchor.pathname + anchor.search);
});

// Light, dark or high contrast was chosen, and the browser keeps it; every page follows.
try {
  const { theme } = JSON.parse(localStorage.getItem("committee-stage") ?? "{}");
  if (["light", "dark", "contrast"].includes(theme)) document.documentElement.dataset.theme = theme;
} catch {
  // Nothing can be remembered here: the system's choice stands.
}

// The server is away (stopped, or restarting): the page says so, and is loaded anew as soon as somebody answers.
// Solara tries again by itself, but ever more rarely, and in the end not at all.
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
