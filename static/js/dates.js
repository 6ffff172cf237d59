// Days and hours in words, by our own code: browsers write them in the language of the phone.

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August",
  "September", "October", "November", "December"];
const ISO_DAYS = /^\d{4}-\d{2}-\d{2}(, \d{4}-\d{2}-\d{2})*$/;
const DAY_MS = 86400000;

/** A moment (ms) as "15:58" in this room's time. */
export function timeText(ms) {
  const moment = new Date(ms);
  return twoDigits(moment.getHours()) + ":" + twoDigits(moment.getMinutes());
}

/** A day as "Friday 27 March", from ms or "2026-03-27"; with the year when asked. */
export function dateText(day, withYear) {
  const moment = typeof day === "string" ? dayFrom(day) : new Date(day);
  const text = DAYS[moment.getDay()] + " " + moment.getDate() + " " + MONTHS[moment.getMonth()];
  return withYear ? text + " " + moment.getFullYear() : text;
}

/**
 * A stored day ("2026-03-27") for people who sit in a workshop held on `from`: the year is said only
 * where it is neither that day's own nor within the twelve months after it.
 */
export function nearText(day, from) {
  const thisYear = (from || "").slice(0, 4);
  const isNear = thisYear !== "" && (day.slice(0, 4) === thisYear || (day > from && day <= Number(thisYear) + 1 + from.slice(4)));
  return dateText(day, !isNear);
}

/** What a field holds, for people: stored days as "Friday 15 May 2026", anything else as it is. */
export function inWords(value) {
  if (value === undefined || value === null) return "";
  const text = String(value);
  return ISO_DAYS.test(text) ? text.split(", ").map((day) => dateText(day, true)).join(", ") : text;
}

/** The school day so many days after a day (ms or "2026-03-27"), as ms: a weekend waits for Monday. */
export function schoolDayAfter(day, days) {
  const from = typeof day === "string" ? dayFrom(day).getTime() : day;
  const moment = new Date(from + days * DAY_MS);
  const weekday = moment.getDay();
  return moment.getTime() + (weekday === 6 ? 2 : weekday === 0 ? 1 : 0) * DAY_MS;
}

function dayFrom(text) {
  const parts = text.split("-").map(Number);
  return new Date(parts[0], parts[1] - 1, parts[2]);
}

function twoDigits(number) {
  return (number < 10 ? "0" : "") + number;
}
