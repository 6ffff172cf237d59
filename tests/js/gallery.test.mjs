/* The gallery's pages: what stands together, what comes first, and that nothing is cut. */
import test from "node:test";
import assert from "node:assert/strict";
import { galleryPages, morePages, pageShown, pageTurn } from "../../static/js/gallery.js";
import { linesOf } from "../../static/js/lines.js";

const SLOTS = [{ id: "s1", number: 1, title: "Read as writers" }, { id: "s2", number: 2, title: "Draft first" }];
const GROUPS = [{ id: "ga", letter: "A" }, { id: "gb", letter: "B" }];
const LONG = "We change our minds about a sentence when a reader asks why. ".repeat(9).slice(0, 500).trim();

function note(id, stance, text, more) {
  return Object.assign({ id, slot: "s1", group: "ga", stance, text: text || "A short note.", parent: null, n: 1 }, more);
}
function pages(notes, choices, slots) {
  return galleryPages(slots || SLOTS.slice(0, 1), GROUPS, notes, choices || []);
}
function idsOf(page) {
  return page.columns.map((column) => column.notes.map((item) => item.id));
}
function textOf(all, id) {
  return all.flatMap((page) => page.columns.flatMap((column) => column.notes))
    .filter((item) => item.id === id).map((item) => item.text).join(" ");
}

test("a station without notes has one page that says so", () => {
  const all = pages([], [], SLOTS);
  assert.deepEqual(all.map((page) => page.kind), ["none", "none"]);
});

test("strengths stand on the left and what is not yet in place on the right", () => {
  assert.deepEqual(idsOf(pages([note("g", "gap"), note("s", "strength")])[0]), [["s"], ["g"]]);
});

test("what a group chose comes first, then what most people recognise", () => {
  const notes = [note("few", "gap", "", { totals: { tick: 2 } }), note("many", "gap", "", { totals: { tick: 9 } }), note("chosen", "gap")];
  const all = pages(notes, [{ slot: "s1", group: "ga", kind: "gap", value: "chosen" }]);
  assert.deepEqual(all.map(idsOf), [[[], ["chosen", "many"]], [["few"]]]);
  assert.equal(all[0].columns[1].notes[0].isChosen, true);
});

test("a third note turns the page of that station", () => {
  const all = pages([note("a", "gap"), note("b", "gap"), note("c", "gap"), note("s", "strength")]);
  assert.deepEqual(all.map(idsOf), [[["s"], ["a", "b"]], [["c"]]]);
});

test("what we could stop is the station's next page", () => {
  const all = pages([note("x", "stop"), note("s", "strength")]);
  assert.deepEqual(all.map((page) => page.columns[0].stance), ["strength", "stop"]);
});

test("a note of 500 characters has a page of its own and is whole", () => {
  const all = pages([note("long", "gap", LONG), note("s", "strength")]);
  assert.deepEqual(all.map((page) => page.kind), ["same", "one"]);
  assert.equal(textOf(all, "long"), LONG);
});

test("a long note that a group chose comes before the rest", () => {
  const all = pages([note("long", "gap", LONG), note("s", "strength")], [{ slot: "s1", kind: "gap", value: "long" }]);
  assert.deepEqual(all.map((page) => page.kind), ["one", "same"]);
});

test("500 wide characters without a space go on over the page and none is lost", () => {
  const all = pages([note("wide", "gap", "漢".repeat(500))]);
  assert.ok(all.length > 1);
  assert.equal(textOf(all, "wide").replace(/ /g, ""), "漢".repeat(500));
});

test("what was added stands in the sheet of its note, a question as a question", () => {
  const notes = [note("b", "gap", "", { totals: { tick: 5 } }), note("a", "gap", "", { totals: { tick: 9 } }),
    note("child", null, "", { parent: "a", group: "gb" }), note("ask", "question", "", { parent: "a", n: 2 })];
  const all = pages(notes);
  assert.deepEqual(all.map(idsOf), [[[], ["a", "b"]]]);
  assert.deepEqual(all[0].columns[1].notes[0].additions.map((item) => [item.id, item.letter, item.isQuestion]),
    [["child", "B", false], ["ask", "A", true]]);
});

test("two additions stand inside; of more only the number, also after a merge by its letter", () => {
  const notes = [note("a", "gap")].concat([1, 2, 3, 4].map((n) => note("c" + n, null, "", { parent: "a", n, group: "gone", letter: "D" })));
  const sheet = pages(notes)[0].columns[1].notes[0];
  assert.deepEqual(sheet.additions.map((item) => [item.id, item.letter]), [["c1", "D"], ["c2", "D"]]);
  assert.equal(sheet.more, 2);
});

test("a sheet and its additions never cost more than the column holds", () => {
  const words = "Pupils copy the whole page out again when we only wanted one sentence. ";
  const notes = [note("a", "gap", words.repeat(2)), note("b", null, words.repeat(3), { parent: "a" }), note("c", null, words, { parent: "a", n: 2 })];
  const all = pages(notes);
  assert.deepEqual(all.map((page) => [page.kind, page.isMore]), [["pair", false], ["one", true], ["one", true]]);
  assert.equal(all[0].columns[1].notes[0].additions.length, 0);
  assert.equal(all[0].columns[1].notes[0].more, 2);
  assert.deepEqual(all.slice(1).map((page) => page.columns[0].notes[0].additions.map((item) => item.id)), [["b"], ["c"]]);
});

test("an addition of 500 wide characters goes on over the pages of its note and none is lost", () => {
  const all = pages([note("a", "gap"), note("b", null, "漢".repeat(500), { parent: "a" })]);
  const said = all.flatMap((page) => page.columns.flatMap((column) => column.notes)).filter((item) => item.isAgain)
    .flatMap((item) => item.additions).map((item) => item.text).join("");
  assert.equal(said, "漢".repeat(500));
});

test("a station with only stops shows them first", () => {
  assert.deepEqual(pages([note("x", "stop")]).map((page) => page.columns[0].stance), ["stop"]);
});

test("withdrawn notes are not shown, what builds on them is", () => {
  const notes = [note("gone", "gap", "", { is_withdrawn: true }), note("child", null, "", { parent: "gone" })];
  assert.deepEqual(idsOf(pages(notes)[0])[1], ["child"]);
});

test("a chain of notes that build on one another stays together", () => {
  const notes = [note("a", "gap"), note("b", null, "", { parent: "a" }), note("c", null, "", { parent: "b", n: 2 })];
  assert.deepEqual(pages(notes)[0].columns[1].notes[0].additions.map((item) => item.id), ["b", "c"]);
});

test("groups that share a home say from where to where", () => {
  const choices = [2, 0, 1].map((value, i) => ({ slot: "s1", group: String(i), kind: "reach", value }));
  assert.deepEqual(pages([], choices)[0].tap, { low: 0, high: 2 });
  assert.equal(pages([])[0].tap, null);
});

test("a skipped station shows only when it has notes", () => {
  const slots = [Object.assign({ is_skipped: true }, SLOTS[0]), SLOTS[1]];
  assert.deepEqual(pages([], [], slots).map((page) => page.number), [2]);
  assert.deepEqual(pages([note("a", "gap")], [], slots).map((page) => page.number), [1, 2]);
});

test("the same notes give the same pages in any order", () => {
  const notes = Array.from({ length: 9 }, (_, i) => note("n" + i, i % 2 ? "gap" : "strength", "Words ".repeat(i * 5 + 1)));
  assert.deepEqual(pages(notes), pages(notes.slice().reverse()));
});

test("turning stops at both ends and carries the page that was seen", () => {
  const all = pages([note("a", "gap"), note("x", "stop")]);
  const step = { activity: "act", room: "gallery", page: 0 };
  assert.deepEqual(pageTurn(step, all, 1), { name: "turn_page", body: { activity: "act", page: 1, was: 0 } });
  assert.equal(pageTurn(step, all, -1), null);
  assert.equal(pageTurn(Object.assign({}, step, { page: 1 }), all, 1), null);
  assert.equal(pageShown(Object.assign({}, step, { page: 9 }), all), 1);
});

test("lines are counted as a browser breaks them", () => {
  assert.equal(linesOf("", 15), 1);
  assert.equal(linesOf("one two", 100), 1);
  assert.equal(linesOf("one two", 2), 2);
});

test("every station shows its first page before any station shows more", () => {
  const notes = ["s1", "s2"].flatMap((slot) => [1, 2, 3].map((n) => note(slot + n, "gap", "", { slot, n })));
  const all = pages(notes, [], SLOTS);
  assert.deepEqual(all.map((page) => [page.number, page.isMore]), [[1, false], [2, false], [1, true], [2, true]]);
});

test("next leaves the gallery after the first pages; more pages wait for a room with time", () => {
  const all = pages([1, 2, 3].map((n) => note("n" + n, "gap", "", { n })));
  const step = { activity: "act", room: "gallery", page: 0 };
  assert.equal(pageTurn(step, all, 1), null);
  assert.deepEqual(morePages(step, all), { n: 1, name: "turn_page", body: { activity: "act", page: 1, was: 0 } });
  assert.equal(morePages(Object.assign({}, step, { page: 1 }), all), null);
});

test("a long note that was chosen is among the first pages", () => {
  const choices = [{ slot: "s1", kind: "strength", value: "s" }, { slot: "s1", kind: "gap", value: "g" }];
  const all = pages([note("s", "strength", LONG), note("g", "gap", LONG), note("h", "gap")], choices);
  assert.deepEqual(all.map((page) => page.isMore), [false, false, true]);
});
