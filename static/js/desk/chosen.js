// Who has chosen at home: counted from the choices, without their words.

/** `{n, of}`: so many groups have said all that their home asks; null where none is asked. */
export function groupsChosen(view) {
  const { step } = view.state;
  const rules = (step && step.marks || []).filter((rule) => rule.owner === "group" && rule.on === "slot");
  const groups = view.groups.filter((group) => !group.is_empty && group.home);
  if (!rules.length || !groups.length) return null;
  return { n: groups.filter((group) => rules.every((rule) => hasChosen(view, group, rule))).length, of: groups.length };
}

// A station without a strength asks for none.
function hasChosen(view, group, rule) {
  const isChosen = view.choices.some((choice) => choice.group === group.id && choice.kind === rule.kind);
  return isChosen || (!rule.values && !view.notes.some((note) => isOffered(note, group.home, rule.stance)));
}

function isOffered(note, slot, stance) {
  return note.slot === slot && note.stance === stance && !note.is_hidden && !note.is_late && !note.is_withdrawn;
}
