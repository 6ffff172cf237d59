/* Options of GROW, and the sheets of what was chosen, in pages. An option has one number from the
   wall to the vote: its place by id, which is the shuffle. */

import { isForRoom } from "../gallery.js";
import { cutToLines, partsOf } from "../lines.js";
import { willTitle } from "./after_label.js";
import { emsIn, linesIn, pagesByCost, textHigh, workHigh } from "./fit.js";
import { byWhen } from "./plan_pages.js";

const GROW_WIDE = 45.5; // what stands beside a letter of GROW
const GROW_BANDS = 9; // the other three letters, one line each
const OPTION = { wide: 41, size: 1.75, lead: 1.13 };
const OPTION_BOLD = Object.assign({ isBold: true }, OPTION);
const VOTE_MOST = 6;
const VOTE_SMALL = { wide: 37.25, size: 1.75, lead: 1.1 };
const VOTE_LARGE = { wide: 37.25, size: 2.125, lead: 1.08 };
const BOARD_ROW = { wide: 35, size: 1.75, lead: 1.1 };
const BOARD_ALONE = { wide: 55, size: 1.75, lead: 1.1, isBold: true };
const BOARD_FOOT = 5.3;
const OPTION_EDGE = 0.6;
const WILL_WHAT = { wide: 26.5, size: 1.75, lead: 1.12, isBold: true };
const OPTION_LINES = 4; // of an option that nobody has yet said what to do about
const WILL_WHO = { wide: 14, size: 1.75, lead: 1.12 };
const WILL_STACKED = { wide: 42.5, size: 1.75, lead: 1.12 };

/** The options that the room sees, each with its `number`. */
export function roomOptions(notes) {
  return notes
    .filter((note) => isForRoom(note) && !note.is_withdrawn && !note.parent && note.stance !== "will")
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((note, i) => Object.assign({}, note, { number: i + 1 }));
}

/** The list of options beside the O: `[{options, isTall}]`; one too long goes on over the page. */
export function optionPages(notes, state) {
  const holds = listHolds(state);
  const pieces = [].concat(...roomOptions(notes).map((option) => piecesOfOption(option, holds)));
  return pagesByCost(pieces, optionHigh, holds, 9).map((options) => ({ options }));
}

/** How high an option stands in the list, with what may be in its way. */
export function optionHigh(option) {
  const obstacle = option.obstacle ? textHigh("In the way: " + option.obstacle, OPTION) : 0;
  return OPTION_EDGE + 0.2 + textHigh(option.text, OPTION_BOLD) + obstacle;
}

/** What the list beside a letter holds. */
function listHolds(state) {
  return workHigh(state) - GROW_BANDS - 1.2;
}

function piecesOfOption(option, holds) {
  const whole = Object.assign({}, option, { obstacle: option.fields && option.fields.obstacle || "" });
  if (optionHigh(whole) <= holds) return [whole];
  const lines = Math.floor((holds - OPTION_EDGE - 0.2) / (OPTION.size * OPTION.lead));
  const texts = partsOf(option.text, emsIn(OPTION_BOLD), lines).map((text) => ({ text, obstacle: "" }));
  const obstacles = whole.obstacle ? partsOf(whole.obstacle, emsIn(OPTION), lines - 2).map((obstacle) => ({ text: "", obstacle })) : [];
  return texts.concat(obstacles).map((piece, i, all) => Object.assign({}, option, piece, { part: i + 1, parts: all.length }));
}

/** The ballot: six at most on a page, `{options, isTight}`. */
export function votePages(notes, state) {
  const holds = workHigh(state);
  const costIn = (place) => (option) => OPTION_EDGE + textHigh(option.text, place);
  const pieces = [].concat(...roomOptions(notes).map((option) => (
    partsOf(option.text, emsIn(VOTE_SMALL), 14).map((text, i) => Object.assign({}, option, { text, isAgain: i > 0 }))
  )));
  return pagesByCost(pieces, costIn(VOTE_SMALL), holds - 0.5, VOTE_MOST).map((options) => ({
    options,
    isTight: options.reduce((sum, each) => sum + costIn(VOTE_LARGE)(each), 0) > holds - 1,
  }));
}

/** What the room chose, most dots first: `{options, most, isAlone}`. */
export function boardPages(notes, state) {
  const options = roomOptions(notes).sort((a, b) => optionDots(b) - optionDots(a) || a.number - b.number);
  const most = Math.max(1, ...options.map(optionDots));
  const costOf = (option) => OPTION_EDGE + textHigh(option.text, Object.assign({ isBold: option.is_chosen }, BOARD_ROW));
  return pagesByCost(options, costOf, workHigh(state) - BOARD_FOOT, VOTE_MOST).map((page) => ({
    options: page, most, isAlone: page.length === 1 && linesIn(page[0].text, BOARD_ALONE) < linesIn(page[0].text, BOARD_ROW) && costOf(page[0]) > 12,
  }));
}

/** The dots of an option, 0 where none are known. */
export function optionDots(option) {
  return option.totals && typeof option.totals.dot === "number" ? option.totals.dot : 0;
}

/** The sheets of what will be done, filled or not. */
function willSheets(notes) {
  const sheets = notes.filter((note) => isForRoom(note) && !note.is_withdrawn && note.stance === "will");
  return sheets.sort((a, b) => (a.n || 0) - (b.n || 0) || (a.id < b.id ? -1 : 1));
}

/** The sheets beside the W: `{sheets, from, isStacked}`. */
export function willPages(notes, state) {
  const sheets = willSheets(notes);
  const isStacked = sheets.some((sheet) => willSide(sheet, state).some((text) => linesIn(text, WILL_WHO) > 2));
  const pages = pagesByCost(sheets, (sheet) => willHigh(sheet, isStacked, state), listHolds(state), 5);
  return pages.map((page, i) => ({
    sheets: page,
    from: pages.slice(0, i).reduce((sum, each) => sum + each.length, 0) + 1,
    isStacked,
  }));
}

/** How high a sheet stands. */
export function willHigh(sheet, isStacked, state) {
  const side = willSide(sheet, state);
  const text = willText(sheet);
  if (isStacked) return OPTION_EDGE + 0.4 + textHigh(text, WILL_STACKED) + textHigh(side.join(" · "), WILL_STACKED);
  const high = side.reduce((sum, each) => sum + textHigh(each, WILL_WHO), 0);
  return OPTION_EDGE + 0.4 + Math.max(textHigh(text, WILL_WHAT), high, 3.9);
}

/** What a sheet says: what we will, or the option it came from until that is written. */
export function willText(sheet) {
  const fields = sheet.fields || {};
  return willTitle(fields) || cutToLines(fields.option || sheet.text || "", emsIn(WILL_WHAT), OPTION_LINES);
}

function willSide(sheet, state) {
  const when = byWhen(sheet, state);
  return [(sheet.fields || {}).who_leads || "", when && "by " + when].filter(Boolean);
}

/** The lines of a text beside a letter of GROW. */
export const GROW_LINE = { wide: GROW_WIDE, size: 1.75, lead: 1.14 };
