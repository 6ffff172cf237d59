// The fields that a group fills in together (`fill_note`): what stands in one now, as this phone
// means it, and what is typed there. Several phones write at the same sheet, so each field knows
// what stood in it when the typing began.

/** Where typed words are kept until they are sent, and what stood there when they were begun. */
export function fillKey(note, name) {
  return ["fill", note, name].join("|");
}

export function wasKey(note, name) {
  return ["was", note, name].join("|");
}

/** Whether the step lets this phone's group fill a field of a note. */
export function mayFill(view, note, name) {
  const fills = (view.step && view.step.fills) || [];
  return fills.includes(name) && Boolean(note.group) && note.group === view.mine.group;
}

/**
 * One field: {text, known, is, clash, why}. `text` is for the screen, `known` what the next change
 * starts from; `is` is pending, saved or null; `clash` is {item, ours} where another phone of the
 * group was first; `why` a sentence where it was refused otherwise.
 */
export function fieldNow(view, note, name) {
  const items = fillItems(view.items, note.id, name);
  const pending = items.filter((item) => item.is === "pending").pop() || null;
  const refused = items.filter((item) => item.is === "refused").pop() || null;
  const known = pending ? pending.body.fields[name] : todayOf(refused, saidOf(view, note, name), name);
  const typed = view.edits[fillKey(note.id, name)];
  const ours = refused ? refused.body.fields[name] : null;
  const isClash = Boolean(refused) && refused.code === "changed";
  return {
    text: typed !== undefined ? typed : refused && !isClash ? ours : known,
    known,
    is: fateOf(pending, typed, known),
    clash: isClash && typed === undefined ? { item: refused, ours } : null,
    why: refused && !isClash && typed === undefined ? refused.why : null,
  };
}

/** The commands that fill one field, in order. */
export function fillItems(items, note, name) {
  return items.filter((item) => item.name === "fill_note" && item.body && item.body.note === note && name in item.body.fields);
}

/** Words as the server keeps them in a field: one line, no space around. */
export function tidyField(typed) {
  return typed.replace(/\s+/g, " ").trim();
}

// A refusal says what stands there today; it may come before the frame that brings it.
function todayOf(refused, said, name) {
  const isOld = refused && refused.now && name in refused.now && said === refused.body.was[name];
  return isOld ? refused.now[name] : said;
}

// What the server said last; an answer that came before its frame counts.
function saidOf(view, note, name) {
  const key = "fill|" + note.id + "|" + name;
  if (key in view.overlay) return view.overlay[key];
  return (note.fields && note.fields[name]) || "";
}

function fateOf(pending, typed, known) {
  if (typed !== undefined && tidyField(typed) !== known) return null;
  if (pending) return "pending";
  return known ? "saved" : null;
}
