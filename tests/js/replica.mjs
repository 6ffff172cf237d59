// Replicas for tests/test_replica.py: each folds, with the real state.js, the messages it is given
// as JSON lines, and answers a line for a line. It adds no rule of its own.

import { createInterface } from "node:readline";

import { emptyState, fold, placeOf } from "../../static/js/state.js";

const replicas = {};
const verbs = {
  begin: ({ name }) => { replicas[name] = emptyState(); return {}; },
  fold: ({ name, kind, text }) => {
    const { state, ask } = fold(replicas[name], kind, JSON.parse(text));
    const isSame = state === replicas[name];
    replicas[name] = state;
    return { ask, isSame };
  },
  place: ({ name }) => placeOf(replicas[name]),
  show: ({ name }) => replicas[name],
};

createInterface({ input: process.stdin }).on("line", (line) => {
  const asked = JSON.parse(line);
  process.stdout.write(JSON.stringify(verbs[asked.do](asked)) + "\n");
});
