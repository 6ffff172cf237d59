// What the server refused stays on the screen with its sentence until a person decides: words can be
// changed and sent again, sent for later, or put away. Taps that came too late are told of once.

import { html } from "../html.js";
import { say } from "../words.js";
import { Icon } from "../parts.js";
import { refusedItems, waitingItems, wordsOf } from "./view.js";
import { SentMark, StanceMark } from "./blocks.js";
import { WordsField, lengthOf } from "./field.js";
import { SureButton } from "./sure.js";

const WITH_WORDS = ["write_note", "edit_note", "fill_note"];
const CLOSED = ["phase_closed"];
const TOO_LATE = ["late", "not_now"];
const FOR_LATER = ["late", "group_limit", "other_group"];    // words that have no place now: the champion can keep them
const NO_PLACE = ["late", "not_now", "note_gone", "other_group"];    // a field that is not there any more

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
  const hasWords = items.some((item) => WITH_WORDS.includes(item.name));
  const groups = refusedGroups(items);
  return html`<section class="stack" aria-labelledby="refused">
    <h2 class="hand__part" id="refused">${say(hasWords ? "hand.refused.title" : "hand.refused.title_taps")}</h2>
    <ul class="stack">${groups.map((each) => html`<${cardOf(each[0])} key=${each[0].op} view=${view} actions=${actions} items=${each} item=${each[0]} />`)}</ul>
  </section>`;
}

/** Refused commands as they are told of: taps with one cause together, and the fields of one sheet. */
function refusedGroups(items) {
  const groups = [];
  for (const item of items) {
    const key = groupKey(item);
    const known = groups.filter((group) => groupKey(group[0]) === key)[0];
    if (known && key) known.push(item);
    else groups.push([item]);
  }
  return groups;
}

function groupKey(item) {
  if (item.name === "cast_mark") return "tap|" + (tapReason(item) || item.why);
  return isHomeless(item) ? "fill|" + item.body.note : null;
}

function isHomeless({ name, code }) {
  return name === "fill_note" && NO_PLACE.includes(code);
}

function tapReason({ code }) {
  if (CLOSED.includes(code)) return "closed";
  return TOO_LATE.includes(code) ? "late" : null;
}

function cardOf(item) {
  if (item.name === "cast_mark") return TapsCard;
  if (isHomeless(item)) return FieldsCard;
  return RefusedCard;
}

function Why({ op, text }) {
  return html`<div class="banner banner--care" id=${"why_" + op}><${Icon} name="warn" /><p>${text}</p></div>`;
}

// A phone that was away while the others chose: what it tapped does not count, and that is all.
function TapsCard({ actions, items, item }) {
  const reason = tapReason(item);
  return html`<li class="stack" data-refused=${item.op}>
    <${Why} op=${item.op} text=${reason ? say("hand.refused.taps_" + reason, { n: items.length }) : item.why} />
    <p class="note__acts"><button class="button" type="button" onClick=${() => actions.putAwayAll(items, true)}>${say("hand.refused.understood")}</button></p></li>`;
}

// Fields whose sheet is gone: all that was typed there, to send to the champion's list at once.
function FieldsCard({ view, actions, items, item }) {
  const lines = items.map(lineOfField).filter(Boolean);
  const isAsked = view.ui.puttingAway === item.op;
  const isGone = item.code === "note_gone";
  return html`<li class="stack" data-refused=${item.op}>
    <${Why} op=${item.op} text=${say(isGone ? "hand.refused.sheet_gone" : "hand.refused.sheet_late")} />
    <div class="note note--refused"><p class="field__label">${say("hand.refused.your_words")}</p>
      ${lines.map((line) => html`<p dir="auto" key=${line}>${line}</p>`)}
      <p class="note__acts">
        ${item.place && lines.length > 0 && html`<button class="button" type="button" onClick=${() => actions.sendForLater(items, notesOf(lines, view.limit))}>${say("hand.refused.for_later")}</button>`}
        <${PutAway} view=${view} isAsked=${isAsked} onPress=${() => actions.putAwayAll(items, isAsked)} /></p></div></li>`;
}

function PutAway({ view, isAsked, onPress }) {
  return html`<${SureButton} ui=${view.ui} isAsked=${isAsked} words=${say("hand.refused.put_away")} sure=${say("hand.refused.put_away_sure")} onPress=${onPress} />`;
}

// "Who leads: Writing lead", where the field said its name when it was sent.
function lineOfField({ body, place }) {
  const text = wordsOf(body);
  return text && (place && place.label ? place.label + ": " + text : text);
}

/** Lines in as few notes as their limit allows. */
function notesOf(lines, limit) {
  return lines.reduce((notes, line) => {
    const last = notes.length - 1;
    if (last >= 0 && lengthOf(notes[last]) + 1 + lengthOf(line) <= limit) notes[last] += "\n" + line;
    else notes.push(line);
    return notes;
  }, []);
}

function RefusedCard({ view, actions, item }) {
  const hasWords = WITH_WORDS.includes(item.name);
  return html`<li class="stack" data-refused=${item.op}>
    <${Why} op=${item.op} text=${item.name === "write_note" && item.code === "other_group" ? say("hand.refused.other_group") : item.why} />
    ${hasWords ? html`<${RefusedWords} view=${view} actions=${actions} item=${item} />`
      : html`<p class="note__acts"><button class="button" type="button" onClick=${() => actions.putAway(item)}>${say("hand.refused.understood")}</button></p>`}
  </li>`;
}

// A note of the group was withdrawn: there is room in its round again.
function hasRoomAgain({ step, mine }, { code, body }) {
  return code === "group_limit" && step && step.activity === body.activity && step.round === body.round && mine.left > 0;
}

function RefusedWords({ view, actions, item }) {
  const typed = view.edits[item.op];
  const isLate = item.name === "write_note" && FOR_LATER.includes(item.code) && !hasRoomAgain(view, item);
  const isAsked = view.ui.puttingAway === item.op;
  return html`<div class="note note--refused">
    <${WordsField} view=${view} id=${"again_" + item.op} label=${say("hand.refused.your_words")} about=${"why_" + item.op}
      value=${typed === undefined ? wordsOf(item.body) : typed} onInput=${(text) => actions.retype(item.op, text)} />
    ${item.now && html`<p class="hand__soft">${say("hand.refused.today", { text: wordsOf({ text: item.now }) })}</p>`}
    <p class="note__acts">
      <button class="button" type="button" onClick=${() => actions.sendAgain(item, isLate)}>${say(isLate ? "hand.refused.for_later" : "hand.refused.send_again")}</button>
      <${PutAway} view=${view} isAsked=${isAsked} onPress=${() => actions.putAway(item, isAsked)} />
    </p></div>`;
}
