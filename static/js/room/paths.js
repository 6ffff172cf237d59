/* Each group's path from its problem to the cause it can act on, in pages. Side branches fold to a
   number; what is too long for a page goes on over the next one, and nothing is cut. */

import { isForRoom } from "../gallery.js";
import { partsOf } from "../lines.js";
import { emsIn, linesIn, pagesByCost, textHigh, workHigh } from "./fit.js";

const PATH_LONG = 100; // characters: a sentence above this is one step smaller
const PATH_GAP = 0.5; // air over a line of the path
const PATH_PART = 13;
const PATH_WIDE = { problem: 60, why: 53, ring: 49.5, know: 17.5, check: 24, stacked: 60 };
const PATH_SIZES = {
  problem: { wide: PATH_WIDE.problem, size: 2.125, lead: 1.1, isBold: true },
  why: { wide: PATH_WIDE.why, size: 1.9375, lead: 1.12 },
  ring: { wide: PATH_WIDE.ring, size: 2.125, lead: 1.1, isBold: true },
};
const PATH_TIGHT = {
  problem: { wide: PATH_WIDE.problem, size: 1.75, lead: 1.12, isBold: true },
  why: { wide: PATH_WIDE.why, size: 1.75, lead: 1.12 },
  ring: { wide: PATH_WIDE.ring, size: 1.75, lead: 1.12, isBold: true },
};
const PATH_EDGE = { problem: 0.75, why: PATH_GAP, ring: 2 };

/**
 * Pages in order of letter, only of groups that chose a problem: `{group, letter, at, of, lines,
 * facts, isLong, isStacked}`. A line is `{kind: "problem" | "why" | "ring", note, text, more}`.
 */
export function pathPages(view) {
  const notes = view.notes.filter(isForRoom);
  const chosen = view.groups
    .map((group) => ({ group, lines: pathOf(group, notes, view.choices) }))
    .filter((path) => path.lines.length);
  return [].concat(...chosen.map(({ group, lines }, i) => {
    return pagesOfPath(lines, workHigh(view.state)).map((page) => Object.assign({ group: group.id, letter: group.letter, at: i + 1, of: chosen.length }, page));
  }));
}

function pathOf(group, notes, choices) {
  const choice = (kind) => choices.find((each) => each.group === group.id && each.kind === kind);
  const byId = (id) => notes.find((note) => note.id === id);
  const problem = choice("problem") && byId(choice("problem").value);
  const ring = choice("ring") && byId(choice("ring").value);
  if (!problem && !ring) return [];
  const ours = linesOfGroup(notes, group.id, byId);
  const way = ring ? wholeWay(wayTo(ring, byId), problem) : longestWay(problem, ours);
  return way.map((note, i) => ({
    kind: ring && note.id === ring.id ? "ring" : i ? "why" : "problem",
    note,
    text: note.text,
    more: linesBesides(note, way[i + 1], ours),
  }));
}

// A withdrawn line has no group any more; it stays where a line of the group hangs below it.
function linesOfGroup(notes, group, byId) {
  const own = notes.filter((note) => note.parent && note.group === group && !note.is_withdrawn);
  const above = [].concat(...own.map((note) => wayTo(note, byId))).filter((note) => note.parent && note.is_withdrawn);
  return own.concat(above.filter((note, i) => above.indexOf(note) === i));
}

// Where a line was hidden, the way begins below it: the problem still stands at its head.
function wholeWay(way, problem) {
  if (!way[0].parent) return way;
  return (problem ? [problem] : []).concat({ id: way[0].parent, text: "", isHidden: true }, way);
}

/** From the problem down to the ring. */
function wayTo(note, byId) {
  const parent = note.parent && byId(note.parent);
  return parent ? wayTo(parent, byId).concat(note) : [note];
}

/** Without a ring: the longest way down. */
function longestWay(note, ours) {
  const ways = ours.filter((each) => each.parent === note.id).map((each) => longestWay(each, ours));
  return [note].concat(ways.reduce((best, way) => (way.length > best.length ? way : best), []));
}

/** How many lines hang below a note that the way does not take. */
function linesBesides(note, taken, ours) {
  return ours
    .filter((each) => each.parent === note.id && (!taken || each.id !== taken.id))
    .reduce((sum, each) => sum + (each.is_withdrawn ? 0 : 1) + linesBesides(each, null, ours), 0);
}

function pagesOfPath(lines, holds) {
  const facts = factsOf(lines[lines.length - 1]);
  const whole = { lines, facts, isLong: lines.some((line) => line.text.length > PATH_LONG), isStacked: areFactsStacked(facts) };
  if (!whole.isLong && linesHigh(whole.lines, PATH_SIZES) + factsHigh(facts) <= holds) return [whole];
  if (linesHigh(whole.lines, PATH_TIGHT) + factsHigh(facts) <= holds) return [Object.assign(whole, { isLong: true })];
  return pagesByCost(blocksOf(lines, facts, holds), (block) => blockHigh(block), holds, lines.length).map((blocks) => ({
    lines: [].concat(...blocks.map((block) => block.lines)),
    facts: blocks.map((block) => block.facts).filter(Boolean)[0] || null,
    isLong: true,
    isStacked: whole.isStacked,
  }));
}

/** What may stand on a page of its own: a line, or a part of it; what is ringed stays with its facts. */
function blocksOf(lines, facts, holds) {
  const blocks = [].concat(...lines.map(piecesOfLine)).map((line) => ({ lines: [line], facts: null }));
  if (!facts) return blocks;
  const last = blocks[blocks.length - 1];
  if (blockHigh(Object.assign({}, last, { facts })) > holds) return blocks.concat({ lines: [], facts });
  last.facts = facts;
  return blocks;
}

function blockHigh({ lines, facts }) {
  return linesHigh(lines, PATH_TIGHT) + factsHigh(facts);
}

function piecesOfLine(line) {
  return partsOf(line.text, emsIn(PATH_TIGHT[line.kind]), PATH_PART).map((text, i, all) => (
    Object.assign({}, line, { text, more: i === all.length - 1 ? line.more : 0 })
  ));
}

function linesHigh(lines, sizes) {
  return lines.reduce((sum, line) => sum + PATH_EDGE[line.kind] + textHigh(line.text + (line.more ? " + 8 more" : ""), sizes[line.kind]), 0);
}

/** How the group knows, how sure it is, and who will check; null when it said nothing of these. */
function factsOf(line) {
  const { tag, sure, check, who } = line.kind === "ring" && line.note.fields || {};
  return tag || sure || check || who ? { tag: tag || "", sure: sure || "", check: check || "", who: who || "" } : null;
}

function areFactsStacked(facts) {
  return Boolean(facts) && linesIn(checkText(facts), { wide: PATH_WIDE.check, size: 1.75 }) > 4;
}

/** What will be checked, and by whom, in one sentence. */
export function checkText(facts) {
  return [facts.check, facts.who].filter(Boolean).join(facts.check && /[.!?]$/.test(facts.check) ? " " : ". ");
}

function factsHigh(facts) {
  if (!facts) return 0;
  const wide = areFactsStacked(facts) ? PATH_WIDE.stacked : PATH_WIDE.check;
  const check = textHigh(checkText(facts), { wide, size: 1.75, lead: 1.14 });
  return 3.2 + (areFactsStacked(facts) ? 4 + check : Math.max(check, 4));
}
