// The end of the hour: whether the plan is agreed, and at the last item the files and the way to
// close. Nobody leaves with a draft because a button was walked past.

import { html } from "../html.js";
import { say } from "../words.js";
import { Icon } from "../parts.js";
import { AgreeButton } from "./agree.js";
import { stepName } from "./facts.js";
import { ExportLinks, agreedWords } from "./versions.js";

const AFTER_TALK = ["agreement talk", "agreement agreed"];

/** Whether there is a plan that the room has not agreed as it now stands. */
function isUnagreed(view) {
  const { agreed, is_changed: isChanged } = view.state.workshop;
  return view.actions.length > 0 && (!agreed || Boolean(isChanged));
}

/** What the dock says instead of what lies ahead, where next would walk past agreeing; else empty. */
export function aheadUnagreed(view) {
  const isHere = AFTER_TALK.indexOf(stepName(view.state)) >= 0;
  if (!isHere || !isUnagreed(view)) return "";
  return say(view.state.workshop.agreed ? "desk.ahead_changed" : "desk.ahead_unagreed");
}

/** Still to be agreed, said with the button that does it; nothing once it is agreed. */
export function Unagreed({ desk }) {
  if (!isUnagreed(desk.view)) return null;
  return html`<p class="moment__acts"><span>${say(desk.view.state.workshop.agreed ? "desk.export_changed" : "desk.not_agreed")}</span> <${AgreeButton} desk=${desk} /></p>`;
}

/** After the last item nothing comes next: the plan, its files, and how to close. */
export function Ending({ desk }) {
  const { state } = desk.view;
  const isLast = state.activity && !state.desk.next && !state.workshop.is_closed;
  if (!isLast) return null;
  return html`<section class="calm__moment" aria-labelledby="ending">
    <h2 class="calm__label" id="ending">${say("desk.ending")}</h2>
    ${isUnagreed(desk.view) ? html`<${Unagreed} desk=${desk} />` : state.workshop.agreed && html`<p class="agreedline"><${Icon} name="tick" /> ${agreedWords(state)}</p>`}
    <${ExportLinks} code=${state.workshop.code} />
    <p><button class="button" type="button" onClick=${() => desk.open("more", "end")}>${say("desk.ending_close")}</button></p>
  </section>`;
}
