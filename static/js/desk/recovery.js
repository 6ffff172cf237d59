// Ways out of the usual failures: in the moments that know one, a quiet press puts the question
// that helps in place of the one to ask when it goes quiet.

import { html } from "../html.js";
import { say } from "../words.js";
import { stepName } from "./facts.js";

const RECOVERIES = {
  "headlines tap open": ["silent"],
  "headlines heard": ["silent"],
  "talk question": ["wide"],
  "whys whys": ["time", "blame"],
  "whys ring": ["time", "blame"],
  "grow reality": ["opinion"],
  "grow options revealed": ["double"],
  "grow clarify": ["double"],
  "grow vote revealed": ["tie"],
  "grow will": ["unsure"],
  "agreement read": ["nod"],
  "agreement talk": ["block"],
};

/** The presses of this moment, quiet beside the question; nothing where no failure is usual. */
export function RecoveryButtons({ desk }) {
  const names = RECOVERIES[stepName(desk.view.state)];
  if (!names) return null;
  return html`<span class="soft">${say("desk.stuck")}</span>
    ${names.map((name) => html`<${RecoveryButton} key=${name} desk=${desk} name=${name} />`)}`;
}

function RecoveryButton({ desk, name }) {
  const isOn = recoveryNow(desk) === name;
  const press = () => desk.set({ recovery: isOn ? null : { name, at: placeOfStep(desk) } });
  return html`<button class="button button--quiet" type="button" aria-pressed=${String(isOn)} onClick=${press}>${say("desk.stuck_" + name)}</button>`;
}

/** Which way out was pressed in this step; empty where none was. */
export function recoveryNow(desk) {
  const { recovery } = desk.ui;
  return recovery && recovery.at === placeOfStep(desk) ? recovery.name : "";
}

function placeOfStep(desk) {
  const { step } = desk.view.state;
  return step ? step.activity + " " + stepName(desk.view.state) : "";
}
