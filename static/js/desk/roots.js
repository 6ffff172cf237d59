// "It grew from": the notes behind an action, and what it still needs in the room.

import { html } from "../html.js";
import { say } from "../words.js";
import { Icon } from "../parts.js";
import { letterOf } from "../room/view.js";
import { Panel } from "./panel.js";

const NEEDED = ["we_will", "so_that", "who_leads", "by_when"];

export function ActionRoots({ view, action }) {
  const chain = action.chain || [];
  return html`<${Panel} name="roots" title=${say("desk.grew")}>
      ${chain.length
        ? html`<ol class="roots">${chain.map((link) => html`<li class="root" key=${link.note}><b>${rootFrom(view, link)}</b> ${link.text ? html`<span dir="auto">${say("desk.quoted", { text: link.text })}</span>` : say("desk.hidden_note")}
          ${link.totals && link.totals.tick > 0 && html`<small>${say("desk.recognise", { n: link.totals.tick })}</small>`}</li>`)}</ol>`
        : html`<p class="soft">${say("desk.grew_none")}</p>`}
    <//>
    <${Panel} name="needs" title=${say("desk.needs")}>
      <ul class="checks">${NEEDED.map((name) => html`<${Need} key=${name} name=${name} isThere=${Boolean(action.fields[name])} />`)}</ul>
    <//>`;
}

function rootFrom(view, link) {
  const letter = letterOf(view, link);
  if (letter && link.slot_title) return say("desk.group_wrote_at", { letter, title: link.slot_title });
  return letter ? say("desk.group_wrote", { letter }) : say("desk.someone_wrote");
}

function Need({ name, isThere }) {
  return html`<li class=${"check " + (isThere ? "check--good" : "check--care")}><${Icon} name=${isThere ? "tick" : "warn"} />
    <span>${isThere ? say("desk.field_" + name) : html`<b>${say("desk.field_" + name)}</b>`}<span class="hidden">${say(isThere ? "desk.is_there" : "desk.is_missing")}</span></span></li>`;
}
