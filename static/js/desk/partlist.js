// The lists inside an action: steps, success criteria, monitoring, support, barriers, ingredients
// and research. Each is added, edited and removed one by one.

import { html } from "../html.js";
import { say } from "../words.js";
import { Icon } from "../parts.js";
import { Field, focusField, optionsOf, rowForm } from "./field.js";
import { Twice } from "./panel.js";

const PARTS = {
  step: { fields: ["text", "on"] },
  success: { fields: ["text"] },
  monitoring: { fields: ["how", "who", "on"] },
  support: { fields: ["topic", "type", "status", "school", "may_share"] },
  barrier: { fields: ["text", "mitigation"], most: 3 },
  ingredient: { fields: ["text"], most: 5 },
  research: { fields: ["text"], most: 3 },
};
const PART_LIMITS = { text: 200, how: 200, who: 100, topic: 200, school: 120, mitigation: 200 };
const CHOICES = {
  type: ["visit", "coach", "resource", "training", "specialist"],
  status: ["needed", "offered", "matched", "done"],
  may_share: ["yes", "no"],
};

export function PartList({ desk, action, kind }) {
  const parts = actionParts(action, kind);
  const { most } = PARTS[kind];
  const advice = (action.advice || {})[kind];
  return html`<section class="partlist" aria-label=${say("desk.parts_" + kind)}>
    <h2 class="legend">${say("desk.parts_" + kind)}</h2>
    ${advice && html`<p class="field__advice"><${Icon} name="bang" /> <span>${advice}</span></p>`}
    <ol>${parts.map((part, at) => html`<li class="part" key=${part.id}><${PartForm} desk=${desk} kind=${kind} part=${part} at=${at + 1} /></li>`)}</ol>
    ${(!most || parts.length < most) && html`<button class="button" type="button" onClick=${() => addPart(desk, action, kind)}><${Icon} name="plus" /> ${say("desk.add_" + kind)}</button>`}
  </section>`;
}

function PartForm({ desk, kind, part, at }) {
  const form = rowForm("part-" + part.id, "write_part", { part: part.id }, part.fields);
  const { fields } = PARTS[kind];
  const what = say("desk.part_" + kind, { at });
  const field = (name) => html`<${Field} key=${name} desk=${desk} form=${form} name=${name} label=${fields.length > 1 ? say("desk.part_" + kind + "_" + name) : what}
    limit=${kind === "ingredient" ? 120 : PART_LIMITS[name]} options=${CHOICES[name] && optionsOf(CHOICES[name], "desk.choice_")} hint=${name === "on" ? "desk.when_hint" : ""} />`;
  return html`<div class="part__fields" role="group" aria-label=${what} data-many=${fields.length}>${fields.map(field)}</div>
    <${Twice} kind="button--quiet" words=${html`${say("desk.part_remove")} <span class="hidden">${what}</span>`} sure=${say("desk.part_remove_sure")} onSure=${() => desk.give("remove_part", { part: part.id })} />`;
}

// The new part takes the keyboard as soon as it is there.
function addPart(desk, action, kind) {
  desk.give("add_part", { action: action.id, kind }).then((answer) => {
    if (answer && answer.ok && answer.part) focusField(desk, "part-" + answer.part + "-" + PARTS[kind].fields[0]);
  });
}

/** An action's parts of one kind, in order. */
function actionParts(action, kind) {
  return (action.parts || []).filter((part) => part.kind === kind).sort((a, b) => a.position - b.position);
}
