// What we now understand: the sentence as large as it goes; before it is written, the question.

import { html } from "../html.js";
import { say } from "../words.js";
import { pageShown } from "../gallery.js";
import { textHigh } from "./fit.js";
import { understandingPages } from "./insight.js";
import { PageOf } from "./signs.js";

// The sizes of the sentence on the narrowest wall, the largest first.
const INSIGHT_SIZES = [["vast", 6.25], ["grand", 5.25], ["great", 4.5], ["wide", 3.875], ["large", 3.25]];
const INSIGHT_WIDE = 60;
const INSIGHT_HOLDS = 31;
const INSIGHT_FACTS = { wide: 28, size: 1.75, lead: 1.17 };

export function RoomUnderstanding({ view }) {
  const { step, workshop } = view.state;
  const pages = understandingPages(view);
  const at = pageShown(step, pages);
  const page = pages[at];
  if (!page) return html`<main class="room__work poster" data-size="great"><p class="poster__words">${step.do || say("room.understand_first")}</p></main>`;
  const known = workshop.understanding;
  return html`<main class="room__work poster understood" data-size=${page.hasText ? sizeOfInsight(known, page.hasFacts) : null}>
    ${page.hasText && html`<p class="poster__words poster__words--ours" dir="auto">${known.text}</p>`}
    ${page.hasFacts && html`<dl class="poster__facts">
      ${known.know && html`<div><dt>${say("room.understand_know")}</dt><dd dir="auto">${known.know}</dd></div>`}
      ${known.check && html`<div><dt>${say("room.understand_check")}</dt><dd dir="auto">${known.check}</dd></div>`}
    </dl>`}
    <${PageOf} at=${at} of=${pages.length} />
  </main>`;
}

// As large as it goes.
function sizeOfInsight({ text, know, check }, hasFacts) {
  const facts = hasFacts ? 3.5 + Math.max(textHigh(know, INSIGHT_FACTS), textHigh(check, INSIGHT_FACTS)) : 0;
  const fit = INSIGHT_SIZES.find(([, size]) => textHigh(text, { wide: INSIGHT_WIDE, size, lead: 1.08, isBold: true }) <= INSIGHT_HOLDS - facts);
  return fit ? fit[0] : "full";
}
