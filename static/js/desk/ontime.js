// Finish on time: from three minutes over one quiet button; behind it up to three ready changes,
// each with what it saves and what it costs.

import { html } from "../html.js";
import { say } from "../words.js";
import { Icon } from "../parts.js";
import { timeText } from "../dates.js";
import { minutesOver, plannedMinutes } from "../room/agenda.js";
import { Ruler } from "../room/ruler.js";
import { Panel } from "./panel.js";
import { endOfHour, placeInHour } from "./words_of.js";

const LATE_MINUTES = 3;
const MOST_OFFERS = 3;

/** How many minutes over, once that is worth a word; 0 before. */
export function lateBy(view) {
  const over = view.state.workshop.is_closed ? 0 : minutesOver(view.state, view.now);
  return over >= LATE_MINUTES ? over : 0;
}

/** The page "Finish on time". */
export function OnTimePage({ desk }) {
  const { state, now } = desk.view;
  const offers = (state.desk.replans || []).slice(0, MOST_OFFERS);
  const ends = state.begun_at + plannedMinutes(state) * 60000;
  const over = minutesOver(state, now);
  return html`<div class="desk__body"><main class="desk__main"><div class="ontime">
    <${Panel} desk=${desk} name="ontime" level="h1" title=${say("desk.ontime")}>
      <p class="ontime__lead">${over ? say("desk.ontime_lead", { n: over, then: timeText(ends + over * 60000), end: timeText(ends) }) : say("desk.ontime_is")}
        ${offers.length > 0 && html` <span>${say("desk.ontime_choose")}</span>`}</p>
    <//>
    ${offers.length ? html`<ul class="replans">${offers.map((offer) => html`<${ReplanOffer} key=${offer.activity + offer.key} desk=${desk} offer=${offer} />`)}</ul>` : html`<p class="ontime__lead">${say("desk.ontime_none")}</p>`}
    <p class="banner banner--good"><${Icon} name="lock" /> <span>${say("desk.ontime_kept")}</span></p>
    <div class="calm__ruler"><${Ruler} state=${state} now=${now} words="desk" /><p class="soft"><span>${placeInHour(state, now)}</span> <span>${endOfHour(state, now)}</span></p></div>
    <p><button class="button" type="button" onClick=${() => desk.close("ontime")}>${say("desk.ontime_leave")}</button></p>
  </div></main></div>`;
}

function ReplanOffer({ desk, offer }) {
  return html`<li class="replan sheet"><h2 class="replan__title">${offer.title}</h2>
    <dl><dt>${say("desk.saves")}</dt><dd class="replan__saves">${say("desk.saves_n", { n: offer.saves })}</dd><dt>${say("desk.costs")}</dt><dd>${offer.costs}</dd></dl>
    <button class="button button--wide" type="button" onClick=${() => desk.give("replan", { key: offer.key, activity: offer.activity })}>${say("desk.replan_do")}<span class="hidden"> ${offer.title}</span></button></li>`;
}
