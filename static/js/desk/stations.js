// Rounds, stations and groups, changed in the middle of the hour.

import { html } from "../html.js";
import { say } from "../words.js";
import { Icon, Pen } from "../parts.js";
import { roomSlot } from "../room/view.js";

const ROUND_ROOMS = ["stations", "move"]; // only while rounds go on can a station be left out

/** Drop a round; leave a station out or take it in again. */
export function StationsPanel({ desk }) {
  const { state, slots, counts } = desk.view;
  const may = (name) => state.desk.commands.indexOf(name) >= 0;
  if (!may("skip_slot") || !slots.length) return null;
  const goesOn = ROUND_ROOMS.indexOf(state.step.room) >= 0;
  const written = counts.by_slot || {};
  return html`<h3>${say("desk.stations")}</h3>
    <ul class="rows">${slots.map((slot) => html`<li class="row" key=${slot.id}>
      <span><b class="num">${slot.number}</b> ${slot.title} <span class="soft">${say("common.notes", { n: written[slot.id] || 0 })}</span></span>
      ${goesOn && (slot.is_skipped
        ? html`<button class="button" type="button" onClick=${() => desk.give("restore_slot", { slot: slot.id })}>${say("desk.restore")}</button>`
        : html`<button class="button button--quiet" type="button" onClick=${() => desk.give("skip_slot", { slot: slot.id })}>${say("desk.skip")} <span class="hidden">${slot.title}</span></button>`)}
      ${!goesOn && slot.is_skipped && html`<span class="soft">${say("desk.left_out")}</span>`}
    </li>`)}</ul>
    ${may("drop_round") && html`<${DropRound} desk=${desk} rounds=${state.desk.rounds || state.step.rounds} />`}`;
}

function DropRound({ desk, rounds }) {
  const drop = () => desk.give("drop_round", { activity: desk.view.state.activity.id, was: rounds });
  return html`<p class="soft" id="rounds">${say("desk.rounds", { n: rounds })}</p>
    <button class="button button--wide" type="button" onClick=${drop}>${say("desk.drop_round")}</button>`;
}

/** Who stands where, who went quiet, and two groups made one. */
export function GroupsPanel({ desk }) {
  const { state, groups } = desk.view;
  if (!groups.length) return null;
  const may = (name) => state.desk.commands.indexOf(name) >= 0;
  return html`<h3>${say("desk.groups")}</h3>
    <ul class="rows">${groups.map((group) => html`<${GroupRow} key=${group.id} desk=${desk} group=${group} mayPrompt=${may("prompt_group")} />`)}</ul>
    ${may("merge_groups") && groups.length > 1 && html`<${MergeForm} desk=${desk} groups=${groups} />`}
    ${may("add_group") && groups.length < 8 && html`<button class="button button--wide" type="button" onClick=${() => desk.give("add_group", {})}>${say("desk.add_group")}</button>`}`;
}

function GroupRow({ desk, group, mayPrompt }) {
  const slot = roomSlot(desk.view, group.at);
  return html`<li class="row">
    <span class="row__group"><${Pen} letter=${group.letter} /> <span>${slot ? say("desk.at", { number: slot.number }) + " · " : ""}${say("desk.people", { n: group.seats })}
      ${group.is_dry && html`<span class="row__dry"><${Icon} name="bang" /> ${say("desk.dry", { letter: group.letter })}</span>`}</span></span>
    ${mayPrompt && !group.is_empty && html`<button class="button button--quiet" type="button" onClick=${() => desk.give("prompt_group", { activity: desk.view.state.activity.id, group: group.id })}>${say("desk.prompt")} <span class="hidden">${group.letter}</span></button>`}
  </li>`;
}

function MergeForm({ desk, groups }) {
  const { merge } = desk.ui;
  const from = merge.from || groups[groups.length - 1].id;
  const into = merge.into && merge.into !== from ? merge.into : groups.filter((group) => group.id !== from)[0].id;
  const pick = (name) => (event) => desk.set({ merge: Object.assign({}, merge, { [name]: event.target.value }) });
  const options = (but) => groups.filter((group) => group.id !== but).map((group) => html`<option value=${group.id} key=${group.id}>${group.letter}</option>`);
  const submit = (event) => {
    event.preventDefault();
    desk.give("merge_groups", { group: from, into }).then(() => desk.set({ merge: {} }));
  };
  return html`<form class="merge" onSubmit=${submit}>
    <label>${say("desk.merge_from")} <select class="field__input" value=${from} onChange=${pick("from")}>${options(null)}</select></label>
    <label>${say("desk.merge_into")} <select class="field__input" value=${into} onChange=${pick("into")}>${options(from)}</select></label>
    <button class="button" type="submit">${say("desk.merge")}</button>
  </form>`;
}
