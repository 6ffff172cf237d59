// What every panel has: a title that takes the focus when it opens, and a way to close it.

import { html, Part } from "../html.js";
import { say } from "../words.js";

/** A titled part of a side; the first of a side carries the close button, and `acts` before it. */
export function Panel({ desk, name, title, level, acts, children }) {
  const Title = level || "h2";
  return html`<section class="panel" aria-labelledby=${"panel-" + name}>
    <${Title} class="panel__title"><span id=${"panel-" + name} tabindex="-1">${title}</span>
      ${acts}
      ${desk && html`<button class="button" type="button" onClick=${() => desk.close(name)}>${say("desk.close")}</button>`}<//>
    ${children}
  </section>`;
}

/** A button that needs a second press: the first one only asks. */
export class Twice extends Part {
  constructor() {
    super();
    this.state = { isSure: false };
  }

  render({ words, sure, kind, onSure }, { isSure }) {
    const press = () => {
      this.setState({ isSure: !isSure });
      if (isSure) onSure();
    };
    const rest = () => this.setState({ isSure: false });
    return html`<button class=${"button " + (isSure ? "button--sure" : kind || "")} type="button" onClick=${press} onBlur=${rest}>${isSure ? sure : words}</button>`;
  }
}
