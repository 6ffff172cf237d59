// Holds hand-written JavaScript to the floor of old phones (floor.js) and to plain http, where
// browsers take away what needs a secure context. The console obeys the same floor: one language.

import js from "@eslint/js";
import compat from "eslint-plugin-compat";
import es from "eslint-plugin-es-x";
import globals from "globals";
import { phone } from "./floor.js";

const secureOnly = "gone over plain http on a phone (not a secure context)";
const markup = "markup is built by html.js, never from text";
const tooNew = "newer than iOS 14.5 or Chrome 84";

const forbiddenGlobals = {
  caches: secureOnly,
  cookieStore: secureOnly,
  structuredClone: tooNew,
  reportError: tooNew,
  requestIdleCallback: "Safari has none",
  BroadcastChannel: tooNew,
  event: "the parameter of the listener is meant",
};

const forbiddenMembers = [
  [null, "randomUUID", `${secureOnly}: use crypto.getRandomValues`],
  [null, "subtle", secureOnly],
  [null, "clipboard", secureOnly],
  [null, "serviceWorker", secureOnly],
  [null, "mediaDevices", secureOnly],
  [null, "caches", secureOnly],
  ["navigator", "storage", secureOnly],
  ["navigator", "locks", secureOnly],
  ["navigator", "share", secureOnly],
  ["document", "write", markup],
  ["document", "startViewTransition", tooNew],
  ["AbortSignal", "timeout", tooNew],
  ["AbortSignal", "any", tooNew],
  ["URL", "canParse", tooNew],
  ["URL", "parse", tooNew],
  [null, "structuredClone", tooNew],
  [null, "innerHTML", markup],
  [null, "outerHTML", markup],
  [null, "insertAdjacentHTML", markup],
  [null, "setHTMLUnsafe", markup],
  [null, "dangerouslySetInnerHTML", markup],
  [null, "replaceChildren", tooNew],
  [null, "requestSubmit", tooNew],
  [null, "showModal", tooNew],
  [null, "showPopover", tooNew],
  [null, "inert", tooNew],
  [null, "checkVisibility", tooNew],
];

const forbiddenSyntax = [
  ["CallExpression[callee.property.name='at']", tooNew],
  ["TemplateElement[value.raw=/dangerouslySetInnerHTML|<dialog|popover=/]", `${markup}; no dialog`],
  ["Property[key.name='dangerouslySetInnerHTML']", markup],
  ["Property[key.name='innerHTML']", markup],
  ["ImportDeclaration[source.value=/^[^.]/]", "imports are relative: there are no import maps"],
  ["ImportExpression[source.value=/^[^.]/]", "imports are relative: there are no import maps"],
  ["ExportAllDeclaration[exported]", tooNew],
];

// Our own rows have an `at`, a moment; only the array's method of that name is too new.
const atRules = ["no-array-prototype-at", "no-string-prototype-at"];
// Iterator helpers share their names with the array's own methods: told apart by type alone.
const iteratorHelpers = Object.keys(es.rules).filter((name) => name.startsWith("no-iterator-prototype-"));

const es2020 = es.configs["flat/restrict-to-es2020"];
const intl2020 = es.configs["flat/restrict-to-es2020-intl-api"];

export default [
  {
    files: ["static/js/**/*.js"],
    linterOptions: { reportUnusedDisableDirectives: "error" },
    languageOptions: { ecmaVersion: "latest", sourceType: "module", globals: globals.browser },
    plugins: { compat, "es-x": es },
    settings: { browsers: phone, lintAllEsApis: true, "es-x": { aggressive: true } },
    rules: {
      ...js.configs.recommended.rules,
      ...es2020.rules,
      ...intl2020.rules,
      ...Object.fromEntries(
        [...atRules, ...iteratorHelpers].map((name) => [`es-x/${name}`, ["error", { aggressive: false }]]),
      ),
      "compat/compat": "error",
      "es-x/no-regexp-lookbehind-assertions": "error",
      "no-restricted-globals": ["error", ...entries(forbiddenGlobals)],
      "no-restricted-properties": ["error", ...forbiddenMembers.map(asProperty)],
      "no-restricted-syntax": ["error", ...forbiddenSyntax.map(asSelector)],
      "no-unused-vars": ["error", { caughtErrors: "none" }],
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-var": "error",
      "prefer-const": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },
  {
    // The projector stands on the laptop, at 127.0.0.1, and asks before it uses the wake lock.
    files: ["static/js/room/**/*.js"],
    settings: { polyfills: ["navigator.wakeLock"] },
  },
  {
    // Published builds are not ours to style, but a phone must be able to parse them.
    files: ["static/vendor/**/*.{js,mjs}"],
    languageOptions: { ecmaVersion: 2020, sourceType: "module" },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: "off" },
    plugins: { "es-x": es },
    rules: { "es-x/no-regexp-lookbehind-assertions": "error" },
  },
];

function entries(messages) {
  return Object.entries(messages).map(([name, message]) => ({ name, message }));
}

function asProperty([object, property, message]) {
  return object ? { object, property, message } : { property, message };
}

function asSelector([selector, message]) {
  return { selector, message };
}
