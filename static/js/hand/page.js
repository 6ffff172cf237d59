// The whole phone: bar, layout, dock. Picks the layout that the step names; draws, decides nothing.

import { html } from "../html.js";
import { say } from "../words.js";
import { Bar, NetBar } from "./bar.js";
import { NoteFate } from "./blocks.js";
import { dotsLayout, scoresLayout } from "./ballot.js";
import { homeLayout } from "./home.js";
import { lookLayout } from "./look.js";
import { stationLayout } from "./station.js";
import { noteFate } from "./view.js";
import { walkLayout } from "./walk.js";
import { wallLayout } from "./wall.js";
import { welcomeLayout } from "./you.js";

const LAYOUTS = {
  look: lookLayout,
  station: stationLayout,
  walk: walkLayout,
  home: homeLayout,
  wall: wallLayout,
  dots: dotsLayout,
  scores: scoresLayout,
};

/** The name of the layout for a view: `welcome` first, `look` where the step names none we know. */
export function layoutName(view) {
  if (view.ui.isNew && view.group && !view.workshop.is_closed) return "welcome";
  const name = view.step && !view.workshop.is_closed ? view.step.hand : "look";
  return LAYOUTS[name] ? name : "look";
}

export function Page({ view, actions }) {
  const name = layoutName(view);
  const layout = name === "welcome" ? welcomeLayout(view, actions) : LAYOUTS[name](view, actions);
  const fate = noteFate(view);
  return html`<div class="hand" data-layout=${name}>
    <${NetBar} view=${view} actions=${actions} />
    <${Bar} view=${view} />
    <main class="hand__main" data-kind=${layout.kind || ""}>${layout.main}</main>
    ${(layout.dock || fate) && html`<footer class="hand__dock" aria-label=${say("hand.dock")}>${fate && html`<${NoteFate} view=${view} />`}${layout.dock}</footer>`}
    <p class="hidden" role="status" aria-live="polite">${view.ui.announced}</p>
  </div>`;
}
