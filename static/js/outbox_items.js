// The outbox's list: one item changes, older marks give way, two tabs' lists become one. Every
// change raises the item's version `v`, so that merging never brings an older fate back.

const KEPT = 50;              // saved commands kept for a new epoch
const RANKS = { pending: 0, saved: 1, refused: 2, gone: 3 };

export function changeItem(box, op, change) {
  const at = box.items.findIndex((item) => item.op === op);
  if (at < 0 || box.items[at].is === "gone") return null;
  box.items[at] = Object.assign({}, box.items[at], change, { v: box.items[at].v + 1 });
  return box.items[at];
}

export function nextPending(box) {
  return box.items.filter((item) => item.is === "pending")[0] || null;
}

export function nextSeq(box) {
  return box.items.reduce((most, item) => Math.max(most, item.seq), 0) + 1;
}

// The last mark on a subject wins, so an older one need not go any more.
export function dropOlderMarks(box, body) {
  const isSame = (other) => other.activity === body.activity && other.kind === body.kind && other.subject === body.subject;
  for (const item of box.items) {
    if (item.name === "cast_mark" && item.body && isSame(item.body)) changeItem(box, item.op, { is: "gone", body: null });
  }
}

export function pruneBox(box) {
  for (const is of ["saved", "gone"]) {
    const final = box.items.filter((item) => item.is === is);
    const old = final.slice(0, Math.max(0, final.length - KEPT));
    box.items = box.items.filter((item) => !old.includes(item));
  }
}

export function mergeItems(ours, theirs) {
  const byOp = {};
  for (const item of ours.concat(theirs)) {
    const known = byOp[item.op];
    if (!known || isNewer(item, known)) byOp[item.op] = item;
  }
  const all = Object.keys(byOp).map((op) => byOp[op]);
  return all.sort((one, other) => one.seq - other.seq || (one.op < other.op ? -1 : 1));
}

function isNewer(item, known) {
  return item.v !== known.v ? item.v > known.v : RANKS[item.is] > RANKS[known.is];
}
