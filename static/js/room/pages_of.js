// The pages of the picture that shows, and what "next" and "back" do to it: the clicker and the
// console give the same command.

import { galleryPages, pageTurn } from "../gallery.js";
import { wallPages } from "../wall_pages.js";
import { headlinePages } from "./headline_pages.js";
import { boardPages, optionPages, votePages, willPages } from "./options.js";
import { pathPages } from "./paths.js";
import { planPages } from "./plan_pages.js";
import { bandPages } from "./tests.js";
import { understandingPages } from "./insight.js";

const SHOWN_FIRST = 2;
const PAGES = {
  gallery: (view) => galleryPages(view.slots, view.groups, view.notes, view.choices),
  wall: (view) => wallPages(view.slots, view.notes),
  headlines: (view) => headlinePages(view.slots, view.state),
  path: pathPages,
  understanding: understandingPages,
  grow: (view) => (isReading(view.state.step) ? firstPages(optionPages(view.notes, view.state)) : []),
  vote: (view) => firstPages((view.state.step.veil === "open" ? votePages : boardPages)(view.notes, view.state)),
  will: (view) => willPages(view.notes, view.state),
  plan: (view) => planPages(view.actions, view.state),
  bands: bandPages,
};

// A large room writes more options than it can be shown in its time; the rest wait, and are on phones.
// One page is not worth leaving out.
function firstPages(pages) {
  if (pages.length <= SHOWN_FIRST + 1) return pages;
  return pages.map((page, i) => (i < SHOWN_FIRST ? page : Object.assign({}, page, { isMore: true })));
}

/** All pages of the present layout, in order. */
export function pagesOf(view) {
  const step = view.state.step;
  if (!step || step.veil === "closed" || !PAGES[step.room]) return [];
  return PAGES[step.room](view);
}

/** Whether the options are there to be read. */
export function isReading(step) {
  return step.phase === "clarify" || (step.phase === "options" && step.veil !== "open");
}

/**
 * The command for one step on (1) or back (-1): a page that was laid over the work is put away,
 * then its pages are turned, then the room moves.
 */
export function turnOr(view, way, move) {
  const { state } = view;
  if (state.workshop.is_closed) return null;
  if (state.screen && state.step) return { name: "show_screen", body: { page: null } };
  return pageTurn(state.step, pagesOf(view), way) || move || null;
}
