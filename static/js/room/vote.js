// Choosing priorities: the ballot with how many have chosen, then the dots as bars in ink; what goes
// forward is filled.

import { html } from "../html.js";
import { say } from "../words.js";
import { pageShown } from "../gallery.js";
import { boardPages, optionDots, votePages } from "./options.js";
import { AnsweredTally, PageOf, answeredNow, answeredWords, countWord } from "./signs.js";
import { flagged } from "./view.js";

const BAR_WIDE = 96;
const FEW_VOTERS = 3; // of fewer it is not said how many chose

export function RoomVote({ view }) {
  return view.state.step.veil === "open" ? html`<${Ballot} view=${view} />` : html`<${Board} view=${view} />`;
}

/** "22 people chose", once it shows; of one or two nothing. */
export function votePart(view) {
  const { n } = answeredNow(view);
  return view.state.step.veil === "open" || n < FEW_VOTERS ? "" : say("room.vote_n", { n });
}

function Ballot({ view }) {
  const pages = votePages(view.notes, view.state);
  const at = pageShown(view.state.step, pages);
  const page = pages[at] || { options: [] };
  const { n, of } = answeredNow(view);
  return html`<main class="room__work vote" data-tight=${flagged(page.isTight)}>
    <ol class="vote__items">${page.options.map((option) => html`<li class="vote__item" key=${option.id + (option.isAgain ? "+" : "")}><span class="vote__number">${option.number}</span> <span dir="auto">${option.text}</span></li>`)}</ol>
    <aside class="vote__side">
      <p class="vote__progress" role="status"><b class="num">${n}</b> ${of >= n && of > 0 ? say("room.vote_of", { of }) : say("room.vote_have")}</p>
      <${AnsweredTally} view=${view} label=${answeredWords(view, "room.answered")} />
      <p>${budgetWords(view.state.step)} ${say("room.until_close")}</p>
      <${PageOf} at=${at} of=${pages.length} />
    </aside>
  </main>`;
}

function budgetWords(step) {
  const rule = (step.marks || []).find((mark) => mark.kind === "dot");
  const n = rule && rule.budget;
  return n ? say("room.vote_budget", { number: countWord(n) }) : "";
}

function Board({ view }) {
  const pages = boardPages(view.notes, view.state);
  const at = pageShown(view.state.step, pages);
  const page = pages[at];
  const hasAny = [].concat(...pages.map((each) => each.options)).some(hasDots);
  if (!page) return html`<main class="room__work board-wrap"><p class="room__do">${say("room.none_here")}</p></main>`;
  return html`<main class="room__work board-wrap" data-tight="">
    <table class="dot-board" data-alone=${flagged(page.isAlone)} data-plain=${flagged(!hasAny)} aria-label=${say("room.vote_caption")}>
      <tbody>${page.options.map((option) => html`<${BoardRow} key=${option.id} option=${option} most=${page.most} hasBar=${hasAny} />`)}</tbody>
    </table>
    <p class="board__foot"><span class="room__do">${boardWords(pages, hasAny)}</span> <${PageOf} at=${at} of=${pages.length} /></p>
  </main>`;
}

function BoardRow({ option, most, hasBar }) {
  const dots = optionDots(option);
  return html`<tr data-state=${option.is_chosen ? "forward" : null}>
    <th scope="row"><span class="board__number num">${option.number}</span><span dir="auto">${option.text}</span></th>
    <td>${hasBar && html`<span class="board__line"><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      ${dots > 0 && html`<rect class="board__bar" x="1" y="1" width=${Math.max(1, (dots / most) * BAR_WIDE).toFixed(1)} height="8" />`}
    </svg> <b class="board__value num">${dots}</b></span>`}</td>
  </tr>`;
}

// An option that nobody chose has no dots to count: it has none as soon as another has some.
function hasDots(option) {
  return Boolean(option.totals) && typeof option.totals.dot === "number";
}

// What goes forward, or why no dots show.
function boardWords(pages, hasAny) {
  const options = [].concat(...pages.map((page) => page.options));
  const chosen = options.filter((option) => option.is_chosen).length;
  if (!hasAny) return say("room.vote_few");
  if (!chosen) return say("room.vote_talk");
  return say(chosen < options.length ? "room.vote_forward" : "room.vote_all", { n: chosen, number: countWord(chosen) });
}
