/* The pages of the gallery, computed from the notes alone: projector and console turn
   the same pages whatever the shape of their screens. Sizes are counted in lines of
   28 px text on 1024x768, the smallest room, with a face a tenth wider than ours. */

import { COLUMN_HOLDS, sheetOf, sheetParts } from "./room/sheets.js";

/**
 * Pages in order: `{slot, number, of, tap, kind: "pair" | "same" | "one" | "none", columns, isMore}`.
 * First what each station says first, and what it could stop; then, for a room with time, the rest.
 * A column holds cards, and a card its additions: `additions`, and how many `more` there are.
 */
export function galleryPages(slots, groups, allNotes, choices) {
  const notes = allNotes.filter(isForRoom);
  const shown = slots
    .filter((slot) => !slot.is_skipped || notes.some((note) => note.slot === slot.id && !note.is_withdrawn))
    .sort((a, b) => a.number - b.number);
  const letters = {};
  groups.forEach((group) => { letters[group.id] = group.letter; });
  const pages = [].concat(...shown.map((slot) => {
    return withMore(stationPages(slot, slots.length, letters, notes, choices));
  }));
  return pages.filter((page) => !page.isMore).concat(pages.filter((page) => page.isMore));
}

/** First come a station's first page, what its groups chose, and its first page of stops. */
function withMore(pages) {
  const first = pages[0].kind === "one" ? pages[0].columns[0].notes[0].id : null;
  const stop = pages.findIndex((page) => page.columns[0].stance === "stop");
  return pages.map((page, i) => {
    const cards = [].concat(...page.columns.map((column) => column.notes));
    const goesOn = first !== null && page.kind === "one" && cards[0].id === first;
    const isChosen = cards.some((item) => item.isChosen && !item.isAgain);
    return Object.assign(page, { isMore: i !== 0 && i !== stop && !isChosen && !goesOn });
  });
}

/** The command that turns a page this way (1 or -1); null at the ends and without pages. */
export function pageTurn(step, pages, way) {
  if (!step || !pages.length) return null;
  const to = pageShown(step, pages) + way;
  if (to < 0 || to >= pages.length) return null;
  if (way > 0 && pages[to].isMore && !pages[to - 1].isMore) return null;
  return { name: "turn_page", body: { activity: step.activity, page: to, was: step.page || 0 } };
}

/** How many pages are left for a room with time, and the command that shows them; or null. */
export function morePages(step, pages) {
  const to = pages.findIndex((page) => page.isMore);
  if (!step || to < 0 || pageShown(step, pages) >= to) return null;
  return { n: pages.length - to, name: "turn_page", body: { activity: step.activity, page: to, was: step.page || 0 } };
}

/** The page that shows: fewer notes may mean fewer pages than when it was turned. */
export function pageShown(step, pages) {
  return Math.max(0, Math.min(step.page || 0, pages.length - 1));
}

function stationPages(slot, of, letters, notes, choices) {
  const here = choices.filter((choice) => choice.slot === slot.id);
  const page = (kind, columns) => ({ slot, number: slot.number, of, tap: tapOf(here), kind, columns });
  const cards = cardsOf(slot, letters, notes, here);
  const others = distinct(cards.map((card) => card.stance)).filter((stance) => stance !== "strength" && stance !== "gap");
  const pages = ownPages(cards, page, (card) => isOfPair(card) && card.isChosen && card.isLong).concat(
    pairPages(cards, page),
    ownPages(cards, page, (card) => isOfPair(card) && !card.isChosen && card.isLong),
    ...others.map((stance) => samePages(columnsOf(cards, stance), stance, page)
      .concat(ownPages(cards, page, (card) => card.stance === stance && card.isLong))),
    ownPages(cards, page, (card) => card.left.length > 0 && !card.isLong),
  );
  return pages.length ? pages : [page("none", [columnAs("", [])])];
}

/** Strengths beside what is not yet in place; what only one of them still has fills both columns. */
function pairPages(cards, page) {
  const strengths = columnsOf(cards, "strength");
  const gaps = columnsOf(cards, "gap");
  const pages = [];
  const isEmpty = (stance) => !cards.some((card) => card.stance === stance);
  if (strengths.length + gaps.length > 0 && (isEmpty("strength") || isEmpty("gap"))) {
    pages.push(page("pair", [columnAs("strength", strengths.shift()), columnAs("gap", gaps.shift())]));
  }
  while (strengths.length && gaps.length) {
    pages.push(page("pair", [columnAs("strength", strengths.shift()), columnAs("gap", gaps.shift())]));
  }
  return pages.concat(samePages(strengths, "strength", page), samePages(gaps, "gap", page));
}

/** How far the groups at home say we are: one place, or from the lowest to the highest. */
function tapOf(choices) {
  const values = choices
    .filter((choice) => choice.kind === "reach" && typeof choice.value === "number")
    .map((choice) => choice.value);
  return values.length ? { low: Math.min(...values), high: Math.max(...values) } : null;
}

/** A station's notes, chosen first, then most recognised; each carries what was added to it. */
function cardsOf(slot, letters, notes, choices) {
  const here = notes.filter((note) => note.slot === slot.id && !note.is_withdrawn);
  const chosen = choices.filter((choice) => choice.kind !== "reach").map((choice) => choice.value);
  const cards = here.map((note) => cardOf(note, notes, letters, chosen)).sort(byWeight);
  return cards.filter((item) => !item.parent)
    .map((head) => sheetOf(head, cards.filter((item) => item.parent === head.id)));
}

function cardOf(note, all, letters, chosen) {
  const root = rootOf(note, all);
  return {
    id: note.id,
    text: note.text,
    stance: (root || note).stance || note.stance || "",
    isQuestion: note.stance === "question",
    letter: note.letter || letters[note.group] || "",
    ticks: note.totals && note.totals.tick || 0,
    isChosen: chosen.indexOf(note.id) >= 0,
    parent: root && !root.is_withdrawn ? root.id : null,
    n: note.n || 0,
  };
}

/** The note at the foot of what this one builds on; null for a note of its own. */
function rootOf(note, all) {
  const parent = note.parent ? all.find((other) => other.id === note.parent) : null;
  return parent ? rootOf(parent, all) || parent : null;
}

/** The console knows more notes than the projector: both page what the room sees. */
export function isForRoom(note) {
  return !note.is_hidden && !note.is_late;
}

function byWeight(a, b) {
  return b.isChosen - a.isChosen || b.ticks - a.ticks || a.n - b.n || (a.id < b.id ? -1 : 1);
}

/** The columns of one stance: at most two sheets in each, whole, never clipped. */
function columnsOf(cards, stance) {
  const columns = [];
  let room = 0;
  cards.filter((item) => item.stance === stance && !item.isLong).forEach((item) => {
    const last = columns[columns.length - 1];
    if (last && last.length < 2 && item.cost <= room) last.push(item);
    else columns.push([item]);
    room = COLUMN_HOLDS - item.cost;
  });
  return columns;
}

function samePages(columns, stance, page) {
  const pages = [];
  for (let i = 0; i < columns.length; i += 2) {
    pages.push(page("same", columns.slice(i, i + 2).map((notes) => columnAs(stance, notes))));
  }
  return pages;
}

/** A sheet too long for a column has a page; one that is too wide for it goes on over the page. */
function ownPages(cards, page, isWanted) {
  return [].concat(...cards.filter(isWanted).map((item) => sheetParts(item).map((sheet, i, parts) => (
    page("one", [columnAs(item.stance, [Object.assign({}, item, sheet, { part: i + 1, parts: parts.length, isAgain: !item.isLong })])])
  ))));
}

function columnAs(stance, notes) {
  return { stance, notes: notes || [] };
}

function isOfPair(item) {
  return item.stance === "strength" || item.stance === "gap";
}

function distinct(values) {
  return values.filter((value, i) => values.indexOf(value) === i);
}

