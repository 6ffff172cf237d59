// Days and hours in words, by our own code: browsers write them in the language of the phone.

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August",
  "September", "October", "November", "December"];

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

function dayFrom(text) {
  const parts = text.split("-").map(Number);
  return new Date(parts[0], parts[1] - 1, parts[2]);
}

function twoDigits(number) {
  return (number < 10 ? "0" : "") + number;
}
