// The champion's desk as a whole: calm in the middle, panels beside it, the dock below.

import { html } from "../html.js";
import { say } from "../words.js";
import { Icon } from "../parts.js";
import { Calm } from "./calm.js";
import { DeskDock, DeskTop } from "./dock.js";
import { MorePanel } from "./more.js";
import { NotesPanel } from "./notes.js";
import { OnTimePage } from "./ontime.js";
import { OrderPanel } from "./order.js";
import { PlanPanel } from "./plan.js";

export function Desk({ desk }) {
  return html`<div class="desk">
    <${DeskTop} desk=${desk} />
    <div class="desk__banner" role="status" aria-live="polite">${desk.ui.refused && html`<p class="banner banner--care"><${Icon} name="warn" /> <span>${desk.ui.refused}</span>
      <button class="button button--quiet" type="button" onClick=${() => desk.set({ refused: "" })}>${say("desk.put_away")}</button></p>`}
      ${desk.tries > 1 && html`<p class="banner banner--care"><${Icon} name="offline" /> <span>${say("desk.trying")}</span></p>`}</div>
    ${deskMiddle(desk)}
    <${DeskDock} desk=${desk} />
  </div>`;
}

// The plan and "finish on time" take the whole width.
function deskMiddle(desk) {
  if (desk.ui.wide === "plan") return html`<${PlanPanel} desk=${desk} key="plan" />`;
  if (desk.ui.wide === "ontime") return html`<${OnTimePage} desk=${desk} key="ontime" />`;
  return html`<${DeskBody} desk=${desk} key="calm" />`;
}

function DeskBody({ desk }) {
  const { side, aid } = desk.ui;
  const shape = side && aid ? " desk__body--both" : side ? " desk__body--side" : aid ? " desk__body--aid" : "";
  return html`<div class=${"desk__body" + shape}>
    ${side && html`<${OrderPanel} desk=${desk} key="side" />`}
    <main class="desk__main" key="main"><${Calm} desk=${desk} /></main>
    ${aid === "notes" && html`<${NotesPanel} desk=${desk} key="notes" />`}
    ${aid === "more" && html`<${MorePanel} desk=${desk} key="more" />`}
  </div>`;
}
