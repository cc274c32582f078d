// What the views of recordings share: they fetch a recording with patience, keep the page's address a link to the
// current moment, and let the whole page follow the theme of the stage.

// How long to wait between attempts while the server is away, in milliseconds.
const PATIENCE = [500, 1000, 2000, 4000];

// Browsers limit how often an address may change: the last change within this many milliseconds counts.
const SETTLED = 250;

// The server's answer in place of a recording: a sentence for a person.
export class Refusal extends Error {}

// Fetches `url`, and tries again while the server is away. Throws a Refusal for anything but success.
export async function asked(url) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const answer = await fetch(url);
      if (!answer.ok) throw new Refusal(await answer.text());
      return answer;
    } catch (error) {
      if (error instanceof Refusal || attempt >= PATIENCE.length) throw error;
      await new Promise((resolve) => setTimeout(resolve, PATIENCE[attempt]));
    }
  }
}

export async function fetched(url) {
  return (await asked(url)).text();
}

// A sentence that says what went wrong while a view opened.
export function sentenceOf(error, otherwise) {
  return error instanceof Refusal ? error.message : `${otherwise} ${error.message}`;
}

let settling = null;
let home = null; // the path of the page that a view keeps the address of

// From now on the address of this page follows its view. Somebody who goes back is on another page before the view has
// left this one: that page's address is its own.
export function startPointing() {
  home = window.location.pathname;
}

export const pointsHere = () => window.location.pathname === home;

// Makes the page's address what `link()` is once it changes no more: the link to a moment and to what one has chosen to
// see.
export function point(link) {
  clearTimeout(settling);
  settling = setTimeout(() => {
    if (!pointsHere()) return;
    const { searchParams } = new URL(link());
    if (!(Number(searchParams.get("t")) > 0)) searchParams.delete("t");
    const address = new URL(window.location.href);
    address.search = searchParams;
    window.history.replaceState(window.history.state, "", address);
  }, SETTLED);
}

// Keeps in the page's address whether what is still to come is hidden, so that a link and a reload keep it, too.
export function pointHiding(hidden) {
  const address = new URL(window.location.href);
  if (hidden) address.searchParams.set("hide", "1");
  else address.searchParams.delete("hide");
  window.history.replaceState(window.history.state, "", address);
}

export function stopPointing() {
  clearTimeout(settling);
  home = null;
}

// Gives `stage` the keyboard at once, without a ring. A page that still waits for a module is hidden, and nothing
// hidden takes the focus: then as soon as the page shows, unless somebody has chosen something else by then.
export function takeKeys(stage) {
  stage.focus({ preventScroll: true, focusVisible: false });
  if (document.activeElement === document.body && stage.isConnected) requestAnimationFrame(() => takeKeys(stage));
}

// Gives the page around `stage` the theme of the stage; returns a function that ends this.
export function followTheme(stage) {
  const follow = () => {
    const { theme } = stage.dataset;
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  };
  const watcher = new MutationObserver(follow);
  watcher.observe(stage, { attributes: true, attributeFilter: ["data-theme"] });
  return () => watcher.disconnect();
}
