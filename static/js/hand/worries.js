// A worry: a private sentence beside a low answer. It is a note at the place of its action, and
// this phone's own; the field beside the answer writes it, changes it and takes it back.

import { ownAt } from "./view.js";

/** The answers under which "What would help?" is asked. */
export const LOW = 3;

/** Where a worry about an action belongs now. */
export function worryPlace(view, action) {
  const { activity, phase, round } = view.step;
  return { activity, phase, round, slot: action, group: view.mine.group };
}

/** Under which name half-typed words of a worry are kept. */
export function worryKey({ activity, phase, round, slot }) {
  return ["worry", activity, phase, round, slot].join("|");
}

/** The place that such a name tells of. */
export function placeOfKey(key, group) {
  const [, activity, phase, round, slot] = key.split("|");
  return { activity, phase, round: Number(round), slot, group };
}

/** This phone's worry about an action in this round, with its fate, or null. */
export function ownWorry(view, action) {
  return worryAt(view, worryPlace(view, action));
}

/** The same at any place. */
export function worryAt(view, place) {
  return ownAt(view, place).filter((note) => !note.isErased).pop() || null;
}
