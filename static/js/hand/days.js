// Days for a step that is planned now: three good ones to choose from, and any day in words.

import { dateText } from "../dates.js";

const STORED_DAY = /^\d{4}-\d{2}-\d{2}$/;
const WHOLE_DAY_MS = 24 * 3600 * 1000;
const SOON_DAYS = 14;

/**
 * Up to three days as "2026-03-30": two weeks from `today` (ms), half way, and the day of the
 * review. A weekend waits for Monday; a day that is not after the one before it is left out.
 */
export function goodDays(today, reviewOn) {
  const from = new Date(today);
  const days = [schoolDay(from, SOON_DAYS)];
  if (!isDay(reviewOn)) return days;
  const [year, month, day] = reviewOn.split("-").map(Number);
  const span = Math.round((new Date(year, month - 1, day, 12) - noon(from)) / WHOLE_DAY_MS);
  return days.concat(schoolDay(from, Math.floor(span / 2)), reviewOn)
    .filter((each, at, all) => each <= reviewOn && (at === 0 || each > all[at - 1]));
}

/** A stored day in words, "Friday 15 May"; anything else as it was typed. */
export function dayText(value) {
  return isDay(value) ? dateText(value) : value || "";
}

export function isDay(value) {
  return STORED_DAY.test(value || "");
}

// Days are counted in the calendar: clocks change in between.
function schoolDay(from, after) {
  const day = new Date(from.getFullYear(), from.getMonth(), from.getDate() + after, 12);
  const weekday = day.getDay();
  day.setDate(day.getDate() + (weekday === 6 ? 2 : weekday === 0 ? 1 : 0));
  return [day.getFullYear(), twoPlaces(day.getMonth() + 1), twoPlaces(day.getDate())].join("-");
}

function noon(moment) {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate(), 12);
}

function twoPlaces(number) {
  return (number < 10 ? "0" : "") + number;
}
