// Keeps the keyboard's place: when what had the focus is gone or switched off after drawing, the
// nearest thing that is left takes it.

const OPEN_TO_KEYS = "button:not(:disabled), a[href], input:not(:disabled), select, textarea";

/** Draws with `drawing`, and finds a place for the focus if it was lost on the way. */
export function keepDeskFocus(desk, drawing) {
  const trail = deskTrail(desk, document.activeElement);
  drawing();
  const now = document.activeElement;
  if (!trail.length || (now !== desk && desk.contains(now) && !now.disabled)) return;
  if (isField(trail[0])) return rest(desk);      // a key meant for words must press no button
  const heir = nearestLeft(desk, trail);
  if (heir) heir.focus();
}

function isField(element) {
  return /^(TEXTAREA|INPUT|SELECT)$/.test(element.tagName) && !/^(radio|checkbox)$/.test(element.type);
}

function rest(desk) {
  desk.tabIndex = -1;
  desk.focus({ preventScroll: true });
}

// What had the focus, and everything around it, from the inside out.
function deskTrail(desk, from) {
  const trail = [];
  for (let at = from; at && at !== desk && desk.contains(at); at = at.parentElement) trail.push(at);
  return trail;
}

function nearestLeft(desk, trail) {
  const places = trail.slice(1, -1).filter((place) => desk.contains(place));
  const heirs = places.map((place) => place.querySelector(OPEN_TO_KEYS));
  return heirs.filter(Boolean)[0] || document.getElementById("next") || desk.querySelector(OPEN_TO_KEYS);
}
