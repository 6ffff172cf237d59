// The whole phone: bar, layout, dock. Picks the layout that the step names; draws, decides nothing.
// Layouts that are null here come with the second part of the page (phone_later.js).

import { html } from "../html.js";
import { say } from "../words.js";
import { Fold } from "../parts.js";
import { Bar, NetBar } from "./bar.js";
import { NoteFate } from "./blocks.js";
import { lookLayout } from "./look.js";
import { spokenOf } from "./spoken.js";
import { stationLayout } from "./station.js";
import { noteFate } from "./view.js";
import { walkLayout } from "./walk.js";
import { welcomeLayout } from "./you.js";

const SHORT_PX = 620;
const LAYOUTS = {
  look: lookLayout,
  station: stationLayout,
  walk: walkLayout,
  home: null,
  wall: null,
  headlines: null,
  heard: null,
  whys: null,
  options: null,
  dots: null,
  scores: null,
  will: null,
  actions: null,
  behind: null,
  plan: null,
};

/** The name of the layout for a view: `welcome` first, `look` where the step names none we know. */
export function layoutName(view) {
  if (view.ui.isNew && view.group && !view.workshop.is_closed) return "welcome";
  const name = wantedName(view);
  return layoutOf(view, name) ? name : "look";
}

/** Whether this view cannot be drawn before the second part of the page is here. */
export function wantsLater(view) {
  return !view.layouts && LAYOUTS[wantedName(view)] === null;
}

// Once the plan is agreed, a phone that is asked nothing shows it, also after the end.
function wantedName(view) {
  const name = view.step && !view.workshop.is_closed ? view.step.hand : "look";
  return name === "look" && view.workshop.agreed ? "plan" : name;
}

function layoutOf(view, name) {
  return LAYOUTS[name] || (view.layouts && view.layouts[name]) || null;
}

export function Page({ view, actions }) {
  const name = layoutName(view);
  const layout = name === "welcome" ? welcomeLayout(view, actions) : layoutOf(view, name)(view, actions, wantsLater(view));
  const understanding = view.workshop.understanding;
  const fate = layout.saysFate ? null : noteFate(view);
  return html`<div class="hand" data-layout=${name}>
    <${NetBar} view=${view} actions=${actions} />
    <${Bar} view=${view} name=${name} />
    <main class="hand__main" data-kind=${layout.kind || ""}>${layout.main[0]}
      ${understanding && html`<${Understanding} key="understanding" text=${understanding.text} isFolded=${layout.kind !== "look" && name !== "plan" && window.screen.height < SHORT_PX} />`}
      ${layout.main.slice(1)}</main>
    ${(layout.dock || fate) && html`<footer class="hand__dock" aria-label=${say("hand.dock")}>${fate && html`<${NoteFate} view=${view} />`}${layout.dock}</footer>`}
    <p class="hidden" role="status" aria-live="polite">${spokenOf(view, layout.closed)}</p>
  </div>`;
}

// What the room now understands stays in sight from the moment it is written; on a short phone it
// is folded where it would push the task off the screen.
function Understanding({ text, isFolded }) {
  if (isFolded) return html`<${Fold} kind="understood" title=${say("hand.understood")}><p dir="auto">${text}</p><//>`;
  return html`<p class="understood" dir="auto"><b>${say("hand.understood")}:</b> ${text}</p>`;
}
