// Where the focus goes after the page changed, for people who hear it or use keys. Whoever is
// typing is never moved.

/** Whether somebody has the cursor in a field with words in it. */
export function isTyping() {
  const field = document.activeElement;
  return Boolean(field && /^(TEXTAREA|INPUT)$/.test(field.tagName) && field.type !== "radio" && field.value);
}

/**
 * Moves the focus as wanted: `title` to the heading (and up), `stay` only if it got lost, any
 * other name to the field with that id.
 */
export function settleFocus(wanted) {
  if (!wanted) return;
  const active = document.activeElement;
  const isLost = !active || active === document.body;
  if (wanted === "stay" && !isLost) return;
  if (wanted === "title" || wanted === "stay") return focusTitle(wanted === "title");
  const field = document.getElementById(wanted);
  if (!field) return;
  field.focus();
  if (field.tagName === "TEXTAREA") field.setSelectionRange(field.value.length, field.value.length);
  const fault = document.getElementById(wanted + "_wrong");
  if (fault) fault.scrollIntoView({ block: "nearest" });
}

function focusTitle(andUp) {
  const title = document.querySelector("h1");
  if (!title) return;
  title.focus({ preventScroll: true });
  if (andUp) window.scrollTo(0, 0);
}
