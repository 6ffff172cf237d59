// Pages that stand still: the ground rules, a talk's poster, and the blank screen.

import { html } from "../html.js";
import { say } from "../words.js";

/** How we work together, read aloud and agreed by hands. */
export function RoomRules({ view }) {
  const rules = view.state.workshop.rules;
  return html`<main class="room__work carousel">
    <p class="room__do">${say("room.rules_do")}</p>
    <ul class="rules" data-size=${rulesSize(rules)}>${rules.map((rule) => html`<li dir="auto">${rule}</li>`)}</ul>
  </main>`;
}

// As large as their lines allow; a line holds so many characters at each size.
function rulesSize(rules) {
  const lines = (each) => rules.reduce((sum, rule) => sum + Math.ceil(rule.length / each), 0);
  if (lines(28) <= 5) return "great";
  if (lines(36) <= 7) return "large";
  return lines(46) <= 8 ? "small" : "two";
}

/** A talk: its words, as large as they go; without words, our question. */
export function RoomPoster({ view }) {
  const { activity, workshop, step } = view.state;
  const text = activity && activity.text || "";
  const words = text || workshop.question || "";
  return html`<main class="room__work poster" data-size=${posterSize(words)}>
    <p class=${"poster__words" + (text ? "" : " poster__words--ours")} dir="auto">${linesOfPoster(words)}</p>
    ${step && step.do && html`<p class="room__do">${step.do}</p>`}
  </main>`;
}

/** Nothing on the wall: eyes on the person who speaks. */
export function RoomBlank() {
  return html`<main class="room__work blank"><h1 class="hidden">${say("room.blank")}</h1></main>`;
}

// Long texts go down in steps, never under 28 px.
function posterSize(words) {
  if (words.length <= 100) return "great";
  if (words.length <= 220) return "large";
  return words.length <= 420 ? "medium" : "small";
}

function linesOfPoster(words) {
  return words.split(/\n+/).filter(Boolean).map((line) => html`<span class="poster__line">${line}</span>`);
}
