// The running order in minutes: where each item starts and which minute it is now.

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
