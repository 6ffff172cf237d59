// The presenter's clicker and the keyboard: on, back, blank, full screen. A held key acts once.

import { turnOr } from "./pages_of.js";

const ON = ["PageDown", "ArrowRight", " ", "Spacebar"];
const BACK = ["PageUp", "ArrowLeft"];
const BLANK = ["b", "B", "."];

/** What a key asks for: `{name, body}` of a command, or null. */
export function keyCommand(event, view) {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return null;
  const { state } = view;
  if (state.workshop.is_closed) return null;
  const drive = state.drive || {};
  if (ON.indexOf(event.key) >= 0) return turnOr(view, 1, drive.next);
  if (BACK.indexOf(event.key) >= 0) return turnOr(view, -1, drive.back);
  if (BLANK.indexOf(event.key) >= 0) return { name: "show_screen", body: { page: state.screen === "blank" ? null : "blank" } };
  return null;
}

/** Full screen, where the browser allows it; otherwise nothing happens. */
export function toggleFullScreen() {
  const page = document.documentElement;
  if (document.fullscreenElement) document.exitFullscreen();
  else if (page.requestFullscreen) page.requestFullscreen().catch(() => {});
}

/** Keeps the screen awake where that is allowed; plain http pages cannot, and go without. */
export function keepAwake() {
  const ask = () => {
    if (!navigator.wakeLock || document.hidden) return;
    navigator.wakeLock.request("screen").catch(() => {});
  };
  document.addEventListener("visibilitychange", ask);
  ask();
}
