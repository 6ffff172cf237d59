// The rarer things: undo, the projector, settings, our question, closing the workshop.

import { html } from "../html.js";
import { say } from "../words.js";
import { Fold, Icon } from "../parts.js";
import { Panel, Twice } from "./panel.js";
import { QuestionForm } from "./rules.js";

const MINUTES = [ // settings that are minutes of a step, in the order of their steps
  "first_round", "other_rounds", "home", "tap", "heard", "lines", "ring", "hear", "goal", "reality", "options", "clarify", "choosing", "will", "read", "answer", "talk", "minutes",
];
const SETTINGS = ["notes", "sentences", "vote", "dots", "take", "moves_by_itself"];

export function MorePanel({ desk }) {
  const { state } = desk.view;
  const { undo } = state.desk;
  return html`<aside class="desk__aid" aria-labelledby="panel-more">
    <${Panel} desk=${desk} name="more" title=${say("desk.more")}>
      ${undo && html`<button class="button button--wide" type="button" onClick=${() => desk.give("undo", { target: undo.op })}>${undo.label}</button>`}
      <a class="button button--wide" href=${"/w/" + state.workshop.code + "/projector"} target="_blank" rel="noopener">${say("desk.open_projector")}</a>
      <p class="soft">${say("desk.projector_hint")}</p>
    <//>
    ${!state.workshop.is_closed && html`<${SettingsPanel} desk=${desk} />`}
    ${!state.workshop.is_closed && html`<${QuestionPanel} desk=${desk} />`}
    ${!state.workshop.is_closed && html`<${Panel} name="end" title=${say("desk.close_title")}>
      <p>${say("desk.close_what")}</p>
      <${Twice} words=${say("desk.close_workshop")} sure=${say("desk.close_sure")} onSure=${() => desk.give("close_workshop", {})} />
    <//>`}
    <p class="panel"><a class="panel__link" href="/facilitator/help/guide" target="_blank" rel="noopener">${say("desk.help_wrong")}</a>
      <a class="panel__link" href="/facilitator/">${say("desk.all_workshops")}</a></p>
  </aside>`;
}

function SettingsPanel({ desk }) {
  const { state } = desk.view;
  const { choices } = state.desk;
  const offered = (names) => names.filter((name) => state.activity && choices && choices[name] && choices[name].length > 1);
  const draw = (names) => names.map((name) => html`<${Setting} key=${name} desk=${desk} name=${name} />`);
  const minutes = offered(MINUTES);
  return html`<${Panel} name="settings" title=${say("desk.settings")}>
    ${minutes.length > 1 ? html`<${Fold} title=${say("desk.minutes_each")}><div class="form">${draw(minutes)}</div><//>` : draw(minutes)}
    ${draw(offered(SETTINGS))}
    <label class="tickbox"><input class="tickbox__input" type="checkbox" checked=${state.groups_open} disabled=${!state.activity} onChange=${(event) => desk.give("set_setting", { activity: state.activity.id, name: "groups_open", value: event.target.checked })} /><span class="tickbox__face"><span class="tickbox__box"><${Icon} name="tick" /></span> ${say("desk.groups_open")}</span></label>
  <//>`;
}

function Setting({ desk, name }) {
  const { activity, desk: facts } = desk.view.state;
  const give = (event) => desk.give("set_setting", { activity: activity.id, name, value: JSON.parse(event.target.value) });
  return html`<label class="field"><span class="field__label">${say("desk.setting_" + name)}</span>
    <select class="field__input" value=${JSON.stringify(facts.settings[name])} onChange=${give}>${facts.choices[name].map((value) => html`<option key=${String(value)} value=${JSON.stringify(value)}>${settingWords(name, value)}</option>`)}</select></label>`;
}

function QuestionPanel({ desk }) {
  const { state } = desk.view;
  if (state.desk.commands.indexOf("set_question") < 0) return null;
  return html`<${Panel} name="question" title=${say("desk.question")}>
    <${QuestionForm} desk=${desk} id="ours" rows=${4} label=${html`<span class="hidden">${say("desk.question")}</span>`} /><//>`;
}

function settingWords(name, value) {
  if (MINUTES.indexOf(name) >= 0) return say("desk.minutes_n", { n: value });
  if (name === "vote") return say("desk.vote_" + value);
  if (value === true) return say("desk.yes");
  if (value === false) return say("desk.no");
  return value === null || value === "everyone" ? say("desk.everyone") : String(value);
}
