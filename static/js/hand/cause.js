// The ringed cause: how do we know, how sure are we, and who will check it.

import { html } from "../html.js";
import { say } from "../words.js";
import { Icon } from "../parts.js";
import { FillChips, FillField } from "./fill_field.js";
import { fieldNow } from "./fills.js";

const TAGS = [["seen", "seen"], ["data", "data"], ["voice", "voice"], ["research", "research"], ["hunch", "question"]];
const SURE = ["not_very", "fairly", "very"];
const CHECK_LIMIT = 200;
const WHO_LIMIT = 100;

/** Whether the group has said how it knows and how sure it is. */
export function isCauseTold(view, note) {
  return ["tag", "sure"].every((name) => fieldNow(view, note, name).text);
}

export function CauseDetails({ view, actions, note }) {
  const shared = { view, actions, note };
  const tags = TAGS.map(([value, icon]) => {
    const word = say("hand.cause.tag." + value);
    return { value, word, face: html`<${Icon} name=${icon} /> ${word}` };
  });
  const sure = SURE.map((value) => ({ value, face: say("hand.cause.sure." + value) }));
  return html`<section class="stack stack--wide hand__rule" aria-labelledby="know">
    <h2 class="hand__part" id="know" tabindex="-1">${say("hand.cause.title")}</h2>
    <p class="cause" dir="auto">${note.text}</p>
    <${FillChips} ...${shared} name="tag" legend=${say("hand.cause.know")} options=${tags} />
    <${FillChips} ...${shared} name="sure" legend=${say("hand.cause.sure")} options=${sure} />
    <${FillField} ...${shared} name="check" label=${say("hand.cause.check")} hint=${say("hand.cause.check_hint")} limit=${CHECK_LIMIT} rows=${2} />
    <${FillField} ...${shared} name="who" label=${say("hand.cause.who")} hint=${say("hand.cause.who_hint")} limit=${WHO_LIMIT} rows=${0} />
  </section>`;
}
