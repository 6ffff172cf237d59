// A field for words: its label, its count and, where something is wrong, the sentence beside it.

import { html } from "../html.js";
import { say } from "../words.js";
import { Icon } from "../parts.js";

/** `about` are ids of more that describes it; `isLine`: a short one. `view.ui.fault` is {at: id, why} or null. */
export function WordsField({ view, id, label, hint, about, value, onInput, isLine }) {
  const fault = view.ui.fault && view.ui.fault.at === id ? view.ui.fault.why : null;
  const count = lengthOf(value);
  const described = [hint && id + "_hint", id + "_count", about, fault && id + "_wrong"].filter(Boolean).join(" ");
  return html`<div class="field">
    <label class="field__label" for=${id}>${label}</label>
    <textarea class=${"field__input" + (isLine ? " field__input--line" : "")} id=${id} rows=${isLine ? 2 : 4} dir="auto" enterkeyhint="enter" aria-describedby=${described}
      aria-invalid=${fault ? "true" : null} value=${value} onInput=${(event) => onInput(event.target.value)}></textarea>
    <p class="field__foot"><span id=${id + "_hint"}>${hint || ""}</span>
      <span class=${count > view.limit ? "num field__over" : "num"} id=${id + "_count"}>${say("hand.write.count", { count, limit: view.limit })}</span></p>
    ${fault && html`<p class="field__error" id=${id + "_wrong"} role="alert"><${Icon} name="warn" /> <span>${fault}</span></p>`}
  </div>`;
}

/** What is wrong with a draft before it is sent, as a sentence, or null. */
export function draftFault(draft, limit) {
  const length = lengthOf(draft.text.trim());
  if (length === 0) return say("hand.write.empty");
  if (length > limit) return say("hand.write.too_long", { n: length - limit });
  if (draft.stances.length > 0 && !draft.parent && !draft.stance) return say("hand.write.no_stance");
  return null;
}

/** Characters as the server counts them: an emoji is one. */
export function lengthOf(text) {
  return Array.from(text).length;
}
