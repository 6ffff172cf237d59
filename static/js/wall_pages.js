/* The pages of a wall, computed from its notes alone, so that projector and console turn the
   same ones. A slot a page at least; most chosen first, else by id, which is the shuffle. */

import { isForRoom } from "./gallery.js";
import { COLUMN_EMS, linesOf, partsOf } from "./lines.js";

const WALL_LINES = 13; // a column of notes, their edges counted as lines
const EDGE_LINES = 1;
const TOTALS_LINES = 1.25; // always kept free: the console may know totals that the room does not

/** Pages in order: `{title, columns: [[note]]}`. */
export function wallPages(slots, notes) {
  const shown = notes.filter((note) => isForRoom(note) && !note.is_withdrawn).sort(byDots);
  const known = slots.map((slot) => slot.id);
  const loose = shown.filter((note) => known.indexOf(note.slot) < 0);
  const places = slots.map((slot) => ({ title: slot.title, notes: shown.filter((note) => note.slot === slot.id) }));
  return [].concat(...places.concat({ title: "", notes: loose }).map(pagesOfPlace));
}

function pagesOfPlace({ title, notes }) {
  const long = notes.filter((note) => costOf(note) > WALL_LINES);
  const columns = wallColumns(notes.filter((note) => long.indexOf(note) < 0));
  const pages = [];
  for (let i = 0; i < columns.length; i += 2) pages.push({ title, columns: [columns[i], columns[i + 1] || []] });
  const alone = [].concat(...long.map((note) => partsOf(note.text).map((text, i) => ({
    title, columns: [[Object.assign({}, note, { text, id: note.id + "." + i })]],
  }))));
  return pages.concat(alone);
}

function wallColumns(notes) {
  const columns = [];
  let room = 0;
  notes.forEach((note) => {
    const cost = costOf(note);
    if (columns.length && cost <= room) columns[columns.length - 1].push(note);
    else columns.push([note]);
    room = (cost <= room && columns.length > 0 ? room : WALL_LINES) - cost;
  });
  return columns;
}

function costOf(note) {
  return linesOf(note.text, COLUMN_EMS) + EDGE_LINES + TOTALS_LINES;
}

function byDots(a, b) {
  const dots = (note) => note.totals && note.totals.dot || 0;
  return dots(b) - dots(a) || (a.id < b.id ? -1 : 1);
}
