// What the browser keeps between visits: settings, and where you left a recording; and what a link asks to hide.

const STORE = "committee-stage";

export function remembered() {
  try {
    return JSON.parse(localStorage.getItem(STORE) ?? "{}") ?? {};
  } catch {
    return {};
  }
}

// How fast somebody reads, as a multiple of the usual pace: the choice, or 1 if that makes no sense.
export function paceOf({ pace }) {
  const chosen = Number(pace);
  return chosen >= 0.25 && chosen <= 4 ? chosen : 1;
}

// Whether the page's address asks to hide what is still to come (?hide=1) or to show it (?hide=0); null if it does not
// say.
export function askedToHide() {
  return { 1: true, 0: false }[new URLSearchParams(window.location.search).get("hide")] ?? null;
}

// Goes back to the state of a first visit.
export function forget() {
  try {
    localStorage.removeItem(STORE);
  } catch {
    // Storage is blocked: there is nothing to forget.
  }
}

export function remember(changes) {
  try {
    localStorage.setItem(STORE, JSON.stringify({ ...remembered(), ...changes }));
  } catch {
    // Storage is blocked (a file, a strict policy, a private window): the settings last as long as the page.
  }
}
