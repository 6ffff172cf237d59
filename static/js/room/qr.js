// The code to scan, drawn from the path that the server made. Always black on white.

import { html } from "../html.js";

/** `margin` is the quiet zone in modules. */
export function Qr({ join, margin, label }) {
  const { path, size } = join.qr;
  const side = size + 2 * margin;
  return html`<svg class="qr" viewBox=${[-margin, -margin, side, side].join(" ")} shape-rendering="crispEdges" role="img" aria-label=${label}>
    <path stroke="none" d=${"M" + -margin + " " + -margin + "h" + side + "v" + side + "h" + -side + "z"} />
    <path d=${path} />
  </svg>`;
}
