// The second part of a phone's page: layouts that nobody needs in the first minutes, with their
// sentences and styles. It comes by itself soon after the first, or at once when it is needed.

import { addWords } from "./words.js";

const AGAIN_MS = 3000;
const LATEST_MS = 15000;

/** A part that is still away. `onHere(part)` is called once, with what phone_later.js exports. */
export function openLater(onHere) {
  return { is: "away", tries: 0, onHere };
}

/** Fetches it, unless it is here or on its way; what failed is fetched again until it is here. */
export function fetchLater(later) {
  if (later.is !== "away") return;
  later.is = "coming";
  later.tries += 1;
  Promise.all([fetchScript(later.tries), fetchWords(), fetchStyles()]).then(
    ([part, words]) => arrived(later, part, words),
    () => tryAgain(later),
  );
}

function arrived(later, part, words) {
  later.is = "here";
  addWords(words);
  later.onHere(part);
}

function tryAgain(later) {
  later.is = "coming";
  setTimeout(() => {
    later.is = "away";
    fetchLater(later);
  }, Math.min(AGAIN_MS * later.tries, LATEST_MS));
}

// Browsers remember that an address failed: the next try needs another one.
function fetchScript(tries) {
  return import("./phone_later.js" + (tries > 1 ? "?try=" + tries : ""));
}

function fetchWords() {
  return fetch(beside("../words/hand_later.json")).then((answer) => {
    if (!answer.ok) throw new Error("no words");
    return answer.json();
  });
}

function fetchStyles() {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = beside("../css/phone_later.css");
    link.onload = resolve;
    link.onerror = () => {
      link.remove();
      reject(new Error("no styles"));
    };
    document.head.appendChild(link);
  });
}

function beside(path) {
  return new URL(path, import.meta.url).href;
}
