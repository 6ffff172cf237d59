// Draws a field that saves by itself when it is left, or a row of chips that saves at a touch.
// Where two phones of a group wrote at once, both texts stay on the screen until somebody chooses.

import { html } from "../html.js";
import { say } from "../words.js";
import { Icon } from "../parts.js";
import { SentMark } from "./blocks.js";
import { lengthOf } from "./field.js";
import { fieldNow, mayFill } from "./fills.js";

const LINE_SIGNS = 28;        // what fits a line of the narrowest phone: a field is as high as its words

/** A field of words. `id` is its own; `why` what is wrong with it; `is` its fate; `rows` 0 for one line. */
export function LeaveField({ id, label, hint, limit, rows, value, is, why, isOff, onInput, onLeave }) {
  const over = lengthOf(value) - limit;
  const wrong = over > 0 ? say("hand.write.too_long", { n: over }) : why;
  const shared = {
    class: "field__input field__input--line", id, dir: "auto", value, disabled: isOff, autocomplete: "off",
    "aria-describedby": [hint && id + "_hint", wrong && id + "_wrong"].filter(Boolean).join(" ") || null,
    "aria-invalid": wrong ? "true" : null,
    onInput: (event) => onInput(event.target.value),
    onBlur: onLeave,
  };
  return html`<div class="field"><label class="field__label" for=${id}>${label}</label>
    ${rows ? html`<textarea ...${shared} rows=${Math.max(rows, Math.ceil(lengthOf(value) / LINE_SIGNS))}></textarea>` : html`<input type="text" ...${shared} />`}
    ${(hint || is) && html`<p class="field__foot"><span id=${id + "_hint"}>${hint || ""}</span> ${is && html`<${SentMark} is=${is} />`}</p>`}
    ${wrong && html`<p class="field__error" id=${id + "_wrong"} role="alert"><${Icon} name="warn" /> <span>${wrong}</span></p>`}</div>`;
}

/** A field of a note that the group fills in. `shown(text)` says a stored value in words; `isOnlyWhole`: it is saved only when left. */
export function FillField({ view, actions, note, name, label, hint, limit, rows, shown, isOnlyWhole }) {
  const now = fieldNow(view, note, name);
  const value = shown && now.text === now.known ? shown(now.text) : now.text;
  return html`<div class="stack">
    <${LeaveField} id=${fillId(note, name)} label=${label} hint=${hint} limit=${limit} rows=${rows} value=${value} is=${now.is} why=${now.why}
      isOff=${!mayFill(view, note, name)} onInput=${(text) => actions.typeFill(note, name, text, limit, isOnlyWhole)} onLeave=${() => actions.leaveFill(note.id, name, limit)} />
    <${Clash} actions=${actions} now=${now} note=${note} name=${name} shown=${shown} /></div>`;
}

/** One of a few, as chips: `options` are [{value, face, word}]; `isOther`: something else was chosen, and its field says the rest. */
export function FillChips({ view, actions, note, name, legend, options, kind, isOther, children }) {
  const now = fieldNow(view, note, name);
  return html`<fieldset class="stack" disabled=${!mayFill(view, note, name)}><legend class="legend"><span class="legend__row"><span>${legend}</span> ${now.is && !isOther && html`<${SentMark} is=${now.is} />`}</span></legend>
    <div class=${"chips " + (kind || "")}>${options.map(({ value, face }) => html`<label class="chip" key=${value}>
      <input class="chip__input" type="radio" name=${fillId(note, name)} value=${value} checked=${!isOther && now.text === value} onChange=${() => actions.pickFill(note, name, value)} />
      <span class="chip__face">${face}</span></label>`)}${children}</div>
    ${!isOther && html`<${Clash} actions=${actions} now=${now} note=${note} name=${name} shown=${(value) => wordOf(options, value)} />`}
    ${now.why && !isOther && html`<p class="field__error" role="alert"><${Icon} name="warn" /> <span>${now.why}</span></p>`}</fieldset>`;
}

/** The id of a field on the page. */
export function fillId(note, name) {
  return name + "_" + note.id;
}

function Clash({ actions, now, note, name, shown }) {
  if (!now.clash) return null;
  const ours = shown ? shown(now.clash.ours) : now.clash.ours;
  return html`<div class="banner banner--care" role="alert" data-clash=${name}><${Icon} name="warn" /><div>
    <p>${say("hand.fill.clash")} <b dir="auto">${ours || say("hand.fill.nothing")}</b></p>
    <p class="note__acts"><button class="button" type="button" onClick=${() => actions.useOurs(note, name)}>${say("hand.fill.ours")}</button>
      <button class="button" type="button" onClick=${() => actions.useTheirs(note, name)}>${say("hand.fill.theirs")}</button></p></div></div>`;
}

function wordOf(options, value) {
  const found = options.filter((option) => option.value === value)[0];
  return found ? found.word || found.face : value;
}
