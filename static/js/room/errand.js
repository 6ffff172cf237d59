// Commands one at a time: each gets an op id, keeps it until there is an answer, and goes again
// with the same op after a timeout or "not decided". A double press therefore acts once.

import { newId } from "../shelf.js";

const AGAIN_MS = 1500;

/**
 * `send(command)` resolves to an answer or null; `onChange()` follows every start and end.
 * `give(name, body)` resolves to the final answer, or to null when another is on its way.
 */
export function openErrands(send, onChange) {
  const errands = { waiting: null, tries: 0 };
  const give = (name, body) => {
    if (errands.waiting) return Promise.resolve(null);
    errands.waiting = { op: newId(), name, body };
    errands.tries = 0;
    onChange();
    return carry(send, errands, onChange);
  };
  return { give, waiting: () => errands.waiting, tries: () => errands.tries };
}

function carry(send, errands, onChange) {
  return send(errands.waiting).then((answer) => {
    if (answer && typeof answer.retry_ms !== "number") {
      errands.waiting = null;
      onChange();
      return answer;
    }
    errands.tries += 1;
    onChange();
    return later(answer ? answer.retry_ms : AGAIN_MS).then(() => carry(send, errands, onChange));
  });
}

function later(ms) {
  return new Promise((resolve) => setTimeout(resolve, Math.max(50, ms)));
}
