// Words of a label that people type again are said once, on the wall as on the paper.

import assert from "node:assert/strict";
import { test } from "node:test";

import { afterLabel, willTitle, unstopped } from "../../static/js/room/after_label.js";

test("what begins with the words of its label is shown without them", () => {
  assert.equal(afterLabel("we_will", "we will plan together"), "plan together");
  assert.equal(afterLabel("we_will", "We willingly share"), "We willingly share");
  assert.equal(afterLabel("heard", "We heard that it takes time"), "it takes time");
  assert.equal(afterLabel("changed", "so we keep one lesson"), "we keep one lesson");
  assert.equal(afterLabel("changed", "So we changed: one corridor first"), "one corridor first");
  assert.equal(afterLabel("heard", undefined), "");
});

test("an action stands on the wall with a capital, and a name as it is written", () => {
  assert.equal(willTitle({ we_will: "agree three examples" }), "Agree three examples");
  assert.equal(willTitle({ we_will: "We will agree three examples" }), "Agree three examples");
  assert.equal(willTitle({ we_will: "iPads go to phase two" }), "iPads go to phase two");
  assert.equal(willTitle({}), "");
});

test("a text that goes on has no full stop within", () => {
  assert.equal(unstopped("Ask what they changed. "), "Ask what they changed");
  assert.equal(unstopped("and so on..."), "and so on...");
});
