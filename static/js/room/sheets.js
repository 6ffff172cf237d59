/* A sheet of the gallery: a note with what was added to it, and how much room it takes. Sizes are
   counted in lines, so that projector and console lay out the same pages. */

import { COLUMN_EMS, linesOf, partsOf } from "../lines.js";

/** What a column holds, the edges of its sheets counted as lines. */
export const COLUMN_HOLDS = 12;
const PAGE_HOLDS = 10; // one sheet has the page
const PAGE_WIDE = 32;
const EDGE_HIGH = 2; // a sheet's padding and the line that says whose it is
const RULE_HIGH = 0.7; // the rule and the space over an addition
const PEN_WIDE = 2; // an addition stands beside its group's pen
const INSIDE = 2; // so many additions stand in the sheet of their note; Word has all of them

/**
 * The note with as many of its additions as a column has room for: `{additions, more, left, cost,
 * isLong}`. `left` are those that need a page of their own with their note; `isLong`: so does it.
 */
export function sheetOf(head, added) {
  const first = added.slice(0, INSIDE);
  for (let n = first.length; n >= 0; n -= 1) {
    const sheet = { additions: first.slice(0, n), more: added.length - n, left: first.slice(n), isLong: false };
    const cost = sheetHigh(head.text, sheet);
    if (cost <= COLUMN_HOLDS) return Object.assign({}, head, sheet, { cost });
  }
  return Object.assign({}, head, { additions: first, more: added.length - first.length, left: [], isLong: true });
}

/** The same sheet over whole pages, as many as it needs: `[{text, additions, more}]`. */
export function sheetParts(sheet) {
  const parts = partsOf(sheet.text).map((text) => ({ text, additions: [], more: 0 }));
  let used = linesOf(parts[parts.length - 1].text, PAGE_WIDE);
  [].concat(...sheet.additions.concat(sheet.left).map(piecesOf)).forEach((item) => {
    const lines = pageHigh(item);
    if (used + lines > PAGE_HOLDS) parts.push({ text: "", additions: [], more: 0 });
    used = used + lines > PAGE_HOLDS ? lines : used + lines;
    parts[parts.length - 1].additions.push(item);
  });
  parts[parts.length - 1].more = sheet.more - sheet.left.length;
  return parts;
}

function sheetHigh(text, { additions, more }) {
  const added = additions.map((item) => RULE_HIGH + linesOf(saidOf(item), COLUMN_EMS - PEN_WIDE));
  return added.reduce((sum, lines) => sum + lines, EDGE_HIGH + linesOf(text, COLUMN_EMS) + (more ? 1 : 0));
}

function pageHigh(item) {
  return RULE_HIGH + linesOf(saidOf(item), PAGE_WIDE - PEN_WIDE);
}

/** An addition in pieces of which each fits on a page: as it is, or parted in the middle. */
function piecesOf(item) {
  if (pageHigh(item) <= PAGE_HOLDS) return [item];
  const signs = Array.from(item.text);
  const space = signs.lastIndexOf(" ", Math.ceil(signs.length / 2));
  const at = space > signs.length / 4 ? space : Math.ceil(signs.length / 2);
  return [].concat(...[signs.slice(0, at), signs.slice(at)].map((half) => piecesOf(Object.assign({}, item, { text: half.join("").trim() }))));
}

/** An addition's words as they are counted: what it is comes first, who recognises it last. */
function saidOf(item) {
  return "mm Question " + item.text + (item.ticks ? " mm 88 recognise this" : "");
}
