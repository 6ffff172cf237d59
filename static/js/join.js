// The join page works without script. This only takes in what a phone carried here from an old
// address: its seat and its unsent words.

import { browserStorage, openShelf } from "./shelf.js";
import { putCarried, takeCarried, takeSeat } from "./carry.js";

arrive(document.documentElement.dataset.code);

function arrive(code) {
  const load = takeCarried();
  if (!load || !code) return;
  putCarried(openShelf(browserStorage()), code, load);
  if (takeSeat(code, load.seat)) window.location.replace("/w/" + encodeURIComponent(code) + "/");
}
