// The frame of the projector's picture: the top says what we do and the time, the foot stays.

import { html } from "../html.js";
import { say } from "../words.js";
import { Icon, clockText, left } from "../parts.js";
import { Ruler } from "./ruler.js";
import { Qr } from "./qr.js";
import { isFootLong } from "./fit.js";
import { flagged } from "./view.js";

/** Title, part and clock; where no clock runs, `children` may stand there. */
export function RoomHead({ view, title, part, hasClock, children }) {
  return html`<header class="room__head">
    <h1 class="room__title">${title}${part && html` <span class="room__step">${part}</span>`}</h1>
    ${hasClock && view.state.timer ? html`<${RoomClock} timer=${view.state.timer} now=${view.now} />` : children}
  </header>`;
}

/** What is left. At zero it says so in words; nothing turns red and nothing moves. */
function RoomClock({ timer, now }) {
  const ms = left(timer, now);
  if (ms === null) return null;
  if (ms === 0) {
    return html`<p class="clock" role="timer"><b class="clock__time">${say("room.time")}</b> <span class="clock__note">${say("room.finish")}</span></p>`;
  }
  return html`<p class="clock" role="timer"><b class="clock__time">${clockText(ms)}</b> <span class="clock__note">${say(timer.is_running ? "room.left" : "room.stopped")}</span></p>`;
}

/** The ruler, our question (or the school before there is one), what we now understand, and the way in. */
export function RoomFoot({ view, hasJoin, namesSchool, hasInsight, notice }) {
  const known = hasInsight && !view.state.workshop.is_closed && view.state.workshop.understanding;
  const insight = known && known.text || "";
  const isLong = Boolean(insight) && isFootLong(view.state.workshop);
  return html`<footer class="room__foot" data-insight=${insight && !notice ? (isLong ? "long" : "") : null}>
    ${!view.state.workshop.is_closed && html`<${Ruler} state=${view.state} now=${view.now} words="room" />`}
    ${notice
      ? html`<${RoomNotice} notice=${notice} />`
      : html`<div class="room__words" data-long=${flagged(isLong)}><${FootQuestion} view=${view} namesSchool=${namesSchool} />
        ${insight && html` <p class="room__insight"><span class="room__understand">${say("room.understand_now")}</span> <b dir="auto">${insight}</b></p>`}</div>`}
    ${hasJoin && !notice && html`<${Latecomer} view=${view} />`}
  </footer>`;
}

/** While the laptop cannot be reached: a strip in the place of what nobody can use meanwhile. */
export function RoomNotice({ notice }) {
  return html`<p class="room__notice" role="status"><${Icon} name="offline" /> <span>${notice}</span></p>`;
}

function FootQuestion({ view, namesSchool }) {
  const { workshop } = view.state;
  const question = !namesSchool && workshop.question;
  const rehearsal = workshop.is_rehearsal && html`<b class="room__rehearsal">${say("room.rehearsal")}</b> `;
  return question
    ? html`<p class="room__question" data-long=${flagged(question.length > 110)} dir="auto">${rehearsal}<span class="hidden">${say("room.question")} </span>${question}</p>`
    : html`<p class="room__where" dir="auto">${rehearsal}${workshop.school}</p>`;
}

function Latecomer({ view }) {
  const { workshop, join } = view.state;
  return html`<p class="latecomer"><span><span class="hidden">${say("room.to_join")} </span>${join.address} <b>${workshop.code}</b></span>
    <${Qr} join=${join} margin=${2} label=${say("room.qr")} /></p>`;
}
