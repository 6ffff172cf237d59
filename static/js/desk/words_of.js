// Where the desk stands in the hour, in words: the minute, the end, and whether it is on time.

import { say } from "../words.js";
import { timeText } from "../dates.js";
import { agendaNow, minuteNow, minutesOver, plannedMinutes, totalMinutes } from "../room/agenda.js";

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

/** When the hour will end as things stand, as "Ends 16:34"; empty before it began. */
export function endOfHour(state, now) {
  if (!state.begun_at) return "";
  return say("desk.ends", { time: timeText(state.begun_at + (plannedMinutes(state) + minutesOver(state, now)) * 60000) });
}
