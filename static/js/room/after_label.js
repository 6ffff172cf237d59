// What people typed under a label, as it reads after that label: phones invite them to write "We
// will plan …" where "We will" already stands. The same for paper is in reports/after_label.py.

const AGAIN = {
  we_will: /^\s*we(\s+will|['’]ll)(?![\w’'])[\s:,…]*/i,
  heard: /^\s*we\s+heard(\s+that)?(?![\w’'])[\s:,…]*/i,
  changed: /^\s*((so\s+)?we\s+changed(\s+it(?=:))?(?![\w’'])[\s:,…]*|so\s+(?=we\s))/i,
};

/** The text without the words of its label at its beginning. */
export function afterLabel(label, text) {
  const whole = text || "";
  return whole.replace(AGAIN[label], "") || whole;
}

/** The text as it begins a sentence, with a capital; a name such as iPad stays as it is. */
export function asSentence(text) {
  return /^[a-zß-öø-ÿ](?![A-Z])/.test(text) ? text[0].toUpperCase() + text.slice(1) : text;
}

/** What we will do, as a title. */
export function willTitle(fields) {
  return asSentence(afterLabel("we_will", fields && fields.we_will));
}

/** A text that another goes on after: without its last full stop. */
export function unstopped(text) {
  return (text || "").trim().replace(/([^.])\.$/, "$1");
}
