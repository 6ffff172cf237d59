// A press that cannot be taken back asks once more, with the same button. That is deaf at first: a
// double tap is one press.

import { html } from "../html.js";

const DEAF_MS = 700;

/** Remembers in `phone.ui[what]` which thing is asked about; the page is drawn again when it hears. */
export function askSure(phone, what, id) {
  phone.ui[what] = id;
  phone.ui.askedAt = Date.now();
  setTimeout(phone.redraw, DEAF_MS + 50);
}

/** Whether it was asked too lately for an answer. */
export function isDeaf(ui) {
  return Date.now() - (ui.askedAt || 0) < DEAF_MS;
}

/** The button: its words, those once it was pressed, and what a press does. */
export function SureButton({ ui, isAsked, words, sure, onPress }) {
  return html`<button class="button" type="button" aria-disabled=${isAsked && isDeaf(ui) ? "true" : null} onClick=${onPress}>${isAsked ? sure : words}</button>`;
}
