// Who this phone is: the welcome after joining, the personal code, another group.

import { html } from "../html.js";
import { say } from "../words.js";
import { Fold, Icon } from "../parts.js";
import { rowsOf } from "../state.js";
import { isAside } from "./view.js";
import { SendButton, WriteForm } from "./write.js";

/** The first page after joining: the group, where it starts, the code that brings it back. */
export function welcomeLayout(view, actions) {
  const letter = view.letter;
  const home = view.home;
  const look = say("hand.welcome.look", { pen: say("common.pen." + letter.toLowerCase()) });
  return {
    main: [
      html`<div class="you" key="you"><span class="pen" data-group=${letter.toLowerCase()} aria-hidden="true"><b class="pen__letter">${letter}</b></span>
        <h1 class="hand__title" tabindex="-1">${say("hand.welcome.title", { letter })}</h1>
        <p class="hand__lead">${look} ${home && say("hand.welcome.start", { number: home.number })}</p></div>`,
      view.personalCode && html`<section class="you__keep sheet" key="keep" aria-labelledby="own_code">
        <h2 class="hand__part" id="own_code">${say("hand.you.code")}</h2><${CodeWords} view=${view} /></section>`,
      html`<p class="who-sees" key="one"><${Icon} name="phone" /> <span>${say("hand.welcome.one_phone")}</span></p>`,
    ],
    dock: html`<button class="button button--next" type="button" onClick=${actions.goOn}>${say("hand.welcome.go_on")} <${Icon} name="next" /></button>`,
  };
}

/** At the foot of other pages, folded: words put aside, personal code, another group. */
export function YouPanel({ view, actions }) {
  const groups = rowsOf(view.state, "group");
  const mayChange = view.now.groups_open && groups.length > 1;
  if (view.workshop.is_closed || !(view.personalCode || mayChange || isAside(view))) return null;
  return html`<section class="you-panel" aria-label=${say("hand.you.title")}>
    ${isAside(view) && html`<${Fold} title=${say("hand.write.aside")}><div class="stack"><${WriteForm} view=${view} actions=${actions} /><${SendButton} view=${view} /></div><//>`}
    ${view.personalCode && html`<${Fold} title=${say("hand.you.code")}><div class="you__keep sheet"><${CodeWords} view=${view} /></div><//>`}
    ${mayChange && html`<${Fold} title=${say("hand.you.change_group")}><${GroupChoice} view=${view} actions=${actions} groups=${groups} /><//>`}
  </section>`;
}

function CodeWords({ view }) {
  return html`<p class="you__code">${view.personalCode.replace(/^(.{4})(.{4})$/, "$1 $2")}</p><p class="hand__soft">${say("hand.you.code_why")}</p>`;
}

function GroupChoice({ view, actions, groups }) {
  return html`<fieldset class="stack"><legend class="hidden">${say("hand.you.change_group")}</legend>
    <p class="hand__soft">${say("hand.you.change_why")}</p>
    <div class="chips">${groups.map((group) => html`<label class="chip" key=${group.id}>
      <input class="chip__input" type="radio" name="group" checked=${group.id === view.mine.group} onChange=${() => actions.chooseGroup(group.id)} />
      <span class="chip__face">${say("common.group", { letter: group.letter })}</span></label>`)}</div></fieldset>`;
}
