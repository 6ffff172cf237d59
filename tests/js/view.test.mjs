// What the phone's layouts read: when a prompt, a draft and a note's fate show.

import assert from "node:assert/strict";
import { test } from "node:test";

import { hasOpenDraft, isAside, noteFate, viewOf } from "../../static/js/hand/view.js";

const HERE = { activity: "a1", phase: "round", round: 0, slot: "s1", group: "g1" };

function view({ left = 2, accepts = ["note"], draft = null, items = [], ui = {} } = {}) {
  const rows = { s1: { id: "s1", type: "slot", number: 1 }, g1: { id: "g1", type: "group", letter: "A", left } };
  const step = { activity: "a1", phase: accepts.length ? "round" : "home", round: 0, veil: null, accepts, marks: [] };
  const now = { step, mine: { group: "g1", at: "s1", next: null, home: "s1", prompt: "Think of last week." } };
  return viewOf({ state: { rows, state: now }, items, draft, own: {}, overlay: {}, ui: { prompt: now.mine.prompt, arrived: 0, ...ui } });
}

const sent = (is) => ({ name: "write_note", is, body: { ...HERE, id: "n1" } });

test("a fresh prompt shows while notes are left, also where there is no limit", () => {
  assert.equal(view().mine.prompt, "Think of last week.");
  assert.equal(view({ left: null }).mine.prompt, "Think of last week.");
});

test("a group that has written all its notes is not prompted, those on their way included", () => {
  assert.equal(view({ left: 0 }).mine.prompt, null);
  assert.equal(view({ left: 1, items: [sent("pending")] }).mine.prompt, null);
});

test("words put aside are out of the way only where nothing is written", () => {
  const draft = { text: "Half", place: HERE, isAside: true };
  assert.deepEqual([isAside(view({ draft })), hasOpenDraft(view({ draft }))], [false, true]);
  const home = view({ draft, accepts: [] });
  assert.deepEqual([isAside(home), hasOpenDraft(home)], [true, false]);
});

test("the fate of notes is that of the last one on its way, and fades", () => {
  assert.equal(noteFate(view()), null);
  assert.equal(noteFate(view({ items: [sent("pending")], ui: { arrived: 1 } })), "pending");
  assert.equal(noteFate(view({ items: [sent("saved")], ui: { arrived: 1 } })), "saved");
  assert.equal(noteFate(view({ items: [sent("saved")] })), null);
});
