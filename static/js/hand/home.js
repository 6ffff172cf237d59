// Home again: one strength, one thing not yet in place, how far we are. Every touch saves, so
// nobody has to remember a button; each answer says that it is saved.

import { html } from "../html.js";
import { say, knows } from "../words.js";
import { Fold, Scale } from "../parts.js";
import { firstNotes, hasOpenDraft, markNow, pendingMark } from "./view.js";
import { NoteCard, SentMark, WhoSees } from "./blocks.js";
import { RefusedList } from "./refused.js";
import { Source } from "./station.js";
import { SendButton, WriteForm } from "./write.js";
import { YouPanel } from "./you.js";

export function homeLayout(view, actions) {
  const slot = view.home;
  const rules = view.step.marks.filter((rule) => rule.on === "slot");
  const notes = slot ? firstNotes(view, slot.id) : [];
  const open = rules.filter((rule) => rule.values || noteOptions(rule, notes).length > 0);
  const done = slot ? open.filter((rule) => markNow(view, rule.kind, slot.id) !== null).length : 0;
  return {
    main: [
      html`<div class="stack" key="head"><h1 class="hand__title hand__title--small" tabindex="-1">
        ${slot ? say("common.station_title", { number: slot.number, title: slot.title }) : view.step.title}</h1>
        <p>${say("hand.home.lead")}</p><${Source} slot=${slot} /></div>`,
      hasOpenDraft(view) && html`<${WriteForm} key="write" view=${view} actions=${actions} />`,
      html`<${RefusedList} key="refused" view=${view} actions=${actions} />`,
      slot && html`<${Fold} key="read" kind="sheet says" title=${say("hand.home.read", { n: notes.filter((note) => !note.is_withdrawn).length })}>
        <ul class="stack says__list">${notes.map((note) => html`<${NoteCard} key=${note.id} view=${view} actions=${actions} note=${note} />`)}</ul><//>`,
      slot && html`<div class="stack stack--wide" key="three">
        ${rules.map((rule) => html`<${Answer} key=${rule.kind} view=${view} actions=${actions} rule=${rule} slot=${slot} notes=${notes} />`)}
        <${WhoSees} icon="people" text=${say("hand.home.who", { letter: view.letter })} /></div>`,
      html`<${YouPanel} key="you" view=${view} actions=${actions} />`,
    ],
    dock: hasOpenDraft(view) ? html`<${SendButton} view=${view} />` : slot && html`<${HomeDone} view=${view} slot=${slot} rules=${open} done=${done} />`,
  };
}

function HomeDone({ view, slot, rules, done }) {
  const isOnItsWay = rules.some((rule) => pendingMark(view, rule.kind, slot.id));
  const text = done < rules.length ? say("hand.home.done", { n: done, of: rules.length }) : say("hand.home.all_done");
  return html`<p class="dock__fate" role="status"><b>${text}</b> ${done > 0 && html`<${SentMark} is=${isOnItsWay ? "pending" : "saved"} />`}</p>`;
}

function Answer({ view, actions, rule, slot, notes }) {
  const chosen = markNow(view, rule.kind, slot.id);
  const options = rule.values ? rule.values.map((value) => ({ value, face: scaleFace(rule, value) })) : noteOptions(rule, notes);
  const key = "hand.home." + rule.kind;
  return html`<fieldset class="stack" data-answer=${rule.kind}>
    <legend class="legend"><span class="legend__row"><span>${knows(key) ? say(key) : rule.kind}</span>
      ${chosen !== null && html`<${SentMark} is=${pendingMark(view, rule.kind, slot.id) ? "pending" : "saved"} />`}</span></legend>
    ${options.length === 0 && html`<p class="hand__soft">${say("hand.home.none")}</p>`}
    <div class="choices">${options.map((option) => html`<label class="choice" key=${String(option.value)}>
      <input class="choice__input" type="radio" name=${rule.kind} checked=${chosen === option.value} onChange=${() => actions.mark(rule.kind, slot.id, option.value)} />
      <span class="choice__face">${option.face}</span></label>`)}</div>
  </fieldset>`;
}

function noteOptions(rule, notes) {
  const fitting = notes.filter((note) => note.stance === (rule.stance || rule.kind) && !note.is_withdrawn);
  return fitting.map((note) => ({ value: note.id, face: html`<span dir="auto">${note.text}</span>` }));
}

function scaleFace(rule, value) {
  if (rule.kind !== "reach") return html`<span>${value}</span>`;
  return html`<${Scale} at=${value} word=${say("common.reach." + value)} />`;
}
