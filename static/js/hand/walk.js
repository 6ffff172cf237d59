// On the way to the next station. A sentence that was begun can still be finished and sent.

import { html } from "../html.js";
import { say } from "../words.js";
import { Icon } from "../parts.js";
import { hasOpenDraft } from "./view.js";
import { RefusedList } from "./refused.js";
import { SendButton, WriteForm } from "./write.js";
import { YouPanel } from "./you.js";

export function walkLayout(view, actions) {
  const to = view.slot || view.next;
  return {
    kind: hasOpenDraft(view) ? "" : "walk",
    main: [
      html`<div class="stack walk" key="head">
        <p class="walk__sign" aria-hidden="true"><${Icon} name="next" />${to && html`<b>${to.number}</b>`}</p>
        <h1 class="hand__title" tabindex="-1">${to ? say("hand.walk.title", { number: to.number }) : say("hand.walk.somewhere")}</h1>
        ${to && html`<p class="hand__lead">${to.title}</p>`}
        <p class="hand__soft">${say(hasOpenDraft(view) ? "hand.walk.finish" : "hand.walk.lead")}</p></div>`,
      hasOpenDraft(view) && html`<${WriteForm} key="write" view=${view} actions=${actions} />`,
      html`<${RefusedList} key="refused" view=${view} actions=${actions} />`,
      html`<${YouPanel} key="you" view=${view} actions=${actions} />`,
    ],
    dock: hasOpenDraft(view) ? html`<${SendButton} view=${view} />` : null,
  };
}
