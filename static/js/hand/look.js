// "Look up": nothing is asked of the phone. Words that wait can still be finished.

import { html } from "../html.js";
import { say } from "../words.js";
import { hasOpenDraft } from "./view.js";
import { RefusedList } from "./refused.js";
import { SendButton, WriteForm } from "./write.js";
import { YouPanel } from "./you.js";

export function lookLayout(view, actions) {
  const isClosed = view.workshop.is_closed;
  const isEarly = !view.step && !isClosed;
  const [title, lead] = isClosed ? ["hand.look.closed", "hand.look.closed_lead"] : isEarly ? ["hand.look.early", "hand.look.early_lead"] : ["hand.look.title", "hand.look.lead"];
  const arrow = html`<svg class="look__arrow" viewBox="0 0 48 48" aria-hidden="true" focusable="false"><path d="M24 44V6M8 22 24 6l16 16" /></svg>`;
  return {
    kind: "look",
    main: [
      html`<div class="look" key="head">${!isClosed && !isEarly && arrow}
        <h1 class="look__title" tabindex="-1">${say(title)}</h1>
        <p class="hand__lead">${say(lead)}</p>
        ${!isClosed && html`<p class="hand__soft">${say("hand.look.keep")}</p>`}</div>`,
      hasOpenDraft(view) && html`<${WriteForm} key="write" view=${view} actions=${actions} />`,
      html`<${RefusedList} key="refused" view=${view} actions=${actions} />`,
      html`<${YouPanel} key="you" view=${view} actions=${actions} />`,
    ],
    dock: hasOpenDraft(view) ? html`<${SendButton} view=${view} />` : null,
  };
}
