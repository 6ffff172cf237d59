/* The headlines: up to five on one page where they fit, else in pages of four at most, as even as
   they go. */

import { pagesByCost, textHigh, workHigh } from "./fit.js";

const HEADLINES_MOST = 4; // of a page, where one page does not hold all
const HEADLINES_ONE = 5;
const HEADLINES_DO = 6; // what to do, in two lines
const HEADLINES_DO_SMALL = 5;
const HEADLINE_KIND = 1.9; // "Strength", and the rule above it
const HEADLINE_RULE = 0.75;
const HEADLINE_SIGN = 3.75; // "Strength" under its sign, beside the words
const HEADLINE_TALK = { wide: 55.5, size: 2.125, lead: 1.1, isBold: true };
const HEADLINE_HEARD = { wide: 44.25, size: 1.75, lead: 1.14, isBold: true };
const HEADLINE_BESIDE = { wide: 39.5, size: 1.75, lead: 1.14, isBold: true };

/**
 * Pages in order: `{slots, isTight, isBeside}`; `isBeside`: what a headline is stands beside its
 * words. They are the same before and after the room was heard.
 */
export function headlinePages(slots, state) {
  const high = workHigh(state);
  if (slots.length === HEADLINES_ONE && sumOf(slots, besideHigh) <= high - HEADLINES_DO_SMALL) {
    return [{ slots, isTight: true, isBeside: true }];
  }
  const holds = high - HEADLINES_DO;
  return evenPages(slots, headlineHigh(HEADLINE_HEARD), holds).map((page) => ({
    slots: page,
    isTight: sumOf(page, headlineHigh(HEADLINE_TALK)) > holds,
    isBeside: false,
  }));
}

// Five in pages of four would leave one alone: as few pages as it takes, as many on each.
function evenPages(slots, highOf, holds) {
  const pages = pagesByCost(slots, highOf, holds, HEADLINES_MOST);
  const even = pagesByCost(slots, highOf, holds, Math.ceil(slots.length / (pages.length || 1)));
  return even.length > pages.length ? pages : even;
}

function headlineHigh(place) {
  return (slot) => HEADLINE_KIND + textHigh(headlineText(slot), place);
}

function besideHigh(slot) {
  return HEADLINE_RULE + Math.max(HEADLINE_SIGN, textHigh(headlineText(slot), HEADLINE_BESIDE));
}

function sumOf(slots, highOf) {
  return slots.reduce((sum, slot) => sum + highOf(slot), 0);
}

/** The words of a headline. */
export function headlineText(slot) {
  return slot.text || slot.title || "";
}
