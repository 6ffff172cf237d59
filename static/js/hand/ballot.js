// Private choices over the notes in front of everyone: dots out of a budget, or a score for each.
// Once closed, the dots of all are shown, most first; each option keeps its number.

import { html } from "../html.js";
import { say } from "../words.js";
import { Icon } from "../parts.js";
import { sortedNotes } from "../state.js";
import { budgetLeft, firstNotes, hasOpenDraft, markNow, pendingMark } from "./view.js";
import { SentMark, WhoSees } from "./blocks.js";
import { RefusedList } from "./refused.js";
import { SendButton, WriteForm } from "./write.js";
import { YouPanel } from "./you.js";

export function dotsLayout(view, actions) {
  return ballotLayout(view, actions, "dot", DotsItem);
}

export function scoresLayout(view, actions) {
  return ballotLayout(view, actions, "score", ScoreItem);
}

function ballotLayout(view, actions, kind, Item) {
  const rule = view.step.marks.filter((each) => each.kind === kind)[0] || view.step.marks.filter((each) => each.on === "note")[0];
  const notes = sortedNotes(firstNotes(view, null)).filter((note) => !note.is_withdrawn);
  const numbered = notes.map((note, at) => ({ note, at: at + 1 })).sort(byDots);
  const isOpen = Boolean(rule) && view.step.veil !== "closed" && view.step.veil !== "revealed";
  const left = rule ? budgetLeft(view, rule, notes) : null;
  return {
    closed: !isOpen && say("hand.ballot.closed"),
    main: [
      html`<div class="stack" key="head"><h1 class="hand__title" tabindex="-1">${view.step.title}</h1>
        ${view.step.do && kind !== "dot" && html`<p class="hand__lead">${view.step.do}</p>`}
        <${WhoSees} icon=${isOpen ? "lock" : "seen"} text=${say(isOpen ? "hand.ballot." + kind : "hand.ballot.closed")} /></div>`,
      hasOpenDraft(view) && html`<${WriteForm} key="write" view=${view} actions=${actions} />`,
      html`<${RefusedList} key="refused" view=${view} actions=${actions} />`,
      html`<ol class="ballot" key="ballot">${numbered.map(({ note, at }) => html`<${Item} key=${note.id} view=${view} actions=${actions} rule=${rule} note=${note} at=${at} isOpen=${isOpen} left=${left} />`)}</ol>`,
      html`<${YouPanel} key="you" view=${view} actions=${actions} />`,
    ],
    dock: hasOpenDraft(view) ? html`<${SendButton} view=${view} />` : isOpen && html`<${BallotDock} view=${view} rule=${rule} notes=${notes} left=${left} />`,
  };
}

function byDots(one, other) {
  const dots = ({ note }) => (note.totals && note.totals.dot) || 0;
  return dots(other) - dots(one) || one.at - other.at;
}

// What was given, and by whom only as far as it is one's own.
function ClosedItem({ view, note, at }) {
  const own = Number(markNow(view, "dot", note.id)) || 0;
  return html`<li class=${"ballot__item sheet" + (note.is_chosen ? " chosen" : "")} data-note=${note.id}><span class="ballot__text" dir="auto">${at}. ${note.text}</span>
    ${note.totals && note.totals.dot !== undefined && html`<b class="num">${say("hand.dots.total", { n: note.totals.dot })}</b>`}
    ${own > 0 && html`<span class="hand__soft ballot__own">${say("hand.dots.own", { n: own })}</span>`}</li>`;
}

function DotsItem({ view, actions, rule, note, at, isOpen, left }) {
  if (!isOpen) return html`<${ClosedItem} view=${view} note=${note} at=${at} />`;
  const n = rule ? Number(markNow(view, rule.kind, note.id)) || 0 : 0;
  const most = rule && rule.values ? Math.max(...rule.values) : 2;
  const give = (value) => actions.mark(rule.kind, note.id, value > 0 ? value : null);
  const dots = [];
  for (let i = 0; i < most; i += 1) dots.push(html`<i key=${i} class=${i < n ? "is-on" : ""}></i>`);
  return html`<li class="ballot__item sheet" data-note=${note.id}><span class="ballot__text" dir="auto">${at}. ${note.text}</span>
    <span class="stepper">
      <button class="button" type="button" aria-label=${say("hand.dots.less", { at })} disabled=${n === 0} onClick=${() => give(n - 1)}><${Icon} name="minus" /></button>
      <span class="dots" role="img" aria-label=${say("hand.dots.given", { given: n, most })}>${dots}</span>
      <button class="button" type="button" aria-label=${say("hand.dots.more", { at })} disabled=${n >= most || left === 0} onClick=${() => give(n + 1)}><${Icon} name="plus" /></button>
    </span></li>`;
}

function ScoreItem({ view, actions, rule, note, at, isOpen }) {
  const given = rule ? markNow(view, rule.kind, note.id) : null;
  const values = (rule && rule.values) || [1, 2, 3, 4, 5];
  const total = note.totals && note.totals.score;
  return html`<li class="behind" data-note=${note.id}><fieldset disabled=${!isOpen} class="stack">
    <legend class="behind__title" dir="auto">${at}. ${note.text}</legend>
    <div class="behind__steps">${values.map((value) => html`<label class="chip" key=${value}>
      <input class="chip__input" type="radio" name=${"score_" + note.id} checked=${given === value} onChange=${() => actions.mark(rule.kind, note.id, value)} />
      <span class="chip__face">${value}</span></label>`)}</div>
    ${total && html`<p class="behind__word">${total.median === undefined ? say("hand.scores.few", { n: total.n }) : say("hand.scores.spread", total)}</p>`}
  </fieldset></li>`;
}

function BallotDock({ view, rule, notes, left }) {
  const isOnItsWay = notes.some((note) => pendingMark(view, rule.kind, note.id));
  const given = notes.filter((note) => markNow(view, rule.kind, note.id) !== null).length;
  const dots = [];
  for (let i = 0; i < (rule.budget || 0); i += 1) dots.push(html`<i key=${i} class=${i < left ? "is-on" : ""}></i>`);
  const text = rule.budget ? say("hand.dots.left", { left, of: rule.budget }) : say("hand.scores.given", { n: given, of: notes.length });
  return html`<div class="dock__fate"><p class="ballot__left" role="status"><b>${text}</b> ${dots.length > 0 && html`<span class="dots" aria-hidden="true">${dots}</span>`}</p>
    ${given > 0 && html`<${SentMark} is=${isOnItsWay ? "pending" : "saved"} />`}</div>`;
}
