// One action while the room talks about it: the worries that only the champion reads, what we
// heard and changed, and what can be done next.

import { html } from "../html.js";
import { say } from "../words.js";
import { Icon } from "../parts.js";
import { afterLabel } from "../room/after_label.js";
import { earlierTests, pageActions } from "./facts.js";
import { Field, FormSaved, rowForm } from "./field.js";

const COUNT_NAMES = ["five", "four", "three", "under"];

export function TalkedAction({ desk, action, test }) {
  const form = rowForm("test", "write_test", { test: test.id }, { heard: test.heard, changed: test.changed });
  const worries = (desk.view.state.desk.worries || []).filter((worry) => worry.action === action.id);
  const { step, screen } = desk.view.state;
  const page = pageActions(desk.view).indexOf(action.id) + 1;
  const isShown = step.page === page && !screen;
  const isAgain = Boolean(desk.ui.again[action.id]);
  return html`<section class="talked" aria-label=${say("desk.action_n", { number: action.number })}>
    <${Worries} worries=${worries} />
    <div class="form__row"><${Field} desk=${desk} form=${form} name="heard" rows=${2} label=${say("desk.heard")} />
      <${Field} desk=${desk} form=${form} name="changed" rows=${2} label=${say("desk.changed")} /></div>
    ${test.counts && html`<p class="counts">${COUNT_NAMES.map((name, at) => html`<span key=${name}>${say("desk.count_" + name)} <b class="num">${test.counts[at]}</b></span>`)}</p>`}
    <div class="moment__acts">
      ${!test.is_talked && html`<button class="button button--start" type="button" onClick=${() => desk.give("talk_through", { test: test.id })}>${say("desk.talk_through")}</button>`}
      <button class="button" type="button" onClick=${() => openAction(desk, action)}>${say("desk.edit_action")}</button>
      <button class="button" type="button" aria-pressed=${String(isShown)} onClick=${() => showPage(desk, isShown ? 0 : page)}><${Icon} name="screen" /> ${say("desk.show_action", { number: action.number })}</button>
      <label class="tickbox"><input class="tickbox__input" type="checkbox" checked=${isAgain} onChange=${(event) => desk.set({ again: Object.assign({}, desk.ui.again, { [action.id]: event.target.checked }) })} /><span class="tickbox__face"><span class="tickbox__box"><${Icon} name="tick" /></span> ${say("desk.again_tick", { number: action.number })}</span></label>
      <${FormSaved} desk=${desk} form=${form} /></div>
    ${earlierTests(desk.view, test).map((each) => html`<p class="soft" key=${each.id}>${say("desk.earlier_test", { time: each.round + 1, band: say("desk.band_" + each.band) })}${each.heard ? " " + say("desk.earlier_heard", { text: afterLabel("heard", each.heard) }) : ""}</p>`)}
  </section>`;
}

// Merged into one sentence by the champion; never read out one by one.
function Worries({ worries }) {
  if (!worries.length) return null;
  return html`<div class="worries"><p><${Icon} name="lock" /> <b>${say("desk.worries")}</b></p>
    <ul class="quotes">${worries.map((worry) => html`<li key=${worry.note} dir="auto">${say("desk.quoted", { text: worry.text })}</li>`)}</ul></div>`;
}

// The projector's page of an action: its answers, once they were talked about, and what changed.
function showPage(desk, page) {
  const { activity, step, screen } = desk.view.state;
  const turn = () => desk.give("turn_page", { activity: activity.id, page, was: step.page });
  if (!screen) turn();
  else desk.give("show_screen", { page: null }).then((answer) => answer && answer.ok && step.page !== page && turn());
}

function openAction(desk, action) {
  desk.set({ action: action.id });
  desk.open("plan");
}
