// The calm view: what to say, one question, the clock and the ruler. Before the hour begins it
// says how people join; after the end, where the plan is.

import { html } from "../html.js";
import { say } from "../words.js";
import { Icon, clockText, left } from "../parts.js";
import { morePages } from "../gallery.js";
import { pagesOf } from "../room/pages_of.js";
import { Qr } from "../room/qr.js";
import { Ruler } from "../room/ruler.js";
import { groupsChosen } from "./chosen.js";
import { Ending } from "./ending.js";
import { Moment, momentClass } from "./moment.js";
import { writtenNow } from "./notes.js";
import { RecoveryButtons, recoveryNow } from "./recovery.js";
import { ExportLinks, agreedWords } from "./versions.js";
import { endOfHour, placeInHour, sayNow } from "./words_of.js";

const ANSWERED = ["headlines", "dots", "behind"]; // hands that answer, and write nothing for the room

/** `desk` is the whole face: view, ui, and what its buttons do. */
export function Calm({ desk }) {
  const { state } = desk.view;
  return html`<div class=${"calm" + (desk.ui.side || desk.ui.aid ? " calm--narrow" : "") + momentClass(state)}>
    ${calmTop(desk, state)}
    <${Understood} state=${state} />
    ${!state.workshop.is_closed && html`<div class="calm__ruler">
      <${Ruler} state=${state} now=${desk.view.now} words="desk" />
      <p class="soft"><span>${placeInHour(state, desk.view.now)}</span> <span>${endOfHour(state, desk.view.now)}</span></p>
    </div>`}
  </div>`;
}

function calmTop(desk, state) {
  if (state.workshop.is_closed) return html`<${CalmClosed} desk=${desk} />`;
  return state.activity ? html`<${CalmNow} desk=${desk} />` : html`<${CalmJoin} desk=${desk} />`;
}

// One line, from the moment the sentence is written; while it is being written it stands above.
function Understood({ state }) {
  const { understanding, is_closed: isClosed } = state.workshop;
  if (!understanding || !understanding.text || isClosed || (state.activity && state.activity.kind === "understand")) return null;
  return html`<p class="calm__understood"><span class="soft">${say("desk.understood")}</span> <span dir="auto">${understanding.text}</span></p>`;
}

function CalmNow({ desk }) {
  const { state } = desk.view;
  const { step } = state;
  const words = sayNow(state);
  const title = titleNow(step);
  return html`<div class="calm__top">
    <section aria-labelledby="say">
      <h1 class="calm__label" id="say">${say(/[?.]$/.test(title) ? "desk.say_after" : "desk.say", { title })}</h1>
      <p class="calm__say" data-long=${words.length > 160 ? "" : null}>${words}</p>
      ${step.veil && html`<${Written} view=${desk.view} />`}
    </section>
    <${DeskClock} desk=${desk} />
    <${Chosen} view=${desk.view} />
    <${MorePages} desk=${desk} />
    <${Moment} desk=${desk} />
    <${Ending} desk=${desk} />
    ${state.desk.next && html`<${AskOne} desk=${desk} />`}
  </div>`;
}

// What is asked in the title may be asked again in its part.
function titleNow({ title, part }) {
  if (!part) return title;
  if (/[?.]$/.test(title)) return title + " " + part.charAt(0).toUpperCase() + part.slice(1);
  return say("desk.title_part", { title, part });
}

// At home again: how many groups have said everything that is asked of them.
function Chosen({ view }) {
  const chosen = groupsChosen(view);
  if (!chosen) return null;
  return html`<p class="calm__chosen" role="status"><${Icon} name=${chosen.n === chosen.of ? "tick" : "people"} /> ${say(chosen.n === chosen.of ? "desk.chosen_all" : "desk.chosen", chosen)}</p>`;
}

// The gallery's other pages wait for a room with time.
function MorePages({ desk }) {
  const more = morePages(desk.view.state.step, pagesOf(desk.view));
  if (!more) return null;
  return html`<section class="calm__clock" aria-label=${say("desk.more_pages_label")}>
    <button class="button" type="button" onClick=${() => desk.give(more.name, more.body)}>${say("desk.more_pages", { n: more.n })}</button>
    <p>${say("desk.more_pages_why")}</p>
  </section>`;
}

// While people write or answer alone only the number is known.
function Written({ view }) {
  const { answered } = view.counts;
  const isAnswered = ANSWERED.indexOf(view.state.step.hand) >= 0;
  if (isAnswered && typeof answered !== "number") return null;
  if (isAnswered) return html`<p class="calm__written" role="status">${say("desk.answered", { n: answered, of: Math.max(answered, view.here.seats) })}</p>`;
  return html`<p class="calm__written" role="status">${say("desk.veil_" + view.state.step.veil, { n: writtenNow(view) })}</p>`;
}

function DeskClock({ desk }) {
  const { timer, activity } = desk.view.state;
  const ms = left(timer, desk.view.now);
  if (ms === null) return null;
  const give = (name, body) => () => desk.give(name, Object.assign({ activity: activity.id }, body));
  const isUp = ms === 0;
  const isStopped = !timer.is_running && !isUp;
  return html`<section class=${"calm__clock" + (isStopped ? " calm__clock--stopped" : "")} aria-label=${say("desk.clock")}>
    <p class="calm__time" role="timer">${isUp ? say("desk.time") : clockText(ms)}</p>
    <p>${say(isUp ? "desk.time_up" : timer.is_running ? "desk.left" : "desk.stopped")}</p>
    <p class="calm__buttons">
      ${timer.is_running && !isUp
        ? html`<button key="clock" class="button" type="button" onClick=${give("pause_timer")}><${Icon} name="pause" /> ${say("desk.pause")}</button>`
        : html`<button key="clock" class=${"button" + (isStopped ? " button--start" : "")} type="button" onClick=${give("start_timer")} disabled=${isUp}><${Icon} name="play" /> ${say("desk.start")}</button>`}
      <button class="button" type="button" onClick=${give("add_time", { seconds: 60 })}>${say("desk.minute")}</button>
    </p>
  </section>`;
}

function AskOne({ desk }) {
  const { asks } = desk.view.state.desk;
  const recovery = recoveryNow(desk);
  if (!asks.length && !recovery) return null;
  return html`<section class="calm__question" aria-labelledby="ask">
    <div class="calm__asking">
      <h2 class="calm__label" id="ask">${say("desk.ask")}</h2>
      <p class="calm__ask" aria-live="polite">${recovery ? say("desk.recover_" + recovery) : asks[desk.ui.ask % asks.length]}</p>
    </div>
    <p class="calm__ways"><${RecoveryButtons} desk=${desk} />
      ${asks.length > 1 && html`<button class="button" type="button" onClick=${() => desk.set({ ask: desk.ui.ask + (recovery ? 0 : 1), recovery: null })}>${say("desk.another")}</button>`}</p>
  </section>`;
}

function CalmJoin({ desk }) {
  const { join, workshop, desk: words } = desk.view.state;
  return html`<div class="calm__top calm__top--join">
    <section aria-labelledby="say">
      <h1 class="calm__label" id="say">${say("desk.before")}</h1>
      <p class="calm__say">${words.say}</p>
      <dl class="calm__join">
        <div><dt>${say("desk.join_address")}</dt><dd>${join.address}</dd></div>
        <div><dt>${say("desk.join_code")}</dt><dd class="calm__code">${workshop.code}</dd></div>
      </dl>
      <p class="soft">${say("desk.join_hint")}</p>
      <p class="calm__projector"><a class="button" href=${"/w/" + workshop.code + "/projector"} target="_blank" rel="noopener"><${Icon} name="screen" /> ${say("desk.open_projector")}</a> <span class="soft">${say("desk.projector_hint")}</span></p>
    </section>
    <figure class="calm__qr sheet"><${Qr} join=${join} margin=${3} label=${say("desk.qr")} /></figure>
  </div>`;
}

function CalmClosed({ desk }) {
  return html`<div class="calm__top">
    <section class="calm__closed" aria-labelledby="say">
      <div><h1 class="calm__label" id="say">${say("desk.closed")}</h1>
        <p class="calm__say">${say("desk.closed_say")}</p></div>
      ${desk.view.state.workshop.agreed && html`<p class="agreedline"><${Icon} name="tick" /> ${agreedWords(desk.view.state)}</p><${ExportLinks} code=${desk.view.state.workshop.code} />`}
      <p><button class="button" type="button" onClick=${() => desk.open("plan")}>${say("desk.open_plan")}</button></p>
    </section>
  </div>`;
}
