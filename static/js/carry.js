// From an old address to the new one: what this phone still has to say travels in the part of the
// address after "#", which no server and no log ever sees.

import { readShelf, writeShelf } from "./shelf.js";

/** The address that opens there with everything on board. */
export function carriedAddress(address, code, load) {
  const host = address.trim().replace(/^https?:\/\//i, "").replace(/\/.*$/, "");
  return "http://" + host + "/j/" + encodeURIComponent(code) + "#carry=" + encodeURIComponent(JSON.stringify(load));
}

/** What came along in the address of this page, or null; it is taken out of the address. */
export function takeCarried() {
  const found = /^#carry=(.+)$/.exec(window.location.hash);
  if (!found) return null;
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
  try {
    const load = JSON.parse(decodeURIComponent(found[1]));
    return load && typeof load === "object" ? load : null;
  } catch (fault) {
    return null;
  }
}

/** Kept for the phone's page when another page, the join page, was opened first. */
export function putCarried(shelf, code, load) {
  writeShelf(shelf, "carried_" + code, load);
}

export function pickUpCarried(shelf, code) {
  const load = readShelf(shelf, "carried_" + code, null);
  if (load) writeShelf(shelf, "carried_" + code, null);
  return load;
}

/** The seat of this workshop, from its cookie. */
export function seatOf(code) {
  const found = document.cookie.split("; ").filter((pair) => pair.indexOf("seat_" + code + "=") === 0)[0];
  return found ? decodeURIComponent(found.slice(code.length + 6)) : null;
}

/** Sits down with a carried seat. Only for the join page, which shows only to phones without one. */
export function takeSeat(code, seat) {
  if (typeof seat !== "string" || !/^[\w-]{16,128}$/.test(seat)) return false;
  document.cookie = "seat_" + code + "=" + seat + "; path=/; max-age=" + 60 * 60 * 24 * 14 + "; SameSite=Lax";
  return true;
}
