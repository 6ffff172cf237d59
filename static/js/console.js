// The console: the champion's desk. It holds what is open and what was typed, gives commands one
// at a time, and draws what its audience may see.

import { draw, html } from "./html.js";
import { openLine } from "./sync.js";
import { keepDeskFocus } from "./desk/focus.js";
import { Desk } from "./desk/frame.js";
import { openErrands } from "./room/errand.js";
import { viewOf } from "./room/view.js";

const DESK_TICK_MS = 500;
const DESK_PATIENCE_MS = 3000;
const PLACES = { order: "side", notes: "aid", more: "aid", plan: "plan" };

const consoleFirst = JSON.parse(document.getElementById("first").textContent);
const deskUi = { side: "", aid: "", plan: "", ask: 0, filter: "all", action: null, merge: {}, refused: "" };
const consoleLine = openLine({
  who: { w: consoleFirst.w, face: "console" },
  first: consoleFirst,
  onChange: drawDesk,
  onStatus: drawDesk,
});
const consoleErrands = openErrands(consoleLine.send, drawDesk);
const toWrite = [];

function drawDesk() {
  const known = consoleLine.state();
  if (!known.state) return;
  const status = consoleLine.status();
  const desk = {
    view: viewOf(known, Date.now() + known.offset),
    ui: deskUi,
    status,
    isPatient: Date.now() - status.since > DESK_PATIENCE_MS,
    waiting: consoleErrands.waiting(),
    tries: consoleErrands.tries(),
    set: setDesk,
    give: giveCommand,
    write: writeCommand,
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

// A press while another command is on its way is a double press: it does nothing.
function giveCommand(name, body) {
  if (consoleErrands.waiting()) return Promise.resolve(null);
  setDesk({ refused: "" });
  return consoleErrands.give(name, body).then(answered);
}

// What was typed always goes: it waits for its turn.
function writeCommand(name, body) {
  return new Promise((resolve) => {
    toWrite.push({ name, body, resolve });
    writeNext();
  });
}

function writeNext() {
  if (!toWrite.length || consoleErrands.waiting()) return;
  const { name, body, resolve } = toWrite.shift();
  consoleErrands.give(name, body).then((answer) => {
    resolve(answer && answer.code === "changed" ? answer : answered(answer));
  });
}

function answered(answer) {
  if (answer && !answer.ok && answer.refused) setDesk({ refused: answer.refused });
  setTimeout(writeNext, 0);
  return answer;
}

// The plan takes the whole width; what stood beside the calm view waits behind it.
function isPanelOpen(panel) {
  return deskUi[PLACES[panel]] === panel && (panel === "plan" || !deskUi.plan);
}

function openPanel(panel) {
  setDesk({ plan: "", [PLACES[panel]]: panel });
  const title = document.getElementById("panel-" + panel);
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
  const open = ["plan", "more", "notes", "order"].filter(isPanelOpen);
  if (deskUi.refused) setDesk({ refused: "" });
  else if (open.length) closePanel(panelOfFocus(open) || open[0]);
}

function panelOfFocus(open) {
  const at = document.activeElement;
  return open.find((panel) => {
    const title = document.getElementById("panel-" + panel);
    const place = title && title.closest(".desk__side, .desk__aid, .desk__body--wide");
    return place && place.contains(at);
  });
}

document.addEventListener("keydown", onDeskKey);
setInterval(drawDesk, DESK_TICK_MS);
setInterval(writeNext, DESK_TICK_MS);
drawDesk();
