// Welcome: the large code to scan, the address to type, the code, and the people who are here.

import { html } from "../html.js";
import { say } from "../words.js";
import { Tally } from "../parts.js";
import { Qr } from "./qr.js";
import { flagged } from "./view.js";

const TALLY_LIMIT = 40;

/** How to join. Only steps that everybody needs: no Wi-Fi step while none is known. */
export function RoomWelcome({ view }) {
  const { join, workshop } = view.state;
  const n = view.here.seats;
  return html`<main class="room__work"><div class="welcome">
    <figure class="welcome__qr sheet"><${Qr} join=${join} margin=${4} label=${say("room.qr")} /></figure>
    <ol class="welcome__steps">
      <li class="welcome__step"><p class="welcome__how">${say("room.scan_or_type")} <span class="welcome__value" data-long=${flagged(join.address.length > 22)}>${join.address}</span></p></li>
      <li class="welcome__step"><p class="welcome__how">${say("room.asked_code")} <span class="welcome__code">${workshop.code}</span></p></li>
      <li class="welcome__step"><p class="welcome__how">${say("room.no_phone")}</p></li>
    </ol>
    <p class="welcome__here" role="status">${n ? html`<${PeopleHere} n=${n} />` : say("room.nobody_yet")}</p>
  </div></main>`;
}

function PeopleHere({ n }) {
  const label = say("room.people_here", { n });
  return html`<span class="welcome__people">
    ${n <= TALLY_LIMIT && html`<${Tally} n=${n} label=${label} />`}
    <span><b class="num">${n}</b> ${say("room.here_word")}</span></span>`;
}
