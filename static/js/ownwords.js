// What this phone wrote and is writing: the keys of its notes (only a key's holder may edit or
// withdraw, P20), and half-typed text, so that a reload or a flat battery loses no word.

import { readShelf, writeShelf } from "./shelf.js";

const OWN_KEPT = 200;

/** The pages of one workshop on the shelf: `keys_<CODE>` and `draft_<CODE>`. */
export function openOwnWords(code, shelf) {
  const own = { shelf, keysKey: "keys_" + code, draftKey: "draft_" + code, draft: null, edits: {} };
  readDrafts(own);
  return own;
}

/** Own notes by id: {key, activity, phase, round, slot, group, text, stance, parent, at}. */
export function ownNotes(own) {
  return readShelf(own.shelf, own.keysKey, {});
}

export function keepNote(own, id, note) {
  const notes = ownNotes(own);
  const at = Object.keys(notes).reduce((most, each) => Math.max(most, notes[each].at || 0), 0) + 1;
  notes[id] = Object.assign({ at }, notes[id], note);
  const ids = Object.keys(notes).sort((one, other) => notes[one].at - notes[other].at);
  for (const old of ids.slice(0, Math.max(0, ids.length - OWN_KEPT))) delete notes[old];
  writeShelf(own.shelf, own.keysKey, notes);
}

export function forgetNote(own, id) {
  const notes = ownNotes(own);
  delete notes[id];
  writeShelf(own.shelf, own.keysKey, notes);
}

export function forgetAllNotes(own) {
  writeShelf(own.shelf, own.keysKey, {});
}

/** Takes in keys that another page carried here. */
export function takeKeys(own, notes) {
  const known = ownNotes(own);
  for (const id of Object.keys(notes || {})) if (!known[id]) keepNote(own, id, notes[id]);
}

/* ---- Half-typed --------------------------------------------------------- */

/** The draft: {text, stance, parent, place} or null; `edits` are changed texts by note id. */
export function setDraft(own, draft) {
  own.draft = draft;
  own.isTouched = true;
}

export function setEdit(own, id, text) {
  if (text === null) delete own.edits[id];
  else own.edits[id] = text;
  own.isTouched = true;
}

/** Writes what was typed; called shortly after typing, and when the page goes away. */
export function keepDrafts(own) {
  if (!own.isTouched) return;
  writeShelf(own.shelf, own.draftKey, { draft: own.draft, edits: own.edits });
}

/** Another tab wrote its draft: take it, unless something was typed here. */
export function hearDrafts(own) {
  if (!own.isTouched) readDrafts(own);
}

function readDrafts(own) {
  const kept = readShelf(own.shelf, own.draftKey, null) || {};
  own.draft = kept.draft || null;
  own.edits = kept.edits || {};
}
