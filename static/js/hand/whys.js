// The recorder's page: a problem, then one short line for each "why", a ring round the cause we can
// act on, and how we know. All of it is the group's: every phone of the group sees the same path.

import { html } from "../html.js";
import { say } from "../words.js";
import { Fold, Icon } from "../parts.js";
import { rowsOf } from "../state.js";
import { hasDraft, hasOpenDraft, isElsewhere, markNow, ownAt, pendingMark } from "./view.js";
import { OwnCard, SentMark, WhoSees } from "./blocks.js";
import { WordsField } from "./field.js";
import { lookLayout } from "./look.js";
import { SureButton } from "./sure.js";
import { RefusedList } from "./refused.js";
import { SendButton, WriteForm } from "./write.js";
import { YouPanel } from "./you.js";
import { CauseDetails, isCauseTold } from "./cause.js";
import { hasTypedProblem, problemLayout } from "./problem.js";
import { allLines, chainFrom, DEEPEST, linesUnder, nextParent, topOf, withGaps } from "./why_tree.js";

export function whysLayout(view, actions) {
  if (!view.group) return lookLayout(view, actions);
  const notes = pathNotes(view);
  const chosen = markNow(view, "problem", view.step.activity);
  const problem = notes.filter((note) => note.id === chosen)[0];
  if (!problem || view.ui.isChoosing || hasTypedProblem(view)) return problemLayout(view, actions, notes, problem);
  return pathLayout(view, actions, pathOf(view, notes, problem));
}

// Everything the page says of the path: {notes, problem, nodes, lines, ring, under, isForeign, other}.
// `other` is the problem that the line half typed here was begun under, if the group left it since.
function pathOf(view, shown, problem) {
  const notes = withGaps(shown, problem.id);
  const nodes = linesUnder(notes, problem.id);
  const lines = allLines(nodes);
  const ringed = markNow(view, "ring", view.step.activity);
  const draft = hasDraft(view) ? view.draft : null;
  const isForeign = Boolean(draft) && (draft.place.activity !== view.step.activity || !draft.parent);
  const top = draft && !isForeign ? topOf(notes, draft.parent) : null;
  const other = top && top.id !== problem.id ? top : null;
  const wanted = draft && !isForeign ? draft.parent : view.ui.under;
  return {
    notes, problem, nodes, lines, isForeign, other,
    ring: (lines.filter((node) => node.note.id === ringed)[0] || { note: null }).note,
    under: view.canWrite && other ? draft.parent : view.canWrite ? nextParent(notes, problem.id, wanted) || (draft && !isForeign ? problem.id : null) : null,
  };
}

function pathLayout(view, actions, path) {
  const hasForm = path.under !== null && !path.isForeign;
  const isElsewhereNow = path.isForeign && hasOpenDraft(view) && isElsewhere(view);
  const isBeside = (item) => item.name === "fill_note" && Boolean(path.ring) && item.body.note === path.ring.id;
  return {
    main: [
      html`<${PathHead} key="head" view=${view} actions=${actions} path=${path} />`,
      html`<${RefusedList} key="refused" view=${view} actions=${actions} isBeside=${isBeside} />`,
      path.nodes.length > 0 && html`<${Lines} key="path" view=${view} actions=${actions} path=${path} nodes=${path.nodes} />`,
      hasForm && html`<${NextWhy} key="write" view=${view} actions=${actions} path=${path} />`,
      isElsewhereNow && html`<${WriteForm} key="write" view=${view} actions=${actions} />`,
      path.ring && html`<${CauseDetails} key="cause" view=${view} actions=${actions} note=${path.ring} />`,
      html`<${HomeAndBlame} key="folds" />`,
      html`<${YouPanel} key="you" view=${view} actions=${actions} />`,
    ],
    dock: isElsewhereNow ? html`<${SendButton} view=${view} />` : html`<${PathDock} view=${view} actions=${actions} path=${path} hasForm=${hasForm} />`,
  };
}

// All notes that reached this phone, and its own that are still on their way, those last.
function pathNotes(view) {
  const rows = rowsOf(view.state, "note");
  const known = rows.map((note) => note.id);
  const place = { activity: view.step.activity };
  const own = ownAt(view, null).filter((note) => note.place.activity === place.activity && !note.isLate);
  const texts = {};
  for (const note of own) texts[note.id] = note;
  const changed = rows.map((note) => (texts[note.id] ? Object.assign({}, note, { text: texts[note.id].text, isPending: texts[note.id].is === "pending" }) : note));
  const sent = own.filter((note) => !known.includes(note.id))
    .map((note) => ({ id: note.id, text: note.text, parent: note.parent || null, stance: note.stance || null, group: note.place.group, fields: {}, isPending: note.is === "pending", isOff: note.is !== "pending", isErased: note.isErased }));
  return changed.filter((note) => !isWithdrawnHere(view, note)).concat(sent);
}

// Taken back on this phone, and the server has not said so yet.
function isWithdrawnHere(view, note) {
  return Boolean(view.own[note.id] && view.own[note.id].isWithdrawn) && !note.is_withdrawn;
}

function PathHead({ view, actions, path }) {
  const isOwn = Boolean(view.own[path.problem.id]) && view.edits[path.problem.id] !== undefined;
  return html`<div class="stack">
    <h1 class="hand__title hand__title--small" tabindex="-1" dir="auto">${path.problem.text}</h1>
    ${isOwn && html`<ul><${OwnCard} view=${view} actions=${actions} id=${path.problem.id} /></ul>`}
    <p>${view.step.do || say("hand.whys.lead")}</p>
    ${view.canWrite && html`<p class="whys__other">
      <button class="button button--quiet" type="button" onClick=${() => actions.otherProblem(true)}>${say("hand.whys.other_problem")}</button>
      ${view.own[path.problem.id] && !isOwn && html`<button class="button button--quiet" type="button" onClick=${() => actions.change(path.problem.id, path.problem.text)}>${say("hand.whys.change_problem")}</button>`}</p>`}
  </div>`;
}

// One line after another in one list; where a line has two reasons, each has a list of its own.
function Lines({ view, actions, path, nodes }) {
  const shared = { view, actions, path };
  if (nodes.length > 1) return html`<${Branches} ...${shared} nodes=${nodes} />`;
  const [chain, branches] = chainFrom(nodes[0]);
  return html`<ol class="whys">${chain.map((node) => html`<${Line} key=${node.note.id} ...${shared} node=${node} />`)}
    ${branches.length > 1 && html`<li class="whys__fork" key="fork"><${Branches} ...${shared} nodes=${branches} /></li>`}</ol>`;
}

function Branches({ view, actions, path, nodes }) {
  return html`<div class="whys__branches">${nodes.map((node, at) => html`<section class="whys__branch" key=${node.note.id}>
    <p class="hand__soft">${say("hand.whys.reason", { n: at + 1, of: nodes.length })}</p>
    <${Lines} view=${view} actions=${actions} path=${path} nodes=${[node]} /></section>`)}</div>`;
}

function Line({ view, actions, path, node }) {
  const { note } = node;
  const isRinged = Boolean(path.ring) && path.ring.id === note.id;
  if (view.own[note.id] && view.edits[note.id] !== undefined) {
    return html`<li class="whys__line"><ul><${OwnCard} view=${view} actions=${actions} id=${note.id} /></ul></li>`;
  }
  if (note.is_withdrawn) return html`<li class="whys__line"><div class="note"><p class="hand__soft">${say(note.isHidden ? "hand.whys.hidden" : "common.withdrawn")}</p></div></li>`;
  return html`<li class=${"whys__line" + (isRinged ? " whys__line--root" : "")} data-note=${note.id}>
    <div class=${"note" + (isRinged ? " chosen" : "") + (note.isPending ? " note--pending" : "")}>
      ${note.text && html`<p dir="auto">${note.text}</p>`}
      ${note.isPending && html`<p class="note__meta"><${SentMark} is="pending" /></p>`}
      ${note.isOff && html`<p class="note__meta hand__soft">${say(note.isErased ? "hand.note.erased" : "hand.whys.off")}</p>`}
      ${view.canWrite && !note.isOff && html`<p class="note__acts">
        <button class="button" type="button" aria-pressed=${String(isRinged)} onClick=${() => actions.mark("ring", view.step.activity, isRinged ? null : note.id)}><${Icon} name="ring" /> ${say("hand.whys.ring")}<span class="hidden">: ${note.text}</span></button>
        <button class="button button--quiet" type="button" aria-expanded=${String(view.ui.line === note.id)} onClick=${() => actions.openLine(note.id)}>${say("hand.whys.more")}<span class="hidden">: ${note.text}</span></button></p>
        ${view.ui.line === note.id && html`<${LineActs} view=${view} actions=${actions} path=${path} node=${node} />`}`}
    </div></li>`;
}

function LineActs({ view, actions, path, node }) {
  const { note } = node;
  const isOwn = Boolean(view.own[note.id]);
  const isAsked = view.ui.withdrawing === note.id;
  const mayGoOn = node.depth < DEEPEST && path.under !== note.id;
  return html`<p class="note__acts">
    <button class="button" type="button" onClick=${() => actions.askUnder(note.parent)}><${Icon} name="plus" /> ${say("hand.whys.beside")}</button>
    ${mayGoOn && html`<button class="button" type="button" onClick=${() => actions.askUnder(note.id)}>${say("hand.whys.label")}</button>`}
    ${isOwn && html`<button class="button" type="button" onClick=${() => actions.change(note.id, note.text)}>${say("hand.own.change")}</button>
      <${SureButton} ui=${view.ui} isAsked=${isAsked} words=${say("hand.own.withdraw")} sure=${say("hand.own.withdraw_sure")} onPress=${() => actions.withdraw(note.id, isAsked)} />`}</p>`;
}

// The next line. It stands under the path; where that is not plain, it says under which line.
function NextWhy({ view, actions, path }) {
  const at = path.lines.filter((node) => node.note.id === path.under)[0];
  const last = path.lines[path.lines.length - 1];
  const isPlain = !path.other && (at ? last === at : path.lines.length === 0);
  const under = path.other ? path.notes.filter((note) => note.id === path.under)[0] : at ? at.note : path.problem;
  const draft = hasDraft(view) ? view.draft : null;
  return html`<form class="form stack" id="note" novalidate onSubmit=${(event) => { event.preventDefault(); actions.sendLine(path.under); }}>
    ${path.other && html`<div class="banner banner--care" data-elsewhere="yes"><${Icon} name="bang" /><div><p>${say("hand.whys.elsewhere")}</p>
      <button class="button" type="button" onClick=${() => actions.askUnder(path.problem.id)}>${say("hand.whys.here")}</button></div></div>`}
    ${!isPlain && html`<p class="building__text building" dir="auto">${under.text}</p>`}
    <div class=${isPlain && path.lines.length > 0 ? "whys__line" : ""}>
      <${WordsField} view=${view} id="text" isLine=${true} label=${say("hand.whys.label")} hint=${say("hand.write.hint")}
        value=${draft ? draft.text : ""} onInput=${(text) => actions.typeLine(text, path.under)} /></div>
    ${at && html`<button class="button" type="button" onClick=${() => actions.askUnder(at.note.parent)}><${Icon} name="plus" /> ${say("hand.whys.beside")}</button>`}
    ${path.lines.length === 0 && html`<${WhoSees} icon="people" text=${say("hand.whys.who")} />`}
  </form>`;
}

// What comes next: send the line, ring a cause, or say how we know.
function PathDock({ view, actions, path, hasForm }) {
  const isWriting = hasForm && (hasDraft(view) || path.lines.length === 0);
  if (isWriting) {
    return html`<button class="button button--next" type="submit" form="note">${say(view.status.is === "online" ? "hand.whys.send" : "hand.write.keep")}</button>`;
  }
  if (!path.ring) return html`<p class="dock__fate" role="status"><b>${say(path.lines.length === 0 ? "hand.whys.lead" : "hand.whys.no_ring")}</b></p>`;
  const isOnItsWay = Boolean(pendingMark(view, "ring", view.step.activity));
  if (!isCauseTold(view, path.ring)) {
    return html`<button class="button button--next" type="button" onClick=${() => actions.lookAt("know")}>${say("hand.cause.go")}</button>`;
  }
  return html`<p class="dock__fate" role="status"><b>${say("hand.whys.done")}</b> <${SentMark} is=${isOnItsWay ? "pending" : "saved"} /></p>`;
}

function HomeAndBlame() {
  return html`<section class="stack" aria-label=${say("hand.whys.stuck")}>
    <${Fold} kind="sheet says" title=${say("hand.whys.outside")}><p>${say("hand.whys.outside_then")}</p><//>
    <${Fold} kind="sheet says" title=${say("hand.whys.names")}><p>${say("hand.whys.names_then")}</p><//>
  </section>`;
}
