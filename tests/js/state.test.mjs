// The rules of folding (docs/protocol.md, P4-P10), each by its number.

import assert from "node:assert/strict";
import { test } from "node:test";

import { buildsOn, choiceOf, emptyState, fold, markOf, notesAt, placeOf, rowsOf, sortedNotes } from "../../static/js/state.js";

const note = (id, more) => Object.assign({ id, type: "note", slot: "s1", text: id }, more);
const snapshot = (more) => Object.assign({ epoch: "e1", rev: 3, now: 1000, state: { step: 1 }, rows: [note("a")], counts: { notes: 1 } }, more);
const frame = (more) => Object.assign({ epoch: "e1", from: 3, rev: 4, rows: [note("b")], gone: [] }, more);
const after = (...messages) => messages.reduce((state, [kind, message, at]) => fold(state, kind, message, at).state, emptyState());

test("P5 a snapshot replaces all that the client had", () => {
  const state = after(["snapshot", snapshot()], ["snapshot", snapshot({ rev: 2, rows: [note("c")], counts: undefined, state: { step: 2 } })]);
  assert.deepEqual(Object.keys(state.rows), ["c"]);
  assert.deepEqual([state.rev, state.counts, state.state], [2, null, { step: 2 }]);
});

test("P5 a snapshot leaves what concerns one seat alone", () => {
  assert.deepEqual(after(["me", { group: "g", marks: [], left: {} }], ["snapshot", snapshot()]).me.group, "g");
});

test("P6 a frame merges rows by id and drops those that are gone", () => {
  const state = after(["snapshot", snapshot()], ["frame", frame({ rows: [note("b"), note("c")], gone: ["a"] })]);
  assert.deepEqual(Object.keys(state.rows).sort(), ["b", "c"]);
  assert.equal(state.rev, 4);
});

test("P6 state and counts stay when a frame does not bring them, and are replaced whole when it does", () => {
  const kept = after(["snapshot", snapshot()], ["frame", frame()]);
  assert.deepEqual([kept.state, kept.counts], [{ step: 1 }, { notes: 1 }]);
  const replaced = after(["snapshot", snapshot()], ["frame", frame({ state: { other: 1 }, counts: null })]);
  assert.deepEqual([replaced.state, replaced.counts], [{ other: 1 }, null]);
});

test("P7 a repeated frame changes nothing and asks for nothing", () => {
  const state = after(["snapshot", snapshot()], ["frame", frame()]);
  const again = fold(state, "frame", frame({ rows: [note("b", { text: "old" })] }));
  assert.equal(again.state, state);
  assert.equal(again.ask, null);
});

test("P7 a gap changes nothing and asks to resume from where we are", () => {
  const state = after(["snapshot", snapshot()]);
  const gap = fold(state, "frame", frame({ from: 5, rev: 6 }));
  assert.equal(gap.state, state);
  assert.deepEqual(gap.ask, { epoch: "e1", rev: 3 });
});

test("P7 a frame of another epoch is a gap, whatever its revision", () => {
  assert.deepEqual(fold(after(["snapshot", snapshot()]), "frame", frame({ epoch: "e2", rev: 1 })).ask, { epoch: "e1", rev: 3 });
});

test("P7 a frame before the first snapshot is a gap", () => {
  assert.deepEqual(fold(emptyState(), "frame", frame()).ask, { epoch: null, rev: null });
});

test("P10 a pulse at our revision sets the clock and asks for nothing", () => {
  const { state, ask } = fold(after(["snapshot", snapshot()]), "pulse", { epoch: "e1", rev: 3, now: 5000, here: { seats: 2 } }, 4000);
  assert.deepEqual([state.offset, state.here, ask], [1000, { seats: 2 }, null]);
});

test("P10 a pulse at another revision or epoch asks to resume", () => {
  const state = after(["snapshot", snapshot()]);
  assert.deepEqual(fold(state, "pulse", { epoch: "e1", rev: 4, now: 1 }).ask, placeOf(state));
  assert.deepEqual(fold(state, "pulse", { epoch: "e2", rev: 3, now: 1 }).ask, placeOf(state));
});

test("folding never changes the state it was given", () => {
  const state = after(["snapshot", snapshot()]);
  const before = JSON.stringify(state);
  fold(state, "frame", frame({ gone: ["a"] }));
  fold(state, "pulse", { epoch: "e1", rev: 3, now: 9 }, 1);
  assert.equal(JSON.stringify(state), before);
});

test("P25 notes sort by their order number, those of private origin by id", () => {
  const ids = (notes) => sortedNotes(notes).map((each) => each.id);
  assert.deepEqual(ids([note("a", { n: 10 }), note("b", { n: 9 })]), ["b", "a"]);
  assert.deepEqual(ids([note("z"), note("m"), note("B")]), ["B", "m", "z"]);
  assert.deepEqual(ids([note("z", { letter: "A" }), note("m"), note("B", { letter: "C" })]), ["B", "m", "z"], "the group does not tell the order");
});

test("rows are found by type, slot, parent, choice and mark", () => {
  const rows = [note("a"), note("b", { slot: "s2" }), note("c", { parent: "a" }), { id: "g2", type: "group", letter: "B" },
    { id: "g1", type: "group", letter: "A" }, { id: "x", type: "choice", group: "g1", slot: "s1", kind: "reach", value: 2 }];
  const state = after(["snapshot", snapshot({ rows })], ["me", { group: "g1", marks: [{ kind: "tick", subject: "a", value: 1 }], left: {} }]);
  assert.deepEqual(rowsOf(state, "group").map((row) => row.letter), ["A", "B"]);
  assert.deepEqual(notesAt(state, "s2").map((row) => row.id), ["b"]);
  assert.deepEqual(buildsOn(state, "a").map((row) => row.id), ["c"]);
  assert.equal(choiceOf(state, "g1", "s1", "reach").value, 2);
  assert.deepEqual([markOf(state, "tick", "a"), markOf(state, "tick", "b")], [1, null]);
});
