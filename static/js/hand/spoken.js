// What the page's own status says aloud: what was announced, unless the page shows something else.

import { say } from "../words.js";
import { groupOf } from "../state.js";

/** A sentence for those who hear the page; `closed` is the layout's own, once a phase was closed. */
export function spokenOf(view, closed) {
  const { step, workshop, ui } = view;
  if (workshop.is_closed) return say("hand.look.closed_lead");
  if (closed && ui.announced.indexOf(step.title) === 0) return closed;
  return ui.announced === say("hand.said.saved") ? savedWords(view) : ui.announced;
}

// Sitting with another group is no note that was saved.
function savedWords(view) {
  const last = view.items.filter((item) => item.is === "saved").pop();
  const group = last && last.name === "choose_group" && groupOf(view.state, last.body.group);
  return group ? say("hand.welcome.title", { letter: group.letter }) : view.ui.announced;
}
