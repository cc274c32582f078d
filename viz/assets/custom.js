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

// Light or dark was chosen on the stage, which remembers it; the pages around it follow.
try {
  const { theme } = JSON.parse(localStorage.getItem("committee-stage") ?? "{}");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Nothing can be remembered here: the system's choice stands.
}
