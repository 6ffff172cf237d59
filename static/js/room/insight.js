/* What we now understand, in pages: the sentence with how we know and what is still to check, or,
   where these are long, on a page of their own. */

import { linesIn } from "./fit.js";

const INSIGHT_FACT = { wide: 28, size: 1.75 };
const INSIGHT_LINES = 4; // of facts under the sentence

/** `[{hasText, hasFacts}]`; empty until the sentence is written. */
export function understandingPages({ state }) {
  const known = state.workshop.understanding;
  if (!known || !known.text) return [];
  const facts = [known.know, known.check].filter(Boolean);
  if (!facts.length) return [{ hasText: true, hasFacts: false }];
  if (facts.every((text) => linesIn(text, INSIGHT_FACT) <= INSIGHT_LINES)) return [{ hasText: true, hasFacts: true }];
  return [{ hasText: true, hasFacts: false }, { hasText: false, hasFacts: true }];
}
