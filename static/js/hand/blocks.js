// Parts of the phone that several layouts draw: a note, its signs, who sees what, what was refused.

import { html } from "../html.js";
import { say, knows } from "../words.js";
import { Icon, Mark, Pen } from "../parts.js";
import { buildsOn, groupOf } from "../state.js";
import { markNow, markRule, noteFate, ownNote } from "./view.js";
import { WordsField } from "./field.js";
import { SureButton } from "./sure.js";

const STANCE_SIGNS = ["strength", "gap", "stop", "question"];

/** The sign and word of a stance. */
export function StanceMark({ view, stance }) {
  if (!stance) return null;
  const known = ((view.step && view.step.stances) || []).filter((each) => each.value === stance)[0];
  const word = knows("common.stance." + stance) ? say("common.stance." + stance) : known ? known.label : stance;
  if (!STANCE_SIGNS.includes(stance)) return html`<span class="mark">${word}</span>`;
  return html`<${Mark} name=${stance} word=${word} />`;
}

/** Saved, or on its way: a sign and words. */
export function SentMark({ is, late, text }) {
  const key = late ? "hand.sent.late" : "hand.sent." + is;
  return html`<span class=${"sent sent--" + is}><${Icon} name=${is === "saved" ? "tick" : "ring"} /> ${text || say(key)}</span>`;
}

/** In the dock, so that it is seen wherever the page stands; the page's own status says it aloud. */
export function NoteFate({ view }) {
  const is = noteFate(view);
  const isGoing = is === "pending" && view.status.is === "online";
  const text = is === "saved" ? say("hand.arrived", { n: view.ui.arrived || 1 }) : isGoing ? say("hand.sent.going") : null;
  return html`<p class="dock__note"><${SentMark} is=${is} text=${text} /></p>`;
}

/** A sentence beside a field: who will see this. */
export function WhoSees({ icon, text, id }) {
  return html`<p class="who-sees" id=${id}><${Icon} name=${icon} /> <span>${text}</span></p>`;
}

/** A note by somebody, with what builds on it, a tick and "Add to it" where the step offers them. */
export function NoteCard({ view, actions, note }) {
  const builds = buildsOn(view.state, note.id).filter((each) => !each.is_withdrawn);
  const isOurs = note.group && note.group === view.mine.group;
  const canTick = markRule(view, "tick") && !isOurs && !note.is_withdrawn;
  const canBuild = view.canBuild && !note.is_withdrawn;
  return html`<li class="note" data-note=${note.id}>
    ${note.is_withdrawn ? html`<p class="hand__soft">${say("common.withdrawn")}</p>`
      : html`<p dir="auto">${note.text}</p><${Obstacle} fields=${note.fields} /><${NoteMeta} view=${view} note=${note} />`}
    ${builds.length > 0 && html`<ul class="builds">${builds.map((each) => html`<li key=${each.id} class="builds__item">
      <p dir="auto">${each.text}</p><${NoteMeta} view=${view} note=${each} /></li>`)}</ul>`}
    ${(canTick || canBuild) && html`<p class="note__acts">
      ${canTick && html`<${TickButton} view=${view} actions=${actions} note=${note} />`}
      ${canBuild && html`<button class="button" type="button" onClick=${() => actions.build(note)}><${Icon} name="plus" /> ${say("hand.note.add")}<span class="hidden">: ${note.text}</span></button>`}
    </p>`}
  </li>`;
}

/** What could get in the way of an option, where its writer said so. */
function Obstacle({ fields }) {
  if (!fields || !fields.obstacle) return null;
  return html`<p class="hand__soft" dir="auto">${say("hand.note.obstacle", { text: fields.obstacle })}</p>`;
}

// Words that were written alone come without their order, and show no pen: so it was promised.
function writerLetter(view, note) {
  if (note.n === undefined) return "";
  return note.letter || (groupOf(view.state, note.group) || {}).letter;
}

function NoteMeta({ view, note }) {
  const letter = writerLetter(view, note);
  const totals = note.totals || {};
  if (!letter && !note.stance && !totals.tick && !totals.dot && !note.merged) return null;
  return html`<p class="note__meta">
    ${letter && html`<${Pen} letter=${letter} />`} <${StanceMark} view=${view} stance=${note.stance} />
    ${totals.tick > 0 && html`<${Mark} name="tick" word=${say("common.recognised", { n: totals.tick })} />`}
    ${note.merged > 0 && html`<span>${say("hand.note.merged", { n: note.merged })}</span>`}
    ${totals.dot > 0 && html`<span class="num">${say("hand.dots.total", { n: totals.dot })}</span>`}</p>`;
}

function TickButton({ view, actions, note }) {
  const rule = markRule(view, "tick");
  const value = rule.values ? rule.values[rule.values.length - 1] : 1;
  const isOn = markNow(view, "tick", note.id) !== null;
  return html`<button class="button" type="button" aria-pressed=${String(isOn)}
    onClick=${() => actions.mark("tick", note.id, isOn ? null : value)}><${Icon} name="tick" /> ${say("hand.note.recognise")}<span class="hidden">: ${note.text}</span></button>`;
}

/** A note of this phone: its fate, what belongs to it, and "Change" and "Withdraw" while it may. */
export function OwnCard({ view, actions, id }) {
  const note = ownNote(view, id);
  if (!note) return null;
  if (note.isErased) return html`<li class="note"><p class="hand__soft">${say("hand.note.erased")}</p></li>`;
  if (view.edits[id] !== undefined) return html`<${ChangeCard} view=${view} actions=${actions} note=${note} />`;
  const isAsked = view.ui.withdrawing === id;
  const mayChange = !note.isLate && view.step && view.step.veil !== "closed";
  return html`<li class=${"note note--" + note.is} data-note=${id}>
    <p dir="auto">${note.text}</p><${Obstacle} fields=${note.place.fields} />
    <p class="note__meta"><${StanceMark} view=${view} stance=${note.stance} />
      ${note.parent && html`<${Mark} name="plus" word=${say("hand.note.is_build")} />`} <${SentMark} is=${note.is} late=${note.isLate} /></p>
    ${mayChange && html`<p class="note__acts">
      <button class="button" type="button" onClick=${() => actions.change(id, note.text)}>${say("hand.own.change")}</button>
      <${SureButton} ui=${view.ui} isAsked=${isAsked} words=${say("hand.own.withdraw")} sure=${say("hand.own.withdraw_sure")} onPress=${() => actions.withdraw(id, isAsked)} /></p>`}
  </li>`;
}

function ChangeCard({ view, actions, note }) {
  return html`<li class="note" data-note=${note.id}>
    <${WordsField} view=${view} id=${"change_" + note.id} label=${say("hand.own.change_label")} hint=${say("hand.write.hint")}
      value=${view.edits[note.id]} onInput=${(text) => actions.retype(note.id, text)} />
    <p class="note__acts"><button class="button" type="button" onClick=${() => actions.keepChange(note)}>${say("hand.own.keep_change")}</button>
      <button class="button" type="button" onClick=${() => actions.change(note.id, null)}>${say("hand.own.leave")}</button></p></li>`;
}
