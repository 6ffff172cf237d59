// The running order: press an item to open it. Below it what can be changed in the middle of
// the hour: rounds, stations, groups, and what the screen shows.

import { html } from "../html.js";
import { say } from "../words.js";
import { Icon } from "../parts.js";
import { timeText } from "../dates.js";
import { agendaStarts } from "../room/agenda.js";
import { Panel } from "./panel.js";
import { GroupsPanel, StationsPanel } from "./stations.js";

const SCREENS = ["welcome", "rules", "plan", "blank"];

export function OrderPanel({ desk }) {
  const { state } = desk.view;
  return html`<nav class="desk__side" aria-label=${say("desk.order")}>
    <div class="agenda__top"><${Panel} desk=${desk} name="order" title=${say("desk.order")} /></div>
    <ol>${agendaStarts(state.agenda).map((item) => html`<li key=${item.id}><${AgendaItem} desk=${desk} item=${item} /></li>`)}</ol>
    ${!state.workshop.is_closed && html`<div class="agenda__foot">
      <${ScreenButtons} desk=${desk} />
      <${StationsPanel} desk=${desk} />
      <${GroupsPanel} desk=${desk} />
    </div>`}
  </nav>`;
}

function AgendaItem({ desk, item }) {
  const { state } = desk.view;
  const isNow = item.state === "now";
  const open = () => !isNow && desk.give("open_activity", { activity: item.id, was: stepSeen(state.step) });
  const Item = state.workshop.is_closed ? "div" : "button";
  const press = state.workshop.is_closed ? {} : { type: "button", onClick: open };
  return html`<${Item} class="agenda__item" ...${press} data-state=${item.state} aria-current=${isNow ? "step" : null}>
    <time class="agenda__time">${state.begun_at ? timeText(state.begun_at + item.from * 60000) : item.from + "′"}</time>
    <span class="agenda__name">${item.title} ${item.state === "done" && html`<${Icon} name="tick" /><span class="hidden">${say("desk.done")}</span>`}
      ${isNow && state.step && state.step.part && html`<small>${state.step.part}</small>`}</span>
    <span class="agenda__minutes">${item.minutes}<span class="hidden"> ${say("desk.minutes")}</span></span>
  <//>`;
}

function ScreenButtons({ desk }) {
  const { screen } = desk.view.state;
  const show = (page) => () => desk.give("show_screen", { page: screen === page ? null : page });
  return html`<h3>${say("desk.screen")}</h3>
    <div class="agenda__buttons">${SCREENS.map((page) => html`<button key=${page} class="button" type="button" aria-pressed=${String(screen === page)} onClick=${show(page)}>${say("desk.screen_" + page)}</button>`)}</div>`;
}

/** The step that this desk shows, as a move names it; null before the first. */
function stepSeen(step) {
  return step ? { activity: step.activity, phase: step.phase, round: step.round, veil: step.veil } : null;
}
