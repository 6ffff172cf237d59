// Agreed plans by number, what has changed since, and the files that leave the laptop.

import { html } from "../html.js";
import { say } from "../words.js";
import { Fold } from "../parts.js";
import { dateText } from "../dates.js";
import { newestDocument } from "./facts.js";
import { Panel, Twice } from "./panel.js";

const EXPORTS = ["docx", "pdf", "xlsx", "csv", "md", "ics"];

export function PlanVersions({ desk }) {
  const { state } = desk.view;
  const documents = (state.desk.documents || []).slice().sort((a, b) => b.number - a.number);
  if (!documents.length) return null;
  const newest = newestDocument(state);
  const differences = state.desk.differences || [];
  return html`<${Panel} name="versions" title=${say("desk.versions")}>
    <p>${agreedWords(state)}</p>
    ${differences.length > 0 && html`<div class="changed"><p><b>${say("desk.changed_since")}</b></p><${Differences} list=${differences} />
      <${Twice} words=${say("desk.make_version", { number: newest + 1 })} sure=${say("desk.make_version_sure", { number: newest + 1 })} onSure=${() => desk.give("agree_plan", { was: newest })} /></div>`}
    ${documents.length > 1 && html`<${Fold} title=${say("desk.versions_all")}><ol class="versions">${documents.map((each) => html`<li key=${each.number}>
      <b>${say("desk.version_on", { number: each.number, date: dateText(each.on, true) })}</b><${Differences} list=${each.differences || []} /></li>`)}</ol><//>`}
  <//>`;
}

function Differences({ list }) {
  return html`<ul class="differences">${list.map((sentence) => html`<li key=${sentence} dir="auto">${sentence}</li>`)}</ul>`;
}

/** "Agreed by 22 of 24 on Monday 16 March 2026"; small rooms are not counted. */
export function agreedWords(state) {
  const { agreed } = state.workshop;
  if (!agreed) return "";
  const date = dateText(agreed.on, true);
  const words = agreed.is_small || !agreed.n ? say("desk.agreed_small", { date }) : say("desk.agreed", { count: agreed.n, of: agreed.of, date });
  return agreed.number > 1 ? words + " " + say("desk.version", { number: agreed.number }) : words;
}

/** The plan as files; before it was agreed they print as a draft. */
export function PlanExports({ state }) {
  return html`<${Panel} name="export" title=${say("desk.export")}>
    <${ExportLinks} code=${state.workshop.code} />
    <p class="soft">${say(state.workshop.agreed ? (state.workshop.is_changed ? "desk.export_changed" : "desk.export_agreed") : "desk.export_hint")}</p>
  <//>`;
}

export function ExportLinks({ code }) {
  return html`<p class="exports">${EXPORTS.map((kind) => html`<a class="button" key=${kind} href=${"/facilitator/w/" + code + "/export/plan." + kind} download>${say("desk.export_" + kind)}</a>`)}</p>`;
}
