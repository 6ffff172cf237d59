// One page of the gallery, as galleryPages() laid it out.

import { html } from "../html.js";
import { knows, say } from "../words.js";
import { Icon, Mark, Pen, Scale } from "../parts.js";
import { galleryPages, pageShown } from "../gallery.js";
import { flagged } from "./view.js";

/** The page that shows, or null without stations. */
export function galleryPage(view) {
  const pages = galleryPages(view.slots, view.groups, view.notes, view.choices);
  return pages[pageShown(view.state.step, pages)] || null;
}

/** "station 2 of 4". */
export function galleryPart(page) {
  return page ? say("room.station_of", { number: page.number, of: page.of }) : "";
}

export function RoomGallery({ view }) {
  const page = galleryPage(view);
  if (!page) return html`<main class="room__work gallery"><p class="room__do">${view.state.step.do}</p></main>`;
  return html`<main class="room__work gallery">
    <div class="gallery__tap"><h2 class="room__do" dir="auto">${page.slot.title}</h2></div>
    <div class="gallery__columns" data-kind=${page.kind}>
      ${page.kind === "none" ? html`<p class="gallery__none">${say("room.none_here")}</p>` : page.columns.map((column, i) => html`<${GalleryColumn} column=${column} view=${view} isSecond=${i > 0 && page.kind === "same"} isOne=${page.kind === "one"} />`)}
    </div>
  </main>`;
}

/** How far the groups say we are. In words, always: one place, or from the lowest to the highest. */
export function GalleryTap({ tap }) {
  if (tap.low === tap.high) return html`<${Scale} at=${tap.low} word=${say("room.reach_" + tap.low)} />`;
  const word = say("room.reach_between", { low: say("room.reach_" + tap.low), high: say("room.reach_to_" + tap.high) });
  return html`<${Scale} at=${tap.low} word=${word} />`;
}

function GalleryColumn({ column, view, isSecond, isOne }) {
  const icon = ["strength", "gap", "stop"].indexOf(column.stance) >= 0 ? column.stance : null;
  return html`<section class="gallery__column">
    <h3 class="gallery__head mark">${isSecond ? html`<span class="hidden">${say("room.more")}</span>` : html`${icon && html`<${Icon} name=${icon} />`} ${columnTitle(column.stance, view.state.step)}`}</h3>
    ${column.notes.length
      ? html`<ul class="gallery__notes">${column.notes.map((note) => html`<${GalleryNote} key=${note.id} note=${note} isOne=${isOne} />`)}</ul>`
      : html`<p class="gallery__none">${say("room.none_here")}</p>`}
  </section>`;
}

function GalleryNote({ note, isOne }) {
  return html`<li class=${"note" + (note.isChosen && !isOne ? " chosen" : "")} data-chosen=${flagged(note.isChosen)}>
    ${note.text && html`<p class="note__text" dir="auto">${note.text}</p>`}
    <p class="note__meta">
      ${note.letter && html`<${Pen} letter=${note.letter} />`}
      ${note.isQuestion && html`<${Mark} name="question" word=${say("room.adds_question")} />`}
      ${note.isChosen && isOne && html`<b class="note__chosen">${say("room.chosen")}</b>`}
      ${note.ticks > 0 && html`<${Mark} name="tick" word=${say("room.recognise", { n: note.ticks })} />`}
      ${note.parts > 1 && html`<span>${say("room.part_of", { part: note.part, parts: note.parts })}</span>`}
    </p>
    ${note.additions.length > 0 && html`<ul class="additions">${note.additions.map((item) => html`<${GalleryAddition} key=${item.id} item=${item} />`)}</ul>`}
    ${note.more > 0 && html`<p class="additions__more">${say("room.more_added", { n: note.more })}</p>`}
  </li>`;
}

// What a group added stands in the sheet it belongs to: what it is, its words, whose pen.
function GalleryAddition({ item }) {
  return html`<li class="addition">
    ${item.letter ? html`<${Pen} letter=${item.letter} />` : html`<span></span>`}
    <p class="addition__words"><span class="addition__kind mark"><${Icon} name=${item.isQuestion ? "question" : "plus"} />${say(item.isQuestion ? "room.adds_question" : "room.adds_more")}</span> <span dir="auto">${item.text}</span>
      ${item.ticks > 0 && html` <span class="addition__kind mark"><${Icon} name="tick" />${say("room.recognise", { n: item.ticks })}</span>`}</p>
  </li>`;
}

function columnTitle(stance, step) {
  if (knows("room.gallery_" + stance)) return say("room.gallery_" + stance);
  const known = (step.stances || []).find((each) => each.value === stance);
  return known ? known.label : say("room.gallery_other");
}
