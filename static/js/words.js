// Every sentence a person reads comes from the catalogue that the server put
// into the page. No sentence is written in a layout.

let catalogue = null;

/** The sentence for a key, with `{name}` replaced; `key_one` is used when `n` is 1. */
export function say(key, values) {
  const given = values || {};
  const words = catalogue || (catalogue = readCatalogue());
  let text = words[key];
  if (given.n === 1 && typeof words[key + "_one"] === "string") text = words[key + "_one"];
  if (typeof text !== "string") {
    console.error("No sentence for " + key);
    return key;
  }
  return text.replace(/\{(\w+)\}/g, (whole, name) =>
    given[name] === undefined || given[name] === null ? whole : String(given[name]));
}

/** More sentences, that came after the page. */
export function addWords(more) {
  catalogue = Object.assign({}, catalogue || readCatalogue(), more);
}

/** Whether the catalogue knows the key: for words that a kind may or may not bring. */
export function knows(key) {
  const words = catalogue || (catalogue = readCatalogue());
  return typeof words[key] === "string";
}

function readCatalogue() {
  const holder = document.getElementById("words");
  return holder ? JSON.parse(holder.textContent) : {};
}
