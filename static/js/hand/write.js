// The form for one note. It stands at the same place in every layout (key "write"), so that a
// phase change takes neither the words nor the keyboard away from somebody who is typing.

import { html } from "../html.js";
import { say } from "../words.js";
import { Icon } from "../parts.js";
import { slotOf } from "../state.js";
import { hasDraft, isElsewhere, placeNow } from "./view.js";
import { WhoSees } from "./blocks.js";

const STANCE_ICONS = ["strength", "gap", "stop", "question"];

/** Whether the form is wanted: something is asked for, or words are waiting. */
export function wantsForm(view) {
  return hasDraft(view) || mayStart(view);
}

/** Whether a new note may be begun here: `left` is null where everyone writes. */
export function mayStart(view) {
  if (view.draft && view.draft.parent) return view.canBuild;
  return view.canWrite && view.mine.left !== 0 && view.step.veil !== "closed";
}

/** The form. Its submit button stands in the dock: `form="note"`. */
export function WriteForm({ view, actions }) {
  const draft = view.draft || actions.emptyDraft();
  const isOver = lengthOf(draft.text) > view.limit;
  const why = view.ui.formError;
  return html`<form class="form stack stack--wide" id="note" novalidate onSubmit=${(event) => { event.preventDefault(); actions.send(); }}>
    ${isElsewhere(view) && html`<${Elsewhere} view=${view} />`}
    ${draft.parent && html`<${BuildingOn} view=${view} actions=${actions} draft=${draft} />`}
    <div class="field">
      <label class="field__label" for="text">${say(draft.parent ? "hand.write.label_build" : "hand.write.label")}</label>
      <textarea class="field__input" id="text" rows="4" dir="auto" enterkeyhint="enter" aria-describedby=${"hint count who" + (why ? " wrong" : "")}
        aria-invalid=${why ? "true" : null} value=${draft.text} onInput=${(event) => actions.type(event.target.value)}></textarea>
      <p class="field__foot"><span id="hint">${say("hand.write.hint")}</span>
        <span class=${isOver ? "num field__over" : "num"} id="count">${say("hand.write.count", { count: lengthOf(draft.text), limit: view.limit })}</span></p>
      ${why && html`<p class="field__error" id="wrong" role="alert"><${Icon} name="warn" /> ${why}</p>`}
    </div>
    <${Stances} draft=${draft} actions=${actions} />
    <${WhoSees} id="who" icon=${view.isPrivate ? "lock" : "seen"} text=${whoText(view, draft)} />
  </form>`;
}

/** The dock's button while a form is open. */
export function SendButton({ view }) {
  const draft = view.draft;
  const from = isElsewhere(view) ? slotOf(view.state, draft.place.slot) : null;
  const isAway = view.status.is !== "online";
  const key = isAway ? "hand.write.keep" : from ? "hand.write.send_to" : view.mine.limit === null || !view.mine.group ? "hand.write.send" : "hand.write.send_ours";
  return html`<button class="button button--next" type="submit" form="note">${say(key, { number: from ? from.number : "" })}</button>`;
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

function whoText(view, draft) {
  if (view.isPrivate) return say("hand.write.who_private");
  return draft.place && draft.place.group && view.letter ? say("hand.write.who_group", { letter: view.letter }) : say("hand.write.who");
}

// Begun at another station or in another round: say where it goes.
function Elsewhere({ view }) {
  const place = view.draft.place;
  const slot = slotOf(view.state, place.slot);
  const here = placeNow(view);
  const isSameSlot = here && here.slot === place.slot;
  const text = slot && !isSameSlot ? say("hand.write.elsewhere_slot", { number: slot.number, title: slot.title }) : say("hand.write.elsewhere");
  return html`<div class="banner banner--care" data-elsewhere="yes"><${Icon} name="bang" /><p>${text}</p></div>`;
}

function BuildingOn({ view, actions, draft }) {
  const note = view.state.rows[draft.parent];
  const text = note && note.text ? note.text : draft.parentText;
  return html`<div class="building"><p class="building__text" dir="auto"><b>${say("hand.write.building_on")}</b> ${text}</p>
    <button class="button button--quiet" type="button" onClick=${actions.stopBuilding}>${say("hand.write.not_on")}</button></div>`;
}

// A note says what it is; an addition is an addition or a question.
function Stances({ draft, actions }) {
  const stances = draft.parent
    ? [{ value: null, label: say("hand.write.adds") }, { value: "question", label: say("hand.write.asks") }]
    : draft.stances;
  if (stances.length === 0) return null;
  return html`<fieldset>
    <legend class="legend">${say("hand.write.stance")}</legend>
    <div class="chips chips--even">${stances.map((each) => html`<label class="chip" key=${String(each.value)}>
      <input class="chip__input" type="radio" name="stance" value=${String(each.value)} checked=${draft.stance === each.value} onChange=${() => actions.stance(each.value)} />
      <span class="chip__face">${STANCE_ICONS.includes(each.value) && html`<${Icon} name=${each.value} />`}${each.value === null && html`<${Icon} name="plus" />`} ${each.label}</span></label>`)}
    </div></fieldset>`;
}
