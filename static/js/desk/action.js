// The editor of one action. A field is saved when it is left; where somebody else changed it
// meanwhile, both texts stay on the screen until one is chosen.

import { html, Part } from "../html.js";
import { say } from "../words.js";
import { Icon } from "../parts.js";
import { Twice } from "./panel.js";

const TAGS = ["seen", "data", "voice", "research", "hunch"];
const LIMITS = { we_will: 120, so_that: 300, who_leads: 100, by_when: 60 };

export class ActionForm extends Part {
  constructor() {
    super();
    // `typed` is what stands in a field and was not saved; `was` the text it started from.
    this.state = { typed: {}, was: {}, both: {}, saved: false };
    this.sending = {};
  }

  componentWillUnmount() {
    Object.keys(this.state.typed).forEach((name) => this.save(name));
  }

  type(name, text) {
    const { typed, was } = this.state;
    const from = name in was ? was[name] : this.props.action.fields[name] || "";
    this.setState({ typed: Object.assign({}, typed, { [name]: text }), was: Object.assign({}, was, { [name]: from }), saved: false });
  }

  // One save of a field at a time; what was typed meanwhile goes after it.
  save(name) {
    const text = this.state.typed[name];
    if (text === undefined || this.sending[name] || this.state.both[name] !== undefined) return;
    const was = this.state.was[name] || "";
    if (text.trim() === was) return this.forget(name);
    const { desk, action } = this.props;
    this.sending[name] = true;
    desk.write("write_action", { action: action.id, fields: { [name]: text }, was: { [name]: was } })
      .then((answer) => this.answered(name, text, answer));
  }

  answered(name, text, answer) {
    this.sending[name] = false;
    if (answer && answer.ok) {
      this.setState({ saved: true });
      if (this.state.typed[name] === text) return this.forget(name);
      this.setState({ was: Object.assign({}, this.state.was, { [name]: text.trim() }) }, () => this.save(name));
    } else if (answer && answer.code === "changed") {
      const now = answer.now && answer.now[name] !== undefined ? answer.now[name] : this.props.action.fields[name] || "";
      this.setState({ both: Object.assign({}, this.state.both, { [name]: now }) });
    }
  }

  forget(name) {
    const without = (values) => Object.keys(values).filter((key) => key !== name).reduce((rest, key) => Object.assign(rest, { [key]: values[key] }), {});
    this.setState({ typed: without(this.state.typed), was: without(this.state.was), both: without(this.state.both) });
  }

  // Keeps mine (over theirs, as seen now) or theirs.
  choose(name, isMine) {
    const theirs = this.state.both[name];
    if (!isMine) return this.forget(name);
    const both = Object.assign({}, this.state.both, { [name]: undefined });
    this.setState({ was: Object.assign({}, this.state.was, { [name]: theirs }), both }, () => this.save(name));
  }

  render({ desk, action }) {
    const field = (name, more) => html`<${ActionField} key=${name} form=${this} action=${action} name=${name} ...${more} />`;
    return html`<div class="form">
      ${field("we_will", { rows: 2, kind: "field__input--title" })}
      ${field("so_that", { rows: 2 })}
      <div class="form__row">${field("who_leads", { hint: "desk.who_hint" })}${field("by_when", { hint: "desk.when_hint" })}</div>
      <${HowKnown} desk=${desk} action=${action} />
      <div class="form__foot">
        <p class="sent sent--saved" role="status">${this.state.saved && html`<${Icon} name="tick" /> ${say("desk.saved")}`}</p>
        <${Twice} kind="button--quiet" words=${say("desk.remove")} sure=${say("desk.remove_sure")} onSure=${() => desk.give("remove_action", { action: action.id })} />
      </div>
    </div>`;
  }
}

function ActionField({ form, action, name, rows, kind, hint }) {
  const { typed, both } = form.state;
  const value = name in typed ? typed[name] : action.fields[name] || "";
  const id = "action-" + name;
  const given = {
    id, value, class: "field__input " + (kind || ""), maxlength: LIMITS[name], dir: "auto", "aria-describedby": id + "-hint",
    onInput: (event) => form.type(name, event.target.value),
    onChange: () => form.save(name),
  };
  return html`<div class=${"field" + (value ? "" : " field--todo")}>
    <label class="field__label" for=${id}>${say("desk.field_" + name)}</label>
    ${rows ? html`<textarea ...${given} rows=${rows}></textarea>` : html`<input type="text" ...${given} />`}
    <p class="field__hint" id=${id + "-hint"}>${hint ? say(hint) : ""}</p>
    ${both[name] !== undefined && html`<div class="banner banner--care both" role="alert"><${Icon} name="warn" /><div>
      <p>${say("desk.both")}</p><p class="both__theirs" dir="auto">${both[name] || say("desk.empty")}</p>
      <p class="both__acts"><button class="button" type="button" onClick=${() => form.choose(name, true)}>${say("desk.keep_mine")}</button>
      <button class="button" type="button" onClick=${() => form.choose(name, false)}>${say("desk.keep_theirs")}</button></p></div></div>`}
  </div>`;
}

function HowKnown({ desk, action }) {
  const now = action.fields.how_known || "";
  const pick = (tag) => () => desk.write("write_action", { action: action.id, fields: { how_known: tag }, was: { how_known: now } });
  return html`<fieldset><legend class="legend">${say("desk.field_how_known")}</legend><div class="chips">${TAGS.map((tag) => html`<label class="chip" key=${tag}>
    <input class="chip__input" type="radio" name="how_known" checked=${now === tag} onChange=${pick(tag)} /><span class="chip__face">${say("desk.tag_" + tag)}</span></label>`)}</div></fieldset>`;
}
