// The pages of the picture that shows: a gallery's, a wall's, or none.

import { galleryPages } from "../gallery.js";
import { wallPages } from "../wall_pages.js";

/** All pages of the present layout, in order. */
export function pagesOf(view) {
  const step = view.state.step;
  if (!step || step.veil === "closed") return [];
  if (step.room === "gallery") return galleryPages(view.slots, view.groups, view.notes, view.choices);
  if (step.room === "wall") return wallPages(view.slots, view.notes);
  return [];
}
