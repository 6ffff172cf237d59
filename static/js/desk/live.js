// One note on the champion's desk, with what can be done to it.

import { html } from "../html.js";
import { knows, say } from "../words.js";
import { Icon, Mark, Pen } from "../parts.js";
import { cutToLines } from "../lines.js";
import { headlineText } from "../room/headline_pages.js";
import { letterOf, roomSlot } from "../room/view.js";
import { Twice } from "./panel.js";

const HEADLINE_EMS = 30; // of a headline, beside a note about it

export function LiveNote({ desk, note }) {
  const isLook = note.look && !note.is_hidden;
  return html`<li class=${"note live" + (isLook ? " live--look" : "")} data-hidden=${note.is_hidden ? "" : null}>
    ${isLook && html`<p class="live__flag"><${Icon} name="warn" /> ${note.look}</p>`}
    <p class="live__text" dir="auto">${note.text}</p>
    <${LiveMeta} desk=${desk} note=${note} />
    <p class="live__acts">${note.is_hidden ? hiddenActs(desk, note) : openActs(desk, note, isLook)}</p>
  </li>`;
}

// Stations have numbers that the room sees; a headline is known by its words.
function placeWords(slot) {
  const text = slot.stance ? headlineText(slot) : "";
  return text ? say("desk.about_headline", { text: cutToLines(text, HEADLINE_EMS, 1) }) : say("desk.at", { number: slot.number });
}

function LiveMeta({ desk, note }) {
  const letter = letterOf(desk.view, note);
  const slot = roomSlot(desk.view, note.slot);
  const totals = note.totals || {};
  return html`<p class="note__meta">
    ${letter && html`<${Pen} letter=${letter} />`}
    ${slot && html`<span dir="auto">${placeWords(slot)}</span>`}
    ${note.stance && knows("common.stance." + note.stance) && html`<${Mark} name=${note.stance} word=${say("common.stance." + note.stance)} />`}
    ${note.parent && html`<span>${say("desk.builds")}</span>`}
    ${totals.tick > 0 && html`<${Mark} name="tick" word=${totals.tick} />`}
    ${totals.dot > 0 && html`<span>${say("desk.dots", { n: totals.dot })}</span>`}
    ${note.is_carried && html`<span>${say("desk.carried")}</span>`}
    ${note.is_late && html`<span>${say("desk.late")}</span>`}
    ${note.is_hidden && html`<span>${say("desk.is_hidden")}</span>`}
  </p>`;
}

function hiddenActs(desk, note) {
  return html`<button class="button" type="button" key="show" onClick=${() => desk.give("show_note", { note: note.id })}>${say("desk.show_again")}</button>
    <${Twice} key="erase" kind="button--quiet" words=${say("desk.erase")} sure=${say("desk.erase_sure")} onSure=${() => desk.give("erase_note", { note: note.id })} />`;
}

function openActs(desk, note, isLook) {
  const quiet = isLook ? "button" : "button button--quiet";
  return html`${!note.is_late && html`<button class=${quiet} type="button" key="hide" onClick=${() => desk.give("hide_note", { note: note.id })}>${say("desk.hide")}</button>`}
    ${isLook && html`<button class="button" type="button" key="pass" onClick=${() => desk.give("pass_note", { note: note.id })}>${say("desk.fine")}</button>`}
    ${note.may_carry && !isOnPlan(desk.view, note) && html`<button class="button button--quiet" type="button" key="carry" onClick=${() => desk.give("carry_note", { note: note.id, to: "plan" })}>${say("desk.carry")}</button>`}
    ${note.may_carry && (note.carry_to || []).map((to) => html`<button class="button button--quiet" type="button" key=${to} onClick=${() => desk.give("carry_note", { note: note.id, to })}>${say("desk.carry_to", { title: titleOf(desk.view, to) })}</button>`)}
    ${isOnPlan(desk.view, note) && html`<span class="live__done" key="done"><${Icon} name="tick" /> ${say("desk.on_plan")}</span>`}`;
}

function titleOf(view, activity) {
  const item = view.state.agenda.find((each) => each.id === activity);
  return item ? item.title : "";
}

/** Whether an action grew from this note already. */
function isOnPlan(view, note) {
  return view.actions.some((action) => (action.chain || []).some((link) => link.note === note.id));
}
