/* Where the room stands on each action: the newest asking counts. Page 0 is all of them, page k the
   k-th action. */

/** The newest test of each action, in the order of the plan: `{action, test}`. */
export function newestTests(view) {
  return view.actions
    .map((action) => ({ action, test: newestOf(action.id, view.tests || []) }))
    .filter((each) => each.test);
}

/** The pages of where we stand. */
export function bandPages(view) {
  const tests = newestTests(view);
  return tests.length ? [{ test: null, action: null }].concat(tests) : [];
}

/** Whether an action may go ahead as it stands. */
export function goesAhead(test) {
  return ["behind", "mostly", "goes_ahead"].indexOf(test.band) >= 0;
}

function newestOf(action, tests) {
  return tests.filter((test) => test.action === action).reduce((best, test) => (best && best.round > test.round ? best : test), null);
}
