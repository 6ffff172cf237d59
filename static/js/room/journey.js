// From your words to our plan: one action's way from the review and a group's note to what we will.

import { html } from "../html.js";
import { say } from "../words.js";
import { begunWithin } from "../benefit.js";
import { cutToLines } from "../lines.js";
import { afterLabel } from "./after_label.js";
import { emsIn, linesIn, shareLines, workHigh } from "./fit.js";
import { flagged } from "./view.js";

const WORDS_LARGE = { wide: 46, size: 2.125 };
const WORDS_SMALL = { wide: 46, size: 1.75 };
const ACTION_EDGES = 2.2;
const STEP_AIR = 0.5;
const LONG_STEP = 100; // characters

export function RoomJourney({ view }) {
  const steps = (view.state.journey || []).map(stepOf);
  if (!steps.some((step) => !step.isAction)) return html`<main class="room__work poster" data-size="large"><p class="poster__words">${say("room.journey_none")}</p></main>`;
  const high = workHigh(view.state) - ACTION_EDGES;
  const isLong = steps.some((step) => step.text.length > LONG_STEP) || stepsHigh(steps, WORDS_LARGE) > high;
  const needs = steps.map((step) => linesIn(step.text, WORDS_SMALL));
  const holds = Math.floor((high - steps.length * STEP_AIR) / (1.75 * 1.12));
  const lines = isLong ? shareLines(needs, holds) : needs;
  const isTight = isLong && stepsHigh(steps, WORDS_SMALL) > high - 1;
  return html`<main class="room__work">
    <ol class="words" data-long=${flagged(isLong)} data-tight=${flagged(isTight)}>${steps.map((step, i) => html`<li class="words__step" key=${i}>
      <span class="words__from">${step.from}</span>
      <span class="words__text">${step.isAction ? html`<b class="chosen" dir="auto">${step.text}</b>` : html`<span dir="auto">${isTight ? shortened(step.text, lines[i]) : step.text}</span>`}</span>
    </li>`)}</ol>
  </main>`;
}

function stepsHigh(steps, place) {
  return steps.reduce((sum, step) => sum + Math.max(linesIn(step.text, place) * place.size * 1.12, 2) + STEP_AIR, 0);
}

function shortened(text, lines) {
  const cut = cutToLines(text, emsIn(WORDS_SMALL), lines);
  return cut !== text && text[0] === "“" ? cut + "”" : cut;
}

function stepOf({ label, text, letter, dots }) {
  const words = typeof text === "string" ? wordsAfter(label, text) : say("room.journey_hidden");
  const isQuoted = label === "note" && typeof text === "string";
  const from = label === "note" && letter ? say("room.journey_group", { letter }) : say("room.journey_" + label);
  return {
    from: label === "option" && dots ? say("room.journey_option_dots", { n: dots }) : from,
    text: isQuoted ? "“" + words + "”" : words,
    isAction: label === "action",
  };
}

// "So we will" stands before what we will.
function wordsAfter(label, text) {
  return label === "action" ? begunWithin(afterLabel("we_will", text)) : text;
}
