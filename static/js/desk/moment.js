// What this moment needs from the champion: one small thing in the middle of the calm view, by
// the activity's kind and phase. Most moments need nothing.

import { html } from "../html.js";
import { say } from "../words.js";
import { AgreedMoment, TalkMoment } from "./agree.js";
import { stepName } from "./facts.js";
import { GoalMoment, RealityMoment } from "./goal.js";
import { HeardMoment, WhysMoment } from "./heard.js";
import { ClarifyMoment, TakeMoment, takeNext } from "./options.js";
import { CloseMoment, QuestionMoment, RulesMoment } from "./rules.js";
import { UnderstandMoment } from "./understand.js";
import { WillMoment, draftNext } from "./will.js";

const MOMENTS = {
  "talk rules": RulesMoment,
  "talk question": QuestionMoment,
  "talk close": CloseMoment,
  "headlines heard": HeardMoment,
  "whys whys": WhysMoment,
  "whys ring": WhysMoment,
  "understand sentence": UnderstandMoment,
  "grow goal": GoalMoment,
  "grow reality": RealityMoment,
  "grow options revealed": ClarifyMoment,
  "grow clarify": ClarifyMoment,
  "grow vote revealed": TakeMoment,
  "grow will": WillMoment,
  "agreement talk": TalkMoment,
  "agreement agreed": AgreedMoment,
};

const LIGHT = ["talk rules", "talk question", "talk close", "whys whys", "whys ring", "agreement agreed"];

/** The name of this moment, or empty where it asks for nothing. */
function momentOf(state) {
  const name = state.workshop.is_closed ? "" : stepName(state);
  return MOMENTS[name] ? name : "";
}

/** What the room would go on without, and the one great button therefore does first; else null. */
export function momentNext(desk) {
  return desk.view.state.workshop.is_closed ? null : takeNext(desk) || draftNext(desk);
}

/** How much room the moment takes: the words to say make way for it. */
export function momentClass(state) {
  const name = momentOf(state);
  if (!name) return "";
  return LIGHT.indexOf(name) < 0 ? " calm--busy" : " calm--busy calm--light";
}

export function Moment({ desk }) {
  const name = momentOf(desk.view.state);
  if (!name) return null;
  const Now = MOMENTS[name];
  return html`<section class="calm__moment" key=${name} aria-label=${say("desk.moment")}><${Now} desk=${desk} /></section>`;
}
