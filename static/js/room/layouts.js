// Which page the projector shows: one on demand (welcome, rules, blank) or the step's own layout.

import { html } from "../html.js";
import { say } from "../words.js";
import { RoomFoot, RoomHead } from "./frame.js";
import { RoomBlank, RoomPoster, RoomRules } from "./pages.js";
import { RoomHome, RoomMove, RoomStations } from "./stations.js";
import { RoomGallery, GalleryTap, galleryPage, galleryPart } from "./gallery_page.js";
import { RoomWall } from "./wall.js";
import { RoomWelcome } from "./welcome.js";

const LAYOUTS = {
  welcome: RoomWelcome,
  rules: RoomRules,
  poster: RoomPoster,
  stations: RoomStations,
  move: RoomMove,
  home: RoomHome,
  gallery: RoomGallery,
  wall: RoomWall,
  blank: RoomBlank,
};

/** The whole picture. `notice` is a sentence while the laptop cannot be reached. */
export function Room({ view, notice }) {
  const name = layoutName(view.state);
  const Layout = LAYOUTS[name] || RoomPoster;
  const { step } = view.state;
  const page = name === "gallery" ? galleryPage(view) : null;
  return html`<div class="room" data-layout=${name} key=${name}>
    ${name === "move" && html`<header class="room__head"><h1 class="move__title">${step.title}</h1></header>`}
    ${name !== "move" && name !== "blank" && html`<${RoomHead} view=${view} title=${roomTitle(name, view.state)} part=${roomPart(name, view, page)} hasClock=${name !== "welcome" && name !== "rules"}>${page && page.tap && html`<${GalleryTap} tap=${page.tap} />`}<//>`}
    ${name === "blank" && html`<span></span>`}
    <${Layout} view=${view} />
    ${name === "blank" ? html`<span></span>` : html`<${RoomFoot} view=${view} isWelcome=${name === "welcome"} namesSchool=${!view.state.workshop.is_question_shown || name === "welcome" || name === "rules" || isQuestionLarge(name, view.state)} />`}
    ${notice && html`<p class="room__notice" role="status">${notice}</p>`}
  </div>`;
}

function layoutName(state) {
  if (state.screen) return state.screen;
  return state.step && state.activity ? state.step.room : "welcome";
}

function roomTitle(name, state) {
  if (name === "welcome") return say("room.welcome");
  if (name === "rules") return say("room.rules");
  return state.step.title || state.activity.title;
}

function roomPart(name, view, page) {
  if (page) return galleryPart(page);
  return name === "welcome" || name === "rules" ? "" : view.state.step.part;
}

function isQuestionLarge(name, state) {
  return name === "poster" && (state.activity.page === "question" || !state.activity.text);
}
