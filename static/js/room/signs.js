// Small signs that several pictures share: which page it is, how many have answered, an evidence tag.

import { html } from "../html.js";
import { say } from "../words.js";
import { Icon, Tally } from "../parts.js";

const TAG_ICONS = { seen: "seen", data: "data", voice: "voice", research: "research", hunch: "question" };
const SURE_AT = { not_very: 1, fairly: 2, very: 3 };
const TALLY_MOST = 40;

/** "page 1 of 2", where there is more than one. */
export function PageOf({ at, of }) {
  return of > 1 ? html`<span class="page-of">${say("room.page_of", { at: at + 1, of })}</span>` : null;
}

/** How many have answered, of those who are here. `key` is the sentence; `<key>_of` knows how many. */
export function answeredWords(view, key) {
  const { n, of } = answeredNow(view);
  return of >= n && of > 0 ? say(key + "_of", { n, of }) : say(key, { n });
}

/** `{n, of}`: those who have answered, and who is here. */
export function answeredNow(view) {
  return { n: view.counts.answered || 0, of: view.here.seats || 0 };
}

/** The same as a register, up to forty people. */
export function AnsweredTally({ view, label }) {
  const { n, of } = answeredNow(view);
  const all = Math.max(n, of);
  return all > 0 && all <= TALLY_MOST ? html`<${Tally} n=${n} of=${of} label=${label} />` : null;
}

/** How a claim is known: sign and words; a hunch has a broken edge. */
export function Evidence({ tag }) {
  if (!TAG_ICONS[tag]) return null;
  return html`<span class=${"evidence evidence--" + tag}><${Icon} name=${TAG_ICONS[tag]} />${say("room.tag_" + tag)}</span>`;
}

/** How sure a group is, 1 to 3; 0 where it did not say. */
export function sureAt(sure) {
  return SURE_AT[sure] || 0;
}

/** A small number as a word: "Three". */
export function countWord(n) {
  return n >= 1 && n <= 12 ? say("room.count_" + n) : String(n);
}
