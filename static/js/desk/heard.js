// What the room said about the headlines, and where groups stand in the whys. Read here, not
// written.

import { html } from "../html.js";
import { say } from "../words.js";
import { Icon, Pen } from "../parts.js";
import { groupsInWhys } from "./facts.js";

/** Each headline with "recognised" or "mixed", and the sentences about it. */
export function HeardMoment({ desk }) {
  const { slots, notes } = desk.view;
  const about = (slot) => notes.filter((note) => note.slot === slot.id && !note.is_hidden && !note.is_withdrawn && !note.is_late);
  return html`<h2 class="hidden">${say("desk.heard_title")}</h2>
    <ul class="heards">${slots.map((slot) => html`<li class="heardline" key=${slot.id}>
      <p><span dir="auto">${slot.text || slot.title}</span> ${bandOf(slot) && html`<b class="heardline__band">${say("desk.view_" + bandOf(slot))}</b>`}</p>
      ${about(slot).length > 0 && html`<ul class="quotes">${about(slot).map((note) => html`<li key=${note.id} dir="auto">${say("desk.quoted", { text: note.text })}</li>`)}</ul>`}
    </li>`)}</ul>
    ${!slots.some((slot) => about(slot).length) && html`<p class="soft">${say("desk.heard_none")}</p>`}`;
}

function bandOf(slot) {
  return slot.totals && slot.totals.view ? slot.totals.view.band : "";
}

/** A row for each group: nothing yet, a problem, lines, ringed. */
export function WhysMoment({ desk }) {
  const groups = groupsInWhys(desk.view);
  const ringed = groups.filter((group) => group.is === "ringed").length;
  return html`<h2 class="hidden">${say("desk.whys_title")}</h2>
    <ul class="whygroups">${groups.map((group) => html`<li class="whygroup" key=${group.id}><${Pen} letter=${group.letter} />
      <span>${group.is === "ringed" && html`<${Icon} name="tick" /> `}${say(group.is === "lines" ? "desk.whys_n" : "desk.whys_" + group.is, { n: group.n })}</span></li>`)}</ul>
    ${groups.length > 0 && ringed === groups.length && html`<p role="status">${say("desk.whys_all")}</p>`}`;
}
