// What stands after "so that pupils": people begin with the word itself, with "they" or with another
// subject, and it should still read as one sentence.

const SAID_AGAIN = /^(so that )?pupils\s+/i;
const OWN_SUBJECT = /^(so that )?(they|their|every|each|all|more|fewer|most|no|the|our|children|girls|boys|teachers|staff|parents|families|adults)\s/i;

/** `{isOwn, text}`: `isOwn` where the text brings its subject, so that only "so that" goes before it. */
export function benefitOf(typed) {
  const text = begunWithin(typed || "");
  if (SAID_AGAIN.test(text)) return { isOwn: false, text: text.replace(SAID_AGAIN, "") };
  return { isOwn: OWN_SUBJECT.test(text), text: text.replace(/^so that /i, "") };
}

/** "Put one lesson …" reads on as "put one lesson …"; initials stay. */
export function begunWithin(text) {
  return /^[A-Z][a-z]/.test(text) ? text[0].toLowerCase() + text.slice(1) : text;
}
