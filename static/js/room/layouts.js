// Which page the projector shows: one on demand (welcome, rules, blank) or the step's own layout.

import { html } from "../html.js";
import { say } from "../words.js";
import { RoomFoot, RoomHead, RoomNotice } from "./frame.js";
import { RoomBlank, RoomClosed, RoomPoster, RoomRules } from "./pages.js";
import { RoomHome, RoomMove, RoomStations } from "./stations.js";
import { RoomGallery, GalleryTap, galleryPage, galleryPart } from "./gallery_page.js";
import { RoomWall } from "./wall.js";
import { RoomWelcome } from "./welcome.js";
import { RoomHeadlines } from "./headlines.js";
import { RoomPath, RoomWhys, pathPart, pathShown } from "./whys.js";
import { RoomUnderstanding } from "./understanding.js";
import { RoomGrow } from "./grow.js";
import { RoomVote, votePart } from "./vote.js";
import { RoomAction, RoomPlan, actionTitle, planPart } from "./plan.js";
import { RoomFist } from "./fist.js";
import { RoomBands, bandPart } from "./bands.js";
import { RoomJourney } from "./journey.js";

const LAYOUTS = {
  welcome: RoomWelcome,
  rules: RoomRules,
  poster: RoomPoster,
  stations: RoomStations,
  move: RoomMove,
  home: RoomHome,
  gallery: RoomGallery,
  wall: RoomWall,
  headlines: RoomHeadlines,
  whys: RoomWhys,
  path: RoomPath,
  understanding: RoomUnderstanding,
  grow: RoomGrow,
  vote: RoomVote,
  will: RoomGrow,
  plan: RoomPlan,
  action: RoomAction,
  journey: RoomJourney,
  fist: RoomFist,
  bands: RoomBands,
  blank: RoomBlank,
  closed: RoomClosed,
};
const STILL = ["welcome", "rules", "closed"]; // neither clock nor question
const OVER = ["plan", "action", "journey"]; // laid over the work, whose part is not theirs
const PARTS = { path: (view) => pathPart(pathShown(view)), vote: votePart, bands: bandPart };

/** The whole picture. `notice` is a sentence while the laptop cannot be reached. */
export function Room({ view, notice }) {
  const name = layoutName(view.state);
  const Layout = LAYOUTS[name] || RoomPoster;
  const { step } = view.state;
  const page = name === "gallery" ? galleryPage(view) : null;
  return html`<div class="room" data-layout=${name} key=${name}>
    ${name === "move" && html`<header class="room__head"><h1 class="move__title">${step.title}</h1></header>`}
    ${name !== "move" && name !== "blank" && html`<${RoomHead} view=${view} title=${roomTitle(name, view)} part=${roomPart(name, view, page)} hasClock=${hasClock(name, view.state)}>${page && page.tap && html`<${GalleryTap} tap=${page.tap} />`}<//>`}
    ${name === "blank" && html`<span></span>`}
    <${Layout} view=${view} />
    ${name === "blank"
      ? html`<div>${notice && html`<${RoomNotice} notice=${notice} />`}</div>`
      : html`<${RoomFoot} view=${view} hasJoin=${name !== "welcome" && name !== "closed"} namesSchool=${namesSchool(name, view.state)} hasInsight=${name !== "understanding"} notice=${notice} />`}
  </div>`;
}

function layoutName(state) {
  if (state.workshop.is_closed) return "closed";
  if (state.screen) return state.screen;
  return state.step && state.activity ? state.step.room : "welcome";
}

function isOver(name, state) {
  return state.screen === name && OVER.indexOf(name) >= 0;
}

function hasClock(name, state) {
  return STILL.indexOf(name) < 0 && name !== "journey" && state.screen !== "plan" && !isAskedNoMore(name, state.step);
}

// The room is no longer asked, so no time runs for its answers.
function isAskedNoMore(name, step) {
  return ["fist", "headlines", "vote"].indexOf(name) >= 0 && Boolean(step.veil) && step.veil !== "open";
}

function roomTitle(name, view) {
  const { state } = view;
  if (name === "action") return actionTitle(view);
  if (isOver(name, state)) return say("room." + name);
  if (name === "welcome") return say("room.welcome");
  if (name === "rules") return say("room.rules");
  if (name === "closed") return say("room.closed");
  if (name === "vote" && state.step.veil !== "open") return say("room.vote_title");
  return state.step.title || state.activity.title;
}

function roomPart(name, view, page) {
  if (page) return galleryPart(page);
  if (STILL.indexOf(name) >= 0) return "";
  if (name === "plan") return (!isOver(name, view.state) && view.state.step.part) || planPart(view.state);
  if (isOver(name, view.state) || name === "grow") return "";
  return (PARTS[name] && PARTS[name](view)) || view.state.step.part;
}

function namesSchool(name, state) {
  return !state.workshop.is_question_shown || STILL.indexOf(name) >= 0 || isQuestionLarge(name, state);
}

function isQuestionLarge(name, state) {
  return name === "poster" && state.activity.page !== "close" && (state.activity.page === "question" || !state.activity.text);
}
