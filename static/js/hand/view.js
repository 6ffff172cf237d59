// From the state, the outbox and what is typed to one plain object that layouts read.
// Decides nothing that the server decides: what is offered comes from `step`.

import { choiceOf, groupOf, markOf, notesAt, rowOf, rowsOf, slotOf } from "../state.js";

const PLACE = ["activity", "phase", "round", "slot", "group"];
const HAS_COLUMNS = ["wall", "heard"];    // layouts where a person says which slot a note is for

/** Everything a layout may look at. `parts` is {code, state, status, items, own, draft, edits, ui, overlay, isKept, layouts}. */
export function viewOf(parts) {
  const now = parts.state.state || {};
  const step = now.step || null;
  const mine = now.mine || { group: null, at: null, next: null, home: null, prompt: null };
  const group = groupOf(parts.state, mine.group);
  const left = leftNow(parts, step, mine, group);
  const counted = Object.assign({}, mine, {
    left,
    limit: left === null ? null : either(mine.limit, step.limit),
    prompt: left === 0 ? null : parts.ui.prompt,
  });
  return Object.assign({}, parts, {
    personalCode: parts.status && parts.status.is === "refused" ? "" : parts.personalCode,     // it was used elsewhere
    now,
    step,
    mine: counted,
    group,
    workshop: now.workshop || {},
    letter: group ? group.letter : "",
    slot: slotOf(parts.state, mine.at),
    home: slotOf(parts.state, mine.home),
    next: slotOf(parts.state, mine.next),
    limit: (now.workshop && now.workshop.note_limit_chars) || 500,
    isPrivate: Boolean(step && step.veil && step.veil !== "revealed"),
    canWrite: accepts(step, "note"),
    canBuild: accepts(step, "build"),
  });
}

// New notes on their way are spent too, or a phone out of reach would promise too many.
function leftNow(parts, step, mine, group) {
  const left = either(mine.left, group && group.left);
  if (left === null || !step) return null;
  const isNewHere = ({ name, is, body }) => name === "write_note" && is === "pending" && !body.parent && !body.late
    && body.activity === step.activity && body.round === step.round && body.group === mine.group && !parts.state.rows[body.id];
  return Math.max(0, left - parts.items.filter(isNewHere).length);
}

/** Which stop of the way this is: another one means new words to announce. */
export function stepKey(step) {
  return step ? [step.activity, step.phase, step.round, step.veil].join("|") : "none";
}

/** Where a note begun now belongs (P19), or null where nothing is written. */
export function placeNow(view) {
  if (!view.step || !(view.canWrite || view.canBuild)) return null;
  return { activity: view.step.activity, phase: view.step.phase, round: view.step.round, slot: slotNow(view), group: view.mine.group };
}

/** The columns of a wall, or the headlines, that a person may choose from: none where groups stand at stations. */
export function columnsOf(view) {
  const slots = view.step && HAS_COLUMNS.includes(view.step.hand) ? rowsOf(view.state, "slot").filter((slot) => !slot.is_skipped) : [];
  if (view.step && view.step.hand === "heard") return slots.filter(isMixed).concat(slots.filter((slot) => !isMixed(slot)));
  return slots.length > 1 ? slots : [];
}

function isMixed(slot) {
  return Boolean(slot.totals && slot.totals.view && slot.totals.view.band === "mixed");
}

function slotNow(view) {
  const columns = columnsOf(view);
  const begun = hasDraft(view) && view.draft.place && view.draft.place.activity === view.step.activity ? view.draft.place.slot : null;
  const wanted = [view.ui.column, begun].filter((id) => columns.some((slot) => slot.id === id))[0];
  if (wanted) return wanted;
  if (view.slot) return view.slot.id;
  return columns.length > 0 ? columns[0].id : null;
}

/** Whether words are waiting in the form. */
export function hasDraft(view) {
  return Boolean(view.draft && view.draft.text.trim());
}

/** Whether they were put aside, which counts only where nothing is written now. */
export function isAside(view) {
  return hasDraft(view) && Boolean(view.draft.isAside) && !placeNow(view);
}

export function hasOpenDraft(view) {
  return hasDraft(view) && !isAside(view);
}

/** Whether the waiting words were begun somewhere else than here and now. */
export function isElsewhere(view) {
  if (!hasDraft(view)) return false;
  const here = placeNow(view);
  return !here || PLACE.some((key) => here[key] !== view.draft.place[key]);
}

/** Whether they belong to what the room has left or closed: the champion can keep them for later. */
export function isOver(view) {
  if (!hasDraft(view) || !view.step || !view.draft.place) return false;
  return Boolean(view.draft.isClosed) || view.draft.place.activity !== view.step.activity;
}

/** Whether this phone holds words of a note that nobody has sent. */
export function isUnsent(view) {
  const isChanged = (note) => note && note.text !== view.edits[note.id].trim();
  return hasDraft(view) || refusedItems(view).some(({ body }) => wordsOf(body))
    || Object.keys(view.edits).some((id) => isChanged(ownNote(view, id)));
}

/** The rule of a mark in this step, or null. */
export function markRule(view, kind) {
  const marks = (view.step && view.step.marks) || [];
  return marks.filter((rule) => rule.kind === kind)[0] || null;
}

/** A mark as this phone means it: on its way first, then as the server last said. */
export function markNow(view, kind, subject) {
  const sent = pendingMark(view, kind, subject);
  if (sent) return sent.body.value;
  const key = kind + "|" + subject;
  if (key in view.overlay) return view.overlay[key];
  const rule = markRule(view, kind);
  if (rule && rule.owner === "group") {
    const choice = choiceOf(view.state, view.mine.group, subject, kind);
    return choice ? choice.value : null;
  }
  return markOf(view.state, kind, subject);
}

/** The mark's item in the outbox while it is on its way. */
export function pendingMark(view, kind, subject) {
  return view.items.filter((item) => item.name === "cast_mark" && item.is === "pending"
    && item.body.kind === kind && item.body.subject === subject && item.body.activity === view.step.activity)[0] || null;
}

/** What is left of a budget, counting what is on its way. */
export function budgetLeft(view, rule, notes) {
  if (!rule.budget) return null;
  return rule.budget - notes.reduce((sum, note) => sum + (Number(markNow(view, rule.kind, note.id)) || 0), 0);
}

/** First notes at a slot that a group may read: no builds, nothing withdrawn. */
export function firstNotes(view, slot) {
  const notes = slot ? notesAt(view.state, slot) : rowsOf(view.state, "note");
  return notes.filter((note) => !note.parent || !rowOf(view.state, note.parent));
}

/** This phone's own notes at a place, with their fate: {id, text, stance, parent, is, canChange}. */
export function ownAt(view, place) {
  const notes = Object.keys(view.own).map((id) => ownNote(view, id));
  const isHere = (note) => !place || PLACE.every((key) => note.place[key] === place[key]);
  return notes.filter((note) => note && isHere(note)).sort((one, other) => one.at - other.at);
}

/** One own note, or null when it was withdrawn or refused (refused ones have their own card). */
export function ownNote(view, id) {
  const kept = view.own[id];
  const row = rowOf(view.state, id);
  const items = view.items.filter((item) => item.body && item.body.id === id);
  if (!kept || kept.isWithdrawn || (row && row.is_withdrawn)) return null;
  if (items.some((item) => item.name === "write_note" && item.is === "refused")) return null;
  const edit = items.filter((item) => item.name === "edit_note" && item.is === "pending").pop();
  const isPending = items.some((item) => item.is === "pending");
  return {
    id,
    at: kept.at,
    place: kept,
    text: edit ? edit.body.text : row ? row.text : kept.text,
    stance: kept.stance,
    parent: kept.parent,
    isLate: Boolean(kept.late),
    isErased: Boolean(kept.isErased),
    is: isPending ? "pending" : "saved",
  };
}

/** The words of a command or of the server's `now`: a note's text, or that of the fields filled in. */
export function wordsOf({ text, fields }) {
  const said = fields || text || "";
  return typeof said === "string" ? said : Object.keys(said).map((name) => said[name]).join(", ");
}

/** Items that were refused and still wait for a person to decide. */
export function refusedItems(view) {
  return view.items.filter((item) => item.is === "refused");
}

/** Notes on their way from another place than this: no list of this layout shows them. */
export function waitingItems(view) {
  const here = placeNow(view);
  const keys = view.slot ? PLACE : PLACE.filter((key) => key !== "slot");
  const isHere = ({ body }) => Boolean(here) && keys.every((key) => here[key] === body[key]);
  return view.items.filter((item) => item.is === "pending" && item.name === "write_note" && !isHere(item));
}

/** What became of the notes sent from here lately: `pending`, `saved` or null. */
export function noteFate(view) {
  if (view.items.some(({ name, is }) => name === "write_note" && is === "pending")) return "pending";
  const told = view.ui.telling && ownNote(view, view.ui.telling);
  return told ? told.is : view.ui.arrived > 0 ? "saved" : null;
}

export function pendingCount(view) {
  return view.items.filter((item) => item.is === "pending").length;
}

function either(one, other) {
  if (one !== undefined && one !== null) return one;
  return other === undefined ? null : other;
}

function accepts(step, what) {
  const list = (step && step.accepts) || [];
  return Array.isArray(list) ? list.includes(what) : Boolean(list[what]);
}
