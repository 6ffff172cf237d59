// Which problem does the group take? One that the room carried here, one that the group wrote, or
// something else in its own words. Choosing is one press, for the whole group.

import { html } from "../html.js";
import { say } from "../words.js";
import { groupOf } from "../state.js";
import { hasOpenDraft } from "./view.js";
import { SentMark, StanceMark, WhoSees } from "./blocks.js";
import { WordsField } from "./field.js";
import { RefusedList } from "./refused.js";
import { SendButton, WriteForm } from "./write.js";
import { YouPanel } from "./you.js";

/** Whether a problem in the group's own words is half typed on this phone. */
export function hasTypedProblem(view) {
  return view.canWrite && Boolean((view.edits.problem || "").trim());
}

/** `problem` is the one chosen before, or nothing. */
export function problemLayout(view, actions, notes, problem) {
  const options = notes.filter((note) => isOffered(view, note));
  const isTyped = hasTypedProblem(view);
  const chosen = view.ui.problem || (isTyped ? "else" : problem ? problem.id : options.length === 0 ? "else" : null);
  const isNew = Boolean(view.ui.problem || isTyped || !problem) && chosen !== null;
  const hasOther = hasOpenDraft(view);
  return {
    main: [
      html`<div class="stack" key="head"><h1 class="hand__title" tabindex="-1">${say("hand.problem.title")}</h1>
        <p>${say("hand.problem.lead")}</p>
        ${problem && html`<p class="building building__text" dir="auto"><b>${say("hand.problem.ours")}</b> ${problem.text}</p>`}</div>`,
      hasOther && html`<${WriteForm} key="write" view=${view} actions=${actions} />`,
      html`<${RefusedList} key="refused" view=${view} actions=${actions} />`,
      html`<form class="form stack stack--wide" key="problem" id="problems" novalidate onSubmit=${(event) => { event.preventDefault(); choose(actions, chosen); }}>
        <fieldset><legend class="hidden">${say("hand.problem.title")}</legend><div class="choices">
          ${options.map((note) => html`<${Option} key=${note.id} view=${view} note=${note} isChosen=${chosen === note.id} onChoose=${() => actions.pickProblem(note.id)} />`)}
          <label class="choice" key="else"><input class="choice__input" type="radio" name="problem" checked=${chosen === "else"} onChange=${() => actions.pickProblem("else")} />
            <span class="choice__face">${say("hand.problem.else")}</span></label></div></fieldset>
        ${chosen === "else" && html`<${WordsField} view=${view} id="problem" isLine=${true} label=${say("hand.problem.label")} hint=${say("hand.problem.hint")}
          value=${view.edits.problem || ""} onInput=${actions.typeProblem} />`}
        <${WhoSees} icon="people" text=${say("hand.problem.who", { letter: view.letter })} /></form>`,
      html`<${YouPanel} key="you" view=${view} actions=${actions} />`,
    ],
    dock: hasOther ? html`<${SendButton} view=${view} />` : html`<${ProblemDock} actions=${actions} problem=${problem} isNew=${isNew} />`,
  };
}

// Gaps that the room carried here, and problems of the own group.
function isOffered(view, note) {
  if (note.parent || note.is_withdrawn || note.isErased) return false;
  return Boolean(note.is_carried) || (note.stance === "problem" && note.group === view.mine.group);
}

function choose(actions, chosen) {
  if (chosen === null) return;
  actions.pickProblem(chosen);
  actions.chooseProblem();
}

function Option({ view, note, isChosen, onChoose }) {
  const letter = note.is_carried && note.group ? (groupOf(view.state, note.group) || {}).letter : null;
  return html`<label class="choice"><input class="choice__input" type="radio" name="problem" checked=${isChosen} onChange=${onChoose} />
    <span class="choice__face"><span class="choice__words"><span dir="auto">${note.text}</span>
      ${(letter || note.is_carried) && html`<span class="note__meta"><${StanceMark} view=${view} stance=${note.stance} />${letter && html` <span>${say("common.group", { letter })}</span>`}</span>`}
      ${note.isPending && html`<span class="note__meta"><${SentMark} is="pending" /></span>`}</span></span></label>`;
}

function ProblemDock({ actions, problem, isNew }) {
  return html`${problem && html`<button class="button" type="button" onClick=${actions.keepProblem}>${say("hand.problem.back")}</button>`}
    <button class="button button--next" type="submit" form="problems" disabled=${!isNew}>${say("hand.problem.go")}</button>`;
}
