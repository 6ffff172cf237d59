// The actions of the plan in their order, and the plan as a whole.

import { html } from "../html.js";
import { say } from "../words.js";
import { Icon } from "../parts.js";
import { isUnsure } from "./will.js";

export const WHOLE = "whole"; // what `ui.action` says when the plan's own page is open
const TOO_MANY = 5;

export function PlanList({ desk, now, isWhole }) {
  const { actions } = desk.view;
  const add = () => desk.give("add_action", {}).then((answer) => answer && answer.ok && answer.action && desk.set({ action: answer.action }));
  return html`<button class="whole" type="button" aria-current=${isWhole ? "true" : null} onClick=${() => desk.set({ action: WHOLE })}>${say("desk.whole_plan")}</button>
    <ol>${actions.map((action, at) => html`<li key=${action.id}>
      <button class="draft" type="button" aria-current=${now && action.id === now.id ? "true" : null} onClick=${() => desk.set({ action: action.id })}>
        <b class="num">${action.number}</b> <span dir="auto">${action.fields.we_will || wordsOfRoot(action)}</span> <small>${todoWords(action, Boolean(desk.view.state.workshop.agreed))}</small>
        ${isUnsure(action.fields) && html`<small>${say("desk.will_low", { sure: action.fields.commitment })}</small>`}</button>
      ${now && action.id === now.id && actions.length > 1 && html`<p class="draft__order"><${OrderButton} desk=${desk} at=${at} by=${-1} /><${OrderButton} desk=${desk} at=${at} by=${1} /></p>`}
    </li>`)}</ol>
    <div class="agenda__foot">
      <button class="button button--wide" type="button" onClick=${add}><${Icon} name="plus" /> ${say("desk.add_action")}</button>
      ${actions.length > TOO_MANY && html`<p class="banner banner--care"><${Icon} name="warn" /> <span>${say("desk.too_many", { n: actions.length })}</span></p>`}
    </div>`;
}

function OrderButton({ desk, at, by }) {
  const was = desk.view.actions.map((action) => action.id);
  const isLast = at + by < 0 || at + by >= was.length;
  const press = () => desk.give("order_actions", { actions: movedBy(was, at, by), was });
  return html`<button class="button button--quiet" type="button" disabled=${isLast} onClick=${press}>${say(by < 0 ? "desk.move_up" : "desk.move_down")}</button>`;
}

/** A list with one item moved by one place. */
function movedBy(list, at, by) {
  const moved = list.slice();
  moved.splice(at, 1);
  moved.splice(at + by, 0, list[at]);
  return moved;
}

// Until it has its own words, an action is known by the note it grew from.
function wordsOfRoot(action) {
  const link = (action.chain || [])[0];
  return link && link.text ? say("desk.from_note", { text: link.text }) : say("desk.no_words");
}

function todoWords(action, isAgreed) {
  const open = ["we_will", "so_that", "who_leads", "by_when"].filter((name) => !action.fields[name]);
  if (!open.length && isAgreed && !isKnown(action)) return say("desk.open_know");
  if (!open.length) return say(isAgreed ? "desk.ready_agreed" : "desk.ready");
  return open.length === 1 ? say("desk.open_" + open[0]) : say("desk.open_" + open.length);
}

/** Whether it is said how we will know, or who checks it. */
function isKnown(action) {
  return (action.parts || []).some(({ kind, fields }) => (kind === "success" || kind === "monitoring") && Object.values(fields || {}).some(Boolean));
}
