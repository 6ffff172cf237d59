// Notes to moderate: what needs a look first. Nobody can see who wrote a note.

import { html } from "../html.js";
import { say } from "../words.js";
import { Panel } from "./panel.js";
import { LiveNote } from "./live.js";

const FILTERS = ["all", "look", "hidden", "later"];

export function NotesPanel({ desk }) {
  const { view, ui } = desk;
  const isOpenPhase = view.state.step && view.state.step.veil === "open";
  const counts = { all: view.counts.notes || 0, look: view.counts.look || 0, hidden: view.counts.hidden || 0, later: view.counts.later || 0 };
  const notes = notesFor(view.notes, ui.filter);
  const past = pastNotes(view, ui.filter);
  return html`<aside class="desk__aid" aria-labelledby="panel-notes"><${Panel} desk=${desk} name="notes" title=${say("desk.notes")}>
    <div class="chips" role="radiogroup" aria-label=${say("desk.filter")}>${FILTERS.map((filter) => html`<label class="chip" key=${filter}>
      <input class="chip__input" type="radio" name="filter" checked=${ui.filter === filter} onChange=${() => desk.set({ filter })} />
      <span class="chip__face">${say("desk.filter_" + filter, { count: counts[filter] })}</span></label>`)}</div>
    ${isOpenPhase && html`<p role="status">${say("desk.veil_open", { n: writtenNow(view) })}</p>`}
    ${!notes.length && !past.length && !(isOpenPhase && ui.filter === "all") && html`<p class="soft">${say("desk.none_" + ui.filter)}</p>`}
    <${LiveNotes} desk=${desk} notes=${notes} />
    ${past.map((place) => html`<section key=${place.id}><h3 class="lives__earlier"><span>${say("desk.earlier")}</span> <span dir="auto">${place.title}</span></h3>
      <${LiveNotes} desk=${desk} notes=${place.notes} /></section>`)}
  <//></aside>`;
}

function LiveNotes({ desk, notes }) {
  return html`<ul class="lives">${notes.map((note) => html`<${LiveNote} key=${note.id} desk=${desk} note=${note} />`)}</ul>`;
}

/** The notes of earlier activities, by the station where they were written. */
function pastNotes(view, filter) {
  const notes = notesFor(view.past.notes, filter);
  const isAt = (slot) => (note) => note.slot === slot.id;
  const loose = notes.filter((note) => !view.past.slots.some((slot) => slot.id === note.slot));
  return view.past.slots.map((slot) => ({ id: slot.id, title: say("common.station_title", slot), notes: notes.filter(isAt(slot)) }))
    .concat({ id: "loose", title: "", notes: loose })
    .filter((place) => place.notes.length > 0);
}

/** How many notes the present activity has: the counts are of the whole workshop. */
export function writtenNow(view) {
  const earlier = view.past.notes.filter((note) => !note.is_late && !note.is_withdrawn).length;
  return Math.max(0, (view.counts.notes || 0) - earlier);
}

/** The notes of one filter: to look at first, then the newest; of private origin by id. */
function notesFor(notes, filter) {
  const wants = {
    all: (note) => !note.is_late && !note.is_withdrawn,
    look: (note) => note.look && !note.is_hidden && !note.is_late && !note.is_withdrawn,
    hidden: (note) => note.is_hidden,
    later: (note) => note.is_late,
  };
  const weight = (note) => (note.look && !note.is_hidden ? 1 : 0);
  return notes.filter(wants[filter])
    .sort((a, b) => weight(b) - weight(a) || (b.n || 0) - (a.n || 0) || (a.id < b.id ? -1 : 1));
}
