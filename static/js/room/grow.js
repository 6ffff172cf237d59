// GROW: four letters, the present one open, the others two lines at most. Options stand in pages;
// while people write alone only their number is known.

import { html } from "../html.js";
import { say } from "../words.js";
import { Pen } from "../parts.js";
import { nearText } from "../dates.js";
import { cutToLines } from "../lines.js";
import { pageShown } from "../gallery.js";
import { emsIn, linesIn, shareLines, workHigh } from "./fit.js";
import { isReading } from "./pages_of.js";
import { GROW_LINE, optionHigh, optionPages, roomOptions, willHigh, willPages, willText } from "./options.js";
import { PageOf } from "./signs.js";
import { flagged, letterOf } from "./view.js";
import { byWhen } from "./plan_pages.js";

const LETTERS = ["goal", "reality", "options", "will"];
const OPEN_AT = { goal: 0, reality: 1, options: 2, clarify: 2, vote: 2, will: 3 };
const BANDS_SLIM = 9.5; // the other three letters with one line each
const BANDS_AIR = 1; // so that nothing touches
const OPEN_LEAST = 8; // a question, or what to write and how many have
const GROW_FIRST = Object.assign({ isBold: true }, GROW_LINE);
const GOAL_LARGE = { wide: 45.5, size: 2.125, isBold: true };
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function RoomGrow({ view }) {
  const { step } = view.state;
  const now = OPEN_AT[step.phase] || 0;
  const isList = isReading(step) || now === 3;
  const open = isList ? listHigh(view, now) : openHigh(openTexts(view, now), GOAL_LARGE);
  const isSlim = open + bandsHigh(view, now) > workHigh(view.state);
  const lines = closedLines(view, now, isSlim, isList ? open : isSlim ? slimHigh(openTexts(view, now)) : Math.max(open, OPEN_LEAST));
  return html`<main class="room__work grow" data-now=${LETTERS[now]} data-slim=${flagged(isSlim)} data-tight=${flagged(isList || isSlim)}>
    ${LETTERS.map((name, i) => html`<section class="grow__stage" key=${name} data-state=${i < now ? "done" : i === now ? "now" : "ahead"}>
      <h2 class="grow__name"><span class="grow__letter">${say("room.grow_letter_" + name)}</span> ${say("room.grow_" + name)}
        ${i === now && step.phase === "clarify" && html`<span class="grow__do">${step.do}</span>`}
        ${i === now && isList && html`<${GrowPage} view=${view} now=${now} />`}</h2>
      ${i === now ? html`<${OpenStage} view=${view} now=${now} isSlim=${isSlim} />` : html`<p class="grow__words" dir="auto">${cutToLines(closedWords(view, name, i < now), emsIn(GROW_LINE), lines[i])}</p>`}
    </section>`)}
  </main>`;
}

/** How high the list is, with its edges. */
function listHigh(view, now) {
  const pages = listPages(view, now);
  const page = pages[pageShown(view.state.step, pages)];
  const items = page ? (now === 3 ? page.sheets.map((sheet) => willHigh(sheet, page.isStacked, view.state)) : page.options.map(optionHigh)) : [];
  return items.reduce((sum, high) => sum + high, 1.5);
}

/** How high the other letters are with two lines each at most. */
function bandsHigh(view, now) {
  return LETTERS.reduce((sum, name, i) => {
    if (i === now) return sum;
    const lines = Math.min(2, linesIn(closedWords(view, name, i < now), GROW_LINE));
    return sum + Math.max(3.4, lines * 2) + 1.2;
  }, 0);
}

/** The lines of each closed letter: one or two, and more while there is room beside what is open. */
function closedLines(view, now, isSlim, open) {
  const needs = LETTERS.map((name, i) => (i === now ? 0 : linesIn(closedWords(view, name, i < now), GROW_LINE)));
  const lines = needs.map((n) => Math.min(n, isSlim ? 1 : 2));
  const high = () => lines.reduce((sum, n, i) => sum + (i === now ? 0 : Math.max(isSlim ? 2.4 : 3.4, n * 2) + (isSlim ? 0.7 : 1.2)), open + BANDS_AIR);
  for (let i = 0; i < lines.length; i += 1) {
    while (lines[i] < needs[i] && high() + 2 <= workHigh(view.state)) lines[i] += 1;
  }
  return lines;
}

/** How high the open texts are in one size. */
function slimHigh(texts) {
  return texts.reduce((sum, text, i) => sum + 0.5 + linesIn(text, i ? GROW_LINE : GROW_FIRST) * 2, 1);
}

function listPages(view, now) {
  return now === 3 ? willPages(view.notes, view.state) : optionPages(view.notes, view.state);
}

function GrowPage({ view, now }) {
  const pages = listPages(view, now);
  return html`<${PageOf} at=${pageShown(view.state.step, pages)} of=${pages.length} />`;
}

/** A letter that is not open: what came of it, or what it will ask. */
function closedWords(view, name, isDone) {
  const goal = view.state.goal || {};
  if (!isDone) return say("room.grow_ask_" + name);
  if (name === "goal") return goal.goal || say("room.grow_ask_goal");
  if (name === "reality") return [nowWords(goal), oneLine(goal.reality)].filter(Boolean).join(" ") || say("room.grow_ask_reality");
  const options = roomOptions(view.notes);
  const kept = options.filter((option) => !option.is_chosen).map((option) => option.text);
  const chosen = options.length - kept.length;
  return [chosen ? say("room.grow_chosen", { n: chosen }) : "", kept.length && chosen ? say("room.grow_later", { texts: kept.join("; ") }) : ""].filter(Boolean).join(" ") || say("room.grow_ask_options");
}

function OpenStage({ view, now, isSlim }) {
  if (now === 3) return html`<${WillList} view=${view} />`;
  if (now === 2) return isReading(view.state.step) ? html`<${OptionList} view=${view} />` : html`<${OptionCount} view=${view} />`;
  const texts = openTexts(view, now);
  if (!texts.length) return html`<p class="grow__large">${say(now ? "room.grow_first_reality" : "room.grow_first_goal")}</p>`;
  return html`<${OpenTexts} view=${view} texts=${texts} isSlim=${isSlim} />`;
}

/** The goal, how it is measured, from now to then, and the source; or where we are, numbers first. */
function openTexts(view, now) {
  const goal = view.state.goal || {};
  const lines = (goal.reality || "").split(/\n+/);
  const goals = [goal.goal, goal.measure, fromTo(goal, view.state.workshop.held_on), goal.source && say("room.goal_source", { source: goal.source })];
  return (now === 0 ? goals : now === 1 ? [nowWords(goal)].concat(lines) : []).filter(Boolean);
}

function openHigh(texts, place) {
  return texts.reduce((sum, text, i) => sum + 0.5 + (i ? linesIn(text, GROW_LINE) * 2 : linesIn(text, place) * 2.4), 0.5);
}

// The first text larger, the others below it; where all of it does not fit, one size and fewer lines.
function OpenTexts({ view, texts, isSlim }) {
  const high = workHigh(view.state) - BANDS_SLIM - 0.5;
  const needs = texts.map((text, i) => linesIn(text, i ? GROW_LINE : GROW_FIRST));
  const holds = Math.floor((high - texts.length * 0.5) / 2);
  const lines = [needs[0]].concat(shareLines(needs.slice(1), holds - needs[0]));
  return html`<div class="grow__open">${texts.map((text, i) => html`<p class=${i ? "grow__words" : "grow__large"} dir="auto">${isSlim ? cutToLines(text, emsIn(i ? GROW_LINE : GROW_FIRST), lines[i]) : text}</p>`)}</div>`;
}

/** "38 in 100 now: second drafts that change more than spelling". */
function nowWords(goal) {
  if (!goal.now) return "";
  return goal.measure ? say("room.goal_now_of", { now: goal.now, measure: goal.measure }) : say("room.goal_now", { now: goal.now });
}

function fromTo(goal, from) {
  const by = DAY.test(goal.by || "") ? nearText(goal.by, from) : goal.by;
  if (goal.now && goal.target) return say(by ? "room.goal_from_by" : "room.goal_from", { now: goal.now, target: goal.target, by });
  if (goal.target) return say(by ? "room.goal_to_by" : "room.goal_to", { target: goal.target, by });
  return by ? say("room.goal_by", { by }) : "";
}

function oneLine(text) {
  return (text || "").replace(/\s*\n+\s*/g, ". ").replace(/\.\. /g, ". ");
}

function OptionCount({ view }) {
  const n = view.counts.notes;
  return html`<div class="grow__open">
    <p class="grow__large">${view.state.step.do || say("room.write_alone")}</p>
    ${typeof n === "number" && html`<p class="grow__words" role="status">${say("room.written", { n })}</p>`}
  </div>`;
}

function OptionList({ view }) {
  const pages = optionPages(view.notes, view.state);
  const page = pages[pageShown(view.state.step, pages)];
  if (!page) return html`<p class="grow__words">${say(view.state.step.veil === "closed" ? "room.read_soon" : "room.none_here")}</p>`;
  return html`<ol class="grow__list">${page.options.map((option) => html`<li class="grow__option" key=${option.id + "." + (option.part || 1)}>
    <b class="num">${option.number}</b>
    <div>${option.text && html`<b class="grow__text" dir="auto">${option.text}</b>`}
      ${option.obstacle && html`<p class="grow__obstacle"><span>${say("room.obstacle")}</span> <span dir="auto">${option.obstacle}</span></p>`}</div>
  </li>`)}</ol>`;
}

// Each chosen option has a sheet; it fills as its group writes.
function WillList({ view }) {
  const pages = willPages(view.notes, view.state);
  const page = pages[pageShown(view.state.step, pages)];
  if (!page) return html`<p class="grow__words">${view.state.step.do}</p>`;
  return html`<ol class="grow__will" data-stacked=${flagged(page.isStacked)}>${page.sheets.map((sheet, i) => html`<${WillSheet} key=${sheet.id} view=${view} sheet=${sheet} number=${page.from + i} />`)}</ol>`;
}

function WillSheet({ view, sheet, number }) {
  const { who_leads: who, by_when: when } = sheet.fields || {};
  const letter = letterOf(view, sheet);
  return html`<li><b class="num">${number}</b> <span class="grow__what" dir="auto">${willText(sheet)}</span>
    <span class="grow__who">${who || when
      ? html`${who && html`<span dir="auto">${who}</span>`} ${when && html`<small dir="auto">${DAY.test(when) ? say("room.by", { day: byWhen(sheet, view.state) }) : when}</small>`}`
      : letter && html`<span class="grow__writes"><${Pen} letter=${letter} /> ${say("room.will_writes")}</span>`}</span></li>`;
}
