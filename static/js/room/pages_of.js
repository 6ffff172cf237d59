// The pages of the picture that shows, and what "next" and "back" do to it: the clicker and the
// console give the same command.

import { galleryPages, pageTurn } from "../gallery.js";
import { wallPages } from "../wall_pages.js";

/** All pages of the present layout, in order. */
export function pagesOf(view) {
  const step = view.state.step;
  if (!step || step.veil === "closed") return [];
  if (step.room === "gallery") return galleryPages(view.slots, view.groups, view.notes, view.choices);
  if (step.room === "wall") return wallPages(view.slots, view.notes);
  return [];
}

/**
 * The command for one step on (1) or back (-1): a page that was laid over the work is put away,
 * then a gallery's pages are turned, then the room moves.
 */
export function turnOr(view, way, move) {
  const { state } = view;
  if (state.workshop.is_closed) return null;
  if (state.screen && state.step) return { name: "show_screen", body: { page: null } };
  return pageTurn(state.step, pagesOf(view), way) || move || null;
}
