// What will we do? One sheet for each option that the room chose; the group that has a sheet fills
// it in together, every field saved when it is left. The other groups read and ask.

import { html } from "../html.js";
import { say } from "../words.js";
import { Pen } from "../parts.js";
import { groupOf, rowsOf } from "../state.js";
import { hasOpenDraft } from "./view.js";
import { RefusedList } from "./refused.js";
import { SentMark } from "./blocks.js";
import { SendButton, WriteForm } from "./write.js";
import { YouPanel } from "./you.js";
import { FillChips, FillField, fillId } from "./fill_field.js";
import { fieldNow } from "./fills.js";
import { dayText, goodDays } from "./days.js";

const NEEDED = ["we_will", "so_that", "who_leads", "by_when"];
const READ = ["so_that", "who_leads", "by_when", "makes_room", "support"];
const LIMITS = { we_will: 120, so_that: 300, who_leads: 100, by_when: 60, makes_room: 200, support: 300 };
const SURE_ENOUGH = 7;        // under seven the step is too large

export function willLayout(view, actions) {
  const sheets = rowsOf(view.state, "note").filter((note) => note.stance === "will" && !note.is_withdrawn);
  const ours = sheets.filter((note) => note.group && note.group === view.mine.group);
  const isBeside = (item) => item.name === "fill_note" && ours.some((note) => note.id === item.body.note);
  return {
    main: [
      html`<div class="stack" key="head"><h1 class="hand__title" tabindex="-1">${view.step.title}</h1>
        ${ours.length === 0 && html`<p>${say(sheets.length > 0 ? "hand.will.read" : "hand.will.none")}</p>`}</div>`,
      hasOpenDraft(view) && html`<${WriteForm} key="write" view=${view} actions=${actions} />`,
      html`<${RefusedList} key="refused" view=${view} actions=${actions} isBeside=${isBeside} />`,
      ours.map((note, at) => html`<${Sheet} key=${note.id} view=${view} actions=${actions} note=${note} at=${at} />`),
      ours.length === 0 && sheets.map((note) => html`<${OthersSheet} key=${note.id} view=${view} note=${note} />`),
      html`<${YouPanel} key="you" view=${view} actions=${actions} />`,
    ],
    dock: hasOpenDraft(view) ? html`<${SendButton} view=${view} />` : ours.length > 0 && html`<${WillDock} view=${view} notes=${ours} />`,
  };
}

function Sheet({ view, actions, note, at }) {
  const shared = { view, actions, note };
  return html`<section class=${"form stack stack--wide" + (at > 0 ? " hand__rule" : "")} data-note=${note.id} aria-label=${optionOf(note)}>
    <p>${say("hand.will.chosen")} <b dir="auto">${optionOf(note)}</b></p>
    <${Words} ...${shared} name="we_will" rows=${3} />
    <${Words} ...${shared} name="so_that" rows=${3} />
    <${Words} ...${shared} name="who_leads" rows=${0} />
    <${ByWhen} ...${shared} />
    <${Words} ...${shared} name="makes_room" rows=${2} />
    <${Words} ...${shared} name="support" rows=${2} />
    <${Commitment} ...${shared} />
  </section>`;
}

function Words({ view, actions, note, name, rows }) {
  return html`<${FillField} view=${view} actions=${actions} note=${note} name=${name} rows=${rows} limit=${LIMITS[name]}
    label=${say("hand.will." + name)} hint=${say("hand.will.hint." + name)} />`;
}

// Three good days, or another in words.
function ByWhen({ view, actions, note }) {
  const days = goodDays(Date.now() + (view.state.offset || 0), view.workshop.review_on);
  const now = fieldNow(view, note, "by_when");
  const isOther = view.ui.otherDay === note.id || (now.text !== "" && !days.includes(now.text));
  const options = days.map((day) => ({ value: day, face: dayText(day) }));
  return html`<div class="stack"><${FillChips} view=${view} actions=${actions} note=${note} name="by_when" legend=${say("hand.will.by_when")} options=${options} isOther=${isOther}>
      <label class="chip" key="other"><input class="chip__input" type="radio" name=${fillId(note, "by_when")} checked=${isOther} onChange=${() => actions.otherDay(note.id)} />
        <span class="chip__face">${say("hand.will.other_day")}</span></label><//>
    ${isOther && html`<${FillField} view=${view} actions=${actions} note=${note} name="by_when" label=${say("hand.will.day")} hint=${say("hand.will.hint.by_when")}
      limit=${LIMITS.by_when} rows=${0} shown=${dayText} isOnlyWhole=${true} />`}</div>`;
}

function Commitment({ view, actions, note }) {
  const options = [];
  for (let n = 1; n <= 10; n += 1) options.push({ value: String(n), face: n, word: String(n) });
  const given = Number(fieldNow(view, note, "commitment").text) || null;
  return html`<div class="stack"><${FillChips} view=${view} actions=${actions} note=${note} name="commitment" legend=${say("hand.will.commitment")} options=${options} kind="chips--tens" />
    <p class="hand__soft" role="status">${given !== null && given < SURE_ENOUGH ? html`<b>${say("hand.will.smaller")}</b>` : say("hand.will.hint.commitment")}</p></div>`;
}

function WillDock({ view, notes }) {
  const fields = [].concat(...notes.map((note) => NEEDED.map((name) => fieldNow(view, note, name))));
  const done = fields.filter((field) => field.text.trim()).length;
  const isOnItsWay = view.items.some((item) => item.name === "fill_note" && item.is === "pending");
  const isTyped = fields.some((field) => field.text.trim() && field.is === null);
  const text = done === fields.length ? say("hand.will.all_there") : say("hand.will.there", { n: done, of: fields.length });
  return html`<p class="dock__fate" role="status"><b>${text}</b> ${done > 0 && !isTyped && html`<${SentMark} is=${isOnItsWay ? "pending" : "saved"} />`}</p>`;
}

function OthersSheet({ view, note }) {
  const letter = (groupOf(view.state, note.group) || {}).letter;
  const fields = note.fields || {};
  return html`<section class="sheet others stack" data-note=${note.id}>
    <h2 class="hand__part" dir="auto">${letter && html`<${Pen} letter=${letter} />`} ${fields.we_will || optionOf(note)}</h2>
    <dl class="others__list">${READ.filter((name) => fields[name]).map((name) => html`<div key=${name}><dt class="hand__soft">${say("hand.will." + name)}</dt>
      <dd dir="auto">${name === "by_when" ? dayText(fields[name]) : fields[name]}</dd></div>`)}</dl></section>`;
}

function optionOf(note) {
  return (note.fields && note.fields.option) || note.text;
}
