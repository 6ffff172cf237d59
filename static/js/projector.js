// The projector: one picture without controls, drawn from what its audience may see. When the
// page was opened by the champion's session, keyboard and clicker drive the room.

import { draw, html } from "./html.js";
import { openLine } from "./sync.js";
import { say } from "./words.js";
import { Room } from "./room/layouts.js";
import { viewOf } from "./room/view.js";
import { keepAwake, keyCommand, toggleFullScreen } from "./room/keys.js";
import { openErrands } from "./room/errand.js";

const TICK_MS = 250;
const PATIENCE_MS = 6000; // a short gap in the network is nobody's business

const projectorFirst = JSON.parse(document.getElementById("first").textContent);
const projectorLine = openLine({
  who: { w: projectorFirst.w, face: projectorFirst.face },
  first: projectorFirst,
  onChange: drawRoom,
  onStatus: drawRoom,
});
const projectorErrands = openErrands(projectorLine.send, () => {});

function roomNow() {
  const known = projectorLine.state();
  return viewOf(known, Date.now() + known.offset);
}

function drawRoom() {
  draw(html`<${Room} view=${roomNow()} notice=${roomNotice()} />`, document.getElementById("room"));
}

function roomNotice() {
  const status = projectorLine.status();
  if (projectorLine.state().state.workshop.is_closed) return "";
  if (status.is === "refused") return status.why;
  return status.is === "reconnecting" && Date.now() - status.since > PATIENCE_MS ? say("room.reconnecting") : "";
}

function onRoomKey(event) {
  if (event.key === "f" && !event.repeat && !event.ctrlKey && !event.metaKey) return toggleFullScreen();
  if (!projectorFirst.may_drive) return undefined;
  const command = keyCommand(event, roomNow());
  if (!command) return undefined;
  event.preventDefault();
  return projectorErrands.give(command.name, command.body);
}

document.addEventListener("keydown", onRoomKey);
setInterval(drawRoom, TICK_MS);
keepAwake();
drawRoom();
