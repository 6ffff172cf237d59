// Where the desk stands in the hour, in words: the minute, the end, and whether it is on time.

import { say } from "../words.js";
import { timeText } from "../dates.js";
import { agendaNow, minuteNow, totalMinutes } from "../room/agenda.js";

/** "Minute 16 of 60, on time. Root cause at 15:58". */
export function placeInHour(state, now) {
  const total = totalMinutes(state.agenda);
  if (!state.begun_at) return say("desk.hour_before", { total });
  const minute = Math.floor(minuteNow(state, now));
  const over = minutesOver(state, now);
  const place = say(over ? "desk.hour_over" : "desk.hour", { minute, total, n: over });
  const { next } = agendaNow(state.agenda);
  return next ? place + " " + say("desk.hour_next", { title: next.title, time: timeText(state.begun_at + next.from * 60000) }) : place;
}

/** When the hour ends by the running order, as "16:30"; empty before it began. */
export function endOfHour(state) {
  return state.begun_at ? say("desk.ends", { time: timeText(state.begun_at + totalMinutes(state.agenda) * 60000) }) : "";
}

function minutesOver(state, now) {
  const { item } = agendaNow(state.agenda);
  if (!item || !state.begun_at) return 0;
  return Math.max(0, Math.floor((now - state.begun_at) / 60000 - item.to));
}
