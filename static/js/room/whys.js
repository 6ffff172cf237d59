// Five whys on the wall: while groups write, how it is done; then each group's path to its cause.

import { html } from "../html.js";
import { say } from "../words.js";
import { Scale } from "../parts.js";
import { pageShown } from "../gallery.js";
import { checkText, pathPages } from "./paths.js";
import { Evidence, sureAt } from "./signs.js";
import { flagged } from "./view.js";

/** How to ask why. Nothing of what is written, and no count. */
export function RoomWhys({ view }) {
  const isRing = view.state.step.phase === "ring";
  return html`<main class="room__work home whys-how">
    <ol class="home__steps">${(isRing ? ["ring", "know", "sure"] : ["why", "again", "stop"]).map((key) => html`<li class="home__step" key=${key}><div>
      <h2 class="home__what">${say("room.whys_" + key)}</h2>
      <p class="home__why">${say("room.whys_" + key + "_how")}</p>
    </div></li>`)}</ol>
  </main>`;
}

/** The path that shows, or null. */
export function pathShown(view) {
  const pages = pathPages(view);
  return pages[pageShown(view.state.step, pages)] || null;
}

/** "Group B, 2 of 4". */
export function pathPart(page) {
  return page ? say(page.of > 1 ? "room.path_of" : "room.group", { letter: page.letter, at: page.at, of: page.of }) : "";
}

export function RoomPath({ view }) {
  const page = pathShown(view);
  if (!page) return html`<main class="room__work poster" data-size="great"><p class="poster__words">${say("room.path_none")}</p></main>`;
  const [problem, ...rest] = page.lines[0] && page.lines[0].kind === "problem" ? page.lines : [null, ...page.lines];
  return html`<main class="room__work cause" data-tight=${flagged(page.isLong)}>
    ${problem ? html`<h2 class="cause__problem"><span dir="auto">${problem.text || goneWords(problem.note)}</span><${MoreLines} n=${problem.more} /></h2>` : html`<span></span>`}
    <ol class="path">${rest.map((line, i) => html`<${PathLine} key=${line.note.id + i} line=${line} />`)}</ol>
    ${page.facts ? html`<${PathFacts} facts=${page.facts} isStacked=${page.isStacked} />` : html`<span></span>`}
  </main>`;
}

function PathLine({ line }) {
  const isRing = line.kind === "ring";
  const words = line.text || goneWords(line.note);
  return html`<li class=${"path__step" + (isRing ? " path__step--root" : "")}>
    <span class="path__why">${say(isRing ? "room.path_act" : "room.path_why")}</span>
    ${isRing
      ? html`<p class="path__text chosen"><b dir="auto">${words}</b><${MoreLines} n=${line.more} /></p>`
      : html`<p class="path__text"><span dir="auto">${words}</span><${MoreLines} n=${line.more} /></p>`}
  </li>`;
}

// A line without words still stands on the way: taken back by its writer, or hidden.
function goneWords(note) {
  return say(note.isHidden ? "room.path_hidden" : "common.withdrawn");
}

function MoreLines({ n }) {
  return n > 0 ? html` <span class="path__more">${say("room.more_added", { n })}</span>` : null;
}

function PathFacts({ facts, isStacked }) {
  const check = checkText(facts);
  return html`<dl class="facts" data-stacked=${flagged(isStacked || !check)}>
    ${facts.tag && html`<div><dt>${say("room.path_know")}</dt><dd><${Evidence} tag=${facts.tag} /></dd></div>`}
    ${facts.sure && html`<div><dt>${say("room.path_sure")}</dt><dd><${Scale} at=${sureAt(facts.sure)} word=${say("room.sure_" + facts.sure)} /></dd></div>`}
    ${check && html`<div class="facts__check"><dt>${say(facts.check ? "room.path_check" : "room.path_who")}</dt><dd dir="auto">${check}</dd></div>`}
  </dl>`;
}
