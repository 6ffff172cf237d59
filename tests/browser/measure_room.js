() => {
  const WORDS_PX = 28, LABELS_PX = 22, SLACK = 1;
  const found = [];
  const isShown = (el) => !el.closest(".hidden") && el.checkVisibility({ visibilityProperty: true });
  const nameOf = (el) => el.tagName.toLowerCase() + "." + (el.getAttribute("class") || "").trim().replace(/\s+/g, ".");
  const round = (box) => [box.left, box.top, box.right, box.bottom].map(Math.round).join(" ");
  const isIn = (box, outer) => box.left >= outer.left - SLACK && box.top >= outer.top - SLACK
    && box.right <= outer.right + SLACK && box.bottom <= outer.bottom + SLACK;
  const view = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };

  for (const el of [document.documentElement, document.body]) {
    if (el.scrollHeight > el.clientHeight || el.scrollWidth > el.clientWidth) found.push(nameOf(el) + " scrolls");
  }
  const room = document.querySelector(".room");
  const regions = [".room__head", ".room__work", ".room__foot"].map((name) => room.querySelector(name)).filter(Boolean);
  regions.forEach((region, i) => {
    const box = region.getBoundingClientRect();
    if (i && regions[i - 1].getBoundingClientRect().bottom > box.top + SLACK) found.push(nameOf(region) + " lies over what is above");
  });

  for (const el of room.querySelectorAll("*")) {
    const box = el.getBoundingClientRect();
    if (!box.width || !box.height || !isShown(el) || (el.ownerSVGElement && el.closest("svg"))) continue;
    if (!isIn(box, view)) found.push(nameOf(el) + " is off the screen: " + round(box));
    const style = getComputedStyle(el);
    const region = el.parentElement.closest(".room__head, .room__work, .room__foot");
    if (region && !style.display.startsWith("inline") && !isIn(box, region.getBoundingClientRect())) {
      found.push(nameOf(el) + " does not fit into " + nameOf(region) + ": " + round(box) + " in " + round(region.getBoundingClientRect()));
    }
    const cuts = style.overflowX !== "visible" || style.overflowY !== "visible";
    if (cuts && (el.scrollWidth > el.clientWidth + SLACK || el.scrollHeight > el.clientHeight + SLACK)) found.push(nameOf(el) + " clips");
  }

  // A line's box is taller than its letters: what counts is from the capitals to the descenders.
  const lines = [];
  const walker = document.createTreeWalker(room, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, el = node.parentElement;
    if (!node.data.trim() || !isShown(el)) continue;
    const region = el.closest(".room__head, .room__work, .room__foot");
    const paper = el.closest(".note, .station, .chosen");
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      if (!rect.width) continue;
      const line = { el, left: rect.left, right: rect.right, top: rect.top + rect.height * 0.2, bottom: rect.bottom - rect.height * 0.14 };
      lines.push(line);
      if (!isIn(line, view)) found.push("words off the screen in " + nameOf(el) + ": " + round(line));
      if (region && !isIn(line, region.getBoundingClientRect())) found.push("words outside " + nameOf(region) + " in " + nameOf(el) + ": " + round(line));
      if (paper && !isIn(line, paper.getBoundingClientRect())) found.push("words outside their " + nameOf(paper) + ": " + round(line));
    }
    const px = parseFloat(getComputedStyle(el).fontSize);
    const isPeoples = el.closest("[dir=auto]") && el.closest(".room__work");
    const least = isPeoples ? WORDS_PX : LABELS_PX;
    if (px < least - 0.01) found.push(nameOf(el) + " has " + px + " px, " + least + " are needed: " + node.data.slice(0, 30));
  }
  lines.forEach((one, i) => lines.slice(i + 1).forEach((other) => {
    if (one.el === other.el || one.el.contains(other.el) || other.el.contains(one.el)) return;
    const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
    if (wide > SLACK && high > SLACK) found.push(nameOf(one.el) + " and " + nameOf(other.el) + " overlap at " + round(one));
  }));
  return [...new Set(found)].slice(0, 12);
}
