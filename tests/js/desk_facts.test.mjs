// What the desk reads out of its rows: where groups are, what to talk about, what goes forward.

import assert from "node:assert/strict";
import { test } from "node:test";

import { asksForTalk, groupsInWhys, mergedInto, newestDocument, optionsTaken, optionsToMerge, rootsOf, sheetsOfWill, stepName, testsToTalk } from "../../static/js/desk/facts.js";
import { inWords, schoolDayAfter } from "../../static/js/dates.js";

const GROUPS = ["A", "B", "C", "D"].map((letter) => ({ id: "g" + letter, letter, is_empty: letter === "D" }));

function view(more) {
  return { groups: GROUPS, notes: [], choices: [], actions: [], tests: [], past: { notes: [], slots: [] }, state: { desk: {}, workshop: {} }, ...more };
}

test("each group is told by how far it came in the whys; an empty one is not", () => {
  const notes = [{ id: "n1", group: null, parent: null, stance: "gap" }, { id: "n2", group: "gB", parent: "n1" }, { id: "n3", group: "gB", parent: "n2" }];
  const choices = [{ group: "gA", kind: "problem", value: "n1" }, { group: "gB", kind: "problem", value: "n1" }];
  const seen = groupsInWhys(view({ notes, choices }));
  assert.deepEqual(seen.map((group) => [group.letter, group.is, group.n]), [["A", "problem", 0], ["B", "lines", 2], ["C", "none", 0]]);
  const ringed = groupsInWhys(view({ notes, choices: choices.concat({ group: "gB", kind: "ring", value: "n3" }) }));
  assert.equal(ringed[1].is, "ringed");
});

test("the newest answers count, and those to talk about come first", () => {
  const actions = [{ id: "a1", number: 1 }, { id: "a2", number: 2 }, { id: "a3", number: 3 }];
  const tests = [
    { id: "t1", action: "a1", round: 0, band: "behind" }, { id: "t2", action: "a2", round: 0, band: "behind" },
    { id: "t3", action: "a3", round: 0, band: "talk" }, { id: "t4", action: "a3", round: 1, band: "mostly" }, { id: "t5", action: "a2", round: 1, band: "talk" },
  ];
  const rows = testsToTalk(view({ actions, tests }));
  assert.deepEqual(rows.map((row) => [row.action.number, row.test.id]), [[2, "t5"], [1, "t1"], [3, "t4"]]);
});

test("what was talked about asks for no more talk", () => {
  assert.equal(asksForTalk({ band: "not_yet", is_talked: false }), true);
  assert.equal(asksForTalk({ band: "talk", is_talked: true }), false);
  assert.equal(asksForTalk({ band: "goes_ahead", is_talked: false }), false);
});

test("the first few go forward unless the champion or the room chose others", () => {
  const options = ["o1", "o2", "o3"].map((note) => ({ note, is_chosen: false }));
  assert.deepEqual(optionsTaken({ options, take: 2 }), ["o1", "o2"]);
  assert.deepEqual(optionsTaken({ options, take: 2 }, { o1: false, o3: true }), ["o2", "o3"]);
  const chosen = options.map((option) => ({ ...option, is_chosen: option.note === "o3" }));
  assert.deepEqual(optionsTaken({ options: chosen, take: 2 }), ["o3"]);
});

test("hidden options, additions and sheets are not offered to be put together", () => {
  const notes = [{ id: "o2", text: "b" }, { id: "o1", text: "a" }, { id: "o3", is_hidden: true }, { id: "o4", parent: "o1" }, { id: "o5", stance: "will" }];
  assert.deepEqual(optionsToMerge(view({ notes })).map((note) => note.id), ["o1", "o2"]);
});

test("sheets stand in the order of their groups", () => {
  const notes = [{ id: "w1", group: "gC", stance: "will" }, { id: "w2", group: "gA", stance: "will" }, { id: "n", group: "gA" }];
  assert.deepEqual(sheetsOfWill(view({ notes })).map((sheet) => sheet.letter), ["A", "C"]);
});

test("an action grew from its journey, and what can be taken off says so", () => {
  const chain = [{ note: "n1", text: "We copy out", group: "gA", root: "l1", kind: "note" }, { note: "s1", text: "A headline", root: "l2", kind: "headline" }];
  const journey = [{ label: "note", text: "We copy out", letter: "A" }, { label: "understanding", text: "Nobody showed them" }, { label: "action", text: "We will" }];
  const roots = rootsOf({ chain, journey });
  assert.deepEqual(roots.map((root) => [root.label, root.root]), [["headline", "l2"], ["note", "l1"], ["understanding", undefined]]);
});

test("what was put into an option is known, so that it can be parted again", () => {
  const desk = { options: [{ note: "n1", merged_notes: [{ note: "n2", text: "The same" }] }, { note: "n3" }] };
  assert.deepEqual(mergedInto(desk, "n1"), [{ note: "n2", text: "The same" }]);
  assert.deepEqual(mergedInto(desk, "n3"), []);
  assert.deepEqual(mergedInto({}, "n1"), []);
});

test("a step is named by kind, phase or page, and veil", () => {
  const desk = { settings: { page: "rules" } };
  const named = (kind, step) => stepName({ desk, activity: kind && { kind }, step });
  assert.equal(named("talk", { phase: "talk", veil: null }), "talk rules");
  assert.equal(named("grow", { phase: "vote", veil: "revealed" }), "grow vote revealed");
  assert.equal(named(null, null), "");
});

test("before a plan was agreed its newest number is 0", () => {
  assert.equal(newestDocument({ desk: {}, workshop: { agreed: null } }), 0);
  assert.equal(newestDocument({ desk: { documents: [{ number: 1 }, { number: 2 }] }, workshop: { agreed: { number: 2 } } }), 2);
});

test("a stored day is written out and words stay as they are", () => {
  assert.equal(inWords("2026-05-15"), "Friday 15 May 2026");
  assert.equal(inWords("after half-term"), "after half-term");
  assert.equal(inWords(null), "");
});

test("two days later is a school day", () => {
  const after = (text) => new Date(schoolDayAfter(text, 2));
  assert.equal(after("2026-03-16").getDate(), 18);
  assert.equal(after("2026-03-19").getDate(), 23);
});
