// The wall: before the reveal only what to do, afterwards the notes, page by page, with what the
// room gave them where it was counted. Serves every kind that names no picture of its own.

import { html } from "../html.js";
import { say } from "../words.js";
import { pageShown } from "../gallery.js";
import { wallPages } from "../wall_pages.js";

/** The wall's page that shows, or null while there is none. */
function wallPage(view) {
  const pages = wallPages(view.slots, view.notes);
  return pages.length ? Object.assign({ at: pageShown(view.state.step, pages) + 1, of: pages.length }, pages[pageShown(view.state.step, pages)]) : null;
}

export function RoomWall({ view }) {
  const page = wallPage(view);
  if (!page) return html`<${WallBefore} view=${view} />`;
  return html`<main class="room__work wall">
    <div class="gallery__tap"><h2 class="room__do" dir="auto">${page.title || view.state.step.do}</h2>
      ${page.of > 1 && html`<span class="wall__page">${say("room.page_of", page)}</span>`}</div>
    <div class="gallery__columns" data-kind=${page.columns.length > 1 ? "pair" : "one"}>${page.columns.map((notes) => html`<ul class="gallery__notes">
      ${notes.map((note) => html`<li class="note" key=${note.id}><p class="note__text" dir="auto">${note.text}</p><${WallTotals} totals=${note.totals} /></li>`)}
    </ul>`)}</div>
  </main>`;
}

function WallBefore({ view }) {
  const n = view.counts.notes;
  return html`<main class="room__work poster" data-size="great">
    <p class="poster__words">${view.state.step.do || say("room.write_alone")}</p>
    ${typeof n === "number" && html`<p class="room__do" role="status">${say("room.written", { n })}</p>`}
  </main>`;
}

function WallTotals({ totals }) {
  if (!totals) return null;
  const { tick, dot, score } = totals;
  return html`<p class="note__meta wall__totals">
    ${typeof dot === "number" && html`<b>${say("room.dots", { n: dot })}</b>`}
    ${typeof tick === "number" && tick > 0 && html`<span>${say("room.recognise", { n: tick })}</span>`}
    ${score && html`<span>${scoreWords(score)}</span>`}
  </p>`;
}

function scoreWords(score) {
  if (typeof score.median !== "number") return say("room.score_few");
  if (score.low === score.high) return say("room.score_one", { value: score.median });
  return say("room.score_spread", { median: score.median, low: score.low, high: score.high });
}
