// The path of whys as a tree: a problem, lines under it, each line the answer to "Why is that?".
// One line after another is the rule; two under one are two reasons.

export const DEEPEST = 5;

/**
 * The lines under a problem as [{note, depth, children}], in the order they were written.
 * A withdrawn line stays only as long as something stands under it.
 */
export function linesUnder(notes, parent, depth) {
  const level = depth || 1;
  return notes.filter((note) => note.parent === parent)
    .map((note) => ({ note, depth: level, children: linesUnder(notes, note.id, level + 1) }))
    .filter((node) => !node.note.is_withdrawn || node.children.length > 0);
}

/**
 * The notes, and for lines whose line above was hidden one without words in its place: where it stood
 * nobody says, so it stands right under the problem, and what was written below it is not lost.
 */
export function withGaps(notes, problem) {
  const known = notes.map((note) => note.id).concat(problem);
  const missing = notes.map((note) => note.parent).filter((id, at, all) => id && !known.includes(id) && all.indexOf(id) === at);
  return notes.concat(missing.map((id) => ({ id, parent: problem, text: "", is_withdrawn: true, isHidden: true })));
}

/** The problem that a note stands under, or is; null where a note between is not here. */
export function topOf(notes, id) {
  const note = notes.filter((each) => each.id === id)[0];
  if (!note) return null;
  return note.parent ? topOf(notes, note.parent) : note;
}

/** All lines of a tree in reading order. */
export function allLines(nodes) {
  return [].concat(...nodes.map((node) => [node, ...allLines(node.children)]));
}

/**
 * Under which note the next why goes: the wanted one if it takes another line, else the line that
 * was written last, else the problem. Null where the last line is as deep as lines go.
 */
export function nextParent(notes, problem, wanted) {
  const nodes = allLines(linesUnder(notes, problem));
  const isThere = ({ note }) => !note.is_withdrawn && !note.isOff;
  const takes = (node) => node.depth < DEEPEST && isThere(node);
  if (wanted && (wanted === problem || nodes.some((node) => node.note.id === wanted && takes(node)))) return wanted;
  const alive = nodes.filter(isThere);
  if (alive.length === 0) return problem;
  const newest = alive.reduce((last, node) => (notes.indexOf(node.note) > notes.indexOf(last.note) ? node : last));
  return takes(newest) ? newest.note.id : null;
}

/** A line and those that follow it one after another, up to a fork: [chain, branches]. */
export function chainFrom(node) {
  const chain = [node];
  let last = node;
  while (last.children.length === 1) {
    last = last.children[0];
    chain.push(last);
  }
  return [chain, last.children];
}
