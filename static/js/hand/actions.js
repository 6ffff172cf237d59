// What a person can do on the phone, each as one small function. Words go into the outbox and stay
// on the screen; nothing here waits for the network.

import { say } from "../words.js";
import { forgetErased } from "../outbox_erased.js";
import { dropOp, placeTaps, putOp, unsaved } from "../outbox.js";
import { forgetNote, keepDrafts, keepNote, ownNotes, setDraft, setEdit } from "../ownwords.js";
import { newId } from "../shelf.js";
import { carriedAddress, seatOf } from "../carry.js";
import { hasDraft, isElsewhere, isOver, noteFate, placeNow, wordsOf } from "./view.js";
import { draftFault } from "./field.js";
import { askSure, isDeaf } from "./sure.js";

/** The actions over `phone` ({box, own, ui, code, view(), redraw()}). */
export function actionsOf(phone) {
  const { box, own, ui } = phone;
  const redraw = phone.redraw;

  function emptyDraft() {
    const view = phone.view();
    return { text: "", stance: null, parent: null, parentText: "", place: placeNow(view), stances: stancesOf(view) };
  }

  // While nothing is typed, the draft belongs to here and now (P19).
  function draftHere() {
    const view = phone.view();
    const draft = own.draft || emptyDraft();
    return hasDraft(view) ? draft : Object.assign({}, draft, { isAside: false, place: placeNow(view) || draft.place, stances: stancesOf(view) });
  }

  function changeDraft(change) {
    setDraft(own, Object.assign({}, draftHere(), change));
    ui.fault = null;
    phone.keepSoon();
    redraw();
  }

  // The sentence stands beside the field or the choice, which takes the focus; what was typed stays.
  function showFault(at, why) {
    ui.fault = { at, why };
    phone.focusNext(at);
    redraw();
  }

  return {
    emptyDraft,
    changeDraft,
    type: (text) => changeDraft({ text }),
    stance: (stance) => changeDraft({ stance }),
    stopBuilding: () => changeDraft({ parent: null, parentText: "", stance: null }),

    startWriting() {
      ui.mode = "write";
      phone.focusNext("text");
      redraw();
    },

    readAgain() {
      ui.mode = "read";
      phone.focusNext("title");
      redraw();
    },

    build(note) {
      ui.mode = "write";
      phone.focusNext("text");
      changeDraft({ parent: note.id, parentText: note.text, stance: null });
    },

    send() {
      const draft = own.draft || emptyDraft();
      const late = isOver(phone.view());
      const asked = late ? Object.assign({}, draft, { stances: [] }) : draft;
      if (!draft.text.trim() && noteFate(phone.view())) return;      // pressed twice
      const fault = draft.place ? draftFault(asked, phone.view().limit) : say("hand.write.empty");
      if (fault) return showFault(fault === say("hand.write.no_stance") ? "stance" : "text", fault);
      if (draft.parent || isElsewhere(phone.view())) ui.mode = "read";
      if (noteFate(phone.view()) === "saved") ui.arrived = 0;
      putNote(phone, draft.place, { text: draft.text.trim(), stance: draft.stance, parent: draft.parent, fields: draft.fields, late });
      setDraft(own, null);
      keepDrafts(own);
      phone.announce(say("hand.said.sent"));
      phone.focusNext("stay");
      redraw();
    },

    putAside() {
      phone.focusNext("title");
      changeDraft({ isAside: true });
    },

    mark(kind, subject, value) {
      const { step } = phone.view();
      const body = { activity: step.activity, phase: step.phase, kind, subject, value };
      const isAskedAgain = step.marks.some((rule) => rule.kind === kind && rule.on === "action");
      putOp(box, "cast_mark", isAskedAgain ? Object.assign(body, { round: step.round }) : body);
    },

    change(id, text) {
      setEdit(own, id, text);
      ui.fault = null;
      phone.keepSoon();
      phone.focusNext(text === null ? "stay" : "change_" + id);
      redraw();
    },

    retype(id, text) {
      setEdit(own, id, text);
      ui.fault = null;
      phone.keepSoon();
      redraw();
    },

    keepChange(note) {
      const text = (own.edits[note.id] || "").trim();
      const fault = draftFault({ text, stances: [] }, phone.view().limit);
      if (fault) return showFault("change_" + note.id, fault);
      if (text !== note.text) putOp(box, "edit_note", { id: note.id, key: note.place.key, text, was: note.text });
      setEdit(own, note.id, null);
      keepDrafts(own);
      phone.focusNext("stay");
      redraw();
    },

    withdraw(id, isSure) {
      if (isSure && isDeaf(ui)) return;
      if (!isSure) askSure(phone, "withdrawing", id);
      if (isSure) {
        ui.withdrawing = null;
        const kept = ownNotes(own)[id];
        putOp(box, "withdraw_note", { id, key: kept.key });
        keepNote(own, id, { isWithdrawn: true, text: "" });
        phone.focusNext("stay");
      }
      redraw();
    },

    sendAgain(item, isLate) {
      const typed = own.edits[item.op];
      const text = (typed === undefined ? wordsOf(item.body) : typed).trim();
      const fault = draftFault({ text, stances: [] }, phone.view().limit);
      if (fault) return showFault("again_" + item.op, fault);
      const body = item.name === "fill_note" ? fillAgain(item, text) : Object.assign({}, item.body, { text });
      if (isLate) body.late = true;
      if (item.name === "edit_note" && item.now !== undefined) body.was = item.now;
      dropOp(box, item.op);
      setEdit(own, item.op, null);
      keepDrafts(own);
      if (item.name === "write_note") keepNote(own, body.id, Object.assign({}, body));
      putOp(box, item.name, body);
      phone.focusNext("stay");
    },

    // What has no place any more goes to the champion's list as notes of its own.
    sendForLater(items, texts) {
      for (const text of texts) putNote(phone, Object.assign({ slot: null }, items[0].place), { text, late: true });
      for (const item of items) dropOp(box, item.op);
      phone.focusNext("stay");
      redraw();
    },

    putAwayAll(items, isSure) {
      const isAsked = ui.puttingAway === items[0].op;
      if (isAsked && isDeaf(ui)) return;
      if (!isSure) askSure(phone, "puttingAway", items[0].op);
      else ui.puttingAway = null;
      if (isSure) for (const item of items) dropOp(box, item.op);
      if (isSure) phone.focusNext("stay");
      redraw();
    },

    putAway(item, isSure) {
      const hasWords = item.name === "write_note" || item.name === "edit_note";
      if (hasWords && isSure && isDeaf(ui)) return;
      if (hasWords && !isSure) askSure(phone, "puttingAway", item.op);
      else ui.puttingAway = null;
      if (!hasWords || isSure) {
        if (item.name === "write_note") forgetNote(own, item.body.id);
        if (item.name === "withdraw_note") keepNote(own, item.body.id, { isWithdrawn: false });
        setEdit(own, item.op, null);
        dropOp(box, item.op);
        phone.focusNext("stay");
      }
      redraw();
    },

    /** After every message: what was erased is forgotten, old news of taps goes. */
    sendStray() {
      const view = phone.view();
      forgetErased(phone, view.now.erased);
      if (view.step) placeTaps(box, view.step.activity);
    },

    column(slot) {
      ui.column = slot;
      changeDraft({ place: placeNow(phone.view()) });
    },

    chooseGroup(group) {
      putOp(box, "choose_group", { group });
    },

    goOn() {
      ui.isNew = false;
      phone.remember();
      phone.focusNext("title");
      redraw();
    },

    openAddress(address) {
      if (!address.trim()) return;
      phone.sendTyped();
      keepDrafts(own);
      const load = { seat: seatOf(phone.code), items: unsaved(box), keys: ownNotes(own), draft: own.draft };
      window.location.href = carriedAddress(address, phone.code, load);
    },
  };
}

/** Puts a new note into the outbox and keeps it as this phone's own. Returns its id. */
export function putNote({ own, box }, place, note) {
  const id = newId();
  const body = { id, key: newId(), activity: place.activity, phase: place.phase, round: place.round, slot: place.slot, group: place.group, text: note.text };
  for (const name of ["stance", "parent", "fields", "late"]) if (note[name]) body[name] = note[name];
  keepNote(own, id, Object.assign({}, body));
  putOp(box, "write_note", body);
  return id;
}

// The same field once more, over what stands there today.
function fillAgain({ body, now }, text) {
  const fields = {};
  for (const name of Object.keys(body.fields)) fields[name] = text;
  return Object.assign({}, body, { fields, was: Object.assign({}, body.was, now) });
}

function stancesOf(view) {
  return (view.canWrite && view.step.stances) || [];
}
