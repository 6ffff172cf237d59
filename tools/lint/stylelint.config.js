// Holds hand-written CSS to the floor of old phones (floor.js). Only the styles of the champion's
// own laptop, desk.css and room.css, may use what browsers learned later.

import { laptop, phone } from "./floor.js";

// What the tables of the plug-in do not know, or know only in part. Chrome 84 drops a whole rule
// for one selector that it cannot read.
const phoneLimits = {
  "at-rule-disallowed-list": [
    "layer", "container", "scope", "starting-style", "property", "view-transition", "import",
  ],
  "selector-pseudo-class-disallowed-list": [
    "has", "is", "where", "user-valid", "user-invalid", "modal", "popover-open",
    "open", "state", "autofill",
  ],
  // Alone, :focus-visible leaves old browsers their own ring; beside others it takes them along.
  "selector-disallowed-list": [
    ["/^(?=[^]*:focus-visible)(?:[^]*,)?(?:(?!:focus-visible)[^,])*(?:,|$)/"],
  ],
  "selector-not-notation": "simple",
  "selector-pseudo-element-disallowed-list": ["backdrop", "file-selector-button", "details-content"],
  "property-disallowed-list": [
    "/^inset/", "aspect-ratio", "/^container/", "translate", "rotate", "scale", "zoom",
    "content-visibility", "margin-inline", "margin-block", "padding-inline", "padding-block",
    "/^animation-timeline/", "/^view-transition/", "anchor-name", "position-anchor",
  ],
  "unit-disallowed-list": [
    "dvh", "svh", "lvh", "dvw", "svw", "lvw", "dvi", "dvb", "vi", "vb", "dvmin", "dvmax",
    "cqw", "cqh", "cqi", "cqb", "cqmin", "cqmax", "lh", "rlh", "cap", "ic",
  ],
  "function-disallowed-list": [
    "color-mix", "color", "oklch", "oklab", "lch", "lab", "hwb", "light-dark", "image-set",
    "round", "mod", "rem", "sin", "cos", "tan", "sqrt", "pow", "abs", "sign", "linear", "anchor",
  ],
  "declaration-property-value-disallowed-list": {
    "/^overflow/": ["clip"],
    "/^(grid-template|grid)/": ["/subgrid|masonry/"],
    "/(width|height)$/": ["/stretch$/"],
  },
  "media-feature-range-notation": "prefix",
  "max-nesting-depth": [0, { ignoreAtRules: ["media", "supports"] }],
};

// The laptop's browsers are newer, but not this new, and the plug-in's tables miss it.
const laptopLimits = {
  ...Object.fromEntries(Object.keys(phoneLimits).map((name) => [name, null])),
  "at-rule-disallowed-list": ["container", "scope", "starting-style", "property", "view-transition"],
  "property-disallowed-list": ["/^container/", "translate", "rotate", "scale"],
  "function-disallowed-list": phoneLimits["function-disallowed-list"],
};

// Faults on any screen: no floor is needed to see them.
const always = {
  "annotation-no-unknown": true,
  "block-no-empty": true,
  "color-no-invalid-hex": true,
  "custom-property-no-missing-var-function": true,
  "declaration-block-no-duplicate-properties": [
    true, { ignore: ["consecutive-duplicates-with-different-values"] },
  ],
  "declaration-property-value-no-unknown": true,
  "font-family-no-duplicate-names": true,
  "function-calc-no-unspaced-operator": true,
  "keyframe-declaration-no-important": true,
  "media-feature-name-no-unknown": true,
  "named-grid-areas-no-invalid": true,
  "no-duplicate-at-import-rules": true,
  "no-invalid-double-slash-comments": true,
  "property-no-unknown": true,
  "selector-pseudo-class-no-unknown": true,
  "selector-pseudo-element-no-unknown": true,
  "selector-type-no-unknown": true,
  "string-no-newline": true,
  "unit-no-unknown": true,
};

// Without these an old browser only scrolls, prints or picks a little less well.
const harmless = ["css-focus-visible", "css-overscroll-behavior", "css-touch-action", "css-scrollbar", "css-resize"];

function supported(browsers) {
  return [true, { browsers, ignore: harmless, ignorePartialSupport: true }];
}

export default {
  plugins: ["stylelint-no-unsupported-browser-features"],
  reportNeedlessDisables: true,
  reportDescriptionlessDisables: true,
  rules: {
    ...always,
    ...phoneLimits,
    "plugin/no-unsupported-browser-features": supported(phone),
  },
  overrides: [
    {
      files: ["**/desk.css", "**/room.css", "**/desk-*.css", "**/room-*.css"],
      rules: { ...laptopLimits, "plugin/no-unsupported-browser-features": supported(laptop) },
    },
  ],
};
