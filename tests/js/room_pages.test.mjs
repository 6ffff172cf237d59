/* The pages of the work after the carousel: what stands together, what comes first, and that
   nothing a group wrote is lost. */
import test from "node:test";
import assert from "node:assert/strict";
import { cutToLines, linesOf } from "../../static/js/lines.js";
import { pagesByCost, shareLines } from "../../static/js/room/fit.js";
import { headlinePages } from "../../static/js/room/headline_pages.js";
import { boardPages, optionPages, roomOptions, votePages, willPages } from "../../static/js/room/options.js";
import { pagesOf, turnOr } from "../../static/js/room/pages_of.js";
import { pathPages } from "../../static/js/room/paths.js";
import { byWhen, planPages, planSheet } from "../../static/js/room/plan_pages.js";
import { bandPages, newestTests } from "../../static/js/room/tests.js";

const STATE = { workshop: { understanding: null, question: "What helps?", review_on: "2026-06-15", held_on: "2026-03-17" } };
const LONG = "We change our minds about a sentence when a reader asks why. ".repeat(9).slice(0, 500).trim();

function view(more) {
  return Object.assign({ state: STATE, slots: [], groups: [], notes: [], choices: [], actions: [], tests: [] }, more);
}
function option(id, text, more) {
  return Object.assign({ id, text: text || "Plan one revising lesson", stance: null, parent: null, fields: {} }, more);
}
function action(id, number, fields) {
  return { id, number, fields: Object.assign({ we_will: "Plan one lesson", who_leads: "Phase leaders", by_when: "2026-05-15" }, fields) };
}

/* ---- fitting ---- */

test("a page takes what it holds, and one thing at least", () => {
  assert.deepEqual(pagesByCost([2, 2, 2, 9, 1], (n) => n, 5, 9), [[2, 2], [2], [9], [1]]);
  assert.deepEqual(pagesByCost([1, 1, 1], (n) => n, 9, 2), [[1, 1], [1]]);
});

test("where lines are short the longest text gives way first, and none vanishes", () => {
  assert.deepEqual(shareLines([2, 9, 3], 8), [2, 3, 3]);
  assert.deepEqual(shareLines([4, 4], 1), [1, 1]);
});

test("a text that is cut says so and stays within its lines", () => {
  const cut = cutToLines(LONG, 20, 2);
  assert.match(cut, / …$/);
  assert.equal(linesOf(cut, 20), 2);
  assert.equal(cutToLines("Short.", 20, 2), "Short.");
});

/* ---- headlines ---- */

function headlinesOf(n, text) {
  return Array.from({ length: n }, (each, at) => ({ id: "s" + at, number: at + 1, text: text || "Drafts look much the same in most of the books sampled." }));
}
function perPage(slots) {
  return headlinePages(slots, STATE).map((page) => page.slots.length);
}

test("five headlines of usual length share a page, what they are beside their words", () => {
  const [page, ...more] = headlinePages(headlinesOf(5), STATE);
  assert.deepEqual([page.slots.length, page.isBeside, more], [5, true, []]);
});

test("no headline stands alone on a page while another could stand with it", () => {
  assert.deepEqual(perPage(headlinesOf(4)), [4]);
  assert.deepEqual(perPage(headlinesOf(6)), [3, 3]);
  assert.deepEqual(perPage(headlinesOf(5, LONG.slice(0, 130))), [3, 2]);
});

/* ---- paths ---- */

const GROUPS = [{ id: "ga", letter: "A" }, { id: "gb", letter: "B" }];
function line(id, parent, more) {
  return Object.assign({ id, parent, group: "ga", text: "Because of " + id, stance: parent ? null : "problem", fields: {} }, more);
}
function chosen(kind, value, group) {
  return { group: group || "ga", slot: "act", kind, value };
}
const TREE = [line("p"), line("a", "p"), line("b", "a"), line("side", "p"), line("deep", "side"), line("below", "b")];

test("a path goes from the problem to the ring, side branches fold to a number", () => {
  const [page] = pathPages(view({ groups: GROUPS, notes: TREE, choices: [chosen("problem", "p"), chosen("ring", "b")] }));
  assert.deepEqual(page.lines.map((each) => [each.kind, each.note.id, each.more]), [["problem", "p", 2], ["why", "a", 0], ["ring", "b", 1]]);
  assert.deepEqual([page.letter, page.at, page.of], ["A", 1, 1]);
});

test("without a ring the longest way shows, and only groups that chose a problem have a page", () => {
  const pages = pathPages(view({ groups: GROUPS, notes: TREE, choices: [chosen("problem", "p")] }));
  assert.deepEqual(pages.map((page) => page.lines.map((each) => each.note.id)), [["p", "a", "b", "below"]]);
});

test("a withdrawn line keeps its place on the way, and is not counted beside it", () => {
  const gone = { group: null, text: "", is_withdrawn: true };
  const notes = [line("p"), line("a", "p", gone), line("b", "a"), line("c", "b"), line("lone", "p", gone)];
  const [page] = pathPages(view({ groups: GROUPS, notes, choices: [chosen("problem", "p")] }));
  assert.deepEqual(page.lines.map((each) => each.note.id + each.more), ["p0", "a0", "b0", "c0"]);
});

test("where a line above the ring was hidden, the problem still stands at the head", () => {
  const notes = [line("p"), line("b", "hidden"), line("c", "b")];
  const [page] = pathPages(view({ groups: GROUPS, notes, choices: [chosen("problem", "p"), chosen("ring", "c")] }));
  assert.deepEqual(page.lines.map((each) => [each.kind, each.note.id]), [["problem", "p"], ["why", "hidden"], ["why", "b"], ["ring", "c"]]);
  assert.equal(page.lines[1].note.isHidden, true);
});

test("two groups that chose the same gap each see their own way alone", () => {
  const notes = [line("p", null, { stance: "gap", group: null }), line("a", "p"), line("x", "p", { group: "gb" })];
  const choices = [chosen("problem", "p"), chosen("ring", "a"), chosen("problem", "p", "gb"), chosen("ring", "x", "gb")];
  const pages = pathPages(view({ groups: GROUPS, notes, choices }));
  assert.deepEqual(pages.map((page) => page.lines.map((each) => each.note.id + each.more)), [["p0", "a0"], ["p0", "x0"]]);
});

test("long lines go on over the page, none is lost, and the ring keeps its facts", () => {
  const fields = { tag: "seen", sure: "fairly", check: "asking six pupils", who: "Writing lead" };
  const notes = [line("p", null, { text: LONG }), line("a", "p", { text: LONG }), line("b", "a", { text: LONG, fields })];
  const pages = pathPages(view({ groups: GROUPS, notes, choices: [chosen("problem", "p"), chosen("ring", "b")] }));
  const said = pages.flatMap((page) => page.lines).map((each) => each.text).join(" ");
  assert.equal(said.length, 3 * LONG.length + 2);
  const last = pages[pages.length - 1];
  assert.equal(last.facts.check, "asking six pupils");
  assert.equal(last.lines[last.lines.length - 1].kind, "ring");
});

/* ---- options ---- */

test("an option keeps its number from the wall to the vote", () => {
  const notes = [option("c", "", { totals: { dot: 9 } }), option("a"), option("b"), option("w", "", { stance: "will" }), option("h", "", { is_hidden: true })];
  assert.deepEqual(roomOptions(notes).map((each) => [each.id, each.number]), [["a", 1], ["b", 2], ["c", 3]]);
  assert.deepEqual(boardPages(notes, STATE)[0].options.map((each) => each.number), [3, 1, 2]);
});

test("a ballot has six options at most on a page", () => {
  const notes = Array.from({ length: 13 }, (_, i) => option("o" + (10 + i)));
  assert.deepEqual(votePages(notes, STATE).map((page) => page.options.length), [6, 6, 1]);
});

test("an option of 500 characters and its obstacle are read whole", () => {
  const all = optionPages([option("a", LONG, { fields: { obstacle: LONG } })], STATE).flatMap((page) => page.options);
  assert.equal(all.map((each) => each.text).filter(Boolean).join(" "), LONG);
  assert.equal(all.map((each) => each.obstacle).filter(Boolean).join(" "), LONG);
});

test("sheets of what we will do are numbered on from page to page", () => {
  const notes = [1, 2, 3, 4, 5].map((n) => option("w" + n, LONG.slice(0, 120), { stance: "will", n, fields: {} }));
  const pages = willPages(notes, STATE);
  assert.ok(pages.length > 1);
  assert.deepEqual(pages.map((page) => page.from), pages.map((page, i) => 1 + pages.slice(0, i).reduce((sum, each) => sum + each.sheets.length, 0)));
});

/* ---- the plan ---- */

test("five actions share a page, a sixth turns it; laid over the work all have one page", () => {
  const actions = [1, 2, 3, 4, 5, 6].map((n) => action("a" + n, n));
  assert.deepEqual(planPages(actions, STATE).map((page) => page.actions.length), [5, 1]);
  assert.equal(planSheet(actions, STATE).actions.length, 6);
});

test("a day is said without its weekday, with the year only where it is not near", () => {
  assert.equal(byWhen(action("a", 1), STATE), "15 May");
  assert.equal(byWhen(action("a", 1, { by_when: "2027-01-08" }), STATE), "8 January");
  assert.equal(byWhen(action("a", 1, { by_when: "2027-03-17" }), STATE), "17 March");
  assert.equal(byWhen(action("a", 1, { by_when: "2027-03-18" }), STATE), "18 March 2027");
  assert.equal(byWhen(action("a", 1, { by_when: "before half-term" }), STATE), "before half-term");
});

/* ---- agreement ---- */

test("the newest asking counts, in the order of the plan; page k is the k-th action", () => {
  const tests = [{ id: "1", action: "a2", round: 0, band: "talk" }, { id: "2", action: "a1", round: 0, band: "behind" }, { id: "3", action: "a2", round: 1, band: "mostly" }];
  const known = view({ actions: [action("a1", 1), action("a2", 2)], tests });
  assert.deepEqual(newestTests(known).map(({ test: each }) => each.id), ["2", "3"]);
  assert.deepEqual(bandPages(known).map((page) => page.test && page.test.id), [null, "2", "3"]);
});

/* ---- turning ---- */

test("next turns the pages first and then moves", () => {
  const notes = Array.from({ length: 7 }, (_, i) => option("o" + i));
  const at = (page) => view({ notes, state: Object.assign({}, STATE, { step: { activity: "act", room: "vote", phase: "vote", veil: "open", page } }) });
  const move = { name: "move_on", body: {} };
  assert.deepEqual(turnOr(at(0), 1, move), { name: "turn_page", body: { activity: "act", page: 1, was: 0 } });
  assert.equal(turnOr(at(1), 1, move), move);
});

test("options have pages only once they may be read", () => {
  const known = (step) => view({ notes: [option("a")], state: Object.assign({}, STATE, { step: Object.assign({ activity: "act", room: "grow", page: 0 }, step) }) });
  assert.equal(pagesOf(known({ phase: "goal" })).length, 0);
  assert.equal(pagesOf(known({ phase: "options", veil: "closed" })).length, 0);
  assert.equal(pagesOf(known({ phase: "clarify", veil: null })).length, 1);
});

test("three pages of options are all shown first; of more, two", () => {
  const pages = (n) => pagesOf(view({
    state: Object.assign({ step: { room: "vote", phase: "vote", veil: "open", page: 0 } }, STATE),
    notes: Array.from({ length: n }, (_, i) => option("n" + String(i).padStart(2, "0"))),
  })).map((page) => Boolean(page.isMore));
  assert.deepEqual(pages(15), [false, false, false]);
  assert.deepEqual(pages(30), [false, false, true, true, true]);
});
