// How we go on: who keeps the plan, when we look again, and where the plan is.

import { html } from "../html.js";
import { say } from "../words.js";
import { nearText } from "../dates.js";
import { agreedWords } from "./plan.js";

export function RoomClose({ view }) {
  const { activity, workshop } = view.state;
  const { keeper, review_on: day, held_on: from, agreed } = workshop;
  return html`<main class="room__work home close">
    ${activity.text ? html`<p class="room__do" dir="auto">${activity.text}</p>` : html`<span></span>`}
    <ol class="home__steps">
      <${CloseStep} what=${say("room.close_keeper")} why=${keeper || say("room.close_keeper_none")} />
      ${day && html`<${CloseStep} what=${say("room.close_again")} why=${nearText(day, from)} />`}
      <${CloseStep} what=${say("room.close_plan")} why=${agreed ? agreedWords(agreed) + " " + say("room.close_phone") : say("room.close_draft")} />
    </ol>
  </main>`;
}

function CloseStep({ what, why }) {
  return html`<li class="home__step"><div>
    <h2 class="home__what">${what}</h2>
    <p class="home__why close__why" dir="auto">${why}</p>
  </div></li>`;
}
