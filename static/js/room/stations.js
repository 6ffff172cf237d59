// Stations and who stands at each; the walk between them; home again. Never a count of notes.

import { html } from "../html.js";
import { say } from "../words.js";
import { Icon, Pen, Scale } from "../parts.js";
import { flagged, presentGroups, roomSlot } from "./view.js";

const IN_ROWS = [1, 2, 3, 7, 8];

/** The stations with their groups; one that was left out stays until its group goes on. */
export function RoomStations({ view }) {
  const groups = presentGroups(view);
  const slots = view.slots.filter((slot) => !slot.is_skipped || groups.some((group) => group.at === slot.id));
  return html`<main class="room__work carousel">
    <p class="room__do">${view.state.step.do}</p>
    <ol class="stations" data-count=${slots.length} data-rows=${flagged(IN_ROWS.indexOf(slots.length) >= 0)}>
      ${slots.map((slot) => html`<${Station} key=${slot.id} slot=${slot} groups=${groups.filter((group) => group.at === slot.id)} />`)}
    </ol>
  </main>`;
}

function Station({ slot, groups }) {
  return html`<li class="station sheet">
    <h2 class="station__name"><span class="station__number">${slot.number}</span> <span class="station__title" data-long=${flagged(slot.title.length > 35)} dir="auto">${slot.title}</span></h2>
    <p class="station__groups" data-groups=${groups.length}>${groups.length
      ? groups.map((group) => html`<span class="station__group" data-group=${group.letter.toLowerCase()}><${Pen} letter=${group.letter} /> <span class="station__label" aria-hidden="true">${say("room.group", { letter: group.letter })}</span></span>`)
      : html`<span class="station__rest">${say("room.rests")}</span>`}</p>
  </li>`;
}

/** Where each group goes now: nothing else on the screen. */
export function RoomMove({ view }) {
  const groups = presentGroups(view).filter((group) => roomSlot(view, group.at || group.next));
  return html`<main class="room__work move">
    <p class="room__do">${view.state.step.do}</p>
    <ul class="move__list" data-many=${flagged(groups.length > 4)}>${groups.map((group) => html`<li class="move__group" key=${group.id}>
      <${Pen} letter=${group.letter} />
      <svg class="move__arrow" viewBox="0 0 100 60" aria-hidden="true" focusable="false"><path d="M6 30h86M66 6l26 24-26 24" vector-effect="non-scaling-stroke" /></svg>
      <span class="hidden">${say("room.to_station")}</span> <b class="move__to">${roomSlot(view, group.at || group.next).number}</b>
    </li>`)}</ul>
  </main>`;
}

/** Home again: what each group chooses, and where its home is. */
export function RoomHome({ view }) {
  const groups = presentGroups(view).filter((group) => roomSlot(view, group.home));
  return html`<main class="room__work home">
    <ol class="home__steps">
      <${HomeStep} icon="strength" what="room.one_strength" why=${say("room.why_strength")} />
      <${HomeStep} icon="gap" what="room.one_gap" why=${say("room.why_gap")} />
      <${HomeStep} what="room.how_far" why=${[0, 1, 2, 3].map((at) => html`<${Scale} at=${at} word=${say("room.reach_" + at)} />`)} kind="home__scale" />
    </ol>
    <ul class="home__groups" data-many=${flagged(groups.length > 5)}>${groups.map((group) => html`<li key=${group.id}>
      <${Pen} letter=${group.letter} /> ${say("room.at", { number: roomSlot(view, group.home).number })}</li>`)}</ul>
  </main>`;
}

function HomeStep({ icon, what, why, kind }) {
  return html`<li class="home__step"><div>
    <h2 class="home__what">${icon && html`<${Icon} name=${icon} />`} ${say(what)}</h2>
    <p class=${kind || "home__why"}>${why}</p>
  </div></li>`;
}
