// The plan's own page: what stands above its actions on the paper. Strengths are read here, the
// rest is written.

import { html } from "../html.js";
import { say } from "../words.js";
import { Fold } from "../parts.js";
import { Field, FormSaved, optionsOf, rowForm } from "./field.js";
import { GoalFields, goalForm } from "./goal.js";

const PLAN_LIMITS = {
  understanding: 160, how_we_know: 300, still_to_check: 300, leadership: 300, make_room: 300, keeper: 100, will_see: 300, confirm_role: 100,
};

/** The form of the plan's own fields; `id` keeps the fields of two places apart. */
export function planForm(desk, id) {
  const { plan } = desk.view.state.desk;
  return rowForm(id, "write_plan", null, plan ? plan.fields : {});
}

/** One of the plan's own fields. */
export function PlanField({ desk, form, name, more }) {
  return html`<${Field} key=${name} desk=${desk} form=${form} name=${name} limit=${PLAN_LIMITS[name]} ...${more} />`;
}

export function WholePlan({ desk }) {
  const form = planForm(desk, "plan");
  const field = (name, more) => html`<${PlanField} desk=${desk} form=${form} name=${name} more=${more} />`;
  return html`<div class="form">
    ${field("leadership", { rows: 2, hint: "desk.leadership_hint" })}
    <div class="form__row">${field("keeper", { hint: "desk.keeper_hint" })}${field("review_on", { hint: "desk.when_hint" })}</div>
    ${field("make_room", { rows: 2 })}
    ${field("will_see", { rows: 2 })}
    <${FormSaved} desk=${desk} form=${form} />
    <div class="later">
      <${Fold} title=${say("desk.understanding")}><div class="form">
        ${field("understanding", { rows: 2, isCounted: true })}${field("how_we_know", { rows: 2 })}${field("still_to_check", { rows: 2 })}</div><//>
      <${Fold} title=${say("desk.our_goal")}><${GoalFields} desk=${desk} form=${goalForm(desk, "plan-goal")} /><//>
      <${Fold} title=${say("desk.about_paper")}><div class="form">
        <div class="form__row">${field("reviewed_on", { hint: "desk.when_hint" })}${field("of_staff")}</div>
        <div class="form__row">${field("confirm_role", { hint: "desk.confirm_hint" })}${field("deletion_on", { hint: "desk.when_hint" })}</div>
        ${field("champion_in_review", { options: optionsOf(["yes", "no"], "desk.choice_") })}</div><//>
      <${Strengths} view=${desk.view} />
    </div>
  </div>`;
}

// What the paper prints: the review's, and what the groups chose.
function Strengths({ view }) {
  const { strengths } = view.state.desk;
  return html`<${Fold} title=${say("desk.strengths", { n: strengths.length })}>
    ${strengths.length ? html`<ul class="strengths">${strengths.map((each, at) => html`<li key=${at}><span dir="auto">${each.text}</span> <small class="soft">${say("desk.from_" + each.origin)}</small></li>`)}</ul>`
      : html`<p class="soft">${say("desk.strengths_none")}</p>`}<//>`;
}
