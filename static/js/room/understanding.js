// What we now understand: the sentence as large as it goes; before it is written, the question.

import { html } from "../html.js";
import { say } from "../words.js";
import { pageShown } from "../gallery.js";
import { understandingPages } from "./insight.js";
import { PageOf } from "./signs.js";

const UNDERSTANDING_GREAT = 60; // characters
const UNDERSTANDING_LARGE = 120;

export function RoomUnderstanding({ view }) {
  const { step, workshop } = view.state;
  const pages = understandingPages(view);
  const at = pageShown(step, pages);
  const page = pages[at];
  if (!page) return html`<main class="room__work poster" data-size="great"><p class="poster__words">${step.do || say("room.understand_first")}</p></main>`;
  const known = workshop.understanding;
  return html`<main class="room__work poster understood" data-size=${sizeOfInsight(known.text, page.hasFacts)}>
    ${page.hasText && html`<p class="poster__words poster__words--ours" dir="auto">${known.text}</p>`}
    ${page.hasFacts && html`<dl class="poster__facts">
      ${known.know && html`<div><dt>${say("room.understand_know")}</dt><dd dir="auto">${known.know}</dd></div>`}
      ${known.check && html`<div><dt>${say("room.understand_check")}</dt><dd dir="auto">${known.check}</dd></div>`}
    </dl>`}
    <${PageOf} at=${at} of=${pages.length} />
  </main>`;
}

function sizeOfInsight(text, hasFacts) {
  if (text.length <= UNDERSTANDING_GREAT) return "great";
  return text.length <= UNDERSTANDING_LARGE || !hasFacts ? "large" : "full";
}
