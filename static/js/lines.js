/* How many lines a text takes in the room, and where a text that is longer than a page
   may be parted. Widths are in ems at 28 px on 1024x768, with a face a tenth wider. */

export const COLUMN_EMS = 15.2;
const PAGE_EMS = 32;
const PAGE_LINES = 10; // one note has the page
const WIDER_FACE = 1.1;

/** The lines that a text takes in a column of that many ems. */
export function linesOf(text, ems) {
  return brokenLines(text, ems).length;
}

/** The text in pieces of which each fills so many lines at most; without numbers, a whole page. */
export function partsOf(text, ems, lines) {
  return brokenLines(text, ems || PAGE_EMS).reduce((parts, line, i) => {
    if (i % (lines || PAGE_LINES) === 0) parts.push(line);
    else parts[parts.length - 1] += " " + line;
    return parts;
  }, []);
}

/** As much of a text as so many lines hold; three dots where it was cut. */
export function cutToLines(text, ems, lines) {
  const all = brokenLines(text, ems);
  if (all.length <= lines) return text;
  if (lines < 1) return "";
  const kept = all.slice(0, lines);
  const words = kept[lines - 1].split(" ");
  kept[lines - 1] = words.length > 1 ? words.slice(0, -1).join(" ") : words[0].slice(0, -2);
  return kept.join(" ").replace(/[\s,;:.–-]+$/, "") + " …";
}

/** Breaks a text as a browser would; a word wider than the line breaks anywhere. */
function brokenLines(text, ems) {
  const lines = [];
  let line = "";
  let used = 0;
  text.split(/\s+/).filter(Boolean).forEach((word) => {
    const wide = emsOf(word);
    if (line && used + 0.3 + wide <= ems) {
      line += " " + word;
      used += 0.3 + wide;
      return;
    }
    if (line) lines.push(line);
    const pieces = breakWord(word, ems);
    lines.push(...pieces.slice(0, -1));
    line = pieces[pieces.length - 1];
    used = emsOf(line);
  });
  return line || !lines.length ? lines.concat(line) : lines;
}

function breakWord(word, ems) {
  const pieces = [""];
  let used = 0;
  Array.from(word).forEach((sign) => {
    const wide = emsOf(sign);
    if (used && used + wide > ems) {
      pieces.push("");
      used = 0;
    }
    pieces[pieces.length - 1] += sign;
    used += wide;
  });
  return pieces;
}

function emsOf(text) {
  return Array.from(text).reduce((sum, sign) => sum + signEms(sign), 0) * WIDER_FACE;
}

function signEms(sign) {
  const code = sign.codePointAt(0);
  if (code >= 0x1f000) return 1.35;
  if (code >= 0x2e80) return 1.02;
  if (code > 0x7e && code !== 0x2019) return 0.66;
  if ("iljft.,;:'!|()[]’".indexOf(sign) >= 0) return 0.32;
  if ("mwMW@%".indexOf(sign) >= 0) return 0.88;
  return sign >= "A" && sign <= "Z" ? 0.66 : 0.54;
}
