// The phone: reads the page, opens shelf, outbox and line, and draws again whenever one of them
// changes. What it draws stands in hand/, what it knows in state.js.

import { draw, html } from "./html.js";
import { say } from "./words.js";
import { openLine } from "./sync.js";
import { claimBox, emptyBox, hearOtherTab, itemsOf, meetEpoch, openOutbox, setOnline, takeIn, tendBox, wakeBox } from "./outbox.js";
import { forgetAllNotes, hearDrafts, keepDrafts, keepNote, openOwnWords, ownNotes, setDraft, takeKeys } from "./ownwords.js";
import { browserStorage, openShelf, readShelf, writeShelf } from "./shelf.js";
import { pickUpCarried, seatOf, takeCarried } from "./carry.js";
import { fetchLater, openLater } from "./later.js";
import { actionsOf } from "./hand/actions.js";
import { settleFocus, isTyping } from "./hand/focus.js";
import { hasDraft, stepKey, viewOf } from "./hand/view.js";
import { Page, wantsLater } from "./hand/page.js";

const ARRIVED_MS = 8000;      // long enough to look down and read
const LATER_MS = 3000;        // the first page is in use by then

startPhone(JSON.parse(document.getElementById("first").textContent));

function startPhone(first) {
  const code = first.w;
  const carried = takeCarried();
  const shelf = openShelf(browserStorage());
  const own = openOwnWords(code, shelf);
  if (first.code) writeShelf(shelf, "code_" + code, first.code);
  const phone = {
    code,
    shelf,
    own,
    overlay: {},
    seenStep: null,
    wanted: null,
    keeping: null,
    arriving: null,
    layouts: null,
    group: readShelf(shelf, "group_" + code, null),
    personalCode: first.code || readShelf(shelf, "code_" + code, ""),
    ui: { mode: own.draft ? "write" : "read", isNew: !readShelf(shelf, "seen_" + code, false), announced: "", fault: null, prompt: null, news: null, arrived: 0 },
    remember: () => writeShelf(shelf, "seen_" + code, true),
    announce: (text) => announce(phone, text),
    keepSoon: () => keepSoon(phone),
    focusNext: (where) => { phone.wanted = where; },
    goOnTyping: () => phone.actions.goOnTyping && phone.actions.goOnTyping(),
    sendTyped: () => phone.actions.sendTyped && phone.actions.sendTyped(),
    sendStray: () => phone.actions.sendStray && phone.actions.sendStray(),
    redraw: () => redraw(phone),
    view: () => viewOfPhone(phone),
  };
  phone.box = openOutbox({ code, shelf, send: (command) => phone.line.send(command), onChange: (item) => settled(phone, item) });
  phone.actions = actionsOf(phone);
  phone.later = openLater((part) => laterArrived(phone, part));
  takeOver(phone, carried || pickUpCarried(shelf, code));
  phone.line = openLine({
    who: { w: code, face: "phone", seat: () => seatOf(code) },
    first,
    onChange: (state, kind) => changed(phone, state, kind),
    onStatus: (status) => lineChanged(phone, status),
  });
  phone.seenStep = stepKey(phone.view().step);
  heedPrompt(phone, phone.view());
  heedGroup(phone, phone.view());
  listen(phone);
  meetEpoch(phone.box, first.epoch);
  redraw(phone);
}

// Words and keys from the address this phone had before (hand/bar.js sends them). Anybody can make
// such an address: what it brings is sent by itself only where it knows the seat this phone has.
// From another seat come typed words alone, into the field, for whoever sits here to send or not.
function takeOver(phone, load) {
  if (!load) return;
  welcomed(phone);
  if (load.seat === seatOf(phone.code)) {
    takeIn(phone.box, load.items);
    takeKeys(phone.own, load.keys);
  }
  const draft = load.draft || (load.seat === seatOf(phone.code) ? null : typedIn(load.items));
  if (draft && typeof draft.text === "string" && draft.place && !phone.own.draft) {
    setDraft(phone.own, Object.assign({ stances: [] }, draft));
    keepDrafts(phone.own);
  }
}

// The notes among what another seat had not sent, as one text.
function typedIn(items) {
  const bodies = (Array.isArray(items) ? items : []).filter((item) => item && item.name === "write_note" && item.body).map((item) => item.body);
  return bodies.length ? { text: bodies.map((body) => String(body.text)).join("\n"), stance: null, parent: null, parentText: "", place: bodies[0] } : null;
}

/* ---- What happens ---------------------------------------------------------- */

function changed(phone, state, kind) {
  if (kind !== "pulse") phone.overlay = {};
  if (state.epoch !== phone.box.epoch) meetEpoch(phone.box, state.epoch);
  const view = phone.view();
  const isNewStep = stepKey(view.step) !== phone.seenStep;
  if (isNewStep) stepChanged(phone, view);
  phone.sendStray();
  if (isNewStep || !hasDraft(view)) heedPrompt(phone, view);
  heedGroup(phone, view);
  if (view.workshop.is_closed && !itemsOf(phone.box).some((item) => item.is !== "saved")) tidyUp(phone);
  redraw(phone);
}

// A new step: say it. Who is typing keeps words, keyboard and place on the page.
function stepChanged(phone, view) {
  phone.seenStep = stepKey(view.step);
  wakeBox(phone.box, view.step);
  phone.goOnTyping();
  phone.sendTyped();
  const isBusy = isTyping();
  if (!isBusy) {
    phone.ui.mode = "read";
    phone.wanted = "title";
  }
  phone.ui.column = null;
  phone.ui.withdrawing = null;
  phone.ui.fault = null;
  phone.ui.news = null;
  if (phone.ui.isNew && view.step) welcomed(phone);
  if (view.step) announce(phone, [view.step.title, view.step.do].filter(Boolean).join(/[.?!…]$/.test(view.step.title) ? " " : ". "));
}

// The room has gone on: nobody is kept on the page that welcomed them.
function welcomed(phone) {
  phone.ui.isNew = false;
  phone.remember();
}

// A fresh prompt does not change under words that are being written.
function heedPrompt(phone, view) {
  phone.ui.prompt = (view.now.mine || {}).prompt || null;
}

// Another group than before, and not chosen here: say so until the next step.
function heedGroup(phone, view) {
  const before = phone.group;
  if (!view.group || before === view.group.id) return;
  phone.group = view.group.id;
  writeShelf(phone.shelf, "group_" + phone.code, phone.group);
  const chosen = itemsOf(phone.box).filter((item) => item.name === "choose_group").pop();
  const isOwn = !before || phone.ui.isNew || (chosen && chosen.body.group === phone.group);
  phone.ui.news = isOwn ? null : say(view.state.rows[before] ? "hand.welcome.title" : "hand.joined_group", { letter: view.letter });
  if (!isOwn) announce(phone, phone.ui.news);
}

// A command was answered. What the server said last may come a moment later: show ours until then.
function settled(phone, item) {
  if (item && item.is === "saved" && item.name === "cast_mark") {
    phone.overlay[item.body.kind + "|" + item.body.subject] = item.body.value;
  }
  if (item && item.is === "saved" && item.name === "fill_note") {
    for (const name of Object.keys(item.body.fields)) phone.overlay["fill|" + item.body.note + "|" + name] = item.body.fields[name];
  }
  if (item && item.is === "saved" && item.name === "edit_note" && ownNotes(phone.own)[item.body.id]) {
    keepNote(phone.own, item.body.id, { text: item.body.text });     // a private note comes back in no row
  }
  if (item && item.is === "saved" && item.name === "write_note" && !item.isAgain) noteArrived(phone);
  if (item && item.is === "saved") announce(phone, say("hand.said.saved"));
  if (item && item.is === "refused") announce(phone, item.why);
  redraw(phone);
}

// The dock says so for a while, wherever the room is by now.
function noteArrived(phone) {
  phone.ui.arrived += 1;
  clearTimeout(phone.arriving);
  phone.arriving = setTimeout(() => {
    phone.ui.arrived = 0;
    redraw(phone);
  }, ARRIVED_MS);
}

function lineChanged(phone, status) {
  setOnline(phone.box, status.is === "online");
  if (status.is === "online") setTimeout(() => fetchLater(phone.later), LATER_MS);
  redraw(phone);
}

// The second part of the page is here: its layouts may be drawn, its actions taken.
function laterArrived(phone, part) {
  const wasWanted = wantsLater(viewOfPhone(phone));
  phone.layouts = part.laterLayouts;
  Object.assign(phone.actions, part.laterActionsOf(phone));
  if (wasWanted && !isTyping()) phone.wanted = "title";
  phone.sendStray();
  redraw(phone);
}

// After closing nothing can be changed: the phone forgets what it kept.
function tidyUp(phone) {
  if (Object.keys(ownNotes(phone.own)).length === 0) return;
  emptyBox(phone.box);
  forgetAllNotes(phone.own);
}

/* ---- Drawing ----------------------------------------------------------------- */

function viewOfPhone(phone) {
  return viewOf({
    code: phone.code,
    personalCode: phone.personalCode,
    state: phone.line.state(),
    status: phone.line.status(),
    items: itemsOf(phone.box),
    own: ownNotes(phone.own),
    draft: phone.own.draft,
    edits: phone.own.edits,
    overlay: phone.overlay,
    isKept: phone.shelf.isKept,
    layouts: phone.layouts,
    ui: phone.ui,
  });
}

function redraw(phone) {
  if (!phone.line) return;
  const view = viewOfPhone(phone);
  if (wantsLater(view)) fetchLater(phone.later);
  draw(html`<${Page} view=${view} actions=${phone.actions} />`, document.getElementById("phone"));
  const wanted = phone.wanted;
  phone.wanted = null;
  settleFocus(wanted);
}

function announce(phone, text) {
  phone.ui.announced = text;
  redraw(phone);
}

function keepSoon(phone) {
  clearTimeout(phone.keeping);
  phone.keeping = setTimeout(() => keepDrafts(phone.own), 300);
}

function listen(phone) {
  window.addEventListener("pagehide", () => keepDrafts(phone.own));
  document.addEventListener("visibilitychange", () => (document.hidden ? keepDrafts(phone.own) : claimBox(phone.box)));
  window.addEventListener("storage", (event) => {
    if (event.key === phone.box.key) hearOtherTab(phone.box);
    if (event.key === phone.own.draftKey) hearDrafts(phone.own);
    redraw(phone);
  });
  window.addEventListener("hashchange", () => takeOver(phone, takeCarried()));
  setInterval(() => tendBox(phone.box), 2000);
  setInterval(() => phone.line.status().is !== "online" && redraw(phone), 1000);
}
