// What the desk says in words: what to say now, and where the hour stands: the minute, the end, and
// whether it is on time.

import { knows, say } from "../words.js";
import { timeText } from "../dates.js";
import { agendaNow, minuteNow, minuteOfNext, minutesOver, plannedMinutes, totalMinutes } from "../room/agenda.js";

/** What to say now: once the writing or the asking is over, other words than while it goes on. */
export function sayNow(state) {
  const { activity, step, desk } = state;
  const key = activity.kind + "_" + step.phase + "_" + step.veil;
  return knows("desk.now_" + key) ? say("desk.now_" + key) : desk.say || step.do;
}

/** "Minute 16 of 60, on time. Root cause at 15:58". */
export function placeInHour(state, now) {
  const total = totalMinutes(state.agenda);
  if (!state.begun_at) return say("desk.hour_before", { total });
  const minute = Math.floor(minuteNow(state, now));
  const over = minutesOver(state, now);
  const place = say(over ? "desk.hour_over" : "desk.hour", { minute, total, n: over });
  const { next } = agendaNow(state.agenda);
  return next ? place + " " + say("desk.hour_next", { title: next.title, time: timeText(state.begun_at + minuteOfNext(state, now) * 60000) }) : place;
}

/** When the hour will end as things stand, as "Ends 16:34"; empty before it began. */
export function endOfHour(state, now) {
  if (!state.begun_at) return "";
  return say("desk.ends", { time: timeText(state.begun_at + (plannedMinutes(state) + minutesOver(state, now)) * 60000) });
}
