// The rarer things: undo, the projector, settings, our question, closing the workshop.

import { html } from "../html.js";
import { knows, say } from "../words.js";
import { Icon } from "../parts.js";
import { Panel, Twice } from "./panel.js";

const SETTINGS = ["first_round", "other_rounds", "home", "notes", "moves_by_itself"];

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
    <p class="panel"><a class="panel__link" href="/facilitator/">${say("desk.all_workshops")}</a></p>
  </aside>`;
}

function SettingsPanel({ desk }) {
  const { state } = desk.view;
  const { settings, choices } = state.desk;
  const names = SETTINGS.concat(Object.keys(settings).filter((name) => SETTINGS.indexOf(name) < 0))
    .filter((name) => choices && choices[name] && choices[name].length > 1 && knows("desk.setting_" + name));
  const give = (name) => (event) => desk.give("set_setting", { activity: state.activity.id, name, value: valueFrom(event.target.value) });
  return html`<${Panel} name="settings" title=${say("desk.settings")}>
    ${state.activity && names.map((name) => html`<label class="field" key=${name}><span class="field__label">${say("desk.setting_" + name)}</span>
      <select class="field__input" value=${JSON.stringify(settings[name])} onChange=${give(name)}>${choices[name].map((value) => html`<option key=${String(value)} value=${JSON.stringify(value)}>${settingWords(value)}</option>`)}</select></label>`)}
    <label class="tickbox"><input class="tickbox__input" type="checkbox" checked=${state.groups_open} disabled=${!state.activity} onChange=${(event) => desk.give("set_setting", { activity: state.activity.id, name: "groups_open", value: event.target.checked })} /><span class="tickbox__face"><span class="tickbox__box"><${Icon} name="tick" /></span> ${say("desk.groups_open")}</span></label>
  <//>`;
}

function QuestionPanel({ desk }) {
  const { state } = desk.view;
  if (state.desk.commands.indexOf("set_question") < 0) return null;
  const was = state.workshop.question || "";
  const submit = (event) => {
    event.preventDefault();
    desk.give("set_question", { text: event.target.elements.question.value, was });
  };
  return html`<${Panel} name="question" title=${say("desk.question")}><form class="question" onSubmit=${submit}>
    <label class="hidden" for="question">${say("desk.question")}</label>
    <textarea class="field__input" id="question" name="question" rows="4" key=${was} defaultValue=${was}></textarea>
    <button class="button" type="submit">${say("desk.set_question")}</button></form><//>`;
}

function valueFrom(text) {
  return JSON.parse(text);
}

function settingWords(value) {
  if (value === true) return say("desk.yes");
  if (value === false) return say("desk.no");
  return value === null || value === "everyone" ? say("desk.everyone") : String(value);
}
