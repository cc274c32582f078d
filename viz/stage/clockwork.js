// What a player does whatever it shows: time passes while it plays, it has a speed and a theme, it tells those who asked.
// Who extends it says how long the recording is (`end`), how fast time passes (`rate()`), what a moment looks like
// (`show()`) and where it is (`here()`).

import { clamp } from "./drawing.js";
import { remember } from "./memory.js";
import { themeAfter } from "./themes.js";

const LONGEST_FRAME = 0.25; // seconds: a page that was asleep does not leap ahead

export class Clockwork {
  play() {
    if (this.playing) return;
    if (this.t >= this.end && !this.underway) this.seek(0);
    this.playing = true;
    this.last = null;
    this.frame = requestAnimationFrame((now) => this.tick(now));
    this.controls.playing(true);
    this.tell("play");
  }

  pause() {
    if (!this.playing) return;
    this.playing = false;
    cancelAnimationFrame(this.frame);
    this.controls.playing(false);
    this.keepPlace();
    this.tell("pause");
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  tick(now) {
    if (!this.playing) return;
    const passed = this.last === null ? 0 : Math.min(LONGEST_FRAME, (now - this.last) / 1000);
    this.last = now;
    this.t = this.toured(Math.min(this.end, this.t + passed * this.rate()));
    this.show();
    if (this.t >= this.end && !this.underway) return this.pause();
    if (!this.playing) return;
    this.frame = requestAnimationFrame((later) => this.tick(later));
  }

  // Where second t leads: there, unless a tour leads elsewhere.
  toured(t) {
    return t;
  }

  // What to remember of where the play head stands.
  keepPlace() {}

  // Times real time, 0.5 to 16, or "reading": each line stays as long as it takes to read.
  setSpeed(value) {
    this.settings.speed = value === "reading" ? "reading" : clamp(Number(value) || 1, 0.25, 32);
    this.controls.speed(this.settings.speed);
    this.keep({ speed: this.settings.speed });
  }

  setTheme(theme) {
    this.settings.theme = this.wardrobe.wear(theme);
    this.keep({ theme: this.settings.theme });
  }

  nextTheme() {
    this.setTheme(themeAfter(this.settings.theme));
  }

  // A link to the moment shown.
  link() {
    const url = new URL(this.options.share ?? window.location.href, window.location.href);
    url.searchParams.set("row", String(this.here().row));
    url.searchParams.set("t", this.scene.local.toFixed(1));
    return url.href;
  }

  async share() {
    const link = this.link();
    try {
      await navigator.clipboard.writeText(link);
      this.notice("Link to this moment copied.");
    } catch {
      this.notice("Link to this moment:", link);
    }
  }

  keep(changes) {
    if (this.options.remember) remember(changes);
  }

  // Hears "row", "play", "pause" or "seek"; returns a function that stops it.
  on(name, hear) {
    const heard = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, heard.add(hear));
    return () => heard.delete(hear);
  }

  tell(name) {
    for (const hear of this.listeners.get(name) ?? []) hear({ ...this.here(), t: this.t });
  }

  destroy() {
    this.pause();
    this.observer.disconnect();
    this.wardrobe.stop();
    document.fonts?.removeEventListener("loadingdone", this.refit);
    this.listeners.clear();
    this.root.remove();
  }
}
