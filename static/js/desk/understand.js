// What we now understand: the room's sentence with how we know it, started from a ringed cause if
// that helps.

import { html } from "../html.js";
import { say } from "../words.js";
import { Icon, Pen } from "../parts.js";
import { unstopped } from "../room/after_label.js";
import { FormSaved } from "./field.js";
import { PlanField, planForm } from "./header.js";

export function UnderstandMoment({ desk }) {
  const form = planForm(desk, "understand");
  const causes = desk.view.state.desk.causes || [];
  const field = (name, more) => html`<${PlanField} desk=${desk} form=${form} name=${name} more=${more} />`;
  return html`<div class=${causes.length ? "moment__two" : ""}>
    <div class="form">
      ${field("understanding", { rows: 3, isCounted: true, kind: "field__input--title" })}
      <div class="form__row">${field("how_we_know", { rows: 2 })}${field("still_to_check", { rows: 2 })}</div>
      <${FormSaved} desk=${desk} form=${form} />
    </div>
    ${causes.length > 0 && html`<section aria-label=${say("desk.causes")}><h2 class="legend">${say("desk.causes")}</h2>
      <ul class="causes">${causes.map((cause) => html`<${Cause} key=${cause.note} desk=${desk} form=${form} cause=${cause} />`)}</ul></section>`}
  </div>`;
}

function Cause({ desk, form, cause }) {
  const { is_taken: isTaken } = cause;
  const take = () => {
    if (!isTaken) fillFrom(desk, form, cause);
    desk.give("take_cause", { note: cause.note, is_taken: !isTaken });
  };
  return html`<li class="cause">${cause.letter && html`<${Pen} letter=${cause.letter} />`}
    <div><p dir="auto">${cause.text}</p><p class="soft">${sureWords(cause)}</p></div>
    <button class=${"button" + (isTaken ? " button--quiet" : "")} type="button" onClick=${take}>${isTaken ? html`<${Icon} name="tick" /> ${say("desk.cause_off")}` : say("desk.cause_take")}<span class="hidden"> ${cause.text}</span></button></li>`;
}

// Only empty fields take something: what the room already said stays.
function fillFrom(desk, form, cause) {
  const offer = {
    understanding: cause.text,
    how_we_know: cause.tag && cause.tag !== "hunch" ? say("desk.tag_" + cause.tag) + "." : "",
    still_to_check: checkWords(cause),
  };
  Object.keys(offer).filter((name) => offer[name] && !desk.forms.value(form, name).trim())
    .forEach((name) => desk.forms.put(form, name, offer[name]));
}

/** What a group wanted to check, with who does it. */
function checkWords(cause) {
  if (!cause.check) return cause.tag === "hunch" ? say("desk.cause_hunch") : "";
  return cause.who ? say("desk.cause_check", { check: unstopped(cause.check), who: unstopped(cause.who) }) : cause.check;
}

function sureWords(cause) {
  return [cause.tag && say("desk.tag_" + cause.tag), cause.sure && say("desk.sure_" + cause.sure)].filter(Boolean).join(", ");
}
