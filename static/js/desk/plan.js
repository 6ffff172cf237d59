// The plan: its actions on the left, the one that is open (or the plan's own page) in the middle,
// and on the right where it came from and how it leaves the laptop.

import { html } from "../html.js";
import { say } from "../words.js";
import { ActionForm } from "./action.js";
import { WholePlan } from "./header.js";
import { Panel } from "./panel.js";
import { PlanList, WHOLE } from "./planlist.js";
import { ActionRoots } from "./roots.js";
import { ShowButton } from "./show.js";
import { PlanExports, PlanVersions } from "./versions.js";

export function PlanPanel({ desk }) {
  const { actions } = desk.view;
  const isWhole = desk.ui.action === WHOLE;
  const action = isWhole ? null : actions.find((each) => each.id === desk.ui.action) || actions[0];
  return html`<div class="desk__body desk__body--wide">
    <nav class="desk__side" aria-label=${say("desk.actions")}><${PlanList} desk=${desk} now=${action} isWhole=${isWhole} /></nav>
    <main class="desk__main" key=${action ? action.id : isWhole ? WHOLE : ""}>
      <${Panel} desk=${desk} name="plan" level="h1" title=${say(desk.view.state.workshop.agreed ? "desk.plan_agreed" : "desk.plan_title")} acts=${html`<${PlanShows} desk=${desk} action=${action} />`}>
        ${action && html`<${ActionForm} desk=${desk} action=${action} />`}
        ${isWhole && html`<${WholePlan} desk=${desk} />`}
        ${!action && !isWhole && html`<p class="plan__empty">${say("desk.plan_empty")}</p>`}
      <//>
    </main>
    <aside class="desk__aid" aria-label=${say(action ? "desk.grew" : "desk.export")}>
      ${action && html`<${ActionRoots} desk=${desk} action=${action} />`}
      <${PlanVersions} desk=${desk} />
      <${PlanExports} state=${desk.view.state} />
    </aside>
  </div>`;
}

function PlanShows({ desk, action }) {
  return html`<span class="panel__acts">${action && html`<${ShowButton} desk=${desk} page="action" of=${action.id} words=${say("desk.show_action", { number: action.number })} />`}
    <${ShowButton} desk=${desk} page="plan" words=${say("desk.show_plan")} /></span>`;
}
