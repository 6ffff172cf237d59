// How far are you behind each action? Zero to five, alone, every touch saved; under a low answer
// "What would help?", which the champion puts together with the others' worries.

import { html } from "../html.js";
import { say } from "../words.js";
import { Fold } from "../parts.js";
import { rowsOf } from "../state.js";
import { hasOpenDraft, markNow, ownAt } from "./view.js";
import { WhoSees } from "./blocks.js";
import { RefusedList } from "./refused.js";
import { SendButton, WriteForm } from "./write.js";
import { YouPanel } from "./you.js";
import { LeaveField } from "./fill_field.js";
import { Answered } from "./headlines.js";
import { titleOf, whoAndWhen } from "./keep.js";
import { LOW, ownWorry, worryKey, worryPlace } from "./worries.js";

const POSITIONS = [0, 1, 2, 3, 4, 5];

export function behindLayout(view, actions) {
  const isOpen = view.step.veil === "open";
  const list = askedOf(view);
  const ids = list.map((action) => action.id);
  const done = ids.filter((id) => markNow(view, "position", id) !== null).length;
  return {
    saysFate: true,
    closed: !isOpen && say("hand.behind.closed") + ". " + say("hand.behind.closed_lead"),
    main: [
      html`<div class="stack" key="head"><h1 class="hand__title" tabindex="-1">${say(isOpen ? "hand.behind.title" : "hand.behind.closed")}</h1>
        ${isOpen ? html`<${WhoSees} icon="lock" text=${say("hand.behind.who")} />
        <${Fold} kind="sheet says" title=${say("hand.behind.key")}><ul class="key">${POSITIONS.slice().reverse().map((value) => html`<li key=${value}><b>${value}</b> ${say("hand.behind.word." + value)}</li>`)}</ul><//>`
    : html`<p>${say("hand.behind.closed_lead")}</p>`}</div>`,
      hasOpenDraft(view) && html`<${WriteForm} key="write" view=${view} actions=${actions} />`,
      html`<${RefusedList} key="refused" view=${view} actions=${actions} />`,
      html`<div class="stack stack--wide form" key="behind">${list.map((action) => html`<${Behind} key=${action.id} view=${view} actions=${actions} action=${action} isOpen=${isOpen} />`)}</div>`,
      html`<${YouPanel} key="you" view=${view} actions=${actions} />`,
    ],
    dock: hasOpenDraft(view) ? html`<${SendButton} view=${view} />` : isOpen && html`<${Answered} view=${view} kind="position" ids=${ids} done=${done} />`,
  };
}

// In a second asking only some actions are asked about, where the step says which.
function askedOf(view) {
  const { actions: asked } = view.step;
  return rowsOf(view.state, "action").filter((action) => !asked || asked.includes(action.id));
}

function Behind({ view, actions, action, isOpen }) {
  const given = markNow(view, "position", action.id);
  if (!isOpen) return html`<${ClosedBehind} view=${view} action=${action} given=${given} />`;
  const name = say("hand.behind.action", { number: action.number, text: titleOf(action) });
  return html`<div class="behind" data-action=${action.id}><fieldset>
    <legend class="behind__title"><b dir="auto">${name}</b> <span class="hand__soft">${whoAndWhen(action.fields)}</span></legend>
    <div class="behind__steps">${POSITIONS.map((value) => html`<label class="chip" key=${value}>
      <input class="chip__input" type="radio" name=${"position_" + action.id} value=${value} checked=${given === value} onChange=${() => actions.mark("position", action.id, value)} />
      <span class="chip__face">${value}<span class="hidden">, ${say("hand.behind.word." + value)}</span></span></label>`)}</div></fieldset>
    <p class="behind__word" role="status">${given === null ? say("hand.behind.not_yet") : html`<b>${say("hand.behind.word." + given)}</b>`}</p>
    <${Worry} view=${view} actions=${actions} action=${action} given=${given} />
  </div>`;
}

// After closing nothing can be changed: what one said oneself, for one's own eyes.
function ClosedBehind({ view, action, given }) {
  const kept = ownWorry(view, action.id);
  return html`<div class="behind" data-action=${action.id}><p class="behind__title"><b dir="auto">${say("hand.behind.action", { number: action.number, text: titleOf(action) })}</b></p>
    <p class="behind__word">${given === null ? say("hand.behind.none") : say("hand.behind.yours", { value: given, text: say("hand.behind.word." + given) })}</p>
    ${kept && html`<p class="behind__word"><b>${say("hand.behind.help")}</b> <span dir="auto">${kept.text}</span></p>`}</div>`;
}

function Worry({ view, actions, action, given }) {
  const kept = ownWorry(view, action.id);
  const typed = view.edits[worryKey(worryPlace(view, action.id))];
  const isAsked = given !== null && given < LOW;
  const isErased = !kept && ownAt(view, worryPlace(view, action.id)).some((note) => note.isErased);
  if (!isAsked && !kept && !typed && !isErased) return null;
  const text = typed !== undefined ? typed : kept ? kept.text : "";
  const isTyped = typed !== undefined && typed.trim() !== (kept ? kept.text : "");
  return html`${isErased && html`<p class="hand__soft">${say("hand.note.erased")}</p>`}<${LeaveField} id=${"worry_" + action.id} label=${html`${say("hand.behind.help")} <span class="hand__soft">${say("hand.if_you_like")}</span>`}
    hint=${say("hand.behind.help_who")} limit=${view.limit} rows=${2} value=${text} is=${!isTyped && kept ? kept.is : null}
    onInput=${(words) => actions.typeWorry(action.id, words)} onLeave=${() => actions.leaveWorry(action.id)} />`;
}
