// One field of the champion's forms: its label, what is typed, and beside it what to know. A field
// is saved when it is left; one that the room sees at once is `held` until its button is pressed.

import { html, Part } from "../html.js";
import { say } from "../words.js";
import { Icon } from "../parts.js";

const NEARLY = 0.8; // of the limit: from here on every field says how much is left

/**
 * `form` is a form as `forms.js` knows it, with an `id` for its fields. `options` are
 * `[{value, words}]` of a field with a choice; a field near its `limit`, or `isCounted`, shows a count.
 * `onDone` is told when the field was left with nothing open in it.
 */
export class Field extends Part {
  // What an older page left unsaved goes first; a part just added takes the keyboard.
  componentDidMount() {
    const { desk, form, name, held } = this.props;
    if (!held && desk.forms.fault(form, name) === undefined) desk.forms.save(form, name);
    if (desk.ui.focus !== fieldId(form, name)) return;
    document.getElementById(desk.ui.focus).focus();
    desk.set({ focus: "" });
  }

  componentWillUnmount() {
    const { desk, form, name, held } = this.props;
    if (!held) desk.forms.save(form, name);
  }

  render({ desk, form, name, label, hint, advice, kind, isCounted, limit, options, rows, held, onDone }) {
    const id = fieldId(form, name);
    const value = desk.forms.value(form, name);
    const fault = desk.forms.fault(form, name);
    const count = Array.from(value).length;
    const told = () => onDone && !desk.forms.isTyped(form, name) && onDone();
    const given = {
      id, value, class: "field__input " + (kind || ""), "aria-describedby": id + "-hint", "aria-invalid": fault ? "true" : null,
      onInput: (event) => desk.forms.type(form, name, event.target.value),
      onChange: () => !held && desk.forms.save(form, name).then(told),
      onBlur: () => told(),
    };
    return html`<div class=${"field" + (value ? "" : " field--todo")}>
      <label class="field__label" for=${id}>${label || say("desk.field_" + name)}</label>
      ${fieldControl({ desk, form, name, given, options, rows })}
      <div class="field__notes" id=${id + "-hint"}>
        ${limit && (isCounted || count > limit * NEARLY) && html`<p class=${"num " + (count > limit ? "field__fault" : "field__hint")}>${say("desk.count", { count, limit })}</p>`}
        ${hint && html`<p class="field__hint">${say(hint)}</p>`}
        ${advice && html`<p class="field__advice"><${Icon} name="bang" /> <span>${advice}</span></p>`}
        ${fault && html`<p class="field__fault" role="alert"><${Icon} name="warn" /> <span>${fault}</span></p>`}
      </div>
      <${BothTexts} desk=${desk} form=${form} name=${name} />
    </div>`;
  }
}

function fieldControl({ desk, form, name, given, options, rows }) {
  if (options) {
    const pick = { onInput: null, onChange: (event) => desk.forms.put(form, name, event.target.value) };
    return html`<select ...${given} ...${pick}><option value="">${say("desk.not_said")}</option>
      ${options.map((each) => html`<option key=${each.value} value=${each.value}>${each.words}</option>`)}</select>`;
  }
  const text = Object.assign({ dir: "auto" }, given);
  return rows ? html`<textarea ...${text} rows=${rows}></textarea>` : html`<input type="text" ...${text} />`;
}

/** Somebody else's text beside mine, until one is chosen. */
function BothTexts({ desk, form, name }) {
  const theirs = desk.forms.both(form, name);
  if (theirs === undefined) return null;
  const choose = (isMine) => () => desk.forms.choose(form, name, isMine);
  return html`<div class="banner banner--care both" role="alert"><${Icon} name="warn" /><div>
    <p>${say("desk.both")}</p><p class="both__theirs" dir="auto">${theirs || say("desk.empty")}</p>
    <p class="both__acts"><button class="button" type="button" onClick=${choose(true)}>${say("desk.keep_mine")}</button>
    <button class="button" type="button" onClick=${choose(false)}>${say("desk.keep_theirs")}</button></p></div></div>`;
}

/** A few short values as chips; pressing one saves it. */
export function FieldChips({ desk, form, name, label, options }) {
  const now = desk.forms.value(form, name);
  return html`<fieldset><legend class="legend">${label || say("desk.field_" + name)}</legend>
    <div class="chips">${options.map((each) => html`<label class="chip" key=${each.value}>
      <input class="chip__input" type="radio" name=${fieldId(form, name)} checked=${now === each.value} onChange=${() => desk.forms.put(form, name, each.value)} />
      <span class="chip__face">${each.words}</span></label>`)}</div>
    <${BothTexts} desk=${desk} form=${form} name=${name} /></fieldset>`;
}

/** Says that what was typed into a form is saved. */
export function FormSaved({ desk, form }) {
  return html`<p class="sent sent--saved" role="status">${desk.forms.isSaved(form) && html`<${Icon} name="tick" /> ${say("desk.saved")}`}</p>`;
}

/** A form of one row's fields, saved by a command that takes `{<row>: id, fields, was}`. */
export function rowForm(id, command, row, saved) {
  const place = command + ":" + (row ? row[Object.keys(row)[0]] : "");
  const body = (name, text, was) => Object.assign({}, row, { fields: { [name]: text }, was: { [name]: was } });
  return { id, place, command, body, saved: saved || {} };
}

/** Gives the keyboard to a field, now or as soon as it is drawn. */
export function focusField(desk, id) {
  const field = document.getElementById(id);
  if (field) field.focus();
  else desk.set({ focus: id });
}

/** The id of a field on the page. */
export function fieldId(form, name) {
  return form.id + "-" + name;
}

/** Options of a choice: values with their words, looked up below a beginning. */
export function optionsOf(values, words) {
  return values.map((value) => ({ value, words: say(words + value) }));
}
