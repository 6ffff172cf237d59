// What the champion types is kept until it is saved, whatever happens meanwhile.

import assert from "node:assert/strict";
import { test } from "node:test";

import { openForms } from "../../static/js/desk/forms.js";

function desk({ kept = {}, saved = { goal: "Better drafts" } } = {}) {
  const sent = [];
  const shelf = { drafts: kept, read: () => shelf.drafts, write: (drafts) => (shelf.drafts = JSON.parse(JSON.stringify(drafts))) };
  const write = (name, body) => new Promise((resolve) => sent.push({ name, body, answer: resolve }));
  const form = { place: "goal", command: "write_goal", body: (name, text, was) => ({ fields: { [name]: text }, was: { [name]: was } }), saved };
  return { sent, shelf, form, forms: openForms(write, () => {}, shelf) };
}

async function answered(sent, at, answer) {
  sent[at].answer(answer);
  await new Promise((resolve) => setTimeout(resolve, 0));
}

test("a field that was left is saved with the text it started from", async () => {
  const { forms, form, sent } = desk();
  forms.type(form, "goal", "Better second drafts");
  forms.save(form, "goal");
  assert.deepEqual(sent[0].body, { fields: { goal: "Better second drafts" }, was: { goal: "Better drafts" } });
  await answered(sent, 0, { ok: true });
  assert.equal(forms.isSaved(form), true);
  assert.equal(forms.isTyped(form, "goal"), false);
});

test("until its frame comes a saved text stays on the screen", async () => {
  const { forms, form, sent } = desk();
  forms.put(form, "goal", "Better second drafts");
  await answered(sent, 0, { ok: true });
  assert.equal(forms.value(form, "goal"), "Better second drafts");
  form.saved = { goal: "Better third drafts" };
  assert.equal(forms.value(form, "goal"), "Better third drafts");
});

test("what was not changed is not sent", () => {
  const { forms, form, sent } = desk();
  forms.put(form, "goal", " Better drafts ");
  assert.equal(sent.length, 0);
});

test("what is typed while a field is being saved goes after it", async () => {
  const { forms, form, sent } = desk();
  forms.put(form, "goal", "One");
  forms.put(form, "goal", "Two");
  assert.equal(sent.length, 1);
  await answered(sent, 0, { ok: true });
  assert.deepEqual(sent[1].body, { fields: { goal: "Two" }, was: { goal: "One" } });
});

test("two texts stand side by side until one is chosen", async () => {
  const { forms, form, sent } = desk();
  forms.put(form, "goal", "Mine");
  await answered(sent, 0, { ok: false, code: "changed", refused: "Changed.", now: { goal: "Theirs" } });
  assert.equal(forms.both(form, "goal"), "Theirs");
  assert.equal(forms.value(form, "goal"), "Mine");
  forms.save(form, "goal");
  assert.equal(sent.length, 1);
  forms.choose(form, "goal", true);
  assert.deepEqual(sent[1].body, { fields: { goal: "Mine" }, was: { goal: "Theirs" } });
});

test("theirs may be chosen, and then nothing is sent", async () => {
  const { forms, form, sent } = desk();
  forms.put(form, "goal", "Mine");
  await answered(sent, 0, { ok: false, code: "changed", refused: "Changed.", now: { goal: "Theirs" } });
  form.saved = { goal: "Theirs" };
  forms.choose(form, "goal", false);
  assert.equal(forms.value(form, "goal"), "Theirs");
  assert.equal(sent.length, 1);
});

test("the same words typed twice are no quarrel", async () => {
  const { forms, form, sent } = desk();
  forms.put(form, "goal", "Same");
  await answered(sent, 0, { ok: false, code: "changed", refused: "Changed.", now: { goal: "Same" } });
  assert.equal(forms.both(form, "goal"), undefined);
  assert.equal(forms.isTyped(form, "goal"), false);
});

test("a refusal stays beside what was typed, until it is typed again", async () => {
  const { forms, form, sent } = desk({ saved: {} });
  forms.put(form, "by", "29 February 2027");
  await answered(sent, 0, { ok: false, code: "no_such_day", refused: "There is no 29 February in 2027." });
  assert.equal(forms.fault(form, "by"), "There is no 29 February in 2027.");
  assert.equal(forms.value(form, "by"), "29 February 2027");
  forms.type(form, "by", "28 February 2027");
  assert.equal(forms.fault(form, "by"), undefined);
});

test("a stored day is written out, and leaving it alone sends nothing", () => {
  const { forms, form, sent } = desk({ saved: { by: "2026-05-15" } });
  assert.equal(forms.value(form, "by"), "Friday 15 May 2026");
  forms.put(form, "by", "Friday 15 May 2026");
  assert.equal(sent.length, 0);
  forms.put(form, "by", "22 May");
  assert.deepEqual(sent[0].body.was, { by: "2026-05-15" });
});

test("a page opened again finds what was typed on the one before", () => {
  const first = desk();
  first.forms.type(first.form, "goal", "Half a sen");
  const { forms, form, sent } = desk({ kept: first.shelf.drafts });
  assert.equal(forms.value(form, "goal"), "Half a sen");
  forms.save(form, "goal");
  assert.deepEqual(sent[0].body.was, { goal: "Better drafts" });
});
