// What a browser keeps of the player between visits: settings, and where a recording was left.

const STORE = "committee-stage";

export function remembered() {
  try {
    return JSON.parse(localStorage.getItem(STORE) ?? "{}") ?? {};
  } catch {
    return {};
  }
}

export function remember(changes) {
  try {
    localStorage.setItem(STORE, JSON.stringify({ ...remembered(), ...changes }));
  } catch {
    // Storage is blocked (a file, a strict policy, a private window): the settings last as long as the page.
  }
}
