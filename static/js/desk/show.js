// A button that lays a page over the projector's work, and takes it away again.

import { html } from "../html.js";
import { Icon } from "../parts.js";

/** `page` is a page of the projector; `of` the action that it is about. */
export function ShowButton({ desk, page, of, words }) {
  const { state } = desk.view;
  if (state.workshop.is_closed || !state.activity) return null;
  const isShown = state.screen === page && (!of || !state.shown || state.shown === of);
  const body = isShown ? { page: null } : of ? { page, of } : { page };
  return html`<button class="button" type="button" aria-pressed=${String(isShown)} onClick=${() => desk.give("show_screen", body)}><${Icon} name="screen" /> ${words}</button>`;
}
