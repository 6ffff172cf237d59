// What is typed into the champion's forms and not saved yet. It outlives the panel it stands in;
// where somebody else changed a text meanwhile, both stay until one is chosen; a refusal's
// sentence stays with what was typed. Draws nothing.

import { inWords } from "../dates.js";

/**
 * A form is `{place, command, body, saved}`: a place of its own, the command that saves one field,
 * `body(name, text, was)`, and the fields as the server has them. `write(command, body)` resolves to
 * the answer; `shelf` is `{read(), write(drafts)}`.
 */
export function openForms(write, onChange, shelf) {
  const drafts = shelf.read() || {}; // by place and name: {text, was, both?, fault?}
  const sending = {};
  const done = {}; // saved, but its frame is still on its way: {was, text}
  const saved = {};

  const draftOf = (form, name) => drafts[keyOf(form, name)];
  const savedText = (form, name) => {
    const late = done[keyOf(form, name)];
    const now = plain(form.saved[name]);
    return late && late.was === now ? late.text : now;
  };
  const keep = (form, name, draft) => {
    if (draft) drafts[keyOf(form, name)] = draft;
    else delete drafts[keyOf(form, name)];
    shelf.write(drafts);
    onChange();
  };

  function type(form, name, text) {
    const draft = draftOf(form, name);
    const was = draft ? draft.was : savedText(form, name);
    saved[form.place] = false;
    keep(form, name, Object.assign({}, draft, { text, was, fault: undefined }));
  }

  // One save of a field at a time; what was typed meanwhile goes after it.
  function save(form, name) {
    const draft = draftOf(form, name);
    if (!draft || sending[keyOf(form, name)] || draft.both !== undefined) return Promise.resolve(null);
    const { text, was } = draft;
    if (text.trim() === inWords(was)) return Promise.resolve(keep(form, name, null));
    sending[keyOf(form, name)] = true;
    return write(form.command, form.body(name, text, was)).then((answer) => answered(form, name, text, answer));
  }

  function answered(form, name, text, answer) {
    sending[keyOf(form, name)] = false;
    const draft = draftOf(form, name) || { text };
    if (answer && answer.ok) return kept(form, name, text, draft);
    if (answer && answer.code === "changed") return met(form, name, draft, answer.now);
    keep(form, name, Object.assign({}, draft, { fault: answer ? answer.refused : "" }));
    return answer;
  }

  function kept(form, name, text, draft) {
    done[keyOf(form, name)] = { was: plain(form.saved[name]), text: text.trim() };
    saved[form.place] = true;
    if (draft.text === text) return keep(form, name, null);
    keep(form, name, Object.assign({}, draft, { was: text.trim() }));
    return save(form, name);
  }

  // Somebody else's text came first. The same words twice are no quarrel.
  function met(form, name, draft, now) {
    const theirs = plain(now && typeof now === "object" ? now[name] : now);
    if (inWords(theirs) === draft.text.trim()) return keep(form, name, null);
    return keep(form, name, Object.assign({}, draft, { both: theirs }));
  }

  // Keeps mine (over theirs, as seen now) or theirs.
  function choose(form, name, isMine) {
    const draft = draftOf(form, name);
    if (!draft || !isMine) return keep(form, name, null);
    keep(form, name, { text: draft.text, was: draft.both });
    return save(form, name);
  }

  return {
    value: (form, name) => (draftOf(form, name) ? draftOf(form, name).text : inWords(savedText(form, name))),
    both: (form, name) => (draftOf(form, name) || {}).both,
    fault: (form, name) => (draftOf(form, name) || {}).fault,
    isTyped: (form, name) => Boolean(draftOf(form, name)),
    isSaved: (form) => Boolean(saved[form.place]),
    put: (form, name, text) => (type(form, name, text), save(form, name)),
    type, save, choose,
  };
}

function keyOf(form, name) {
  return form.place + "/" + name;
}

function plain(value) {
  return value === undefined || value === null ? "" : String(value);
}
