// What the phone's later layouts work out before they draw: the path of whys, the fields that a
// group fills in together, good days for a first step.

import assert from "node:assert/strict";
import { test } from "node:test";

import { dayText, goodDays } from "../../static/js/hand/days.js";
import { fieldNow, fillKey, mayFill, tidyField } from "../../static/js/hand/fills.js";
import { allLines, chainFrom, linesUnder, nextParent, withGaps } from "../../static/js/hand/why_tree.js";
import { columnsOf, placeNow, viewOf, waitingItems, wordsOf } from "../../static/js/hand/view.js";
import { ownWorry, placeOfKey, worryKey } from "../../static/js/hand/worries.js";
import { benefitOf } from "../../static/js/benefit.js";

const line = (id, parent, more) => ({ id, parent, text: id, ...more });
const ids = (nodes) => allLines(nodes).map((node) => node.note.id);

/* ---- Why is that? */

test("one line after another is one chain, the next why goes under the last", () => {
  const notes = [line("l1", "p"), line("l2", "l1"), line("l3", "l2")];
  const [chain, branches] = chainFrom(linesUnder(notes, "p")[0]);
  assert.deepEqual(chain.map((node) => node.note.id), ["l1", "l2", "l3"]);
  assert.deepEqual([branches, nextParent(notes, "p")], [[], "l3"]);
});

test("a path without a line begins under the problem", () => {
  assert.equal(nextParent([], "p"), "p");
});

test("another reason beside a line is a branch, and the newest line is where one goes on", () => {
  const notes = [line("l1", "p"), line("l2", "l1"), line("b1", "l1")];
  const [chain, branches] = chainFrom(linesUnder(notes, "p")[0]);
  assert.deepEqual(chain.map((node) => node.note.id), ["l1"]);
  assert.deepEqual(branches.map((node) => node.note.id), ["l2", "b1"]);
  assert.equal(nextParent(notes, "p"), "b1");
  assert.equal(nextParent(notes, "p", "l2"), "l2");
});

test("the fifth line is the deepest: only one beside it may follow", () => {
  const notes = ["l1", "l2", "l3", "l4", "l5"].map((id, at) => line(id, at === 0 ? "p" : "l" + at));
  assert.equal(nextParent(notes, "p"), null);
  assert.equal(nextParent(notes, "p", "l5"), null);
  assert.equal(nextParent(notes, "p", "l4"), "l4");
});

test("a withdrawn line goes, unless something stands under it", () => {
  const alone = [line("l1", "p"), line("l2", "l1", { is_withdrawn: true })];
  assert.deepEqual(ids(linesUnder(alone, "p")), ["l1"]);
  const under = [line("l1", "p", { is_withdrawn: true }), line("l2", "l1")];
  assert.deepEqual(ids(linesUnder(under, "p")), ["l1", "l2"]);
  assert.equal(nextParent(alone, "p", "l2"), "l1");
});

test("what stood under a hidden line stays on the path, under one without words", () => {
  const notes = withGaps([line("l1", "p"), line("l3", "l2"), line("l4", "l3")], "p");
  assert.deepEqual(ids(linesUnder(notes, "p")), ["l1", "l2", "l3", "l4"]);
  assert.equal(nextParent(notes, "p"), "l4");
});

/* ---- Fields of a group */

const SHEET = { id: "w1", group: "g1", fields: { so_that: "see it" } };

function filling({ items = [], edits = {}, overlay = {} } = {}) {
  return { step: { fills: ["so_that"] }, mine: { group: "g1" }, items, edits, overlay };
}

const fill = (is, text, was, more) => ({ name: "fill_note", is, body: { note: "w1", fields: { so_that: text }, was: { so_that: was } }, ...more });

test("a field shows what is saved, what is on its way, and first of all what is typed", () => {
  assert.deepEqual([fieldNow(filling(), SHEET, "so_that").text, fieldNow(filling(), SHEET, "so_that").is], ["see it", "saved"]);
  const sent = filling({ items: [fill("pending", "see it soon", "see it")] });
  assert.deepEqual([fieldNow(sent, SHEET, "so_that").text, fieldNow(sent, SHEET, "so_that").is], ["see it soon", "pending"]);
  const typed = filling({ edits: { [fillKey("w1", "so_that")]: "see it every" } });
  assert.deepEqual([fieldNow(typed, SHEET, "so_that").text, fieldNow(typed, SHEET, "so_that").is], ["see it every", null]);
});

test("an answer that came before its frame counts", () => {
  assert.equal(fieldNow(filling({ overlay: { "fill|w1|so_that": "see it soon" } }), SHEET, "so_that").known, "see it soon");
});

test("where two phones wrote at once both texts stay, and the next change starts from today's", () => {
  const refused = fill("refused", "ours", "see it", { code: "changed", now: { so_that: "theirs" } });
  const now = fieldNow(filling({ items: [refused] }), SHEET, "so_that");
  assert.deepEqual([now.text, now.known, now.clash.ours, now.why], ["theirs", "theirs", "ours", null]);
  const after = fieldNow(filling({ items: [refused] }), { ...SHEET, fields: { so_that: "theirs, more" } }, "so_that");
  assert.equal(after.known, "theirs, more");
});

test("words refused for another reason stay in their field with the sentence", () => {
  const refused = fill("refused", "29 Feb", "see it", { code: "no_such_day", why: "There is no such day." });
  const now = fieldNow(filling({ items: [refused] }), SHEET, "so_that");
  assert.deepEqual([now.text, now.why, now.clash], ["29 Feb", "There is no such day.", null]);
});

test("only the note's own group fills it in, and only what the step names", () => {
  assert.equal(mayFill(filling(), SHEET, "so_that"), true);
  assert.equal(mayFill(filling(), SHEET, "we_will"), false);
  assert.equal(mayFill(filling(), { ...SHEET, group: "g2" }, "so_that"), false);
});

test("a field is one line without space around it", () => {
  assert.equal(tidyField("  one\n two  "), "one two");
});

/* ---- Days */

test("three good days: two weeks on, half way, the review; a weekend waits for Monday", () => {
  assert.deepEqual(goodDays(new Date(2026, 2, 16, 15, 30).getTime(), "2026-06-15"), ["2026-03-30", "2026-04-30", "2026-06-15"]);
  assert.deepEqual(goodDays(new Date(2026, 2, 14, 9).getTime(), "2026-06-12"), ["2026-03-30", "2026-04-28", "2026-06-12"]);
});

test("days stay apart: a near review leaves out what would come after it", () => {
  assert.deepEqual(goodDays(new Date(2026, 2, 16).getTime(), "2026-04-06"), ["2026-03-30", "2026-04-06"]);
  assert.deepEqual(goodDays(new Date(2026, 2, 16).getTime(), ""), ["2026-03-30"]);
});

test("the clock's change in autumn moves no day", () => {
  assert.equal(goodDays(new Date(2026, 9, 19, 0, 10).getTime(), "2027-01-18")[0], "2026-11-02");
});

test("a stored day is said in words, anything else as typed", () => {
  assert.deepEqual([dayText("2026-05-15"), dayText("after half-term"), dayText(undefined)], ["Friday 15 May", "after half-term", ""]);
});

/* ---- What the view says of them */

function answering({ own = {}, items = [], hand = "behind", rows = {} } = {}) {
  const step = { activity: "a1", phase: "answer", round: 1, veil: "open", accepts: ["note"], marks: [], hand };
  const state = { rows: { g1: { id: "g1", type: "group", letter: "A" }, ...rows }, state: { step, mine: { group: "g1", at: null } } };
  return viewOf({ state, items, draft: null, own, overlay: {}, edits: {}, ui: { prompt: null, arrived: 0 } });
}

const worry = { activity: "a1", phase: "answer", round: 1, slot: "x1", group: "g1", text: "Time", key: "k" };

test("a worry belongs to its action and its asking", () => {
  const view = answering({ own: { n1: worry, n2: { ...worry, round: 0 }, n3: { ...worry, slot: "x2" } } });
  assert.deepEqual([ownWorry(view, "x1").id, ownWorry(view, "x3")], ["n1", null]);
});

test("a worry on its way stands beside its answer, not among words from elsewhere", () => {
  const sent = (body) => ({ name: "write_note", is: "pending", body });
  const view = answering({ items: [sent({ ...worry, id: "n1" }), sent({ ...worry, id: "n2", phase: "talk" })] });
  assert.deepEqual(waitingItems(view).map((item) => item.body.id), ["n2"]);
});

test("what is mixed comes first where a sentence is asked for, even a single headline is named", () => {
  const slot = (id, number, band) => ({ id, type: "slot", number, totals: { view: { band } } });
  const rows = { s1: slot("s1", 1, "recognised"), s2: slot("s2", 2, "mixed") };
  assert.deepEqual(columnsOf(answering({ hand: "heard", rows })).map((each) => each.id), ["s2", "s1"]);
  assert.deepEqual(columnsOf(answering({ hand: "heard", rows: { s1: rows.s1 } })).map((each) => each.id), ["s1"]);
  assert.deepEqual(columnsOf(answering({ hand: "wall", rows: { s1: rows.s1 } })), []);
});

test("a refused field says its words, and what stands there today", () => {
  assert.equal(wordsOf({ fields: { so_that: "ours" } }), "ours");
  assert.equal(wordsOf({ text: { so_that: "theirs" } }), "theirs");
  assert.equal(wordsOf({ text: "a note" }), "a note");
});

test("what is typed beside an answer knows its asking, also after the room went on", () => {
  const place = { activity: "a1", phase: "answer", round: 1, slot: "x1", group: "g1" };
  assert.deepEqual(placeOfKey(worryKey(place), "g1"), place);
});

test("so that pupils: whatever people begin with, it reads as one sentence", () => {
  const read = (text) => { const { isOwn, text: rest } = benefitOf(text); return (isOwn ? "so that " : "so that pupils ") + rest; };
  assert.equal(read("see what is better"), "so that pupils see what is better");
  assert.equal(read("Pupils see what is better"), "so that pupils see what is better");
  assert.equal(read("They have time for it"), "so that they have time for it");
  assert.equal(read("so that their second draft says more"), "so that their second draft says more");
});
