// What the server refused stays on the screen with its sentence until a person decides:
// words can be changed and sent again, sent for later, or put away.

import { html } from "../html.js";
import { say } from "../words.js";
import { Icon } from "../parts.js";
import { refusedItems, waitingItems, wordsOf } from "./view.js";
import { SentMark, StanceMark } from "./blocks.js";
import { WordsField } from "./field.js";

/** Words that need a person, and words from elsewhere that wait for the line; or nothing. `isBeside(item)`: the layout itself shows it beside its field. */
export function RefusedList({ view, actions, isBeside }) {
  const items = refusedItems(view).filter((item) => !isBeside || !isBeside(item));
  const waiting = waitingItems(view);
  if (items.length + waiting.length === 0) return null;
  return html`<div class="stack stack--wide">
    ${items.length > 0 && html`<${ToDecide} view=${view} actions=${actions} items=${items} />`}
    ${waiting.length > 0 && html`<${Waiting} view=${view} items=${waiting} />`}</div>`;
}

function Waiting({ view, items }) {
  return html`<section class="stack hand__rule" aria-labelledby="waiting"><h2 class="hand__part" id="waiting">${say("hand.waiting")}</h2>
    <ul class="stack">${items.map((item) => html`<li class="note note--pending" key=${item.op}><p dir="auto">${item.body.text}</p>
      <p class="note__meta"><${StanceMark} view=${view} stance=${item.body.stance} /> <${SentMark} is="pending" /></p></li>`)}</ul></section>`;
}

function ToDecide({ view, actions, items }) {
  return html`<section class="stack" aria-labelledby="refused">
    <h2 class="hand__part" id="refused">${say("hand.refused.title")}</h2>
    <ul class="stack">${items.map((item) => html`<${RefusedCard} key=${item.op} view=${view} actions=${actions} item=${item} />`)}</ul>
  </section>`;
}

function RefusedCard({ view, actions, item }) {
  const hasWords = ["write_note", "edit_note", "fill_note"].includes(item.name);
  return html`<li class="stack" data-refused=${item.op}>
    <div class="banner banner--care" id=${"why_" + item.op}><${Icon} name="warn" /><p>${item.why}</p></div>
    ${hasWords ? html`<${RefusedWords} view=${view} actions=${actions} item=${item} />`
      : html`<p class="note__acts"><button class="button" type="button" onClick=${() => actions.putAway(item)}>${say("hand.refused.understood")}</button></p>`}
  </li>`;
}

function RefusedWords({ view, actions, item }) {
  const typed = view.edits[item.op];
  const isLate = item.code === "late" && item.name === "write_note";
  const isAsked = view.ui.puttingAway === item.op;
  return html`<div class="note note--refused">
    <${WordsField} view=${view} id=${"again_" + item.op} label=${say("hand.refused.your_words")} about=${"why_" + item.op}
      value=${typed === undefined ? wordsOf(item.body) : typed} onInput=${(text) => actions.retype(item.op, text)} />
    ${item.now && html`<p class="hand__soft">${say("hand.refused.today", { text: wordsOf({ text: item.now }) })}</p>`}
    <p class="note__acts">
      <button class="button" type="button" onClick=${() => actions.sendAgain(item, isLate)}>${say(isLate ? "hand.refused.for_later" : "hand.refused.send_again")}</button>
      <button class="button" type="button" onClick=${() => actions.putAway(item, isAsked)}>${say(isAsked ? "hand.refused.put_away_sure" : "hand.refused.put_away")}</button>
    </p></div>`;
}
