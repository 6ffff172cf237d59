// What a face knows, and how a message changes it (docs/protocol.md, P4-P10). Pure: no clock,
// no page, no socket, nothing imported, so that a test can replay recorded messages through it.
// Order comes from `n`, `number`, `letter` and `id`; never from a clock.

/** What a client knows before its first snapshot. `offset` is server clock minus ours, in ms. */
export function emptyState() {
  return { epoch: null, rev: null, rows: {}, counts: null, state: null, me: null, here: null, offset: 0 };
}

/**
 * The state after one message, and what to send: `ask` is null or the body of `resume`.
 * `kind` is snapshot, frame, me or pulse; `at` is our clock when it came, where known.
 */
export function fold(state, kind, message, at) {
  if (kind === "snapshot") return asIs(foldSnapshot(state, message, at));
  if (kind === "frame") return foldFrame(state, message);
  if (kind === "me") return asIs(stateWith(state, { me: message }));
  if (kind === "pulse") return foldPulse(state, message, at);
  return asIs(state);
}

/** What `auth` and `resume` say about where we are. */
export function placeOf(state) {
  return { epoch: state.epoch, rev: state.rev };
}

function foldSnapshot(state, message, at) {
  const rows = Object.create(null);
  for (const row of message.rows) rows[row.id] = row;
  return stateWith(state, {
    epoch: message.epoch,
    rev: message.rev,
    rows,
    counts: message.counts === undefined ? null : message.counts,
    state: message.state,
    offset: offsetFrom(state, message, at),
  });
}

function foldFrame(state, message) {
  const isOurs = state.epoch !== null && message.epoch === state.epoch;
  if (isOurs && message.from === state.rev && message.rev > state.rev) return asIs(foldRows(state, message));
  if (isOurs && message.rev <= state.rev) return asIs(state);
  return { state, ask: placeOf(state) };
}

function foldRows(state, message) {
  const rows = Object.assign({}, state.rows);
  for (const row of message.rows || []) rows[row.id] = row;
  for (const id of message.gone || []) delete rows[id];
  const change = { rev: message.rev, rows };
  if (message.counts !== undefined) change.counts = message.counts;
  if (message.state !== undefined) change.state = message.state;
  return stateWith(state, change);
}

// A pulse that names another place than ours means that something was missed.
function foldPulse(state, message, at) {
  const change = { offset: offsetFrom(state, message, at) };
  if (message.here !== undefined) change.here = message.here;
  const next = stateWith(state, change);
  const isLevel = message.epoch === state.epoch && message.rev === state.rev;
  return { state: next, ask: isLevel ? null : placeOf(state) };
}

function offsetFrom(state, message, at) {
  if (typeof at !== "number" || typeof message.now !== "number") return state.offset;
  return message.now - at;
}

function stateWith(state, change) {
  return Object.assign({}, state, change);
}

function asIs(state) {
  return { state, ask: null };
}

/* ---- What layouts ask ------------------------------------------------- */

/** All rows of a type, in the order people expect. */
export function rowsOf(state, type) {
  const found = [];
  for (const id of Object.keys(state.rows)) {
    if (state.rows[id].type === type) found.push(state.rows[id]);
  }
  return found.sort(byPlace);
}

/** Notes by their order number; notes of private origin have none and sort by id. */
export function sortedNotes(notes) {
  return notes.slice().sort(byPlace);
}

/** The notes at one slot, builds included, in order. */
export function notesAt(state, slot) {
  return rowsOf(state, "note").filter((note) => note.slot === slot);
}

/** The notes that build on one note. */
export function buildsOn(state, note) {
  return rowsOf(state, "note").filter((row) => row.parent === note);
}

export function rowOf(state, id) {
  return (id !== null && id !== undefined && state.rows[id]) || null;
}

export function groupOf(state, id) {
  const row = rowOf(state, id);
  return row && row.type === "group" ? row : null;
}

export function slotOf(state, id) {
  const row = rowOf(state, id);
  return row && row.type === "slot" ? row : null;
}

/** A group's choice of one kind at a slot, or null. */
export function choiceOf(state, group, slot, kind) {
  const at = (row) => row.group === group && row.slot === slot && row.kind === kind;
  return rowsOf(state, "choice").filter(at)[0] || null;
}

/** This seat's own mark on a subject: its value, or null. */
export function markOf(state, kind, subject) {
  const marks = (state.me && state.me.marks) || [];
  const mine = marks.filter((mark) => mark.kind === kind && mark.subject === subject)[0];
  return mine ? mine.value : null;
}

// Slots and actions have a number, groups a letter, notes sometimes an order; the id decides the rest.
// A note's letter says who wrote it, not where it stands.
function byPlace(one, other) {
  for (const key of one.type === "note" ? ["n"] : ["number", "letter"]) {
    const has = one[key] !== undefined && one[key] !== null;
    const hasOther = other[key] !== undefined && other[key] !== null;
    if (has && hasOther && one[key] !== other[key]) return one[key] < other[key] ? -1 : 1;
    if (has !== hasOther) return has ? -1 : 1;
  }
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}
