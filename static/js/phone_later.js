// The second part of the phone's page: what the room needs after the first minutes. The page
// fetches it by itself (later.js); it is joined from the modules that phone.js does not hold.

import { dotsLayout, scoresLayout } from "./hand/ballot.js";
import { behindLayout } from "./hand/behind.js";
import { headlinesLayout, heardLayout } from "./hand/headlines.js";
import { homeLayout } from "./hand/home.js";
import { actionsLayout, planLayout } from "./hand/keep.js";
import { laterActions } from "./hand/later_actions.js";
import { optionsLayout } from "./hand/options.js";
import { whysLayout } from "./hand/whys.js";
import { wallLayout } from "./hand/wall.js";
import { willLayout } from "./hand/will.js";

/** The layouts that hand/page.js names and does not bring itself. */
export const laterLayouts = {
  home: homeLayout,
  wall: wallLayout,
  headlines: headlinesLayout,
  heard: heardLayout,
  whys: whysLayout,
  options: optionsLayout,
  dots: dotsLayout,
  scores: scoresLayout,
  will: willLayout,
  actions: actionsLayout,
  behind: behindLayout,
  plan: planLayout,
};

/** What a person can do in them, over `phone`. */
export function laterActionsOf(phone) {
  return laterActions(phone);
}
