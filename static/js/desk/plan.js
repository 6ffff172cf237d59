// The draft plan: a list of actions, the editor of one, and where it came from.

import { html } from "../html.js";
import { say } from "../words.js";
import { Icon } from "../parts.js";
import { ActionForm } from "./action.js";
import { Panel } from "./panel.js";
import { ActionRoots } from "./roots.js";

const TOO_MANY = 5;
const EXPORTS = ["docx", "csv", "md"];

export function PlanPanel({ desk }) {
  const { actions } = desk.view;
  const action = actions.find((each) => each.id === desk.ui.action) || actions[0];
  return html`<div class="desk__body desk__body--wide">
    <nav class="desk__side" aria-label=${say("desk.actions")}><${PlanList} desk=${desk} now=${action} /></nav>
    <main class="desk__main">
      <${Panel} desk=${desk} name="plan" level="h1" title=${say("desk.plan_title")}>
        ${action ? html`<${ActionForm} key=${action.id} desk=${desk} action=${action} />` : html`<p class="plan__empty">${say("desk.plan_empty")}</p>`}
      <//>
    </main>
    <aside class="desk__aid" aria-label=${say("desk.grew")}>
      ${action && html`<${ActionRoots} view=${desk.view} action=${action} />`}
      <${ExportLinks} code=${desk.view.state.workshop.code} />
    </aside>
  </div>`;
}

function PlanList({ desk, now }) {
  const { actions } = desk.view;
  const add = () => desk.give("add_action", {}).then((answer) => answer && answer.ok && answer.action && desk.set({ action: answer.action }));
  return html`<ol>${actions.map((action) => html`<li key=${action.id}>
      <button class="draft" type="button" aria-current=${now && action.id === now.id ? "true" : null} onClick=${() => desk.set({ action: action.id })}>
        <b class="num">${action.number}</b> <span dir="auto">${action.fields.we_will || wordsOfRoot(action)}</span> <small>${todoWords(action)}</small></button></li>`)}</ol>
    <div class="agenda__foot">
      <button class="button button--wide" type="button" onClick=${add}><${Icon} name="plus" /> ${say("desk.add_action")}</button>
      ${actions.length > TOO_MANY && html`<p class="banner banner--care"><${Icon} name="warn" /> <span>${say("desk.too_many", { n: actions.length })}</span></p>`}
    </div>`;
}

// Until it has its own words, an action is known by the note it grew from.
function wordsOfRoot(action) {
  const link = (action.chain || [])[0];
  return link && link.text ? say("desk.from_note", { text: link.text }) : say("desk.no_words");
}

function todoWords(action) {
  const open = ["we_will", "so_that", "who_leads", "by_when"].filter((name) => !action.fields[name]);
  if (!open.length) return say("desk.ready");
  return open.length === 1 ? say("desk.open_" + open[0]) : say("desk.open_" + open.length);
}

function ExportLinks({ code }) {
  return html`<${Panel} name="export" title=${say("desk.export")}>
    <p class="exports">${EXPORTS.map((kind) => html`<a class="button" key=${kind} href=${"/facilitator/w/" + code + "/export/plan." + kind} download>${say("desk.export_" + kind)}</a>`)}</p>
    <p class="soft">${say("desk.export_hint")}</p>
  <//>`;
}
