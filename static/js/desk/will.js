// Will: how far the groups' sheets are, whose step may be too big, and one press that makes draft
// actions of them.

import { html } from "../html.js";
import { say } from "../words.js";
import { Icon, Pen } from "../parts.js";
import { sheetsOfWill, stepName } from "./facts.js";
import { TakeMoment, isNextPress } from "./options.js";

const SURE_ENOUGH = 7; // a commitment under seven asks for a smaller step
const SHEET_FIELDS = ["we_will", "so_that", "who_leads", "by_when"];

export function WillMoment({ desk }) {
  const { state, actions } = desk.view;
  const sheets = sheetsOfWill(desk.view);
  const { n, of } = state.desk.will || { n: 0, of: sheets.length };
  if (!sheets.length && !actions.length) return html`<p role="status">${say("desk.will_none")}</p><${TakeMoment} desk=${desk} />`;
  return html`<h2 class="calm__label"><span role="status">${say(of && n === of ? "desk.will_all" : "desk.will_n", { count: n, of })}</span></h2>
    <ul class="sheets">${sheets.map((sheet) => html`<li class="sheetline" key=${sheet.id}>${sheet.letter && html`<${Pen} letter=${sheet.letter} />`}
      <div><p dir="auto">${sheet.fields.we_will || sheet.fields.option || sheet.text}</p><p class="soft">${sheetWords(sheet.fields)}</p>
        ${isUnsure(sheet.fields) && html`<p class="sheetline__flag"><${Icon} name="warn" /> ${say("desk.will_low", { sure: sheet.fields.commitment })}</p>`}</div></li>`)}</ul>
    <p class="moment__acts">${!isNextPress(desk, draftNext(desk)) && html`<button class=${actions.length ? "button" : "button button--start"} type="button" onClick=${() => desk.give("draft_actions", { activity: state.activity.id })}>${say("desk.draft_actions")}</button>`}
      ${actions.length > 0 && html`<button class="button" type="button" onClick=${() => desk.open("plan")}>${say("desk.open_draft", { n: actions.length })}</button>`}</p>`;
}

/** Until there are actions, making them of the sheets is what comes next; else null. */
export function draftNext(desk) {
  const { state, actions } = desk.view;
  if (stepName(state) !== "grow will" || actions.length || !sheetsOfWill(desk.view).length) return null;
  return { name: "draft_actions", body: { activity: state.activity.id }, label: say("desk.draft_actions"), ahead: say("desk.draft_ahead") };
}

function sheetWords(fields) {
  const open = SHEET_FIELDS.filter((name) => !fields[name]);
  if (!open.length) return say("desk.sheet_ready");
  if (open.length === SHEET_FIELDS.length) return say("desk.sheet_empty");
  return say("desk.sheet_open", { names: open.map((name) => say("desk.field_" + name)).join(", ") });
}

/** Whether a group is less sure than seven of ten that it will do it. */
export function isUnsure(fields) {
  const sure = Number(fields.commitment);
  return sure > 0 && sure < SURE_ENOUGH;
}
