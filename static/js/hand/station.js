// At a station: read what stands there, tick it, add to it; then write what the group agrees on.

import { html } from "../html.js";
import { say } from "../words.js";
import { Fold, Icon } from "../parts.js";
import { firstNotes, isElsewhere, ownAt, placeNow } from "./view.js";
import { NoteCard, OwnCard } from "./blocks.js";
import { RefusedList } from "./refused.js";
import { SendButton, WriteForm, mayStart, wantsForm } from "./write.js";
import { YouPanel } from "./you.js";

export function stationLayout(view, actions) {
  if (!view.slot) return nowhere(view, actions);
  const isWaiting = isElsewhere(view);
  const isWriting = view.ui.mode === "write" && wantsForm(view) && !isWaiting;
  const hasForm = isWriting || isWaiting;
  return {
    main: [
      html`<${StationHead} key="head" view=${view} actions=${actions} isWriting=${isWriting} />`,
      hasForm && html`<${WriteForm} key="write" view=${view} actions=${actions} />`,
      html`<${RefusedList} key="refused" view=${view} actions=${actions} />`,
      !isWriting && html`<${ReadFirst} key="read" view=${view} actions=${actions} />`,
      html`<${OurNotes} key="ours" view=${view} actions=${actions} />`,
      isWriting && html`<${Source} key="source" slot=${view.slot} />`,
      html`<${YouPanel} key="you" view=${view} actions=${actions} />`,
    ],
    dock: stationDock(view, actions, hasForm),
  };
}

/** What the recommendation says, with its source, folded unless it is all there is to read. */
export function Source({ slot, open }) {
  if (!slot || !slot.text) return null;
  return html`<${Fold} kind="says sheet" open=${open} title=${say("hand.station.says")}><p>${slot.text} ${slot.source && html`<small>${slot.source}</small>`}</p><//>`;
}

/** How many of the group's notes of this round are used. */
function Budget({ view }) {
  const { limit, left } = view.mine;
  if (!limit) return null;
  const used = limit - left;
  const slips = [];
  for (let i = 0; i < limit; i += 1) slips.push(html`<i key=${i} class=${i < used ? "is-used" : ""}></i>`);
  return html`<p class="budget"><span class="budget__slips" aria-hidden="true">${slips}</span> <span>${say("hand.write.budget", { letter: view.letter, used, limit })}</span></p>`;
}

function StationHead({ view, actions, isWriting }) {
  const title = say("common.station_title", { number: view.slot.number, title: view.slot.title });
  const isFull = view.mine.left === 0;
  const others = toRead(view);
  const canJoinIn = others.some((note) => note.group !== view.mine.group && !note.is_withdrawn);
  return html`<div class="stack">
    <h1 class=${"hand__title hand__title--" + (isWriting ? "talk" : "small")} tabindex="-1">${isWriting ? say("hand.station.talk") : title}</h1>
    ${isWriting && html`<p class="station__where"><span>${title}</span> <button class="button button--quiet" type="button" onClick=${actions.readAgain}><${Icon} name="back" /> ${say("hand.station.read_again")}</button></p>`}
    ${!isWriting && html`<${Source} slot=${view.slot} open=${others.length === 0 && !isElsewhere(view)} />`}
    ${view.mine.prompt && html`<div class="banner banner--plain" data-prompt="yes"><${Icon} name="voice" /><p><b>${say("hand.station.prompt")}</b> ${view.mine.prompt}</p></div>`}
    ${(isWriting || isFull) && html`<${Budget} view=${view} />`}
    ${isFull && html`<p class="hand__soft">${say("hand.station.full", { n: view.mine.limit })} ${say(canJoinIn ? "hand.station.full_join" : "hand.station.full_talk")}</p>`}
  </div>`;
}

function ReadFirst({ view, actions }) {
  const all = firstNotes(view, view.slot.id);
  const notes = toRead(view);
  if (notes.length === 0 && all.length > 0) return null;
  return html`<section class="stack" aria-labelledby="before">
    <h2 class="hand__part" id="before">${say(notes.length > 0 ? "hand.station.read" : "hand.station.first")}</h2>
    ${notes.length === 0 && html`<p>${say("hand.station.first_lead")}</p>`}
    <ul class="stack">${notes.map((note) => html`<${NoteCard} key=${note.id} view=${view} actions=${actions} note=${note} />`)}</ul>
  </section>`;
}

// The group's notes of this round, from all its phones; this phone's own can be changed.
function OurNotes({ view, actions }) {
  const own = ownAt(view, placeNow(view));
  const ownIds = own.map((note) => note.id);
  const others = firstNotes(view, view.slot.id).filter((note) => isOursNow(view, note) && !ownIds.includes(note.id) && !note.is_withdrawn);
  if (own.length + others.length === 0) return null;
  return html`<section class="stack hand__rule" aria-labelledby="ours">
    <h2 class="hand__part" id="ours">${say("hand.station.ours")}</h2>
    <ul class="stack">
      ${others.map((note) => html`<${NoteCard} key=${note.id} view=${view} actions=${actions} note=${note} />`)}
      ${own.map((note) => html`<${OwnCard} key=${note.id} view=${view} actions=${actions} id=${note.id} />`)}
    </ul></section>`;
}

function toRead(view) {
  return firstNotes(view, view.slot.id).filter((note) => !isOursNow(view, note));
}

function isOursNow(view, note) {
  return Boolean(note.group) && note.group === view.mine.group && note.round === view.step.round;
}

function stationDock(view, actions, hasForm) {
  if (hasForm) return html`<${SendButton} view=${view} />`;
  if (!mayStart(view)) return null;
  const hasRead = toRead(view).length > 0;
  return html`<button class="button button--next" type="button" onClick=${actions.startWriting}>${say(hasRead ? "hand.station.have_read" : "hand.station.write")} <${Icon} name="next" /></button>`;
}

// A group that stands nowhere, or a person without a group: say where to look.
function nowhere(view, actions) {
  return {
    main: [
      html`<h1 key="head" class="hand__title" tabindex="-1">${say("hand.station.nowhere")}</h1>`,
      html`<p key="lead" class="hand__lead">${say("hand.station.nowhere_lead")}</p>`,
      html`<${RefusedList} key="refused" view=${view} actions=${actions} />`,
      html`<${YouPanel} key="you" view=${view} actions=${actions} />`,
    ],
    dock: null,
  };
}
