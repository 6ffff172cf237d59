// The form for one note. It stands at the same place in every layout (key "write"), so that a
// phase change takes neither the words nor the keyboard away from somebody who is typing.

import { html } from "../html.js";
import { say } from "../words.js";
import { Icon } from "../parts.js";
import { groupOf, slotOf } from "../state.js";
import { hasOpenDraft, isElsewhere, isOver, placeNow } from "./view.js";
import { WhoSees } from "./blocks.js";
import { WordsField } from "./field.js";

const STANCE_ICONS = ["strength", "gap", "stop", "question"];

/** Whether the form is wanted: something is asked for, or words are waiting. */
export function wantsForm(view) {
  return hasOpenDraft(view) || mayStart(view);
}

/** Whether a new note may be begun here: `left` is null where everyone writes. */
export function mayStart(view) {
  if (view.draft && view.draft.parent) return view.canBuild;
  return view.canWrite && view.mine.left !== 0 && view.step.veil !== "closed";
}

/** The form. Its submit button stands in the dock: `form="note"`. */
export function WriteForm({ view, actions }) {
  const draft = view.draft || actions.emptyDraft();
  return html`<form class="form stack stack--wide" id="note" novalidate onSubmit=${(event) => { event.preventDefault(); actions.send(); }}>
    ${isElsewhere(view) && html`<${Elsewhere} view=${view} actions=${actions} />`}
    ${draft.parent && html`<${BuildingOn} view=${view} actions=${actions} draft=${draft} />`}
    <${WordsField} view=${view} id="text" label=${say(draft.parent ? "hand.write.label_build" : "hand.write.label")}
      hint=${say("hand.write.hint")} about="who" value=${draft.text} onInput=${actions.type} />
    ${!isOver(view) && html`<${Stances} view=${view} draft=${draft} actions=${actions} />`}
    <${WhoSees} id="who" icon=${view.isPrivate && !isOver(view) ? "lock" : "seen"} text=${whoText(view, draft)} />
  </form>`;
}

/** The dock's button while a form is open. */
export function SendButton({ view }) {
  const draft = view.draft;
  const from = isElsewhere(view) ? slotOf(view.state, draft.place.slot) : null;
  const isAway = view.status.is !== "online";
  const isMore = view.items.some(({ name, is }) => name === "write_note" && is === "pending");
  const key = isAway ? (isMore ? "hand.write.keep_too" : "hand.write.keep") : isOver(view) ? "hand.refused.for_later" : from ? "hand.write.send_to" : view.mine.limit === null || !view.mine.group ? "hand.write.send" : "hand.write.send_ours";
  return html`<button class="button button--next" type="submit" form="note">${say(key, { number: from ? from.number : "" })}</button>`;
}

function whoText(view, draft) {
  if (isOver(view)) return say("hand.write.who_over");
  if (view.isPrivate) return say("hand.write.who_private");
  const group = draft.place && groupOf(view.state, draft.place.group);
  return group ? say("hand.write.who_group", { letter: group.letter }) : say("hand.write.who");
}

// Begun at another station or in another round: say where it goes. Where nothing is written now, it
// may be put out of the way of what is asked here.
function Elsewhere({ view, actions }) {
  const place = view.draft.place;
  const slot = slotOf(view.state, place.slot);
  const here = placeNow(view);
  const isSameSlot = here && here.slot === place.slot;
  const text = isOver(view) ? say("hand.write.over") : slot && !isSameSlot ? say("hand.write.elsewhere_slot", { number: slot.number, title: slot.title }) : say("hand.write.elsewhere");
  return html`<div class="banner banner--care" data-elsewhere="yes"><${Icon} name="bang" /><div><p>${text}</p>
    ${!here && !view.draft.isAside && html`<button class="button" type="button" onClick=${actions.putAside}>${say("hand.write.put_aside")}</button>`}</div></div>`;
}

function BuildingOn({ view, actions, draft }) {
  const note = view.state.rows[draft.parent];
  const text = note && note.text ? note.text : draft.parentText;
  return html`<div class="building"><p class="building__text" dir="auto"><b>${say("hand.write.building_on")}</b> ${text}</p>
    <button class="button button--quiet" type="button" onClick=${actions.stopBuilding}>${say("hand.write.not_on")}</button></div>`;
}

// A note says what it is; an addition is an addition or a question.
function Stances({ view, draft, actions }) {
  const stances = draft.parent
    ? [{ value: null, label: say("hand.write.adds") }, { value: "question", label: say("hand.write.asks") }]
    : draft.stances;
  if (stances.length === 0) return null;
  const fault = view.ui.fault && view.ui.fault.at === "stance" ? view.ui.fault.why : null;
  return html`<fieldset aria-describedby=${fault ? "stance_wrong" : null}>
    <legend class="legend">${say("hand.write.stance")}</legend>
    ${fault && html`<p class="field__error" id="stance_wrong" role="alert"><${Icon} name="warn" /> <span>${fault}</span></p>`}
    <div class="chips chips--even">${stances.map((each, at) => html`<label class="chip" key=${String(each.value)}>
      <input class="chip__input" type="radio" id=${at === 0 ? "stance" : null} name="stance" value=${String(each.value)} checked=${draft.stance === each.value} onChange=${() => actions.stance(each.value)} />
      <span class="chip__face">${STANCE_ICONS.includes(each.value) && html`<${Icon} name=${each.value} />`}${each.value === null && html`<${Icon} name="plus" />`} ${each.label}</span></label>`)}
    </div></fieldset>`;
}
