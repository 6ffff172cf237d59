// Goal and Reality: the form of the goal, drafted from our question, and what is true today,
// numbers first.

import { html } from "../html.js";
import { say } from "../words.js";
import { Fold, Icon } from "../parts.js";
import { Field, FormSaved, rowForm } from "./field.js";

const FIRST_LINES = 4; // of what was found; the rest is one press away
const GOAL_LIMITS = { goal: 200, measure: 160, now: 60, target: 60, source: 160, reality: 400 };

export function goalForm(desk, id) {
  return rowForm(id, "write_goal", null, desk.view.state.desk.goal);
}

export function GoalFields({ desk, form }) {
  const draft = desk.view.state.desk.goal_draft;
  const field = (name, more) => html`<${Field} key=${name} desk=${desk} form=${form} name=${name} limit=${GOAL_LIMITS[name]} label=${say("desk.goal_" + name)} ...${more} />`;
  return html`<div class="form">
    <div class="moment__held">${field("goal", { rows: 2, kind: "field__input--title" })}
      ${draft && !desk.forms.value(form, "goal") && html`<button class="button" type="button" onClick=${() => desk.forms.put(form, "goal", draft)}>${say("desk.goal_start")}</button>`}</div>
    <div class="form__row form__row--goal">${field("measure")}${field("now")}${field("target")}${field("by")}${field("source")}</div>
  </div>`;
}

export function GoalMoment({ desk }) {
  const form = goalForm(desk, "goal");
  return html`<${GoalFields} desk=${desk} form=${form} /><${FormSaved} desk=${desk} form=${form} />`;
}

/** What was found before stands ready: one press adds a line. */
export function RealityMoment({ desk }) {
  const form = goalForm(desk, "goal");
  const value = desk.forms.value(form, "reality");
  const lines = (desk.view.state.desk.reality || []).filter((line) => value.indexOf(line) < 0);
  const [first, more] = [lines.slice(0, FIRST_LINES), lines.slice(FIRST_LINES)];
  const add = (line) => () => desk.forms.put(form, "reality", value.trim() ? value.trim() + "\n" + line : line);
  return html`<div class="moment__two">
    <div><${Field} key="reality" desk=${desk} form=${form} name="reality" rows=${5} limit=${GOAL_LIMITS.reality} isCounted label=${say("desk.goal_reality")} /><${FormSaved} desk=${desk} form=${form} /></div>
    ${lines.length > 0 && html`<section aria-label=${say("desk.reality_lines")}><h2 class="legend">${say("desk.reality_lines")}</h2>
      <${Offers} lines=${first} add=${add} />
      ${more.length > 0 && html`<${Fold} title=${say("desk.reality_more", { n: more.length })}><${Offers} lines=${more} add=${add} /><//>`}</section>`}
  </div>`;
}

function Offers({ lines, add }) {
  return html`<ul class="offers">${lines.map((line) => html`<li key=${line}><button class="button offer" type="button" onClick=${add(line)}><${Icon} name="plus" /> <span dir="auto">${line}</span></button></li>`)}</ul>`;
}
