// The running order in minutes: where each item starts and which minute it is now.

import { left } from "../parts.js";

/** The items with the minute they start; what was skipped takes none. */
export function agendaStarts(agenda) {
  let from = 0;
  return agenda.map((item) => {
    const minutes = item.state === "skipped" ? 0 : item.minutes;
    const timed = Object.assign({}, item, { from, to: from + minutes });
    from += minutes;
    return timed;
  });
}

/** The minute of the workshop, counted from its beginning, not beyond its end. */
export function minuteNow(state, now) {
  if (!state.begun_at) return 0;
  return Math.max(0, Math.min(totalMinutes(state.agenda), (now - state.begun_at) / 60000));
}

/** How long the running order is. */
export function totalMinutes(agenda) {
  return agenda.reduce((sum, item) => sum + (item.state === "skipped" ? 0 : item.minutes), 0);
}

/** The item that runs and the one after it; either may be undefined. */
export function agendaNow(agenda) {
  const timed = agendaStarts(agenda).filter((item) => item.state !== "skipped");
  const at = timed.findIndex((item) => item.state === "now");
  return { item: timed[at], next: timed[at + 1] };
}

/** The minute of the workshop at which an item began or ended in fact; null while it has not. */
export function minuteOf(state, moment) {
  return state.begun_at && typeof moment === "number" ? (moment - state.begun_at) / 60000 : null;
}

/**
 * Where items began or ended at another minute than planned, by a whole minute or more: their minutes,
 * in order, inside the ruler.
 */
export function actualMinutes(state) {
  const total = totalMinutes(state.agenda);
  const found = [];
  agendaStarts(state.agenda).forEach((item) => {
    [[item.from, minuteOf(state, item.begun_at)], [item.to, minuteOf(state, item.ended_at)]].forEach(([planned, actual]) => {
      if (actual === null || item.state === "skipped" || Math.abs(actual - planned) < 1) return;
      const at = Math.max(0, Math.min(total, Math.round(actual * 10) / 10));
      if (found.indexOf(at) < 0) found.push(at);
    });
  });
  return found.sort((a, b) => a - b);
}

/**
 * How many whole minutes the workshop will end later than it should, as things stand: now, and what is
 * left of the present item by its plan, and all items after it. Never less than 0.
 */
export function minutesOver(state, now) {
  if (!state.begun_at) return 0;
  const timed = agendaStarts(state.agenda);
  const at = timed.findIndex((item) => item.state === "now");
  if (at < 0) return 0;
  const later = timed.slice(at + 1).reduce((sum, item) => sum + item.to - item.from, 0);
  const forecast = minuteOf(state, now) + minutesLeft(state, timed[at], now) + later;
  return Math.max(0, Math.floor(forecast - plannedMinutes(state) + 0.001));
}

/**
 * The minute at which the next item begins as things stand: as planned, or later where the present one
 * runs over; never before now. Null where there is no next item.
 */
export function minuteOfNext(state, now) {
  const { item, next } = agendaNow(state.agenda);
  if (!item || !next) return null;
  const forecast = state.begun_at ? minuteOf(state, now) + minutesLeft(state, item, now) : 0;
  return forecast - next.from < 1 ? Math.max(next.from, minuteOf(state, now) || 0) : forecast;
}

/** When the workshop should end, in minutes: what was promised, whatever the running order holds now. */
export function plannedMinutes(state) {
  return state.workshop && state.workshop.minutes || totalMinutes(state.agenda);
}

// What is left of an item: its clock and its later steps; before the server has said so, its minutes.
function minutesLeft(state, item, now) {
  if (typeof item.after_s === "number") return ((left(state.timer, now) || 0) / 1000 + item.after_s) / 60;
  const begun = minuteOf(state, item.begun_at);
  const end = begun === null ? item.to : begun + item.minutes;
  return Math.max(0, end - minuteOf(state, now));
}
