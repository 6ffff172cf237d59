// Headlines of the review, as the room taps and after it was heard: "mostly recognised" or "mixed",
// never a count of opinions.

import { html } from "../html.js";
import { say } from "../words.js";
import { Icon } from "../parts.js";
import { pageShown } from "../gallery.js";
import { headlinePages, headlineText } from "./headline_pages.js";
import { PageOf, answeredNow } from "./signs.js";
import { flagged } from "./view.js";

export function RoomHeadlines({ view }) {
  const { step } = view.state;
  const pages = headlinePages(view.slots, view.state);
  const at = pageShown(step, pages);
  const page = pages[at] || { slots: [] };
  const { n, of } = answeredNow(view);
  const isAll = step.veil === "open" && of > 0 && n >= of; // a number that climbs would draw the eye
  const isHeard = view.slots.some((slot) => slot.totals && slot.totals.view);
  return html`<main class="room__work headlines" data-state=${isHeard ? "heard" : "talk"} data-tight=${flagged(page.isTight)} data-beside=${flagged(page.isBeside)}>
    <div class="headlines__do"><p class="room__do">${step.do}</p>
      <p class="headlines__answered" role="status">${isAll && say("room.answered_all")}</p>
      <${PageOf} at=${at} of=${pages.length} /></div>
    <ol class="headlines__list">${page.slots.map((slot) => html`<${TappedHeadline} key=${slot.id} slot=${slot} isHeard=${isHeard} isBeside=${page.isBeside} />`)}</ol>
  </main>`;
}

function TappedHeadline({ slot, isHeard, isBeside }) {
  const isStrength = slot.stance === "strength";
  const heard = slot.totals && slot.totals.view;
  const icon = html`<${Icon} name=${isStrength ? "strength" : "gap"} />`;
  const kind = html`<span class="headline__kind">${say(isStrength ? "room.headline_strength" : "room.headline_area")}</span>`;
  return html`<li class="headline">
    ${isBeside ? html`<p class="headline__sign">${icon} ${kind}</p>` : icon}
    <p>${!isBeside && kind} <span class="headline__text" dir="auto">${headlineText(slot)}</span></p>
    ${isHeard && html`<p class="headline__reply" data-band=${heard ? heard.band : null}>${heard && say("room.view_" + heard.band)}</p>`}
  </li>`;
}
