// Pages that stand still: the ground rules, a talk's poster, and the blank screen.

import { html } from "../html.js";
import { say } from "../words.js";
import { Icon } from "../parts.js";
import { RoomClose } from "./close.js";
import { agreedWords } from "./plan.js";

/** How we work together, read aloud and agreed by hands. */
export function RoomRules({ view, words }) {
  const rules = view.state.workshop.rules;
  return html`<main class="room__work carousel">
    <p class="room__do" dir="auto">${words || say("room.rules_do")}</p>
    <ul class="rules" data-size=${rulesSize(rules)}>${rules.map((rule) => html`<li dir="auto">${rule}</li>`)}</ul>
  </main>`;
}

// As large as their lines allow; a line holds so many characters at each size.
function rulesSize(rules) {
  const lines = (each) => rules.reduce((sum, rule) => sum + Math.ceil(rule.length / each), 0);
  if (lines(28) <= 5) return "great";
  if (lines(36) <= 7) return "large";
  if (lines(46) <= 8) return "small";
  return rules.length * 0.4 + lines(60) <= 15 ? "body" : "two";
}

/** A talk: the page that was prepared for it, or its words. */
export function RoomPoster({ view }) {
  const { activity, workshop } = view.state;
  const page = activity && activity.page;
  if (page === "rules" && workshop.rules.length) return html`<${RoomRules} view=${view} words=${activity.text} />`;
  if (page === "headlines" && activity.headlines.length) return html`<${Headlines} activity=${activity} />`;
  if (page === "close") return html`<${RoomClose} view=${view} />`;
  if (page === "question") return html`<${OurQuestion} words=${activity.text} question=${workshop.question} />`;
  return html`<${Words} view=${view} />`;
}

// What the review found: strengths with their star, areas with their caret.
function Headlines({ activity }) {
  const isLong = activity.headlines.some((each) => each.text.length > 80) || activity.headlines.length > 4;
  const isMany = activity.headlines.length > 5;
  return html`<main class="room__work headlines" data-long=${isLong ? "" : null} data-many=${isMany ? "" : null}>
    <p class="room__do" dir="auto">${activity.text}</p>
    <ol class="headlines__list">${activity.headlines.map((each) => html`<li class="headline">
      <${Icon} name=${each.kind === "strength" ? "strength" : "gap"} />
      <p><span class="headline__kind">${say(each.kind === "strength" ? "room.headline_strength" : "room.headline_area")}</span> <span class="headline__text" dir="auto">${each.text}</span></p>
    </li>`)}</ol>
  </main>`;
}

// Our question, as large as it goes, with the words that lead to it.
function OurQuestion({ words, question }) {
  return html`<main class="room__work poster poster--led" data-size=${posterSize(question)}>
    ${words && html`<p class="room__do" dir="auto">${words}</p>`}
    <p class="poster__words poster__words--ours" dir="auto">${question}</p>
  </main>`;
}

// A talk's words, as large as they go; without words, our question.
function Words({ view }) {
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

/** After the end: thanks, and where the plan is. */
export function RoomClosed({ view }) {
  const { agreed } = view.state.workshop;
  return html`<main class="room__work poster" data-size="large">
    <p class="poster__words">${agreed ? agreedWords(agreed) + " " + say("room.close_phone") : say("room.closed_plan")}</p>
    <p class="room__do">${say(agreed ? "room.closed_take" : "room.closed_phones")}</p>
  </main>`;
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
