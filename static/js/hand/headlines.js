// The review's headlines: one tap each, alone; then a sentence from each pair where it is mixed.

import { html } from "../html.js";
import { say } from "../words.js";
import { Mark } from "../parts.js";
import { rowsOf } from "../state.js";
import { columnsOf, hasOpenDraft, markNow, ownAt, pendingMark, placeNow } from "./view.js";
import { OwnCard, SentMark, WhoSees } from "./blocks.js";
import { WordsField } from "./field.js";
import { RefusedList } from "./refused.js";
import { SendButton, WriteForm, wantsForm } from "./write.js";
import { YouPanel } from "./you.js";

const VIEWS = [0, 1, 2];      // we recognise it, it surprises us, we see it differently

export function headlinesLayout(view, actions) {
  const slots = headlinesOf(view);
  const isOpen = view.step.veil === "open";
  const done = slots.filter((slot) => markNow(view, "view", slot.id) !== null).length;
  return {
    closed: !isOpen && say("hand.headlines.closed"),
    main: [
      html`<div class="stack" key="head"><h1 class="hand__title" tabindex="-1">${view.step.title}</h1>
        <p>${say(isOpen ? "hand.headlines.lead" : "hand.headlines.closed")}</p>
        ${isOpen && html`<${WhoSees} icon="lock" text=${say("hand.headlines.who")} />`}</div>`,
      hasOpenDraft(view) && html`<${WriteForm} key="write" view=${view} actions=${actions} />`,
      html`<${RefusedList} key="refused" view=${view} actions=${actions} />`,
      html`<div class="stack stack--wide" key="headlines">${slots.map((slot) => html`<${Headline} key=${slot.id} view=${view} actions=${actions} slot=${slot} isOpen=${isOpen} />`)}</div>`,
      html`<${YouPanel} key="you" view=${view} actions=${actions} />`,
    ],
    dock: hasOpenDraft(view) ? html`<${SendButton} view=${view} />` : isOpen && html`<${Answered} view=${view} kind="view" ids=${slots.map((slot) => slot.id)} done=${done} />`,
  };
}

/** How many are answered, and whether that is saved. */
export function Answered({ view, kind, ids, done }) {
  const isOnItsWay = ids.some((id) => pendingMark(view, kind, id));
  const going = isOnItsWay && view.status.is === "online" ? say("hand.sent.going") : null;
  const text = done > 0 && done === ids.length ? say("hand.answered_all") : say("hand.answered", { n: done, of: ids.length });
  return html`<p class="dock__fate" role="status"><b>${text}</b> ${done > 0 && html`<${SentMark} is=${isOnItsWay ? "pending" : "saved"} text=${going} />`}</p>`;
}

function Headline({ view, actions, slot, isOpen }) {
  const given = markNow(view, "view", slot.id);
  if (!isOpen) return html`<${ClosedHeadline} slot=${slot} given=${given} />`;
  return html`<div class="behind" data-slot=${slot.id}><fieldset>
    <legend class="behind__title"><${HeadlineWords} slot=${slot} /></legend>
    <div class="choices">${VIEWS.map((value) => html`<label class="choice" key=${value}>
      <input class="choice__input" type="radio" name=${"view_" + slot.id} value=${value} checked=${given === value} onChange=${() => actions.mark("view", slot.id, value)} />
      <span class="choice__face">${say("hand.headlines.view." + value)}</span></label>`)}</div></fieldset></div>`;
}

// What the room sees in it, once that may be said, and what one answered oneself.
function ClosedHeadline({ slot, given }) {
  return html`<div class="behind" data-slot=${slot.id}><p class="behind__title"><${HeadlineWords} slot=${slot} /></p>
    <${Band} slot=${slot} />
    <p class="behind__word">${given === null ? say("hand.headlines.none") : say("hand.headlines.yours", { text: say("hand.headlines.view." + given) })}</p></div>`;
}

function HeadlineWords({ slot }) {
  return html`${slot.stance && html`<span class="headline__mark"><${Mark} name=${slot.stance} word=${say("hand.headlines.stance." + slot.stance)} /></span>`} <b dir="auto">${slot.title}</b>
    ${slot.text && slot.text !== slot.title && html`<span class="hand__soft" dir="auto">${slot.text}</span>`}`;
}

function Band({ slot }) {
  const band = bandOf(slot);
  return band && html`<p class="behind__word"><b>${say("hand.headlines.band." + band)}</b></p>`;
}

/* ---- What we heard: one sentence from each pair -------------------------------- */

export function heardLayout(view, actions) {
  const own = ownAt(view, null).filter((note) => note.place.activity === view.step.activity && note.place.phase === view.step.phase);
  const hasForm = wantsForm(view);
  return {
    main: [
      html`<div class="stack" key="head"><h1 class="hand__title" tabindex="-1">${say("hand.heard.title")}</h1>
        <p>${say("hand.heard.lead")}</p></div>`,
      view.canWrite && html`<${WhichHeadline} key="which" view=${view} actions=${actions} />`,
      hasForm && html`<${HeardForm} key="write" view=${view} actions=${actions} />`,
      html`<${RefusedList} key="refused" view=${view} actions=${actions} />`,
      own.length > 0 && html`<section class="stack hand__rule" key="own" aria-labelledby="own"><h2 class="hand__part" id="own">${say("hand.wall.own")}</h2>
        <ul class="stack">${own.map((note) => html`<${OwnCard} key=${note.id} view=${view} actions=${actions} id=${note.id} />`)}</ul></section>`,
      html`<${YouPanel} key="you" view=${view} actions=${actions} />`,
    ],
    dock: hasForm ? html`<${SendButton} view=${view} />` : null,
  };
}

function WhichHeadline({ view, actions }) {
  const chosen = placeNow(view).slot;
  return html`<fieldset><legend class="legend">${say("hand.heard.which")}</legend><div class="choices">
    ${columnsOf(view).map((slot) => html`<label class="choice" key=${slot.id}><input class="choice__input" type="radio" name="column" checked=${chosen === slot.id} onChange=${() => actions.column(slot.id)} />
      <span class="choice__face"><span class="choice__words"><span dir="auto">${slot.title}</span> ${bandOf(slot) && html`<b>${say("hand.headlines.band." + bandOf(slot))}</b>`}</span></span></label>`)}</div></fieldset>`;
}

function HeardForm({ view, actions }) {
  const draft = view.draft || actions.emptyDraft();
  if (draft.text && draft.place && draft.place.activity !== view.step.activity) return html`<${WriteForm} view=${view} actions=${actions} />`;
  return html`<form class="form stack" id="note" novalidate onSubmit=${(event) => { event.preventDefault(); actions.send(); }}>
    <${WordsField} view=${view} id="text" label=${say("hand.heard.label")} hint=${say("hand.write.hint")} about="who" value=${draft.text} onInput=${actions.type} />
    <${WhoSees} id="who" icon="lock" text=${say("hand.heard.who")} /></form>`;
}

/* ---- The headlines ------------------------------------------------------------- */

function headlinesOf(view) {
  return rowsOf(view.state, "slot").filter((slot) => !slot.is_skipped);
}

function bandOf(slot) {
  return slot.totals && slot.totals.view ? slot.totals.view.band : null;
}
