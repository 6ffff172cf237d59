// The small parts that every face draws with: signs, pens, scales, the clock, the register.
// They take values and draw them; they know no state and send nothing.

import { html, Part } from "./html.js";
import { ICONS } from "./icons.js";
import { say } from "./words.js";

/** A sign from ICONS. It never stands without a word beside it, so readers skip it. */
export function Icon({ name }) {
  const icon = ICONS[name] || ICONS.bang;
  const stroke = { fill: "none", stroke: "currentColor", "stroke-width": icon.w, "stroke-linecap": "round", "stroke-linejoin": "round" };
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    ${icon.fill && html`<path fill="currentColor" d=${icon.fill} />`}
    ${icon.ring && html`<circle ...${stroke} cx=${icon.ring[0]} cy=${icon.ring[1]} r=${icon.ring[2]} stroke-dasharray=${icon.dash} />`}
    ${icon.line && html`<path ...${stroke} d=${icon.line} />`}
    ${icon.dot && html`<circle fill="currentColor" cx=${icon.dot[0]} cy=${icon.dot[1]} r=${icon.dot[2]} />`}
  </svg>`;
}

/** A group: colour, shape and letter together. `letter` is A to H. */
export function Pen({ letter }) {
  return html`<span class="pen" data-group=${letter.toLowerCase()}><span class="hidden">${say("common.group_word")} </span><b class="pen__letter">${letter}</b></span>`;
}

/** How far we are: three boxes and a word, 0 to 3. */
export function Scale({ at, word }) {
  return html`<span class="scale" data-at=${at}><span class="scale__steps" aria-hidden="true"><i></i><i></i><i></i></span>${word || say("common.reach." + at)}</span>`;
}

/** A stance or a tick, sign and word. */
export function Mark({ name, word }) {
  return html`<span class="mark"><${Icon} name=${name} />${word}</span>`;
}

/** Words that fold away; a real details element. */
export function Fold({ title, kind, open, onToggle, children }) {
  return html`<details class=${"fold " + (kind || "")} open=${open} onToggle=${onToggle}><summary>${title}</summary>${children}</details>`;
}

/** Milliseconds as "2:41", rounded up so that 0:00 means the time is over. */
export function clockText(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const rest = seconds % 60;
  return Math.floor(seconds / 60) + ":" + (rest < 10 ? "0" : "") + rest;
}

/** What a timer has left at a moment of the server's clock, in ms; null without a timer. */
export function left(timer, serverNow) {
  if (!timer) return null;
  if (!timer.is_running) return Math.max(0, timer.remaining_ms || 0);
  return Math.max(0, timer.ends_at - serverNow);
}

/** What is left of the timer. It ticks by itself and calls nothing else. */
export class Clock extends Part {
  componentDidMount() {
    this.ticking = setInterval(() => this.setState({}), 1000);
  }

  componentWillUnmount() {
    clearInterval(this.ticking);
  }

  render({ timer, offset, kind }) {
    const ms = left(timer, Date.now() + (offset || 0));
    if (ms === null) return null;
    const isUp = ms === 0 && timer.is_running;
    return html`<span class=${kind || "left"} role="timer" data-is=${isUp ? "up" : timer.is_running ? "on" : "paused"}>
      ${isUp ? say("common.time_up") : timer.is_running ? clockText(ms) : say("common.time_paused", { left: clockText(ms) })}
      ${!isUp && html`<span class="hidden"> ${say("common.time_left")}</span>`}</span>`;
  }
}

/** People as a register: strokes in fives, those still missing thin. Above 40 use a bar. */
export function Tally({ n, of, label }) {
  const total = Math.max(n, of || 0);
  const strokes = [[], []];
  for (let i = 0; i < total; i += 1) strokes[i < n ? 0 : 1].push(tallyStroke(i));
  const width = Math.ceil(total / 5) * 38.8 + 4;
  return html`<svg class="tally" viewBox=${"-4 0 " + width + " 36"} preserveAspectRatio="xMinYMid meet" role="img" aria-label=${label}>
    <path class="tally__rest" d=${strokes[1].join("")} /><path d=${strokes[0].join("")} /></svg>`;
}

// Four upright strokes, then one across; a little uneven, the same every time.
function tallyStroke(i) {
  const from = Math.floor(i / 5) * 38.8;
  const sway = ((i * 7) % 5) / 5;
  if (i % 5 === 4) return "M" + (from - 2) + " 26.6L" + (from + 29.8) + " 8.9";
  const x = from + 3 + (i % 5) * 7.2;
  return "M" + x.toFixed(1) + " " + (4 + sway).toFixed(1) + "L" + (x - 0.2 - sway * 0.7).toFixed(1) + " " + (31.4 + sway).toFixed(1);
}
