// "It grew from": the way from the room's words to an action; what stands behind it can be added
// and taken off again. Below it, what the action still needs in the room.

import { html } from "../html.js";
import { knows, say } from "../words.js";
import { Icon } from "../parts.js";
import { letterOf } from "../room/view.js";
import { rootsOf } from "./facts.js";
import { Panel } from "./panel.js";
import { ShowButton } from "./show.js";

const NEEDED = ["we_will", "so_that", "who_leads", "by_when"];

export function ActionRoots({ desk, action }) {
  const roots = rootsOf(action);
  return html`<${Panel} name="roots" title=${say("desk.grew")}>
      ${roots.length
        ? html`<ol class="roots">${roots.map((root, at) => html`<${Root} key=${root.root || root.note || root.label + at} desk=${desk} root=${root} />`)}</ol>`
        : html`<p class="soft">${say("desk.grew_none")}</p>`}
      ${roots.length > 0 && html`<p><${ShowButton} desk=${desk} page="journey" of=${action.id} words=${say("desk.show_journey")} /></p>`}
      <${AddRoot} desk=${desk} action=${action} />
    <//>
    <${Panel} name="needs" title=${say("desk.needs")}>
      <ul class="checks">${NEEDED.map((name) => html`<${Need} key=${name} name=${name} isThere=${Boolean(action.fields[name])} />`)}</ul>
    <//>`;
}

function Root({ desk, root }) {
  return html`<li class="root"><b>${rootFrom(desk.view, root)}</b>
    ${root.text ? html`<span dir="auto">${root.label === "note" || root.label === "option" ? say("desk.quoted", { text: root.text }) : root.text}</span>` : say("desk.hidden_note")}
    ${root.tag && knows("desk.tag_" + root.tag) && html`<small>${say("desk.tag_" + root.tag)}</small>`}
    ${root.dots > 0 && html`<small>${say("desk.dots", { n: root.dots })}</small>`}
    ${root.totals && root.totals.tick > 0 && html`<small>${say("desk.recognise", { n: root.totals.tick })}</small>`}
    ${root.root && html`<button class="button button--quiet root__off" type="button" onClick=${() => desk.give("unlink_root", { root: root.root })}>${say("desk.root_off")}<span class="hidden"> ${root.text || ""}</span></button>`}
  </li>`;
}

function rootFrom(view, root) {
  const letter = root.letter || letterOf(view, root);
  if (root.label !== "note" && knows("desk.root_" + root.label)) return say("desk.root_" + root.label);
  if (letter && root.slot_title) return say("desk.group_wrote_at", { letter, title: root.slot_title });
  return letter ? say("desk.group_wrote", { letter }) : say("desk.someone_wrote");
}

// A headline, an evidence card or a note; what stands behind the action already is not offered.
function AddRoot({ desk, action }) {
  const offers = rootOffers(desk.view, action);
  if (!offers.length) return null;
  const add = (event) => {
    event.preventDefault();
    const to = event.target.elements.to.value;
    if (to) desk.give("link_root", { action: action.id, to });
  };
  return html`<form class="rootform" onSubmit=${add} key=${(action.chain || []).length}>
    <label class="field__label" for="root-to">${say("desk.root_add")}</label>
    <select class="field__input" id="root-to" name="to"><option value="">${say("desk.root_choose")}</option>
      ${offers.map((offer) => html`<optgroup key=${offer.label} label=${offer.label}>${offer.items.map((item) => html`<option key=${item.id} value=${item.id}>${item.text}</option>`)}</optgroup>`)}</select>
    <button class="button" type="submit">${say("desk.root_press")}</button>
  </form>`;
}

function rootOffers(view, action) {
  const taken = (action.chain || []).map((link) => link.text);
  const isNew = (item) => item.text && taken.indexOf(item.text) < 0;
  const { headlines, evidence } = view.state.desk;
  const notes = view.notes.concat(view.past.notes).filter((note) => !note.is_hidden && !note.is_withdrawn && !note.is_late && note.stance !== "will");
  return [
    { label: say("desk.root_headline"), items: (headlines || []).map((each) => ({ id: each.id, text: each.text })).filter(isNew) },
    { label: say("desk.root_evidence"), items: (evidence || []).map((each) => ({ id: each.id, text: each.title || each.text })).filter(isNew) },
    { label: say("desk.root_note"), items: notes.map((each) => ({ id: each.id, text: each.text })).filter(isNew) },
  ].filter((offer) => offer.items.length > 0);
}

function Need({ name, isThere }) {
  return html`<li class=${"check " + (isThere ? "check--good" : "check--care")}><${Icon} name=${isThere ? "tick" : "warn"} />
    <span>${isThere ? say("desk.field_" + name) : html`<b>${say("desk.field_" + name)}</b>`}<span class="hidden">${say(isThere ? "desk.is_there" : "desk.is_missing")}</span></span></li>`;
}
