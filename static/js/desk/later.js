// What an action needs within 48 hours, folded by subject: how we will know, steps and means, what
// could get in the way, where it stands.

import { html } from "../html.js";
import { say } from "../words.js";
import { Fold } from "../parts.js";
import { dateText, schoolDayAfter } from "../dates.js";
import { Field, optionsOf } from "./field.js";
import { PartList } from "./partlist.js";

const AFTER_DAYS = 2; // the plan is completed within 48 hours
const KINDS = ["start", "improve", "protect", "stop"];
const STOPS = ["remove", "reduce", "re-engineer", "replace"];
const PACES = ["quick", "lasting"];
const STATES = ["draft", "agreed", "active", "done", "stopped"];
const RAGS = ["green", "amber", "red"];
const LATER_LIMITS = { problem: 300, baseline: 100, target: 100, contributors: 200, resources: 300, support: 300 };

export function ActionLater({ desk, action, form }) {
  const advice = action.advice || {};
  const field = (name, more) => html`<${Field} key=${action.id + name} desk=${desk} form=${form} name=${name} limit=${LATER_LIMITS[name]} advice=${advice[name]} ...${more} />`;
  const parts = (kind) => html`<${PartList} key=${action.id + kind} desk=${desk} action=${action} kind=${kind} />`;
  return html`<div class="later">
    <${Fold} title=${say("desk.later_know", { date: dateText(completedOn(desk.view)) })}><div class="form">
      <div class="form__row">${field("baseline", { label: say("desk.field_baseline") })}${field("target")}</div>
      ${parts("success")}${parts("monitoring")}</div><//>
    <${Fold} title=${say("desk.later_steps")}><div class="form">
      ${parts("step")}
      <div class="form__row">${field("start", { hint: "desk.when_hint" })}${field("contributors")}</div>
      ${field("resources", { rows: 2 })}
      <div class="form__row">${field("cost")}${field("hours")}</div>
      ${field("support", { rows: 2 })}${parts("support")}</div><//>
    <${Fold} title=${say("desk.later_why")}><div class="form">
      ${field("problem", { rows: 2 })}
      <div class="form__row">${field("kind", { options: optionsOf(KINDS, "desk.kind_") })}${field("pace", { options: optionsOf(PACES, "desk.pace_") })}</div>
      ${desk.forms.value(form, "kind") === "stop" && field("stop_means", { options: optionsOf(STOPS, "desk.stop_") })}
      ${parts("ingredient")}${parts("barrier")}${parts("research")}</div><//>
    <${Fold} title=${say("desk.later_state")}><div class="form">
      <div class="form__row">${field("status", { options: optionsOf(STATES, "desk.status_") })}${field("commitment", { options: tenSteps() })}</div>
      ${hasBegun(action) && field("rag", { options: optionsOf(RAGS, "desk.rag_") })}</div><//>
  </div>`;
}

// Red, amber or green says something only once there is something to see.
function hasBegun(action) {
  return ["active", "done", "stopped"].indexOf(action.fields.status) >= 0 || Boolean(action.fields.rag);
}

/** The day by which champion and headteacher complete the plan, as ms. */
function completedOn(view) {
  const { workshop, begun_at: begunAt } = view.state;
  return schoolDayAfter(workshop.agreed ? workshop.agreed.on : workshop.held_on || begunAt || view.now, AFTER_DAYS);
}

function tenSteps() {
  return ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"].map((value) => ({ value, words: value }));
}
