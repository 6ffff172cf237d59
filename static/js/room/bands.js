// Where the room stands: all actions in words, then one at a time. How the answers spread shows only
// once an action was talked through; a small room sees "goes ahead" or "not yet".

import { html } from "../html.js";
import { say } from "../words.js";
import { Scale } from "../parts.js";
import { nearText } from "../dates.js";
import { cutToLines } from "../lines.js";
import { pageShown } from "../gallery.js";
import { afterLabel, willTitle } from "./after_label.js";
import { emsIn, linesIn, shareLines, workHigh } from "./fit.js";
import { countWord } from "./signs.js";
import { bandPages, goesAhead, newestTests } from "./tests.js";
import { flagged } from "./view.js";

const BAND_AT = { behind: 3, mostly: 2, talk: 1 };
const SPREAD = ["5", "4", "3", "under"];
const BAR_MOST = 89;
const FEW_BANDS = 5;
const BAND_TITLE = { wide: 37, size: 1.75, isBold: true };
const BAND_TITLE_LARGE = { wide: 37, size: 2, isBold: true };
const BANDS_DO = { wide: 60, size: 1.75, isBold: true };
const BANDS_GAP = 3;
const BANDS_FOOT = 4.2;
const BAND_TITLE_MANY = { wide: 25.5, size: 1.75, isBold: true };
const HEARD = { wide: 27, size: 1.75 };
const HEARD_LONG = { wide: 60, size: 1.75 };
const HEARD_MOST = 4; // lines beside the answers
const TALKED_TITLE = { wide: 60, size: 2.75, isBold: true };

/** The action that shows, or null on the page of all. */
function bandShown(view) {
  const pages = bandPages(view);
  const page = pages[pageShown(view.state.step, pages)];
  return page && page.test ? page : null;
}

/** "action 2, second time". */
export function bandPart(view) {
  const page = bandShown(view);
  if (!page) return view.state.step.part;
  const number = view.actions.indexOf(page.action) + 1;
  return say(page.test.round > 0 ? "room.bands_action_again" : "room.bands_action", { number });
}

export function RoomBands({ view }) {
  const page = bandShown(view);
  return page ? html`<${OneAction} view=${view} action=${page.action} test=${page.test} />` : html`<${AllBands} view=${view} />`;
}

function AllBands({ view }) {
  const all = newestTests(view);
  const isMany = all.length > FEW_BANDS;
  const words = overviewWords(view, all);
  const rows = isMany ? Math.ceil(all.length / 2) : all.length;
  const place = isMany ? BAND_TITLE_MANY : BAND_TITLE;
  const needs = all.map(({ action }) => linesIn(willTitle(action.fields), place));
  const high = workHigh(view.state) - BANDS_GAP - linesIn(words, BANDS_DO) * 2;
  const holds = (space) => (isMany ? Math.floor((space / rows - 2.6) / 2) * all.length : Math.floor((space - rows * 0.7) / 1.96));
  const sum = needs.reduce((total, n) => total + n, 0);
  const foot = all.some(({ test }) => !goesAhead(test)) && holds(high - BANDS_FOOT) >= sum && view.state.step.do;
  const lines = shareLines(needs, Math.max(holds(foot ? high - BANDS_FOOT : high), all.length));
  const isLarge = !isMany && all.reduce((total, { action }) => total + linesIn(willTitle(action.fields), BAND_TITLE_LARGE) * 2.25 + 0.7, 1) < high - (foot ? BANDS_FOOT : 0);
  return html`<main class="room__work agree" data-tight=${flagged(!isLarge)}>
    <h2 class="room__do">${words}</h2>
    <ol class="bands" data-many=${flagged(isMany)} data-rows=${isMany ? rows : null}>${all.map(({ action, test }, i) => html`<${BandRow} key=${action.id} number=${view.actions.indexOf(action) + 1} title=${cutToLines(willTitle(action.fields), emsIn(place), lines[i])} band=${test.band} />`)}</ol>
    ${foot ? html`<p class="room__do room__do--foot">${foot}</p>` : html`<span></span>`}
  </main>`;
}

function BandRow({ number, title, band }) {
  return html`<li class=${"bands__row" + (goesAhead({ band }) ? "" : " bands__row--now")}><b class="num">${number}</b> <span class="bands__title" dir="auto">${title}</span> <${Band} band=${band} /></li>`;
}

function Band({ band }) {
  const word = say("room.band_" + band);
  return BAND_AT[band] ? html`<${Scale} at=${BAND_AT[band]} word=${word} />` : html`<span class="bands__word">${word}</span>`;
}

/** "Three can go ahead. Let us talk about action 2." */
function overviewWords(view, all) {
  const open = all.filter(({ test }) => !goesAhead(test)).map(({ action }) => view.actions.indexOf(action) + 1);
  const ahead = all.length - open.length;
  if (!all.length) return view.state.step.do;
  if (!open.length) return say(ahead > 1 ? "room.bands_all" : "room.go_ahead");
  const talk = open.length > 1
    ? say("room.bands_talk_many", { numbers: open.slice(0, -1).join(", "), last: open[open.length - 1] })
    : say("room.bands_talk", { number: open[0] });
  return ahead ? say("room.bands_ahead", { n: ahead, number: countWord(ahead) }) + " " + talk : talk;
}

function OneAction({ view, action, test }) {
  const heard = test.is_talked ? afterLabel("heard", test.heard) : "";
  const changed = test.is_talked ? afterLabel("changed", test.changed) : "";
  const title = willTitle(action.fields);
  const isLong = linesIn(title, TALKED_TITLE) > 2 || [heard, changed].some((text) => linesIn(text, HEARD) > HEARD_MOST);
  const cut = (text) => (isLong ? cutToLines(text, emsIn(HEARD_LONG) - 4, HEARD_MOST) : text);
  const sides = [heard || changed, test.counts].filter(Boolean).length;
  return html`<main class="room__work agree-talked" data-long=${flagged(isLong)} data-tight=${flagged(isLong)} data-sides=${sides}>
    <h2 class="agree__question" dir="auto">${title}</h2>
    ${test.counts ? html`<${Spread} counts=${test.counts} n=${test.n} isRow=${isLong} />` : html`<p class="agree__band">${test.band !== "goes_ahead" && html`<${Band} band=${test.band} />`}</p>`}
    ${(heard || changed) && html`<div class="agree__heard">
      ${heard && html`<h3>${say("room.heard")}</h3><p dir="auto">${cut(heard)}</p>`}
      ${changed && html`<h3>${say("room.changed")}</h3><p class="note"><b dir="auto">${cut(changed)}</b></p>`}
    </div>`}
    <p class="agree__go">${goesAhead(test)
      ? html`<b>${say("room.go_ahead")}</b> <span>${view.state.workshop.review_on ? say("room.safe_until", { day: nearText(view.state.workshop.review_on, view.state.workshop.held_on).replace(/^\S+ /, "") }) : say("room.safe")}</span>`
      : html`${test.counts && html`<b>${say("room.not_ahead")}</b>`} <span>${view.state.step.do}</span>`}</p>
  </main>`;
}

/** The answers as bars, those under three hollow; in a row of words where sentences need the room. */
function Spread({ counts, n, isRow }) {
  const most = Math.max(1, ...counts);
  if (isRow) return html`<ul class="hands-row">${SPREAD.map((name, i) => html`<li key=${name}>${say("room.spread_" + name)} <b class="num">${counts[i]}</b></li>`)}</ul>`;
  return html`<table class="hands" aria-label=${say("room.spread_caption", { n })}>
    <tbody>${SPREAD.map((name, i) => html`<tr key=${name} data-last=${flagged(i === 2)}>
      <th scope="row">${say("room.spread_" + name)}</th>
      <td><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">${counts[i] > 0 && html`<rect class=${i < 3 ? "hands__bar" : "hands__bar--low"} x=${i < 3 ? 0 : 1} y=${i < 3 ? 0 : 1} width=${((counts[i] / most) * BAR_MOST).toFixed(1)} height=${i < 3 ? 10 : 8} />`}</svg></td>
      <td class="hands__value num">${counts[i]}</td>
    </tr>`)}</tbody>
  </table>`;
}
