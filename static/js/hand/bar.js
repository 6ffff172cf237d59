// What stands above every layout: who we are, where, the clock; and the line when it is down.

import { html } from "../html.js";
import { say } from "../words.js";
import { Clock, Fold, Icon, Pen } from "../parts.js";
import { isUnsent, pendingCount } from "./view.js";
import { SentMark } from "./blocks.js";

const QUIET_MS = 2000;        // a hiccup is not worth a word
const LONG_MS = 20000;        // from here on, say what a person can do

/** The bar: pen, place, time left (or whether all is saved, where no time runs). `name` is the layout's. */
export function Bar({ view, name }) {
  const isWaiting = pendingCount(view) > 0 || isUnsent(view);
  return html`<header class="hand__bar">
    ${view.group && html`<${Pen} letter=${view.letter} />`} <b>${barText(view, name)}</b>
    ${view.ui.news && html`<p class="hand__news"><${Icon} name="people" /> <b>${view.ui.news}</b></p>`}
    ${view.now.timer && !view.workshop.is_closed ? html`<${Clock} timer=${view.now.timer} offset=${view.state.offset} />`
      : html`<span class="hand__fate">${isWaiting ? html`<${SentMark} is="pending" />` : html`<span class="sent sent--saved"><${Icon} name="tick" /> ${say("hand.all_saved")}</span>`}</span>`}
  </header>`;
}

function barText(view, name) {
  if (name === "plan") return say("hand.plan.bar");
  if (!view.group) return view.workshop.title || say("common.product");
  const hand = view.step ? view.step.hand : "look";
  if (hand === "station" && view.slot) return say("hand.bar.station", { letter: view.letter, number: view.slot.number });
  if (hand === "home" && view.home) return say("hand.bar.home", { letter: view.letter, number: view.home.number });
  return say("common.group", { letter: view.letter });
}

/** The line, in words: nothing while all is well. */
export function NetBar({ view, actions }) {
  const { is, why, since } = view.status;
  const age = Date.now() - since;
  if (is === "refused" && view.workshop.is_closed && pendingCount(view) === 0) return null;
  if (is === "refused") {
    return html`<div class="netbar" role="status"><${Icon} name="warn" /> <div><b>${why || say("common.refused_title")}</b> ${say("hand.net.refused")} <p><a class="button" href=${"/j/" + view.code}>${say("hand.net.join_again")}</a></p></div></div>`;
  }
  if (is === "online" || age < QUIET_MS) return view.isKept ? null : html`<${NotKept} />`;
  const isLong = age > LONG_MS;
  return html`<aside class="netbar"><${Icon} name="offline" />
    <p role="status"><b>${say("common.reconnecting")} ${say(view.isKept ? "hand.net.safe" : "hand.net.open")}</b> ${!isLong && say("hand.net.keep_writing")}</p></aside>
    ${isLong && html`<section class="netmore" aria-label=${say("hand.net.back")}><p>${say("hand.net.keep_writing")}</p>
      <${Fold} title=${say("hand.net.back")}><${OtherAddress} actions=${actions} /><//></section>`}`;
}

function NotKept() {
  return html`<aside class="netbar"><${Icon} name="warn" /> <div>${say("hand.net.not_kept")}</div></aside>`;
}

// The laptop may have got another address: the words go there with the person.
function OtherAddress({ actions }) {
  return html`<form class="stack" onSubmit=${(event) => { event.preventDefault(); actions.openAddress(event.target.elements.address.value); }}>
    <p>${say("hand.net.wifi")}</p>
    <div class="field"><label class="field__label" for="address">${say("hand.net.address")}</label>
      <input class="field__input" id="address" name="address" type="text" inputmode="url" autocomplete="off" autocapitalize="none" spellcheck=${false} aria-describedby="address_hint" />
      <p class="field__hint" id="address_hint">${say("hand.net.address_hint")}</p></div>
    <button class="button" type="submit">${say("hand.net.go")}</button></form>`;
}
