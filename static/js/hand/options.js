// What could we do? Each phone alone, one idea at a time, and if one likes what could get in its
// way. Nobody else sees any of it until the room does.

import { html } from "../html.js";
import { say } from "../words.js";
import { firstNotes, ownAt } from "./view.js";
import { NoteCard, OwnCard, WhoSees } from "./blocks.js";
import { WordsField } from "./field.js";
import { LeaveField } from "./fill_field.js";
import { RefusedList } from "./refused.js";
import { SendButton, WriteForm, wantsForm } from "./write.js";
import { YouPanel } from "./you.js";

const OBSTACLE_LIMIT = 200;

export function optionsLayout(view, actions) {
  const step = view.step;
  const own = ownAt(view, null).filter((note) => note.place.activity === step.activity && note.place.phase === step.phase);
  const ownIds = own.map((note) => note.id);
  const others = firstNotes(view, null).filter((note) => !ownIds.includes(note.id) && !note.is_withdrawn);
  const hasForm = wantsForm(view);
  const isShown = step.veil === "revealed";
  return {
    closed: step.veil === "closed" && say("hand.wall.closed"),
    main: [
      html`<div class="stack" key="head"><h1 class="hand__title" tabindex="-1">${step.title}</h1>
        ${isShown && html`<p>${say("hand.options.read")}</p>`}
        ${step.veil === "open" && step.do && html`<p>${step.do}</p>`}
        ${step.veil === "closed" && html`<p class="hand__soft">${say("hand.wall.closed")}</p>`}</div>`,
      hasForm && html`<${OptionForm} key="write" view=${view} actions=${actions} />`,
      html`<${RefusedList} key="refused" view=${view} actions=${actions} />`,
      own.length > 0 && html`<section class="stack hand__rule" key="own" aria-labelledby="own"><h2 class="hand__part" id="own">${say("hand.wall.own")}</h2>
        <ul class="stack">${own.map((note) => html`<${OwnCard} key=${note.id} view=${view} actions=${actions} id=${note.id} />`)}</ul></section>`,
      others.length > 0 && html`<section class="stack hand__rule" key="all" aria-labelledby="all"><h2 class="hand__part" id="all">${say("hand.wall.all")}</h2>
        <ul class="stack">${others.map((note) => html`<${NoteCard} key=${note.id} view=${view} actions=${actions} note=${note} />`)}</ul></section>`,
      html`<${YouPanel} key="you" view=${view} actions=${actions} />`,
    ],
    dock: hasForm ? html`<${SendButton} view=${view} />` : null,
  };
}

// Words begun somewhere else have their own form; it says where they go.
function OptionForm({ view, actions }) {
  const draft = view.draft || actions.emptyDraft();
  if (draft.text && draft.place && draft.place.activity !== view.step.activity) return html`<${WriteForm} view=${view} actions=${actions} />`;
  return html`<form class="form stack" id="note" novalidate onSubmit=${(event) => { event.preventDefault(); actions.send(); }}>
    <${WordsField} view=${view} id="text" isLine=${true} label=${say("hand.options.label")} hint=${say("hand.write.hint")} about="who" value=${draft.text} onInput=${actions.type} />
    <${LeaveField} id="obstacle" label=${html`${say("hand.options.obstacle")} <span class="hand__soft">${say("hand.if_you_like")}</span>`} limit=${OBSTACLE_LIMIT} rows=${2}
      value=${(draft.fields && draft.fields.obstacle) || ""} onInput=${actions.typeObstacle} />
    <${WhoSees} id="who" icon="lock" text=${say("hand.options.who")} /></form>`;
}
