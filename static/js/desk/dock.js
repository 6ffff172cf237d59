// The top, and the dock with the one dominant next. Everything else is one press away.

import { html } from "../html.js";
import { say } from "../words.js";
import { Icon, clockText, left } from "../parts.js";
import { timeText } from "../dates.js";
import { pagesOf, turnOr } from "../room/pages_of.js";
import { aheadUnagreed } from "./ending.js";
import { momentNext } from "./moment.js";
import { lateBy } from "./ontime.js";

/** School and title, who is here, the time of day. */
export function DeskTop({ desk }) {
  const { state, here, now } = desk.view;
  const ms = left(state.timer, now);
  return html`<header class="desk__top">
    <p class="desk__name">${state.workshop.school} <small>${state.workshop.title}${state.workshop.is_rehearsal ? " · " + say("desk.rehearsal") : ""}</small></p>
    <div class="desk__facts">
      ${desk.status.is !== "online" && desk.isPatient && html`<p class="desk__fact" role="status"><${Icon} name="offline" /> ${desk.status.why || say("desk.reconnecting")}</p>`}
      ${desk.isCounted && html`<p class="desk__fact"><${Icon} name="phone" /> ${say("desk.here", { n: here.seats })}</p>`}
      ${desk.ui.wide && ms !== null && html`<p class="desk__fact"><${Icon} name="clock" /> <b class="num">${ms ? clockText(ms) : say("desk.time")}</b></p>`}
      <p class="desk__fact"><span class="desk__time num">${timeText(now)}</span></p>
    </div>
  </header>`;
}

/** What is one press away, what lies ahead, and next. */
export function DeskDock({ desk }) {
  const { state, counts, actions } = desk.view;
  const isClosed = state.workshop.is_closed;
  const back = backOf(desk.view);
  const look = counts.look || 0;
  const late = lateBy(desk.view);
  return html`<footer class="desk__dock">
    <nav class=${"away" + (look || late ? " away--full" : "")} aria-label=${say("desk.away")}>
      ${!isClosed && html`<button class="button" type="button" disabled=${!back} onClick=${() => back && desk.give(back.name, back.body)}><${Icon} name="back" /> ${say("desk.back")}</button>`}
      <${Away} desk=${desk} panel="order" words=${say("desk.order")} />
      <${Away} desk=${desk} panel="notes" kind=${look ? "button--look" : ""} words=${html`${look > 0 && html`<${Icon} name="warn" />`} <span>${say("desk.notes")} <b>${counts.notes || 0}</b>${look > 0 && ", " + say("desk.to_look", { n: look })}</span>`} />
      <${Away} desk=${desk} panel="plan" words=${html`<span>${say("desk.plan")} <b>${actions.length}</b></span>`} />
      <${Away} desk=${desk} panel="more" words=${say("desk.more")} />
      ${(late > 0 || desk.isOpen("ontime")) && html`<${Away} desk=${desk} panel="ontime" words=${say("desk.over_by", { n: late })} />`}
      ${state.desk.undo && html`<${UndoButton} desk=${desk} undo=${state.desk.undo} />`}
    </nav>
    ${!isClosed && html`<div class="desk__on"><${DeskAhead} desk=${desk} /><${NextButton} desk=${desk} /></div>`}
  </footer>`;
}

// Where there is room it says what it undoes.
function UndoButton({ desk, undo }) {
  return html`<button class="button button--quiet" type="button" aria-label=${undo.label} title=${undo.label} onClick=${() => desk.give("undo", { target: undo.op })}>
    <span class="undo__short">${say("desk.undo")}</span><span class="undo__what">${undo.label}</span></button>`;
}

function Away({ desk, panel, words, kind }) {
  const isOpen = desk.isOpen(panel);
  return html`<button class=${"button " + (kind || "")} type="button" id=${"away-" + panel} aria-expanded=${String(isOpen)} onClick=${() => (isOpen ? desk.close(panel) : desk.open(panel))}>${words}</button>`;
}

function DeskAhead({ desk }) {
  const next = nextOf(desk);
  return html`<p class="desk__ahead">${next && next.ahead && html`<b>${next.ahead}</b>`}</p>`;
}

function NextButton({ desk }) {
  const next = nextOf(desk);
  if (!next) return null;
  return html`<button class="button button--next button--great" type="button" id="next" aria-busy=${String(Boolean(desk.waiting))} onClick=${() => desk.give(next.name, next.body)}>${next.label} <${Icon} name="next" /></button>`;
}

// What "next" does now, with the words for it.
function nextOf(desk) {
  const { view } = desk;
  const { state } = view;
  const command = turnOr(view, 1, momentNext(desk) || state.desk.next);
  if (!command) return command;
  if (command.label) return Object.assign({}, command, { ahead: aheadUnagreed(view) || command.ahead });
  return Object.assign({}, command, command.name === "show_screen" ? workWords(state) : pageWords(view, command.body));
}

function workWords(state) {
  return { label: say("desk.show_work", { title: state.step.title }), ahead: say("desk.over_" + state.screen) };
}

function pageWords(view, { page, was }) {
  const pages = pagesOf(view);
  const to = pages[page];
  const isNewStation = to.number && to.number !== pages[page - 1].number;
  return {
    label: isNewStation ? say("desk.show_station", { number: to.number }) : say("desk.next_page"),
    ahead: say("desk.page_of", { page: Math.min(was, page - 1) + 1, pages: to.isMore ? pages.length : pages.filter((each) => !each.isMore).length }),
  };
}

function backOf(view) {
  return turnOr(view, -1, view.state.drive ? view.state.drive.back : null);
}
