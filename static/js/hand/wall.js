// Writing alone or together on one wall: a form, what this phone wrote, what all may read.
// While the phase is private, nobody's words but one's own are here at all.

import { html } from "../html.js";
import { say } from "../words.js";
import { columnsOf, firstNotes, ownAt, placeNow } from "./view.js";
import { NoteCard, OwnCard } from "./blocks.js";
import { RefusedList } from "./refused.js";
import { SendButton, WriteForm, wantsForm } from "./write.js";
import { YouPanel } from "./you.js";

export function wallLayout(view, actions) {
  const step = view.step;
  const own = ownAt(view, null).filter((note) => note.place.activity === step.activity && note.place.phase === step.phase);
  const ownIds = own.map((note) => note.id);
  const others = firstNotes(view, null).filter((note) => !ownIds.includes(note.id));
  const hasForm = wantsForm(view);
  return {
    closed: step.veil === "closed" && say("hand.wall.closed"),
    main: [
      html`<div class="stack" key="head"><h1 class="hand__title" tabindex="-1">${step.title}</h1>
        ${step.do && step.veil !== "closed" && html`<p class="hand__lead">${step.do}</p>`}
        ${step.veil === "closed" && html`<p class="hand__soft">${say("hand.wall.closed")}</p>`}</div>`,
      view.canWrite && step.veil !== "closed" && html`<${Columns} key="columns" view=${view} actions=${actions} />`,
      hasForm && html`<${WriteForm} key="write" view=${view} actions=${actions} />`,
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

// Where the wall has columns, a note says which one it is for.
function Columns({ view, actions }) {
  const slots = columnsOf(view);
  if (slots.length === 0) return null;
  const chosen = placeNow(view).slot;
  return html`<fieldset><legend class="legend">${say("hand.wall.where")}</legend><div class="chips">
    ${slots.map((slot) => html`<label class="chip" key=${slot.id}><input class="chip__input" type="radio" name="column" checked=${chosen === slot.id} onChange=${() => actions.column(slot.id)} />
      <span class="chip__face">${slot.title}</span></label>`)}</div></fieldset>`;
}
