// The actions on one page: to read, to talk about, and once agreed to take away.

import { html } from "../html.js";
import { say } from "../words.js";
import { Icon } from "../parts.js";
import { benefitOf } from "../benefit.js";
import { rowsOf } from "../state.js";
import { hasOpenDraft } from "./view.js";
import { RefusedList } from "./refused.js";
import { SendButton, WriteForm } from "./write.js";
import { YouPanel } from "./you.js";
import { dayText, isDay } from "./days.js";

/** Agreement: all actions, and where the room stands on each once it may be said. */
export function actionsLayout(view, actions) {
  const tests = newestTests(rowsOf(view.state, "test"));
  const list = rowsOf(view.state, "action");
  return {
    main: [
      html`<div class="stack" key="head"><h1 class="hand__title hand__title--small" tabindex="-1">${view.step.title}</h1>
        ${view.step.do && html`<p>${view.step.do}</p>`}
        ${list.length === 0 && html`<p class="hand__soft">${say("hand.actions.none")}</p>`}</div>`,
      hasOpenDraft(view) && html`<${WriteForm} key="write" view=${view} actions=${actions} />`,
      html`<${RefusedList} key="refused" view=${view} actions=${actions} />`,
      html`<${ActionList} key="list" list=${list} tests=${tests} />`,
      html`<${YouPanel} key="you" view=${view} actions=${actions} />`,
    ],
    dock: hasOpenDraft(view) ? html`<${SendButton} view=${view} />` : null,
  };
}

/** The plan in the hand, also after the end, for as long as the laptop is in the room. */
export function planLayout(view, actions) {
  const { agreed, question, is_question_shown: isShown, is_closed: isClosed } = view.workshop;
  const href = "/w/" + view.code + "/plan.";
  return {
    main: [
      html`<div class="stack" key="head"><h1 class="hand__title hand__title--small" tabindex="-1">${planTitle(view)}</h1>
        ${question && (isShown !== false) && html`<p class="hand__question" dir="auto">${question}</p>`}
        ${agreed && html`<p class="hand__soft">${agreedText(agreed)}</p>`}</div>`,
      hasOpenDraft(view) && html`<${WriteForm} key="write" view=${view} actions=${actions} />`,
      html`<${RefusedList} key="refused" view=${view} actions=${actions} />`,
      html`<${ActionList} key="list" list=${rowsOf(view.state, "action")} tests=${{}} />`,
      agreed && html`<section class="stack hand__rule" key="copy" aria-labelledby="copy"><h2 class="hand__part" id="copy">${say("hand.plan.copy")}</h2>
        <a class="button button--wide" href=${href + "ics"} download><${Icon} name="calendar" /> ${say("hand.plan.calendar")}</a>
        <a class="button button--quiet" href=${href + "pdf"} download>${say("hand.plan.pdf")}</a>
        ${view.workshop.keeper && html`<p>${say("hand.plan.keeper", { who: view.workshop.keeper })}</p>`}
        <p class="hand__soft">${isClosed && say("hand.look.closed_lead")} ${say("hand.plan.leaves")}</p></section>`,
      html`<${YouPanel} key="you" view=${view} actions=${actions} />`,
    ],
    dock: hasOpenDraft(view) ? html`<${SendButton} view=${view} />`
      : agreed && html`<a class="button button--next" href=${href + "docx"} download><${Icon} name="save" /> ${say("hand.plan.word")}</a>`,
  };
}

/** The newest round of each action's tests, by action. */
export function newestTests(tests) {
  const newest = {};
  for (const test of tests) {
    const known = newest[test.action];
    if (!known || test.round > known.round) newest[test.action] = test;
  }
  return newest;
}

function planTitle(view) {
  const day = view.workshop.review_on;
  return isDay(day) ? say("hand.plan.title", { day: dayText(day) }) : say("hand.plan.bar");
}

function agreedText(agreed) {
  const day = isDay(agreed.on) ? dayText(agreed.on) : agreed.on;
  return agreed.n && agreed.of && !agreed.is_small ? say("hand.plan.agreed_by", { day, n: agreed.n, of: agreed.of }) : say("hand.plan.agreed", { day });
}

function ActionList({ list, tests }) {
  return html`<ol class="keep">${list.map((action) => html`<${Action} key=${action.id} action=${action} test=${tests[action.id]} />`)}</ol>`;
}

function Action({ action, test }) {
  const { so_that: soThat, makes_room: room } = action.fields;
  const benefit = benefitOf(soThat);
  return html`<li class="keep__item" data-action=${action.id}><b class="keep__number">${action.number}</b><div class="keep__words">
    <h2 class="keep__title" dir="auto">${titleOf(action)}</h2>
    ${soThat && html`<p dir="auto">${say(benefit.isOwn ? "hand.actions.so_that_own" : "hand.actions.so_that")} ${benefit.text}</p>`}
    <p class="hand__soft" dir="auto">${whoAndWhen(action.fields)}</p>
    ${room && html`<p class="hand__soft" dir="auto">${say("hand.actions.room", { text: room })}</p>`}
    ${test && html`<${Stand} test=${test} />`}</div></li>`;
}

/** What we will do, as a title: a sheet says it after "We will". */
export function titleOf(action) {
  const text = action.fields.we_will || say("hand.actions.open");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "Writing lead, by Friday 27 March", as far as it is known. */
export function whoAndWhen({ who_leads: who, by_when: when }) {
  const by = isDay(when) ? say("hand.actions.by", { day: dayText(when) }) : when;
  if (who && by) return who + ", " + by;
  return who || by || say("hand.actions.nobody");
}

// Where the room stands, in words; what was heard and changed once that was talked through.
function Stand({ test }) {
  return html`<p class="keep__band"><b>${say("hand.band." + test.band)}</b></p>
    ${test.heard && html`<p dir="auto"><b>${say("hand.actions.heard")}</b> ${test.heard}</p>`}
    ${test.changed && html`<p dir="auto"><b>${say("hand.actions.changed")}</b> ${test.changed}</p>`}`;
}
