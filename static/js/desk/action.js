// The editor of one action: the four that the room needs, what makes room, and folded below it
// what the champion and the headteacher complete afterwards.

import { html } from "../html.js";
import { say } from "../words.js";
import { Field, FieldChips, FormSaved, optionsOf, rowForm } from "./field.js";
import { ActionLater } from "./later.js";
import { Twice } from "./panel.js";

const TAGS = ["seen", "data", "voice", "research", "hunch"];
const LIMITS = { we_will: 120, so_that: 300, who_leads: 100, by_when: 60, makes_room: 200, no_root: 300 };

export function ActionForm({ desk, action }) {
  const form = rowForm("action", "write_action", { action: action.id }, action.fields);
  const advice = action.advice || {};
  const field = (name, more) => html`<${Field} key=${action.id + name} desk=${desk} form=${form} name=${name} limit=${LIMITS[name]} advice=${advice[name]} ...${more} />`;
  return html`<div class="form">
    ${field("we_will", { rows: 2, kind: "field__input--title" })}
    ${field("so_that", { rows: 2 })}
    <div class="form__row">${field("who_leads", { hint: "desk.who_hint" })}${field("by_when", { hint: "desk.when_hint" })}</div>
    ${field("makes_room", { hint: "desk.room_hint" })}
    ${!action.has_root && field("no_root", { rows: 2 })}
    <${FieldChips} key=${action.id + "how"} desk=${desk} form=${form} name="how_known" options=${optionsOf(TAGS, "desk.tag_")} />
    <div class="form__foot">
      <${FormSaved} desk=${desk} form=${form} />
      <${Twice} key=${action.id} kind="button--quiet" words=${say("desk.remove")} sure=${say("desk.remove_sure")} onSure=${() => desk.give("remove_action", { action: action.id })} />
    </div>
    <${ActionLater} desk=${desk} action=${action} form=${form} />
  </div>`;
}
