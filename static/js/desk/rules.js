// In the room: one ground rule may be changed, our question is confirmed or adjusted, and before
// people leave the plan has a keeper and a day.

import { html } from "../html.js";
import { say } from "../words.js";
import { Unagreed } from "./ending.js";
import { Field, FormSaved } from "./field.js";
import { PlanField, planForm } from "./header.js";

export function RulesMoment({ desk }) {
  const { rules } = desk.view.state.workshop;
  return html`<h2 class="calm__label">${say("desk.rules_one")}</h2>
    <ol class="rulelist">${rules.map((rule, at) => html`<li key=${at}><${RuleLine} desk=${desk} at=${at} rule=${rule} /></li>`)}</ol>`;
}

function RuleLine({ desk, at, rule }) {
  const form = { id: "rule", place: "rule", command: "set_rule", body: (name, text, was) => ({ at: Number(name), text, was }), saved: { [at]: rule } };
  const name = String(at);
  if (desk.ui.rule !== at && !desk.forms.isTyped(form, name)) {
    return html`<span dir="auto">${rule}</span> <button class="button button--quiet" type="button" onClick=${() => desk.set({ rule: at, focus: "rule-" + at })}>${say("desk.rule_change")}<span class="hidden"> ${rule}</span></button>`;
  }
  const keep = () => desk.forms.save(form, name).then(() => !desk.forms.isTyped(form, name) && desk.set({ rule: null }));
  return html`<div class="ruleform"><${Field} desk=${desk} form=${form} name=${name} held label=${say("desk.rule_label")} />
    <button class="button" type="button" onClick=${keep}>${say("desk.rule_keep")}</button></div>`;
}

export function QuestionMoment({ desk }) {
  return html`<${QuestionForm} desk=${desk} id="question" label=${say("desk.question")} />`;
}

/** Our question, changed by its button; what was typed and refused stays in its field. */
export function QuestionForm({ desk, id, label, rows }) {
  const saved = { text: desk.view.state.workshop.question || "" };
  const form = { id, place: "question", command: "set_question", body: (name, text, was) => ({ text, was }), saved };
  return html`<div class="moment__held"><${Field} desk=${desk} form=${form} name="text" rows=${rows || 2} held kind="field__input--title" label=${label} />
    <button class="button" type="button" disabled=${!desk.forms.isTyped(form, "text")} onClick=${() => desk.forms.save(form, "text")}>${say("desk.set_question")}</button></div>`;
}

export function CloseMoment({ desk }) {
  const form = planForm(desk, "close");
  return html`<div class="form form--close"><div class="form__row">
    <${PlanField} desk=${desk} form=${form} name="keeper" more=${{ hint: "desk.keeper_hint" }} />
    <${PlanField} desk=${desk} form=${form} name="review_on" more=${{ hint: "desk.when_hint" }} /></div>
    <${FormSaved} desk=${desk} form=${form} /></div>
    <${Unagreed} desk=${desk} />`;
}
