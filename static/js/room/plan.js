// Our plan at a glance, and one action as large as it goes.

import { html } from "../html.js";
import { say } from "../words.js";
import { dateText, nearText } from "../dates.js";
import { begunWithin, benefitOf } from "../benefit.js";
import { cutToLines } from "../lines.js";
import { pageShown } from "../gallery.js";
import { afterLabel } from "./after_label.js";
import { emsIn, linesIn, textHigh, workHigh } from "./fit.js";
import { byWhen, planPages, planSheet } from "./plan_pages.js";
import { PageOf } from "./signs.js";
import { flagged } from "./view.js";

const STORED_DAY = /^\d{4}-\d{2}-\d{2}$/;
// The sizes of one action, the largest first: of what we will, of what pupils gain, of the rest.
const ACTION_SIZES = [
  { name: "great", title: 3.5, pupils: 2.5, fact: 2.125, edges: 9 },
  { name: "large", title: 3, pupils: 2.25, fact: 1.75, edges: 8.5 },
  { name: "medium", title: 2.5, pupils: 2, fact: 1.75, edges: 8.5 },
  { name: "fair", title: 2.125, pupils: 1.75, fact: 1.75, edges: 8 },
];
const ACTION_WIDE = 60;
const ACTION_FACT = { wide: 17, size: 1.75 };
const ACTION_SMALL = { wide: 60, size: 1.75, lead: 1.1 };

/** "to 15 June". */
export function planPart(state) {
  const { review_on: day, held_on: from } = state.workshop;
  return day ? say("room.plan_to", { day: nearText(day, from).replace(/^\S+ /, "") }) : "";
}

/** Whose turn: "Action 2 of 4". */
export function actionTitle(view) {
  const at = view.actions.findIndex((action) => action.id === view.state.shown);
  return at < 0 ? say("room.plan") : say("room.action_of", { number: at + 1, of: view.actions.length });
}

/** The plan; `isOver` where it was laid over the work and has no pages. */
export function RoomPlan({ view }) {
  const { state } = view;
  const isOver = state.screen === "plan";
  const pages = planPages(view.actions, state);
  const at = isOver ? 0 : pageShown(state.step, pages);
  const page = isOver ? planSheet(view.actions, state) : pages[at];
  const agreed = agreedWords(state.workshop.agreed) || (isOver ? "" : state.step.do);
  const isAgreed = Boolean(state.workshop.agreed);
  if (!page) return html`<main class="room__work poster" data-size="large"><p class="poster__words">${say("room.plan_empty")}</p></main>`;
  return html`<main class="room__work board-wrap plan-wrap" data-tight=${flagged(page.isTight)} data-all=${flagged(page.isAll)}>
    <table class="plan" data-stacked=${flagged(page.isStacked)}>
      <thead><tr><td></td><th scope="col">${say("room.plan_we_will")} ${!isOver && html`<${PageOf} at=${at} of=${pages.length} />`}</th>${!page.isStacked && html`<th class="plan__who" scope="col">${say("room.plan_who")}</th><th class="plan__when" scope="col">${say("room.plan_when")}</th>`}</tr></thead>
      <tbody>${page.actions.map((action) => html`<${PlanRow} key=${action.id} action=${action} number=${view.actions.findIndex((each) => each.id === action.id) + 1} state=${state} isStacked=${page.isStacked} />`)}</tbody>
    </table>
    ${agreed && !page.isAll ? html`<p class=${isAgreed ? "plan__agreed" : "room__do room__do--foot"}>${agreed}</p>` : html`<span></span>`}
  </main>`;
}

function PlanRow({ action, number, state, isStacked }) {
  const who = action.fields.who_leads || "";
  const when = byWhen(action, state);
  return html`<tr>
    <td class="plan__number">${number}</td>
    <th class="plan__title" scope="row"><span dir="auto">${action.fields.we_will}</span>
      ${isStacked && (who || when) && html`<p class="plan__side" dir="auto">${[who, when].filter(Boolean).join(" · ")}</p>`}</th>
    ${!isStacked && html`<td class="plan__who" dir="auto">${who}</td><td class="plan__when" dir="auto">${when}</td>`}
  </tr>`;
}

/** "Agreed on Friday 20 March by 22 of 24."; in a small room never by how many; empty before. */
export function agreedWords(agreed) {
  if (!agreed) return "";
  const day = dateText(agreed.on);
  return agreed.is_small || !agreed.n || !agreed.of ? say("room.agreed_small", { day }) : say("room.agreed", { day, n: agreed.n, of: agreed.of });
}

/** One action: what we will, so that pupils, who leads, by when, what makes room. */
export function RoomAction({ view }) {
  const { state } = view;
  const action = view.actions.find((each) => each.id === state.shown);
  if (!action) return html`<main class="room__work poster" data-size="large"><p class="poster__words">${say("room.plan_empty")}</p></main>`;
  const { fields } = action;
  const facts = factsOfAction(fields, state);
  const high = workHigh(state);
  const fit = ACTION_SIZES.find((size) => actionHigh(fields, facts, size) <= high);
  if (!fit) return html`<${SmallAction} fields=${fields} facts=${facts} high=${high} />`;
  return html`<main class="room__work action" data-size=${fit.name}>
    <h2 class="action__title"><small>${say("room.plan_we_will")}</small> <span dir="auto">${weWill(fields)}</span></h2>
    ${fields.so_that && html`<p class="action__pupils"><small>${soThatWords(fields.so_that)}</small> <span dir="auto">${benefitOf(fields.so_that).text}</span></p>`}
    ${facts.length > 0 && html`<dl class="facts">${facts.map((fact) => html`<div key=${fact.key}><dt>${say("room.plan_" + fact.key)}</dt><dd dir="auto">${fact.text}</dd></div>`)}</dl>`}
  </main>`;
}

// Where everything is long: one size, labels in line, and what makes room as far as it fits.
function SmallAction({ fields, facts, high }) {
  const we = say("room.plan_we_will") + " " + weWill(fields);
  const pupils = soThatWords(fields.so_that) + " " + benefitOf(fields.so_that).text;
  const lines = (text) => linesIn(text, ACTION_SMALL) * ACTION_SMALL.size * ACTION_SMALL.lead;
  const used = facts.slice(0, -1).concat([{ text: we }, { text: pupils }]).reduce((sum, each) => sum + 0.75 + lines(say("room.plan_makes_room") + each.text), 0);
  const left = Math.max(1, Math.floor((high - used - 1) / (ACTION_SMALL.size * ACTION_SMALL.lead)));
  return html`<main class="room__work action" data-size="small" data-tight="">
    <p><span class="action__label">${say("room.plan_we_will")}</span> <b dir="auto">${weWill(fields)}</b></p>
    ${fields.so_that && html`<p><span class="action__label">${soThatWords(fields.so_that)}</span> <span dir="auto">${benefitOf(fields.so_that).text}</span></p>`}
    ${facts.map((fact, i) => html`<p key=${fact.key}><span class="action__label">${say("room.plan_" + fact.key)}</span> <b dir="auto">${i === facts.length - 1 ? cutToLines(fact.text, emsIn(ACTION_SMALL) - 5, left) : fact.text}</b></p>`)}
  </main>`;
}

function factsOfAction(fields, state) {
  const when = STORED_DAY.test(fields.by_when || "") ? nearText(fields.by_when, state.workshop.held_on) : fields.by_when;
  return [{ key: "who", text: fields.who_leads }, { key: "when", text: when }, { key: "makes_room", text: fields.makes_room }].filter((fact) => fact.text);
}

function actionHigh(fields, facts, { title, pupils, fact, edges }) {
  const factHigh = Math.max(0, ...facts.map((each) => textHigh(each.text, { wide: ACTION_FACT.wide, size: fact, lead: 1.1, isBold: true })));
  return edges + factHigh
    + textHigh(weWill(fields), { wide: ACTION_WIDE, size: title, lead: 1.06, isBold: true })
    + textHigh(fields.so_that, { wide: ACTION_WIDE, size: pupils, lead: 1.12 });
}

// As it reads on after "We will".
function weWill(fields) {
  return begunWithin(afterLabel("we_will", fields.we_will));
}

function soThatWords(typed) {
  return say(benefitOf(typed).isOwn ? "room.so_that_own" : "room.so_that");
}
