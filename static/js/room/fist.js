// Fist to five: what each answer means, and how many have answered. Nothing else until it closes.

import { html } from "../html.js";
import { say } from "../words.js";
import { AnsweredTally, answeredNow, answeredWords } from "./signs.js";

const ANSWERS = [5, 4, 3, 2, 1, 0];
// The four fingers from the first on: where each stands, and how far it reaches when it is up.
const FINGERS = [{ x: 12, y: 5.5 }, { x: 18.4, y: 2.5 }, { x: 24.8, y: 4.5 }, { x: 31.2, y: 9.5 }];
const FOLDED_Y = 19;
const FINGER_FOOT = 30;

// Asked again about some actions: the room is told which.
function questionOf({ state, actions }) {
  const asked = actions.filter((action) => (state.step.actions || []).includes(action.id));
  if (!asked.length || asked.length === actions.length) return state.step.do || say("room.fist_do");
  const numbers = asked.map((action) => actions.indexOf(action) + 1);
  return say("room.fist_again", { n: numbers.length, numbers: numbers.join(", ") });
}

export function RoomFist({ view }) {
  const { n, of } = answeredNow(view);
  const isOpen = view.state.step.veil === "open";
  return html`<main class="room__work agree">
    <h2 class="agree__question">${isOpen ? questionOf(view) : view.state.step.do}</h2>
    <ul class="fist">${ANSWERS.map((at) => html`<li class="fist__row" key=${at}><${Hand} fingers=${at} /> <b>${at}</b> <span>${say("room.fist_" + at)}</span></li>`)}</ul>
    <p class="agree__so-far" role="status"><span><b class="num">${n}</b> ${of >= n && of > 0 ? say("room.fist_of", { of }) : say("room.fist_have")} ${isOpen && say("room.until_close")}</span> <${AnsweredTally} view=${view} label=${answeredWords(view, "room.answered")} /></p>
  </main>`;
}

/** A hand with so many fingers up; the thumb is the fifth. */
function Hand({ fingers }) {
  return html`<svg class="sign" viewBox="0 0 42 48" aria-hidden="true" focusable="false">
    ${FINGERS.map(({ x, y }, i) => {
      const top = i < fingers ? y : FOLDED_Y;
      return html`<rect x=${x} y=${top} width="5.4" height=${FINGER_FOOT - top} rx="2.7" />`;
    })}
    <path d="M12 27h24.6v10c0 5.5-4 9.5-9.5 9.5h-5.6c-5.5 0-9.5-4-9.5-9.5z" />
    ${fingers === 5
      ? html`<path class="sign__thumb" d="M14.5 38 5.5 26" />`
      : html`<path class="sign__fold" d="M12 33.5c4-2.5 8-2.5 12.5-.5" />`}
  </svg>`;
}
