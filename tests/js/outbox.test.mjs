// The outbox: in order, one in flight, never lost, never doubled (docs/protocol.md, P12-P16).

import assert from "node:assert/strict";
import { test } from "node:test";

import { dropOp, hearOtherTab, itemsOf, meetEpoch, openOutbox, pumpBox, putOp, setOnline, takeIn, tendBox, unsaved, wakeBox } from "../../static/js/outbox.js";
import { newId, openShelf } from "../../static/js/shelf.js";

const OK = { ok: true, rev: 1 };

function storage(limit) {
  const kept = {};
  return {
    getItem: (key) => (key in kept ? kept[key] : null),
    setItem: (key, value) => {
      if (value.length > (limit === undefined ? Infinity : limit)) throw new Error("QuotaExceededError");
      kept[key] = String(value);
    },
    removeItem: (key) => { delete kept[key]; },
  };
}

// A phone over a server that answers what `answers` says next (OK when it says nothing).
function phone({ answers, disk, clock, silent } = {}) {
  const sent = [];
  const waits = [];
  const shelf = openShelf(disk || storage());
  const box = openOutbox({
    code: "K7Q2",
    shelf,
    now: clock ? () => clock.ms : () => 0,
    wait: (ms) => { waits.push(ms); return Promise.resolve(); },
    send: (command) => {
      sent.push(command);
      if (silent) return new Promise(() => {});
      const next = answers && answers.length > 0 ? answers.shift() : OK;
      return Promise.resolve(next);
    },
  });
  return { box, sent, waits, shelf };
}

const quiet = () => new Promise((done) => setImmediate(done));
const states = (box) => itemsOf(box).map((item) => item.is);
const write = (box, text) => putOp(box, "write_note", { id: newId(), text });

test("P16 words wait in order and only one is in flight", async () => {
  const { box, sent } = phone({ silent: true });
  setOnline(box, true);
  write(box, "one");
  write(box, "two");
  await quiet();
  assert.deepEqual(sent.map((command) => command.body.text), ["one"]);
});

test("a field that already says what was sent is saved, another value is a person's to decide", async () => {
  const changed = (now) => ({ ok: false, refused: "Somebody changed this.", code: "changed", now });
  const { box } = phone({ answers: [changed({ so_that: "ours" }), changed({ so_that: "theirs" })] });
  const fill = () => putOp(box, "fill_note", { note: "w1", fields: { so_that: "ours" }, was: { so_that: "" } });
  fill();
  fill();
  setOnline(box, true);
  await quiet();
  assert.deepEqual(states(box), ["saved", "refused"]);
});

test("P13 an accepted command becomes saved, the next one goes", async () => {
  const { box, sent } = phone();
  write(box, "one");
  write(box, "two");
  assert.deepEqual(states(box), ["pending", "pending"]);
  setOnline(box, true);
  await quiet();
  assert.deepEqual(sent.map((command) => command.body.text), ["one", "two"]);
  assert.deepEqual(states(box), ["saved", "saved"]);
});

test("P13 retry_ms waits and sends the same op", async () => {
  const { box, sent, waits } = phone({ answers: [{ ok: false, retry_ms: 700 }] });
  setOnline(box, true);
  write(box, "one");
  await quiet();
  assert.deepEqual(waits, [700]);
  assert.deepEqual([sent.length, sent[0].op === sent[1].op, states(box)], [2, true, ["saved"]]);
});

test("P15 no answer at all sends the same op again", async () => {
  const { box, sent } = phone({ answers: [null, null] });
  setOnline(box, true);
  write(box, "one");
  await quiet();
  assert.deepEqual([sent.length, new Set(sent.map((command) => command.op)).size, states(box)], [3, 1, ["saved"]]);
});

test("P13 a refusal is final, keeps the words and does not block the next", async () => {
  const { box } = phone({ answers: [{ ok: false, refused: "The room has moved on.", code: "late" }] });
  setOnline(box, true);
  write(box, "one");
  write(box, "two");
  await quiet();
  const [first, second] = itemsOf(box);
  assert.deepEqual([first.is, first.why, first.code, first.body.text, second.is], ["refused", "The room has moved on.", "late", "one", "saved"]);
});

test("a reload finds pending words and sends them with the same op", async () => {
  const disk = storage();
  const before = phone({ disk });
  write(before.box, "one");
  const after = phone({ disk });
  setOnline(after.box, true);
  await quiet();
  assert.deepEqual(after.sent.map((command) => command.op), [itemsOf(before.box)[0].op]);
});

test("P12 on a new epoch saved commands go again, in order", async () => {
  const { box, sent } = phone();
  meetEpoch(box, "e1");
  setOnline(box, true);
  write(box, "one");
  write(box, "two");
  await quiet();
  meetEpoch(box, "e2");
  await quiet();
  assert.deepEqual(sent.map((command) => command.body.text), ["one", "two", "one", "two"]);
  assert.deepEqual([sent[0].op === sent[2].op, states(box)], [true, ["saved", "saved"]]);
});

test("P12 the same epoch sends nothing again", async () => {
  const { box, sent } = phone();
  meetEpoch(box, "e1");
  setOnline(box, true);
  write(box, "one");
  await quiet();
  meetEpoch(box, "e1");
  await quiet();
  assert.equal(sent.length, 1);
});

test("P12 what came before its step goes again by itself when the room gets there", async () => {
  const { box, sent } = phone({ answers: [{ ok: false, refused: "Not now.", code: "not_now" }] });
  setOnline(box, true);
  putOp(box, "write_note", { text: "one", activity: "a", phase: "options", round: 0 });
  await quiet();
  wakeBox(box, { activity: "a", phase: "goal", round: 0 });
  await quiet();
  assert.deepEqual([sent.length, states(box)], [1, ["refused"]]);
  wakeBox(box, { activity: "a", phase: "options", round: 0 });
  await quiet();
  assert.deepEqual([sent.length, sent[0].op === sent[1].op, states(box)], [2, true, ["saved"]]);
});

test("a fault while drawing stops nothing that waits", async () => {
  const { box, sent } = phone();
  let faults = 0;
  box.onChange = (item) => {
    if (item && (faults += 1) === 1) throw new Error("a fault while drawing");
  };
  write(box, "one");
  box.isOnline = true;
  await assert.rejects(pumpBox(box));
  write(box, "two");
  await quiet();
  assert.deepEqual([sent.length, states(box)], [2, ["saved", "saved"]]);
});

test("two tabs: only the one that wrote last sends, the other learns the outcome", async () => {
  const disk = storage();
  const left = phone({ disk, clock: { ms: 0 } });
  const right = phone({ disk, clock: { ms: 0 } });
  write(left.box, "from the left");
  write(right.box, "from the right");
  setOnline(left.box, true);
  setOnline(right.box, true);
  await quiet();
  assert.deepEqual([left.sent.length, right.sent.map((command) => command.body.text)], [0, ["from the left", "from the right"]]);
  hearOtherTab(left.box);
  assert.deepEqual(states(left.box), ["saved", "saved"]);
});

test("two tabs: a sleeping owner is replaced after its lock ran out", async () => {
  const disk = storage();
  const clock = { ms: 0 };
  const asleep = phone({ disk, clock });
  const awake = phone({ disk, clock });
  write(asleep.box, "one");
  setOnline(awake.box, true);
  await quiet();
  assert.equal(awake.sent.length, 0);
  clock.ms = 7000;
  tendBox(awake.box);
  await quiet();
  assert.equal(awake.sent.length, 1);
});

test("two tabs: what one put away does not come back from the other", async () => {
  const disk = storage();
  const left = phone({ disk, answers: [{ ok: false, refused: "No.", code: "late" }] });
  setOnline(left.box, true);
  const item = write(left.box, "one");
  await quiet();
  const right = phone({ disk });
  dropOp(left.box, item.op);
  write(right.box, "two");
  hearOtherTab(left.box);
  assert.deepEqual(itemsOf(left.box).map((each) => each.body.text), ["two"]);
});

test("P21 only the last mark on a subject is sent", async () => {
  const { box, sent } = phone();
  const mark = (value) => putOp(box, "cast_mark", { activity: "a", phase: "p", kind: "tick", subject: "n", value });
  mark(1);
  mark(null);
  mark(1);
  setOnline(box, true);
  await quiet();
  assert.deepEqual(sent.map((command) => command.body.value), [1]);
});

test("a full or forbidden storage keeps words in memory and says so", async () => {
  const { box, shelf, sent } = phone({ disk: storage(0) });
  write(box, "one");
  write(box, "two");
  assert.equal(shelf.isKept, false);
  setOnline(box, true);
  await quiet();
  assert.deepEqual(sent.map((command) => command.body.text), ["one", "two"]);
});

test("an edit that meets its own text is saved, not refused", async () => {
  const { box } = phone({ answers: [{ ok: false, refused: "Changed.", code: "changed", now: "new" }] });
  setOnline(box, true);
  putOp(box, "edit_note", { id: "n", key: "k", text: "new", was: "old" });
  await quiet();
  assert.deepEqual(states(box), ["saved"]);
});

test("words carried from an old address arrive once, whatever else is in the load", async () => {
  const old = phone();
  write(old.box, "one");
  const load = unsaved(old.box);
  const { box, sent } = phone();
  takeIn(box, load.concat(load, [null, { op: 5 }, "x"]));
  takeIn(box, load);
  setOnline(box, true);
  await quiet();
  assert.deepEqual(sent.map((command) => command.body.text), ["one"]);
});

test("ids are 22 characters of the shape the server takes", () => {
  assert.match(newId(), /^[A-Za-z0-9_-]{22}$/);
});
