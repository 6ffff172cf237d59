// Agreement: where the room stands on each action, those to talk about first; one is open at a
// time. At the end the plan is agreed, with a second press to be sure.

import { html } from "../html.js";
import { say } from "../words.js";
import { Icon, Scale } from "../parts.js";
import { asksForTalk, newestDocument, pageActions, testsToTalk } from "./facts.js";
import { TalkedAction } from "./talked.js";
import { Twice } from "./panel.js";
import { ExportLinks, agreedWords } from "./versions.js";
import { ShowButton } from "./show.js";

const BAND_STEPS = { behind: 3, mostly: 2, talk: 1, goes_ahead: 3, not_yet: 1 };

export function TalkMoment({ desk }) {
  const rows = testsToTalk(desk.view);
  const open = openRow(desk, rows);
  const owed = rows.filter((row) => asksForTalk(row.test)).length;
  return html`<div class="moment__head"><h2 class="calm__label">${say(owed ? "desk.talk_owed" : "desk.talk_none", { n: owed })}</h2>
      <${AgreeActs} desk=${desk} rows=${rows} /></div>
    <div class="moment__two moment__two--talk">
      <ol class="tests">${rows.map((row) => html`<${TestRow} key=${row.action.id} desk=${desk} row=${row} isOpen=${row === open} />`)}</ol>
      ${open && html`<${TalkedAction} key=${open.test.id} desk=${desk} action=${open.action} test=${open.test} />`}
    </div>`;
}

// What was pressed here, until the projector turns its page; then the action that it shows.
function openRow(desk, rows) {
  const { page } = desk.view.state.step;
  const { talk } = desk.ui;
  const shown = talk && talk.page === page ? talk.action : pageActions(desk.view)[page - 1];
  return rows.find((row) => row.action.id === shown) || rows[0];
}

function TestRow({ desk, row, isOpen }) {
  const { action, test } = row;
  return html`<li class="test" data-open=${isOpen ? "" : null}>
    <button class="test__press" type="button" aria-pressed=${String(isOpen)} onClick=${() => desk.set({ talk: { action: action.id, page: desk.view.state.step.page } })}>
      <b class="num">${action.number}</b> <span dir="auto">${action.fields.we_will || say("desk.no_words")}</span>
      <span class="test__band"><${Scale} at=${BAND_STEPS[test.band]} word=${say("desk.band_" + test.band)} />
        ${test.is_talked && html`<span class="test__done"><${Icon} name="tick" /> ${say("desk.talked")}</span>`}</span></button></li>`;
}

function AgreeActs({ desk, rows }) {
  const { state } = desk.view;
  const { again } = desk.ui;
  const actions = rows.map((row) => row.action.id).filter((id) => again[id]);
  const ask = () => desk.give("test_again", { activity: state.activity.id, actions, was: state.desk.rounds || state.step.rounds })
    .then((answer) => answer && answer.ok && desk.set({ again: {} }));
  return html`<p class="moment__acts">
    <button class="button" type="button" disabled=${!actions.length} onClick=${ask}>${actions.length ? say("desk.ask_again_n", { n: actions.length }) : say("desk.ask_again")}</button>
    <${AgreeButton} desk=${desk} /></p>`;
}

/** One press and a second to be sure; once it is agreed, by how many and when. */
export function AgreeButton({ desk }) {
  const { state } = desk.view;
  const newest = newestDocument(state);
  if (newest && !state.workshop.is_changed) return html`<span class="agreedline"><${Icon} name="tick" /> ${agreedWords(state)}</span>`;
  const words = newest ? [say("desk.make_version", { number: newest + 1 }), say("desk.make_version_sure", { number: newest + 1 })] : [say("desk.agree"), say("desk.agree_sure")];
  return html`<${Twice} kind="button--start" words=${words[0]} sure=${words[1]} onSure=${() => desk.give("agree_plan", { was: newest })} />`;
}

/** The plan is agreed: by how many, and the files. Otherwise it still can be. */
export function AgreedMoment({ desk }) {
  const { state } = desk.view;
  const isAgreed = Boolean(state.workshop.agreed) && !state.workshop.is_changed;
  return html`<h2 class=${isAgreed ? "agreedline agreedline--great" : "calm__label"}>${isAgreed ? html`<${Icon} name="tick" /> ${agreedWords(state)}` : say("desk.not_agreed")}</h2>
    ${isAgreed ? html`<${ExportLinks} code=${state.workshop.code} />` : html`<p class="moment__acts"><${AgreeButton} desk=${desk} /></p>`}
    <p class="moment__acts"><${ShowButton} desk=${desk} page="plan" words=${say("desk.show_plan")} />
      <button class="button" type="button" onClick=${() => desk.open("plan")}>${say("desk.open_plan")}</button></p>`;
}
