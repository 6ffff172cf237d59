// The running order as a ruler: a tick a minute, a tall one where an item starts, thick is past,
// purple is now; short marks below it where items began or ended at another minute than planned.
// Drawn in SVG attributes, ten units a minute.

import { html } from "../html.js";
import { say } from "../words.js";
import { actualMinutes, agendaNow, agendaStarts, minuteNow, minuteOf, minuteOfNext, totalMinutes } from "./agenda.js";

/** The ruler for a state at a moment of the server's clock; `words` is the face's page of words. */
export function Ruler({ state, now, words }) {
  const total = totalMinutes(state.agenda);
  if (!total) return null;
  const at = minuteNow(state, now) * 10;
  const starts = agendaStarts(state.agenda).map((item) => item.from).concat(total);
  return html`<svg class="ruler" viewBox=${"0 0 " + total * 10 + " 22"} preserveAspectRatio="none" role="img" aria-label=${rulerLabel(state, now, total, words)}>
    <path d=${minuteTicks(total, at / 10, starts)} />
    <path class="ruler__past" d=${"M0 14h" + at.toFixed(1) + "v8H0z"} />
    <path class="ruler__parts" d=${starts.map((minute) => "M" + minute * 10 + " 0v22").join("")} />
    <path class="ruler__actual" d=${actualMinutes(state).map((minute) => "M" + (minute * 10).toFixed(1) + " 24v5").join("")} />
    <path class="ruler__now" d=${"M" + at.toFixed(1) + " -1v25"} />
  </svg>`;
}

function minuteTicks(total, from, starts) {
  let path = "";
  for (let minute = Math.ceil(from); minute < total; minute += 1) {
    if (starts.indexOf(minute) < 0) path += "M" + minute * 10 + " 13v9";
  }
  return path + "M0 22h" + total * 10;
}

function rulerLabel(state, now, total, words) {
  const { item, next } = agendaNow(state.agenda);
  const values = { minute: Math.floor(minuteNow(state, now)), total, title: item ? item.title : "" };
  if (!item) return say(words + ".ruler_before", values);
  const place = next ? say(words + ".ruler", Object.assign(values, { next: next.title, at: Math.floor(minuteOfNext(state, now)) })) : say(words + ".ruler_last", values);
  const began = minuteOf(state, item.begun_at);
  return began === null ? place : place + " " + say("common.ruler_began", { planned: item.from, actual: Math.max(0, Math.round(began)) });
}
