// Light, dark or high contrast: the choice, and what it means on this system.

import { put } from "./drawing.js";
import { set } from "./player.js";

const THEMES = ["auto", "light", "dark", "contrast"];
const DARK = "(prefers-color-scheme: dark)";
const MORE = "(prefers-contrast: more)";

// What a theme means here. High contrast is dark or light as the system is; "auto" follows the system in both.
export function lookOf(theme) {
  const asks = (query) => window.matchMedia(query).matches;
  const dark = theme === "dark" || (theme !== "light" && asks(DARK));
  const more = theme === "contrast" || (theme === "auto" && asks(MORE));
  return { look: dark ? "dark" : "light", contrast: more ? "more" : "usual" };
}

// Light, dark, high contrast, and light again.
function themeAfter(theme) {
  const { look, contrast } = lookOf(theme);
  if (contrast === "more") return "light";
  return look === "dark" ? "contrast" : "dark";
}

// Gives `root` a theme, and updates it when the system changes: wear(theme), and stop() at the end.
export function wardrobe(root) {
  let theme = "auto";
  const dress = () => {
    const { look, contrast } = lookOf(theme);
    put(root, "data-theme", theme);
    put(root, "data-look", look);
    put(root, "data-contrast", contrast);
  };
  const watched = [DARK, MORE].map((query) => window.matchMedia(query));
  for (const each of watched) each.addEventListener("change", dress);
  return {
    wear(chosen) {
      theme = THEMES.includes(chosen) ? chosen : "auto";
      dress();
      return theme;
    },
    stop() {
      for (const each of watched) each.removeEventListener("change", dress);
    },
  };
}

export function setTheme(player, theme) {
  set(player, "theme", player.dom.wardrobe.wear(theme));
}

export function nextTheme(player) {
  setTheme(player, themeAfter(player.settings.theme));
}
