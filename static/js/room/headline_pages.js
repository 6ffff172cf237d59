/* The headlines in pages of four, fewer where they are long. */

import { pagesByCost, textHigh, workHigh } from "./fit.js";

const HEADLINES_MOST = 4;
const HEADLINES_DO = 6; // what to do, in two lines
const HEADLINE_KIND = 1.9; // "Strength", and the rule above it
const HEADLINE_TALK = { wide: 55.5, size: 2.125, lead: 1.1, isBold: true };
const HEADLINE_HEARD = { wide: 44.25, size: 1.75, lead: 1.14, isBold: true };

/** Pages in order: `{slots, isTight}`. They are the same before and after the room was heard. */
export function headlinePages(slots, state) {
  const costIn = (place) => (slot) => HEADLINE_KIND + textHigh(headlineText(slot), place);
  const holds = workHigh(state) - HEADLINES_DO;
  return pagesByCost(slots, costIn(HEADLINE_HEARD), holds, HEADLINES_MOST).map((page) => ({
    slots: page,
    isTight: page.reduce((sum, slot) => sum + costIn(HEADLINE_TALK)(slot), 0) > holds,
  }));
}

/** The words of a headline. */
export function headlineText(slot) {
  return slot.text || slot.title || "";
}
