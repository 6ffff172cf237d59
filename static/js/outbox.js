// Commands on their way (docs/protocol.md, P12-P16): kept on the phone in order, one in flight,
// sent again with the same op until one of the three answers comes. Two tabs share one outbox:
// a lock says which of them sends, and every change carries a version so that merging loses nothing.

import { changeItem, dropOlderMarks, mergeItems, nextPending, nextSeq, pruneBox } from "./outbox_items.js";
import { newId, readShelf, writeShelf } from "./shelf.js";

const LOCK_MS = 6000;         // a tab that did not renew its lock for so long is asleep
const PAUSE_MS = 1000;        // after no answer at all
const LONGEST_RETRY_MS = 30000;

/**
 * The outbox of one workshop. `send(command)` promises an answer or null; `onChange(item)` follows
 * every change, with the item that was settled if there is one. An item is
 * {op, name, body, is, v, seq, why?, code?, now?, toldIn?} with `is` pending, saved, refused or gone.
 */
export function openOutbox({ code, shelf, send, onChange, now, wait }) {
  const box = {
    key: "outbox_" + code,
    lockKey: "outbox_" + code + "_tab",
    tab: newId(),
    shelf,
    send,
    onChange: onChange || (() => {}),
    now: now || Date.now,
    wait: wait || ((ms) => new Promise((done) => setTimeout(done, ms))),
    items: [],
    epoch: null,
    activity: null,
    isOnline: false,
    isSending: false,
  };
  claimBox(box);
  return box;
}

/** Puts a command in and starts sending; `place`, where it was given, stays here. Returns its item. */
export function putOp(box, name, body, place) {
  refreshBox(box);
  const item = { op: newId(), name, body, is: "pending", v: 1, seq: nextSeq(box) };
  if (place) item.place = place;
  if (name === "cast_mark") dropOlderMarks(box, body);
  box.items.push(item);
  saveBox(box);
  takeLock(box);
  box.onChange(null);
  pumpBox(box);
  return item;
}

/** Forgets a command for good: the person put it away, or sent it anew. */
export function dropOp(box, op) {
  refreshBox(box);
  changeItem(box, op, { is: "gone", body: null, why: null });
  saveBox(box);
  box.onChange(null);
}

/** Everything that is not gone, in order. */
export function itemsOf(box) {
  return box.items.filter((item) => item.is !== "gone");
}

/** The line came up or went down. */
export function setOnline(box, isOnline) {
  box.isOnline = isOnline;
  if (isOnline) pumpBox(box);
}

/** Called every two seconds: renews the lock, takes over from a tab that sleeps. */
export function tendBox(box) {
  refreshBox(box);
  if (!nextPending(box) || !holdsLock(box)) return;
  takeLock(box);
  pumpBox(box);
}

/** The page was opened or came to the front: this tab is the one that sends now. */
export function claimBox(box) {
  refreshBox(box);
  if (!nextPending(box)) return;
  takeLock(box);
  pumpBox(box);
}

/** Another tab wrote: take what it knows. */
export function hearOtherTab(box) {
  refreshBox(box);
  box.onChange(null);
}

/** On a new epoch the server may have forgotten: what was saved goes out again, in order (P12). */
export function meetEpoch(box, epoch) {
  refreshBox(box);
  if (box.epoch === epoch) return;
  const isNew = box.epoch !== null;
  box.epoch = epoch;
  for (const item of isNew ? box.items : []) {
    if (item.is === "saved") changeItem(box, item.op, { is: "pending", isAgain: true });
  }
  saveBox(box);
  if (isNew) box.onChange(null);
  pumpBox(box);
}

/** Takes in items that another page carried here; a stranger's shape is left out. */
export function takeIn(box, items) {
  refreshBox(box);
  const known = box.items.map((item) => item.op);
  for (const item of Array.isArray(items) ? items : []) {
    const isWhole = item && typeof item.op === "string" && typeof item.name === "string" && item.body;
    if (!isWhole || known.includes(item.op)) continue;
    box.items.push({ op: item.op, name: item.name, body: item.body, place: item.place, is: "pending", v: 1, seq: nextSeq(box) });
  }
  saveBox(box);
  pumpBox(box);
}

/** What another address should carry on with: all that the server has not answered "saved". */
export function unsaved(box) {
  return itemsOf(box).filter((item) => item.is !== "saved").map(({ op, name, body, place }) => ({ op, name, body, place }));
}

/** The workshop is closed and everything is answered: nothing needs keeping on this phone. */
export function emptyBox(box) {
  refreshBox(box);
  for (const item of box.items) if (item.is === "saved") changeItem(box, item.op, { is: "gone", body: null });
  saveBox(box);
}

/** Sends what is pending, one after the other, until the line or the lock is lost. */
export async function pumpBox(box) {
  if (box.isSending) return;
  box.isSending = true;
  try {
    while (box.isOnline && holdsLock(box)) {
      refreshBox(box);
      const item = nextPending(box);
      if (!item) break;
      takeLock(box);
      await sendItem(box, item);
    }
  } finally {
    box.isSending = false;      // whatever failed while drawing: the next look sends on
  }
}

/** The room has come to a step: what was refused because its time had not come goes again by itself. */
export function wakeBox(box, step) {
  refreshBox(box);
  const isNow = ({ is, code, name, body }) => is === "refused" && code === "not_now" && name === "write_note"
    && step && body.activity === step.activity && body.phase === step.phase && body.round === step.round;
  const waiting = box.items.filter(isNow);
  if (!waiting.length) return;
  for (const item of waiting) changeItem(box, item.op, { is: "pending", why: null, code: null });
  saveBox(box);
  pumpBox(box);
}

/** Taps that were not counted are news until the room goes to another activity than this. */
export function placeTaps(box, activity) {
  box.activity = activity;
  const taps = box.items.filter((item) => item.name === "cast_mark" && item.is === "refused" && item.toldIn !== activity);
  if (!taps.length) return;
  refreshBox(box);
  for (const item of taps) changeItem(box, item.op, item.toldIn ? { is: "gone", body: null } : { toldIn: activity });
  saveBox(box);
}

async function sendItem(box, item) {
  const answer = await box.send({ op: item.op, name: item.name, body: item.body });
  if (!answer) return box.wait(PAUSE_MS);
  if (answer.ok) return settleItem(box, item.op, { is: "saved", why: null, code: null });
  if (answer.refused === undefined) return box.wait(Math.min(answer.retry_ms || PAUSE_MS, LONGEST_RETRY_MS));
  if (isSettledAlready(item, answer)) return settleItem(box, item.op, { is: "saved", why: null, code: null });
  const isMoot = item.isAgain && item.name !== "write_note";
  return settleItem(box, item.op, isMoot
    ? { is: "gone", body: null }
    : { is: "refused", why: answer.refused, code: answer.code, now: answer.now, toldIn: box.activity });
}

// A change that meets its own words was made before, by this phone.
function isSettledAlready({ name, body }, { code, now }) {
  if (code !== "changed") return false;
  if (name === "edit_note") return now === body.text;
  return name === "fill_note" && Boolean(now) && Object.keys(now).every((field) => now[field] === body.fields[field]);
}

function settleItem(box, op, change) {
  refreshBox(box);
  const item = changeItem(box, op, change);
  pruneBox(box);
  saveBox(box);
  box.onChange(item);
}

/* ---- Two tabs ------------------------------------------------------------- */

function refreshBox(box) {
  const kept = readShelf(box.shelf, box.key, null);
  if (!kept || !Array.isArray(kept.items)) return;
  box.epoch = kept.epoch || box.epoch;
  box.items = mergeItems(box.items, kept.items);
}

function saveBox(box) {
  writeShelf(box.shelf, box.key, { epoch: box.epoch, items: box.items });
}

function holdsLock(box) {
  const lock = readShelf(box.shelf, box.lockKey, null);
  return !lock || lock.tab === box.tab || Math.abs(box.now() - lock.at) > LOCK_MS;
}

function takeLock(box) {
  writeShelf(box.shelf, box.lockKey, { tab: box.tab, at: box.now() });
}
