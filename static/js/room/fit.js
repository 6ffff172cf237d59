/* How much the room's work holds, in rem (a 48th of the height) on 1024x768, the narrowest wall,
   and how lists are parted into pages. Pure, so that projector and console turn the same pages. */

import { linesOf } from "../lines.js";

const WORK_HOLDS_EARLY = 34; // before there is anything to understand
const WORK_HOLDS = 32.3; // with what we now understand below our question
const WORK_HOLDS_LONG = 31; // where these are long
const FOOT_INSIGHT = 120; // characters that two lines of the foot hold beside their label
const FOOT_QUESTION = 140;
const BOLD = 1.05; // bold letters are a little wider

/** What the work holds at this moment. */
export function workHigh({ workshop }) {
  if (!workshop.understanding) return WORK_HOLDS_EARLY;
  return isFootLong(workshop) ? WORK_HOLDS_LONG : WORK_HOLDS;
}

/** Whether question and understanding together need all the width of the foot. */
export function isFootLong({ understanding, question }) {
  const text = understanding && understanding.text || "";
  return text.length > FOOT_INSIGHT || (Boolean(text) && (question || "").length > FOOT_QUESTION);
}

/** How high a text stands, in rem: `wide` and `size` in rem, `lead` the line height. */
export function textHigh(text, { wide, size, lead, isBold }) {
  return linesIn(text, { wide, size, isBold }) * size * lead;
}

/** The lines of a text in a place so wide. */
export function linesIn(text, place) {
  return linesOf(text || "", emsIn(place));
}

/** How many ems a line has there. */
export function emsIn({ wide, size, isBold }) {
  return wide / size / (isBold ? BOLD : 1);
}

/** Items in pages of which each costs `holds` at most and has `most` at most. */
export function pagesByCost(items, costOf, holds, most) {
  const pages = [];
  let used = 0;
  items.forEach((item) => {
    const cost = costOf(item);
    const last = pages[pages.length - 1];
    if (last && last.length < most && used + cost <= holds) last.push(item);
    else pages.push([item]);
    used = pages[pages.length - 1].length > 1 ? used + cost : cost;
  });
  return pages;
}

/** So many lines for each that all have `most` together: the longest give way first. */
export function shareLines(needs, most) {
  const given = needs.slice();
  let total = given.reduce((sum, n) => sum + n, 0);
  while (total > most && Math.max(...given) > 1) {
    given[given.indexOf(Math.max(...given))] -= 1;
    total -= 1;
  }
  return given;
}
