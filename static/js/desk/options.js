// Options: doubles are put together before the dots, and after them some go forward; the others
// keep a reason.

import { html } from "../html.js";
import { say } from "../words.js";
import { mergedInto, optionsTaken, optionsToMerge, stepName } from "./facts.js";
import { turnOr } from "../room/pages_of.js";
import { Field, fieldId } from "./field.js";

const CHOOSING = ["grow vote revealed", "grow will"];

/** Pick one up, then press the one that it belongs to. */
export function ClarifyMoment({ desk }) {
  const options = optionsToMerge(desk.view);
  const held = options.find((option) => option.id === desk.ui.merging);
  return html`<h2 class="calm__label">${say(held ? "desk.merge_where" : "desk.merge_title", { n: options.length })}</h2>
    <ul class="optionlist">${options.map((option) => html`<li class="option" key=${option.id} data-held=${held === option ? "" : null}>
      <div><p dir="auto">${option.text}</p>
        ${option.fields && option.fields.obstacle && html`<p class="soft" dir="auto">${say("desk.obstacle", { text: option.fields.obstacle })}</p>`}
        <${MergedInto} desk=${desk} option=${option} /></div>
      <p class="option__acts">${optionActs(desk, option, held)}</p></li>`)}</ul>`;
}

function optionActs(desk, option, held) {
  const name = html`<span class="hidden"> ${option.text}</span>`;
  if (held === option) return html`<button class="button button--quiet" type="button" key="put" onClick=${() => desk.set({ merging: null })}>${say("desk.merge_leave")}</button>`;
  if (held) return html`<button class="button" type="button" key="into" onClick=${() => mergeInto(desk, held, option)}>${say("desk.merge_here")}${name}</button>`;
  return html`<button class="button button--quiet" type="button" key="merge" onClick=${() => desk.set({ merging: option.id })}>${say("desk.merge_pick")}${name}</button>
    <button class="button button--quiet" type="button" key="hide" onClick=${() => desk.give("hide_note", { note: option.id })}>${say("desk.hide")}${name}</button>`;
}

// What stands behind one option now; each can be taken out again.
function MergedInto({ desk, option }) {
  const merged = mergedInto(desk.view.state.desk, option.id);
  if (!merged.length) return null;
  return html`<p class="soft">${say("desk.merged", { n: merged.length })}</p>
    <ul class="quotes">${merged.map((each) => html`<li class="merged" key=${each.note}><span dir="auto">${say("desk.quoted", { text: each.text })}</span>
      <button class="button button--quiet" type="button" onClick=${() => desk.give("merge_notes", { note: each.note, into: null })}>${say("desk.part_again")}<span class="hidden"> ${each.text}</span></button></li>`)}</ul>`;
}

function mergeInto(desk, held, option) {
  desk.give("merge_notes", { note: held.id, into: option.id }).then((answer) => answer && answer.ok && desk.set({ merging: null }));
}

/** Until some go forward, taking the ticked ones is what comes next after the dots; else null. */
export function takeNext(desk) {
  const { state } = desk.view;
  if (CHOOSING.indexOf(stepName(state)) < 0) return null;
  const { was, taken } = takingNow(desk);
  if (was.length || !taken.length) return null;
  return { name: "choose_options", body: { activity: state.activity.id, notes: taken, was }, label: say("desk.take", { n: taken.length }), ahead: say("desk.take_ahead") };
}

/** Whether this is what the one great button does now: a page of the projector comes before it. */
export function isNextPress(desk, command) {
  return Boolean(command) && turnOr(desk.view, 1, command) === command;
}

// What goes forward already, and what would with the ticks as they are.
function takingNow(desk) {
  const { desk: facts, activity } = desk.view.state;
  const options = facts.options || [];
  const picked = desk.ui.picked[activity.id];
  const was = options.filter((option) => option.is_chosen).map((option) => option.note);
  return { options, picked, was, taken: optionsTaken(facts, picked) };
}

/** After the dots: the first few are ticked already. */
export function TakeMoment({ desk }) {
  const { activity } = desk.view.state;
  const { options, picked, was, taken } = takingNow(desk);
  const pick = (note, isTaken) => desk.set({ picked: { [activity.id]: Object.assign({}, picked, { [note]: isTaken }) } });
  const isSame = was.length === taken.length && taken.every((note) => was.indexOf(note) >= 0);
  const take = () => desk.give("choose_options", { activity: activity.id, notes: taken, was })
    .then((answer) => answer && answer.ok && desk.set({ picked: {} }));
  return html`<div class="moment__head"><h2 class="calm__label">${say("desk.take_title")}</h2> ${isSame
      ? html`<span role="status">${say("desk.taken", { n: was.length })}</span>`
      : !isNextPress(desk, takeNext(desk)) && html`<button class="button button--start" type="button" disabled=${!taken.length} onClick=${take}>${say(was.length ? "desk.take_instead" : "desk.take", { n: taken.length })}</button>`}</div>
    <ul class="optionlist">${options.map((option) => html`<li class="option option--take" key=${option.note}>
      <label class="option__pick"><input type="checkbox" class="option__box" checked=${taken.indexOf(option.note) >= 0} onChange=${(event) => pick(option.note, event.target.checked)} />
        <span dir="auto">${option.text}</span></label>
      ${was.length > 0 && !option.is_chosen && html`<${WhyNotNow} desk=${desk} option=${option} />`}
      <b class="option__dots num">${say("desk.dots", { n: option.dots || 0 })}</b></li>`)}</ul>`;
}

// The reason stands as text once it is saved; a press opens it again.
function WhyNotNow({ desk, option }) {
  const form = { id: "aside-" + option.note, place: "set_aside:" + option.note, command: "set_aside", body: (name, text, was) => ({ note: option.note, reason: text, was }), saved: { reason: option.reason } };
  const id = fieldId(form, "reason");
  const reason = desk.forms.value(form, "reason");
  if (desk.ui.aside !== option.note && !desk.forms.isTyped(form, "reason")) {
    return html`<p class="option__why">${reason && html`<span dir="auto">${say("desk.not_now_because", { text: reason })}</span>`}
      <button class="button button--quiet" type="button" onClick=${() => desk.set({ aside: option.note, focus: id })}>${say(reason ? "desk.reason_change" : "desk.why_not_now")}<span class="hidden"> ${option.text}</span></button></p>`;
  }
  return html`<${Field} desk=${desk} form=${form} name="reason" label=${say("desk.why_not_now")} onDone=${() => desk.ui.aside === option.note && desk.set({ aside: null })} />`;
}
