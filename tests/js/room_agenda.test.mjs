/* The running order: whether the workshop will finish on time, and where it left its plan. */
import test from "node:test";
import assert from "node:assert/strict";
import { actualMinutes, minuteOfNext, minutesOver } from "../../static/js/room/agenda.js";

const BEGUN = 1000000000;
const at = (minute) => BEGUN + minute * 60000;

function item(minutes, state, begun, ended) {
  return { id: "i" + minutes + state, title: "Item", minutes, state, begun_at: begun === undefined ? null : at(begun), ended_at: ended === undefined ? null : at(ended) };
}
function order(agenda, minutes) {
  return { begun_at: BEGUN, agenda, workshop: { minutes: minutes || 30 } };
}

test("an item that began on time and is not over makes nothing late", () => {
  const state = order([item(10, "now", 0), item(20, "ahead")]);
  assert.deepEqual([0, 5, 10].map((minute) => minutesOver(state, at(minute))), [0, 0, 0]);
});

test("every minute over the item's own time is a minute over at the end", () => {
  const state = order([item(10, "now", 0), item(20, "ahead")]);
  assert.deepEqual([10.9, 11, 14.5].map((minute) => minutesOver(state, at(minute))), [0, 1, 4]);
});

test("an item that began late is forecast with all its minutes", () => {
  const state = order([item(10, "done", 0, 13), item(20, "now", 13)]);
  assert.equal(minutesOver(state, at(13)), 3);
});

test("what is skipped takes no time, and the hour stays the hour", () => {
  const late = [item(10, "done", 0, 15), item(10, "now", 15), item(10, "ahead")];
  assert.equal(minutesOver(order(late), at(15)), 5);
  const skipped = late.slice(0, 2).concat(item(10, "skipped"));
  assert.equal(minutesOver(order(skipped), at(15)), 0);
});

test("before it began and without a present item nothing is late", () => {
  assert.equal(minutesOver(Object.assign(order([item(10, "now")]), { begun_at: null }), at(99)), 0);
  assert.equal(minutesOver(order([item(10, "done", 0, 40)]), at(40)), 0);
});

test("without actual moments the ruler's own end of the item counts", () => {
  assert.equal(minutesOver(order([item(10, "now"), item(20, "ahead")]), at(13)), 3);
});

test("only what left its plan by a minute or more is marked, inside the ruler", () => {
  const state = order([item(10, "done", 0, 10.5), item(10, "done", 10.5, 24), item(10, "now", 24)]);
  assert.deepEqual(actualMinutes(state), [24]);
  assert.deepEqual(actualMinutes(order([item(10, "done", 0, 45), item(20, "now", 45)])), [30]);
});

test("a round that is still to come counts, and one that is dropped saves what it says", () => {
  const now = Object.assign(item(16, "now", 0), { after_s: 12 * 60 });
  const state = Object.assign(order([now, item(14, "ahead")]), { timer: { is_running: true, ends_at: at(9) } });
  assert.equal(minutesOver(state, at(11)), 7);
  now.after_s -= 3 * 60;
  assert.equal(minutesOver(state, at(11)), 4);
});

test("the next item is never announced for a time that has passed", () => {
  const state = order([item(10, "now", 0), item(20, "ahead")]);
  assert.equal(minuteOfNext(state, at(4)), 10);
  assert.equal(minuteOfNext(state, at(15)), 15);
  assert.equal(minuteOfNext(order([item(10, "done", 0, 18), item(10, "now", 18), item(10, "ahead")]), at(20)), 28);
  assert.equal(minuteOfNext(order([item(10, "done", 0, 10), item(20, "now", 10)]), at(12)), null);
});
