// What a person can do in the layouts of the second part: fields that save themselves, the path of
// whys, a worry beside an answer. Like hand/actions.js, nothing here waits for the network.

import { knows, say } from "../words.js";
import { dropOp, putOp } from "../outbox.js";
import { keepDrafts, keepNote, ownNotes, setDraft, setEdit } from "../ownwords.js";
import { putNote } from "./actions.js";
import { draftFault, lengthOf } from "./field.js";
import { fieldNow, fillItems, fillKey, mayFill, tidyField, wasKey } from "./fills.js";
import { placeOfKey, worryAt, worryKey, worryPlace } from "./worries.js";
import { hasDraft, placeNow } from "./view.js";

const THOUGHT_MS = 2500;        // who stops for so long has finished a thought: save it
const TOLD_MS = 8000;

/** The actions over `phone`, to stand beside those of hand/actions.js. */
export function laterActions(phone) {
  const { box, own, ui } = phone;
  const pauses = {};
  const afterMessage = phone.actions.sendStray;

  function later(key, act) {
    clearTimeout(pauses[key]);
    pauses[key] = setTimeout(act, THOUGHT_MS);
  }

  /* ---- Fields of a note ---- */

  // Sends what is typed in a field. While it still has the cursor its words stay as they are typed.
  function sendFill(note, name, limit, isStill) {
    clearTimeout(pauses[fillKey(note, name)]);
    const typed = own.edits[fillKey(note, name)];
    if (typed === undefined) return;
    const was = own.edits[wasKey(note, name)] || "";
    const text = tidyField(typed);
    if (lengthOf(text) > limit) return;
    setEdit(own, fillKey(note, name), isStill ? typed : null);
    setEdit(own, wasKey(note, name), isStill ? text : null);
    keepDrafts(own);
    if (text !== was) putFill(note, name, text, was);
    phone.redraw();
  }

  function putFill(note, name, text, was) {
    dropRefused(note, name);
    putOp(box, "fill_note", { note, fields: { [name]: text }, was: { [name]: was } }, placeOfField(phone.view(), name));
  }

  function dropRefused(note, name) {
    for (const item of fillItems(box.items, note, name)) if (item.is === "refused") dropOp(box, item.op);
  }

  /* ---- A worry beside an answer: a note of one's own, written, changed or withdrawn by its field ---- */

  function sendWorry(place, isStill) {
    const view = phone.view();
    const key = worryKey(place);
    clearTimeout(pauses[key]);
    const typed = own.edits[key];
    if (typed === undefined || lengthOf(typed.trim()) > view.limit) return;
    const text = typed.trim();
    setEdit(own, key, isStill ? typed : null);
    keepDrafts(own);
    keepWorry(place, text, worryAt(view, place));
    phone.redraw();
  }

  function keepWorry(place, text, kept) {
    if (!kept && text) putNote(phone, place, { text });
    if (!kept || text === kept.text) return;
    const key = ownNotes(own)[kept.id].key;
    if (text) {
      putOp(box, "edit_note", { id: kept.id, key, text, was: kept.text });
      return;
    }
    putOp(box, "withdraw_note", { id: kept.id, key });
    keepNote(own, kept.id, { isWithdrawn: true, text: "" });
  }

  // The dock says for a while what became of a note whose field is gone.
  function tellArrived(id) {
    ui.telling = id;
    ui.arrived = 0;
    setTimeout(() => {
      ui.telling = null;
      phone.redraw();
    }, TOLD_MS);
  }

  function sendKeys(isWanted) {
    for (const key of Object.keys(own.edits).filter(isWanted)) {
      const [what, note, name] = key.split("|");
      if (what === "fill") sendFill(note, name, Infinity, false);
      if (what === "worry") sendWorry(placeOfKey(key, phone.view().mine.group), false);
    }
  }

  return {
    // `isOnlyWhole`: half of it would be nonsense, so it waits until the field is left.
    typeFill(note, name, text, limit, isOnlyWhole) {
      const key = fillKey(note.id, name);
      if (own.edits[key] === undefined) setEdit(own, wasKey(note.id, name), fieldNow(phone.view(), note, name).known);
      setEdit(own, key, text);
      phone.keepSoon();
      if (!isOnlyWhole) later(key, () => sendFill(note.id, name, limit, true));
      phone.redraw();
    },

    leaveFill: (note, name, limit) => sendFill(note, name, limit, false),

    pickFill(note, name, value) {
      const { known } = fieldNow(phone.view(), note, name);
      setEdit(own, fillKey(note.id, name), null);
      if (name === "by_when") ui.otherDay = null;
      if (value !== known) putFill(note.id, name, value, known);
      phone.redraw();
    },

    useOurs(note, name) {
      const { clash, known } = fieldNow(phone.view(), note, name);
      putFill(note.id, name, clash.ours, known);
      phone.focusNext("stay");
      phone.redraw();
    },

    useTheirs(note, name) {
      dropRefused(note.id, name);
      phone.focusNext("stay");
      phone.redraw();
    },

    typeWorry(action, text) {
      const place = worryPlace(phone.view(), action);
      const key = worryKey(place);
      setEdit(own, key, text);
      phone.keepSoon();
      later(key, () => sendWorry(place, true));
      phone.redraw();
    },

    leaveWorry: (action) => sendWorry(worryPlace(phone.view(), action), false),

    // The room moves on under a worry that is being typed: its words go on in the form, with the
    // keyboard, until their writer sends them. One that was saved before is changed, and that is said.
    goOnTyping() {
      const view = phone.view();
      const field = document.activeElement;
      const key = Object.keys(own.edits).filter((each) => !hasField(view, each) && field && field.id === "worry_" + each.split("|")[4])[0];
      const text = key ? own.edits[key] : "";
      if (!text.trim() || hasDraft(view)) return;
      const place = placeOfKey(key, view.mine.group);
      const kept = worryAt(view, place);
      if (kept) {
        if (kept.text !== text.trim()) sendWorry(place, false);
        return tellArrived(kept.id);
      }
      clearTimeout(pauses[key]);
      setEdit(own, key, null);
      setDraft(own, { text, stance: null, parent: null, parentText: "", place, stances: [], isClosed: true });
      keepDrafts(own);
      ui.mode = "write";
      phone.focusNext("text");
    },

    // The room moves on while somebody types: what is typed goes out as it stands.
    sendTyped: () => sendKeys(() => true),

    // A sheet went, or the page was loaded again elsewhere: no field holds these words any more.
    sendStray() {
      afterMessage();
      const view = phone.view();
      sendKeys((key) => !hasField(view, key));
    },

    typeObstacle: (text) => phone.actions.changeDraft({ fields: text.trim() ? { obstacle: text } : null }),

    /* ---- The path of whys ---- */

    pickProblem(id) {
      ui.problem = id;
      phone.redraw();
    },

    typeProblem(text) {
      setEdit(own, "problem", text);
      ui.fault = null;
      phone.keepSoon();
      phone.redraw();
    },

    // A problem of one's own words is a note first, then the group's choice.
    chooseProblem() {
      const view = phone.view();
      const text = (own.edits.problem || "").trim();
      const isElse = ui.problem === "else";
      const fault = !isElse ? null : draftFault({ text, stances: [] }, view.limit);
      if (fault) {
        ui.fault = { at: "problem", why: fault };
        phone.focusNext("problem");
        return phone.redraw();
      }
      const id = isElse ? putNote(phone, placeNow(view), { text, stance: "problem" }) : ui.problem;
      setEdit(own, "problem", null);
      keepDrafts(own);
      phone.actions.mark("problem", view.step.activity, id);
      ui.problem = null;
      ui.isChoosing = false;
      phone.focusNext("title");
      phone.redraw();
    },

    otherProblem(isWanted) {
      ui.isChoosing = isWanted;
      ui.problem = null;
      phone.focusNext("title");
      phone.redraw();
    },

    // The group's problem stays; what was typed here beside it goes.
    keepProblem() {
      setEdit(own, "problem", null);
      keepDrafts(own);
      phone.actions.otherProblem(false);
    },

    openLine(id) {
      ui.line = ui.line === id ? null : id;
      ui.withdrawing = null;
      phone.redraw();
    },

    // The field of the next why goes under this line.
    askUnder(id) {
      ui.under = id;
      ui.line = null;
      if (own.draft) setDraft(own, Object.assign({}, own.draft, { parent: id }));
      phone.focusNext("text");
      phone.redraw();
    },

    typeLine: (text, parent) => phone.actions.changeDraft({ text, parent, parentText: "", stance: null }),

    sendLine(parent) {
      ui.under = null;
      if (own.draft) setDraft(own, Object.assign({}, own.draft, { parent }));
      phone.actions.send();
      phone.focusNext(document.getElementById("text") ? "text" : "title");
      phone.redraw();
    },

    /** Takes the eye and the focus to a part of the page. */
    lookAt(id) {
      phone.focusNext(id);
      phone.redraw();
    },

    otherDay(note) {
      ui.otherDay = note;
      phone.focusNext("by_when_" + note);
      phone.redraw();
    },

  };
}

// Whether what is typed under a name has its field on the present page.
function hasField(view, key) {
  const [what, note, name] = key.split("|");
  if (what === "fill") return Boolean(view.state.rows[note]) && mayFill(view, view.state.rows[note], name);
  return what !== "worry" || (Boolean(view.step) && key === worryKey(worryPlace(view, key.split("|")[4])));
}

function fieldLabel(name) {
  if (name === "tag") return say("hand.cause.know");
  return knows("hand.will." + name) ? say("hand.will." + name) : say("hand.cause." + name);
}

// Where a field stood and what it is called, should it be gone before its words arrive.
function placeOfField(view, name) {
  if (!view.step) return null;
  const label = fieldLabel(name).replace(/[\s….?]+$/, "");
  return { activity: view.step.activity, phase: view.step.phase, round: view.step.round, group: view.mine.group, label };
}
