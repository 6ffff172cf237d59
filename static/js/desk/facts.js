// What the desk reads out of its rows, without drawing: where groups stand in the whys, which
// answers count, what an action grew from, which options go forward.

/** What the room does now, in words for code: kind, phase (or page of a talk), and the veil if there is one. */
export function stepName(state) {
  const { activity, step } = state;
  if (!activity || !step) return "";
  const page = activity.page || state.desk.settings.page;
  return activity.kind + " " + (activity.kind === "talk" ? page : step.phase) + (step.veil ? " " + step.veil : "");
}

/** Groups in order with what is there: `is` none, problem, lines or ringed; `n` lines. */
export function groupsInWhys(view) {
  const choice = (group, kind) => view.choices.find((each) => each.group === group.id && each.kind === kind && each.value);
  return view.groups.filter((group) => !group.is_empty).map((group) => {
    const n = view.notes.filter((note) => note.group === group.id && note.parent && isThere(note)).length;
    const is = choice(group, "ring") ? "ringed" : n ? "lines" : choice(group, "problem") ? "problem" : "none";
    return { id: group.id, letter: group.letter, is, n };
  });
}

/** The newest answers for each action, with the action; those to talk about come first. */
export function testsToTalk(view) {
  const newest = {};
  view.tests.forEach((test) => {
    if (!newest[test.action] || newest[test.action].round < test.round) newest[test.action] = test;
  });
  return view.actions.filter((action) => newest[action.id])
    .map((action) => ({ action, test: newest[action.id] }))
    .sort((one, other) => weightOf(one.test) - weightOf(other.test) || one.action.number - other.action.number);
}

/** The actions by the pages on which the projector shows where the room stands: page 1 is the first. */
export function pageActions(view) {
  return view.actions.filter((action) => view.tests.some((test) => test.action === action.id)).map((action) => action.id);
}

/** Whether the room still owes an action its talk. */
export function asksForTalk(test) {
  return (test.band === "talk" || test.band === "not_yet") && !test.is_talked;
}

function weightOf(test) {
  return asksForTalk(test) ? 0 : test.band === "talk" || test.band === "not_yet" ? 1 : 2;
}

/** The earlier answers about an action, newest first. */
export function earlierTests(view, now) {
  return view.tests.filter((test) => test.action === now.action && test.round < now.round).sort((a, b) => b.round - a.round);
}

/** The ways options stand on the desk while doubles are put together. */
export function optionsToMerge(view) {
  return view.notes.filter((note) => isThere(note) && !note.parent && note.stance !== "will" && note.may_merge !== false)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The group sheets of "What will we do?", in the order of their groups' letters. */
export function sheetsOfWill(view) {
  return view.notes.filter((note) => note.stance === "will" && isThere(note))
    .map((note) => Object.assign({}, note, { letter: note.letter || (view.groups.find((group) => group.id === note.group) || {}).letter || "" }))
    .sort((a, b) => (a.letter < b.letter ? -1 : a.letter > b.letter ? 1 : a.id < b.id ? -1 : 1));
}

/** What was put into an option, each `{note, text}`: it can be parted again. */
export function mergedInto(desk, option) {
  const known = (desk.options || []).find((each) => each.note === option);
  return (known && known.merged_notes) || [];
}

/** Which options go forward: what was pressed on this desk, else what was chosen, else the first `take`. */
export function optionsTaken(desk, picked) {
  const options = desk.options || [];
  const isChosen = options.some((option) => option.is_chosen);
  return options.filter((option, at) => {
    if (picked && option.note in picked) return picked[option.note];
    return isChosen ? option.is_chosen : at < (desk.take || 0);
  }).map((option) => option.note);
}

/** What an action grew from, in order: each `{label, text, letter, dots, tag, root, slot_title, totals}`. */
export function rootsOf(action) {
  const chain = (action.chain || []).map((link) => Object.assign({ label: link.kind || "note" }, link));
  const journey = (action.journey || []).filter((step) => step.label !== "action");
  const walked = journey.map((step) => Object.assign({}, chain.find((link) => link.text && link.text === step.text), step));
  const loose = chain.filter((link) => !walked.some((step) => step.text && step.text === link.text));
  return loose.concat(walked);
}

/** The number of the newest agreed plan, 0 before the first. */
export function newestDocument(state) {
  const documents = state.desk.documents || [];
  const newest = documents.reduce((most, each) => Math.max(most, each.number), 0);
  return Math.max(newest, state.workshop.agreed ? state.workshop.agreed.number : 0);
}

function isThere(note) {
  return !note.is_hidden && !note.is_withdrawn && !note.is_late;
}
