/* The plan at a glance, and where the room stands on each action, in pages and sizes. */

import { nearText } from "../dates.js";
import { cutToLines } from "../lines.js";
import { willTitle } from "./after_label.js";
import { emsIn, linesIn, pagesByCost, shareLines, textHigh, workHigh } from "./fit.js";

const PLAN_MOST = 5;
const PLAN_HEAD = 2;
const PLAN_AGREED = 4.5; // the line that says when it was agreed
const PLAN_EDGE = 0.9;
const PLAN_TITLE = { wide: 29, size: 2, lead: 1.12, isBold: true };
const PLAN_TITLE_TIGHT = { wide: 29, size: 1.75, lead: 1.12, isBold: true };
const PLAN_WHO = { wide: 11.25, size: 1.75, lead: 1.12 };
const PLAN_WHEN = { wide: 11.5, size: 1.75, lead: 1.12 };
const PLAN_STACKED = { wide: 55.5, size: 1.75, lead: 1.12, isBold: true };
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The plan's actions in pages of five, fewer where they are long: `{actions, isStacked, isTight}`. */
export function planPages(stored, state) {
  const actions = stored.map((action) => inPlanWords(action, state));
  const isStacked = isPlanStacked(actions);
  const costOf = (action) => planHigh(action, isStacked, PLAN_TITLE_TIGHT);
  const holds = workHigh(state) - PLAN_HEAD - PLAN_AGREED;
  return pagesByCost(actions, costOf, holds, PLAN_MOST).map((page) => ({
    actions: page,
    isStacked,
    isTight: isStacked || page.reduce((sum, action) => sum + planHigh(action, isStacked, PLAN_TITLE), 0) > holds,
  }));
}

/** All actions on one page; where they are many or long only their titles, as far as each has room. */
export function planSheet(actions, state) {
  const pages = planPages(actions, state);
  if (pages.length < 2) return pages[0] || null;
  const each = Math.floor(((workHigh(state) - PLAN_HEAD) / actions.length - 0.45) / 1.96);
  const lines = shareLines(actions.map((action) => linesIn(willTitle(action.fields), PLAN_STACKED)), each * actions.length);
  const cut = (action, i) => ({ we_will: cutToLines(willTitle(action.fields), emsIn(PLAN_STACKED), lines[i]) });
  return { actions: actions.map((action, i) => Object.assign({}, action, { fields: cut(action, i) })), isStacked: true, isTight: true, isAll: true };
}

/** By when, in words: a day without its weekday, with the year where it is far. */
export function byWhen({ fields }, state) {
  const text = fields && fields.by_when || "";
  return ISO_DATE.test(text) ? nearText(text, state.workshop.held_on).replace(/^\S+ /, "") : text;
}

// What stands in a place is measured as it is said there.
function inPlanWords(action, state) {
  return Object.assign({}, action, { fields: Object.assign({}, action.fields, { we_will: willTitle(action.fields), by_when: byWhen(action, state) }) });
}

function isPlanStacked(actions) {
  return actions.some(({ fields }) => linesIn(fields.who_leads, PLAN_WHO) > 3 || linesIn(fields.by_when, PLAN_WHEN) > 2);
}

function planHigh({ fields }, isStacked, place) {
  const side = [fields.who_leads, fields.by_when].filter(Boolean).join(" · ");
  if (isStacked) return PLAN_EDGE + textHigh(fields.we_will, PLAN_STACKED) + (side ? textHigh(side, PLAN_STACKED) : 0);
  const who = Math.max(textHigh(fields.who_leads, PLAN_WHO), textHigh(fields.by_when, PLAN_WHEN));
  return PLAN_EDGE + Math.max(textHigh(fields.we_will, place), who, 3);
}
