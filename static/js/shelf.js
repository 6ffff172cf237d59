// Local storage as a shelf that may be missing, full or switched off. Then things are kept in
// memory for as long as the page is open, and `isKept` says so.

/** A shelf over `storage` (localStorage in a browser): reads and writes JSON by key. */
export function openShelf(storage) {
  const shelf = { storage, memory: {}, isKept: true };
  try {
    storage.setItem("shelf", "1");
    storage.removeItem("shelf");
  } catch (fault) {
    shelf.isKept = false;
  }
  return shelf;
}

/** The browser's own storage, or null where even asking for it throws. */
export function browserStorage() {
  try {
    return window.localStorage;
  } catch (fault) {
    return null;
  }
}

export function readShelf(shelf, key, otherwise) {
  if (key in shelf.memory) return shelf.memory[key];
  try {
    const text = shelf.storage.getItem(key);
    return text === null ? otherwise : JSON.parse(text);
  } catch (fault) {
    return otherwise;
  }
}

export function writeShelf(shelf, key, value) {
  try {
    shelf.storage.setItem(key, JSON.stringify(value));
    delete shelf.memory[key];
    shelf.isKept = true;
  } catch (fault) {
    shelf.memory[key] = value;
    shelf.isKept = false;
  }
}

/** Ids nobody can guess or meet twice: 128 bits and more, without a secure context. */
export function newId() {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const bytes = crypto.getRandomValues(new Uint8Array(22));
  let id = "";
  for (const byte of bytes) id += letters[byte & 63];
  return id;
}
