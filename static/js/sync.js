// The line to the server: one socket, the folded state, and the ways back when a phone slept,
// walked away or sits behind a network that swallows everything. It draws nothing.

import { io } from "../vendor/socket.io.esm.min.js";
import { emptyState, fold, placeOf } from "./state.js";

const ANSWER_MS = 12000;      // a command waits this long for its answer
const SILENCE_MS = 15000;     // pulses come every 5 s: three missed means a dead line
const HIDDEN_MS = 4000;       // iOS kills the socket of a hidden page without saying so
const RESUME_MS = 3000;       // an unanswered resume is asked again
const REFUSED_MS = 12000;     // a refused connection is tried again this late
const ATTEMPT_MS = 12000;     // a line of two seconds each way needs eight to connect
const HANGS_MS = 2500;        // an attempt that takes longer may be lost: ask whether anybody is there
const PROMPT_MS = 1000;       // who answers a small request so soon would have answered the attempt
const LONGEST_PAUSE_MS = 1800; // the longest between two attempts, drawn anew: a room does not come at once
const MESSAGES = ["snapshot", "frame", "me", "pulse"];

/**
 * Opens the line. `who` is {w, face, seat} with `seat` a function; `first` the snapshot in the page.
 * `onChange(state, kind)` follows every folded message, `onStatus({is, why, since})` every change of
 * the line: `is` is online, reconnecting or refused, `why` the server's sentence.
 */
export function openLine({ who, first, onChange, onStatus }) {
  const line = {
    state: firstState(first),
    status: { is: "reconnecting", why: null, since: Date.now() },
    heardAt: Date.now(),
    hiddenAt: null,
    askedAt: null,
    failures: 0,
    triedAt: Date.now(),
    isAsking: false,
    retry: null,
    onChange,
    onStatus,
  };
  line.socket = io({
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelay: 750,
    reconnectionDelayMax: LONGEST_PAUSE_MS,
    randomizationFactor: 0.35,
    timeout: ATTEMPT_MS,
    auth: (give) => give(authOf(who, line.state)),
  });
  listenToServer(line);
  listenToPage(line);
  setInterval(() => watch(line), 1000);
  return { send: (command) => sendCommand(line, command), state: () => line.state, status: () => line.status };
}

/** The state that the page brought along, so that something is drawn before the socket is up. */
function firstState(first) {
  if (!first) return emptyState();
  const state = fold(emptyState(), "snapshot", first, Date.now()).state;
  return first.me ? fold(state, "me", first.me).state : state;
}

function authOf(who, state) {
  const auth = Object.assign({ w: who.w, face: who.face }, placeOf(state));
  const seat = who.seat ? who.seat() : null;
  if (seat) auth.seat = seat;
  return auth;
}

/* ---- What the server says ----------------------------------------------- */

function listenToServer(line) {
  for (const kind of MESSAGES) line.socket.on(kind, (message) => hear(line, kind, message));
  line.socket.on("connect", () => {
    line.heardAt = Date.now();
    line.askedAt = null;
    line.failures = 0;
    setStatus(line, "online", null);
  });
  line.socket.on("disconnect", (reason) => {
    line.triedAt = Date.now();
    setStatus(line, "reconnecting", null);
    if (reason === "io server disconnect") connectLater(line, 500 + Math.random() * 2500);
  });
  line.socket.io.on("reconnect_attempt", () => { line.triedAt = Date.now(); });
  line.socket.on("connect_error", (error) => {
    if (line.socket.active) return failed(line);
    setStatus(line, "refused", error.message);
    connectLater(line, REFUSED_MS);
  });
}

function hear(line, kind, message) {
  line.heardAt = Date.now();
  if (kind === "snapshot") line.askedAt = null;
  const before = line.state;
  const { state, ask } = fold(before, kind, message, Date.now());
  line.state = state;
  if (ask && (line.askedAt === null || Date.now() - line.askedAt > RESUME_MS)) {
    line.askedAt = Date.now();
    line.socket.emit("resume", ask);
  }
  if (state !== before) line.onChange(state, kind);
}

// Some networks let plain requests through and swallow WebSockets: try those first then.
function failed(line) {
  line.failures += 1;
  setStatus(line, "reconnecting", null);
  const first = line.failures % 4 < 2 ? "websocket" : "polling";
  line.socket.io.opts.transports = first === "websocket" ? ["websocket", "polling"] : ["polling", "websocket"];
  line.socket.io.reconnectionDelayMax(LONGEST_PAUSE_MS * (1 + Math.random()) / 2);
}

function setStatus(line, is, why) {
  if (line.status.is === is && line.status.why === why) return;
  const since = line.status.is !== "online" && is !== "online" ? line.status.since : Date.now();
  line.status = { is, why, since };
  line.onStatus(line.status);
}

/* ---- Ways back ------------------------------------------------------------ */

function listenToPage(line) {
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      line.hiddenAt = Date.now();
    } else if (line.hiddenAt !== null) {
      if (Date.now() - line.hiddenAt > HIDDEN_MS) reconnect(line);
      line.hiddenAt = null;
    }
  });
  window.addEventListener("pageshow", (event) => event.persisted && reconnect(line));
  window.addEventListener("online", () => reconnect(line));
}

// A black hole closes nothing: only the silence tells.
function watch(line) {
  if (line.socket.connected && Date.now() - line.heardAt > SILENCE_MS) reconnect(line);
  const hangs = !line.socket.connected && line.status.is === "reconnecting" && Date.now() - line.triedAt > HANGS_MS;
  if (hangs && !line.isAsking) askAnybody(line);
}

// An attempt that was swallowed hangs on when the network is back. A small request tells sooner.
function askAnybody(line) {
  const askedAt = Date.now();
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), HANGS_MS);
  const heard = (isThere) => {
    clearTimeout(timer);
    line.isAsking = false;
    if (!isThere || line.socket.connected || line.status.is !== "reconnecting" || Date.now() - askedAt > PROMPT_MS) return;
    failed(line);
    reconnect(line);
  };
  line.isAsking = true;
  fetch("/healthz", { cache: "no-store", signal: giveUp.signal }).then(() => heard(true), () => heard(false));
}

function reconnect(line) {
  line.heardAt = line.triedAt = Date.now();
  setStatus(line, "reconnecting", null);
  line.socket.disconnect();
  line.socket.connect();
}

function connectLater(line, ms) {
  clearTimeout(line.retry);
  line.retry = setTimeout(() => line.socket.connect(), ms);
}

/* ---- Commands ------------------------------------------------------------- */

// One of the three answers, or null: nothing is known, the same op may go again.
function sendCommand(line, command) {
  if (!line.socket.connected) return Promise.resolve(null);
  return new Promise((resolve) => {
    line.socket.timeout(ANSWER_MS).emit("command", command, (error, answer) => {
      if (!error) line.heardAt = Date.now();
      resolve(error ? null : answer);
    });
  });
}
