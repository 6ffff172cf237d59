// The console: the champion's desk. It holds what is open and what was typed, gives commands one
// at a time, and draws what its audience may see.

import { draw, html } from "./html.js";
import { openLine } from "./sync.js";
import { keepDeskFocus } from "./desk/focus.js";
import { openForms } from "./desk/forms.js";
import { Desk } from "./desk/frame.js";
import { openErrands } from "./room/errand.js";
import { viewOf } from "./room/view.js";
import { browserStorage, openShelf, readShelf, writeShelf } from "./shelf.js";

const DESK_TICK_MS = 500;
const DESK_PATIENCE_MS = 3000;
const PLACES = { order: "side", notes: "aid", more: "aid", plan: "wide", ontime: "wide" };

const consoleFirst = JSON.parse(document.getElementById("first").textContent);
const deskUi = {
  side: "", aid: "", wide: "", refused: "", focus: "", // which panels stand open, and what takes the keyboard
  ask: 0, recovery: null, filter: "all", merge: {},
  action: null, rule: null, merging: null, picked: {}, aside: null, talk: null, again: {},
};
const consoleLine = openLine({
  who: { w: consoleFirst.w, face: "console" },
  first: consoleFirst,
  onChange: drawDesk,
  onStatus: drawDesk,
});
const consoleErrands = openErrands(consoleLine.send, drawDesk);
const toWrite = [];
let isSaving = false; // what is on its way is a field's text, not a press
const deskShelf = openShelf(browserStorage());
const draftsKey = "desk_drafts_" + consoleFirst.w;
const deskForms = openForms(writeField, drawDesk, {
  read: () => readShelf(deskShelf, draftsKey, {}),
  write: (drafts) => writeShelf(deskShelf, draftsKey, drafts),
});

function drawDesk() {
  const known = consoleLine.state();
  if (!known.state) return;
  const status = consoleLine.status();
  const desk = {
    view: viewOf(known, Date.now() + known.offset),
    ui: deskUi,
    forms: deskForms,
    status,
    isPatient: Date.now() - status.since > DESK_PATIENCE_MS,
    waiting: consoleErrands.waiting(),
    tries: consoleErrands.tries(),
    isCounted: Boolean(known.here), // the first pulse says how many are here
    set: setDesk,
    give: giveCommand,
    open: openPanel,
    close: closePanel,
    isOpen: isPanelOpen,
  };
  const place = document.getElementById("desk");
  keepDeskFocus(place, () => draw(html`<${Desk} desk=${desk} />`, place));
}

function setDesk(change) {
  Object.assign(deskUi, change);
  drawDesk();
}

// The same press again while it is on its way is a double press: it does nothing. Another press, and
// one while a field is being saved, waits its turn, once. Undo waits for no press: what is last then
// is not what its button said.
function giveCommand(name, body) {
  const waiting = consoleErrands.waiting();
  const isFull = toWrite.some((each) => each.isPress);
  const isOver = waiting && !isSaving && (name === "undo" || isSamePress(waiting, name, body));
  if (isFull || isOver) return Promise.resolve(null);
  setDesk({ refused: "" });
  return queued({ name, body, isPress: true }).then(told);
}

// What says which state it was pressed in is the same press, also when that state has just moved on.
function isSamePress(other, name, body) {
  return other.name === name && ("was" in body || JSON.stringify(other.body) === JSON.stringify(body));
}

// What was typed always goes: it waits for its turn. Its refusal is told beside its field.
function writeField(name, body) {
  return queued({ name, body, isPress: false });
}

function queued(command) {
  return new Promise((resolve) => {
    toWrite.push(Object.assign({ resolve }, command));
    writeNext();
  });
}

function writeNext() {
  if (!toWrite.length || consoleErrands.waiting()) return;
  const { name, body, resolve, isPress } = toWrite.shift();
  isSaving = !isPress;
  consoleErrands.give(name, body).then((answer) => {
    isSaving = false;
    resolve(answer);
    setTimeout(writeNext, 0);
  });
}

function told(answer) {
  if (answer && !answer.ok && answer.refused) setDesk({ refused: answer.refused });
  return answer;
}

// What takes the whole width hides what stood beside the calm view; that waits behind it.
function isPanelOpen(panel) {
  return deskUi[PLACES[panel]] === panel && (PLACES[panel] === "wide" || !deskUi.wide);
}

// `part` is the name of what is looked for in it, where that is not its top.
function openPanel(panel, part) {
  setDesk({ wide: "", [PLACES[panel]]: panel });
  const title = document.getElementById("panel-" + (part || panel));
  if (title) title.focus();
}

function closePanel(panel) {
  setDesk({ [PLACES[panel]]: "" });
  const opener = document.getElementById("away-" + panel);
  if (opener) opener.focus();
}

// Escape closes the panel that has the focus, else the last one that stands open.
function onDeskKey(event) {
  if (event.key !== "Escape") return;
  const open = ["ontime", "plan", "more", "notes", "order"].filter(isPanelOpen);
  if (deskUi.refused) setDesk({ refused: "" });
  else if (open.length) closePanel(panelOfFocus(open) || open[0]);
}

function panelOfFocus(open) {
  const at = document.activeElement;
  return open.find((panel) => {
    const title = document.getElementById("panel-" + panel);
    const place = title && title.closest(".desk__side, .desk__aid, .desk__body--wide, .ontime");
    return place && place.contains(at);
  });
}

document.addEventListener("keydown", onDeskKey);
setInterval(drawDesk, DESK_TICK_MS);
setInterval(writeNext, DESK_TICK_MS);
drawDesk();
