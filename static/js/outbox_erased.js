// The champion erased a note that names somebody: this phone forgets its words too, wherever it
// holds them. In their place stands one line.

import { dropOp, itemsOf } from "./outbox.js";
import { keepDrafts, keepNote, ownNotes, setDraft, setEdit } from "./ownwords.js";

/** `ids` are the notes that were erased, or nothing. */
export function forgetErased(phone, ids) {
  const { box, own } = phone;
  for (const id of ids || []) {
    const kept = ownNotes(own)[id];
    const items = itemsOf(box).filter(({ name, body }) => body && (name === "fill_note" ? body.note : name !== "cast_mark" && body.id) === id);
    if (kept && !kept.isErased) keepNote(own, id, { isErased: true, text: "", fields: null });
    for (const { op } of items) dropOp(box, op);
    const isAbout = (key) => key === id || key.split("|")[1] === id || items.some(({ op }) => op === key) || isWorryOf(kept, key);
    const typed = Object.keys(own.edits).filter(isAbout);
    for (const key of typed) setEdit(own, key, null);
    const isAdded = Boolean(own.draft) && own.draft.parent === id && Boolean(own.draft.parentText);
    if (isAdded) setDraft(own, Object.assign({}, own.draft, { parentText: "" }));
    if (typed.length > 0 || isAdded) keepDrafts(own);
  }
}

// Words that go on being typed in the field that wrote it.
function isWorryOf(kept, key) {
  return Boolean(kept) && !kept.isErased && key === ["worry", kept.activity, kept.phase, kept.round, kept.slot].join("|");
}
