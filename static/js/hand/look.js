// "Look up": nothing is asked of the phone. Words that wait can still be finished.

import { html } from "../html.js";
import { say } from "../words.js";
import { hasOpenDraft } from "./view.js";
import { RefusedList } from "./refused.js";
import { SendButton, WriteForm } from "./write.js";
import { YouPanel } from "./you.js";

/** `isComing`: something is asked, and the part of the page that draws it is on its way. */
export function lookLayout(view, actions, isComing) {
  if (isComing) return calmLayout(view, actions, (view.step && view.step.title) || say("hand.plan.bar"), say("hand.look.loading"));
  const isClosed = view.workshop.is_closed;
  const isEarly = !view.step && !isClosed;
  const [title, lead] = isClosed ? ["hand.look.closed", "hand.look.closed_lead"] : isEarly ? ["hand.look.early", "hand.look.early_lead"] : ["hand.look.title", "hand.look.lead"];
  return calmLayout(view, actions, say(title), say(lead), !isClosed && !isEarly, !isClosed && say("hand.look.keep"));
}

function calmLayout(view, actions, title, lead, hasArrow, keep) {
  const arrow = html`<svg class="look__arrow" viewBox="0 0 48 48" aria-hidden="true" focusable="false"><path d="M24 44V6M8 22 24 6l16 16" /></svg>`;
  return {
    kind: "look",
    main: [
      html`<div class="look" key="head">${hasArrow && arrow}
        <h1 class="look__title" tabindex="-1">${title}</h1>
        <p class="hand__lead">${lead}</p>
        ${keep && html`<p class="hand__soft">${keep}</p>`}</div>`,
      hasOpenDraft(view) && html`<${WriteForm} key="write" view=${view} actions=${actions} />`,
      html`<${RefusedList} key="refused" view=${view} actions=${actions} />`,
      html`<${YouPanel} key="you" view=${view} actions=${actions} />`,
    ],
    dock: hasOpenDraft(view) ? html`<${SendButton} view=${view} />` : null,
  };
}
