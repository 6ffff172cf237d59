// The known state as the room and the desk draw it: rows by type and in order, and the time.

/**
 * What is known, sorted for drawing. `now` is the server's clock in ms. Slots and notes are those of
 * the present activity; the console also knows those of earlier ones, in `past`.
 */
export function viewOf(known, now) {
  const rows = Object.keys(known.rows).map((id) => known.rows[id]);
  const of = (type) => rows.filter((row) => row.type === type && !row.is_past);
  const past = (type) => rows.filter((row) => row.type === type && row.is_past);
  return {
    state: known.state,
    counts: known.counts || {},
    here: known.here || { seats: 0, groups: {} },
    now,
    slots: of("slot").sort((a, b) => a.number - b.number),
    groups: of("group").sort((a, b) => (a.letter < b.letter ? -1 : 1)),
    notes: of("note"),
    past: { slots: past("slot").sort((a, b) => a.number - b.number), notes: past("note") },
    choices: of("choice"),
    actions: of("action").sort((a, b) => a.number - b.number),
    tests: of("test"),
  };
}

/** The slot with this id, or undefined. */
export function roomSlot(view, id) {
  return view.slots.find((slot) => slot.id === id);
}

/** The letter of the group that wrote a note, also when it joined another; or empty. */
export function letterOf(view, note) {
  const group = view.groups.find((each) => each.id === note.group);
  return note.letter || (group ? group.letter : "");
}

/** Groups that have people, in order. */
export function presentGroups(view) {
  return view.groups.filter((group) => !group.is_empty);
}

/** A data attribute that is there or not: Preact would write "false" into it. */
export function flagged(isIt) {
  return isIt ? "" : null;
}
