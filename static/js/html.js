// The one door to Preact and htm: everything that draws imports from here,
// so that the vendored files are named in one place.

import { h, render, Component } from "../vendor/preact.mjs";
import htm from "../vendor/htm.module.js";

export const html = htm.bind(h);
export const draw = render;
export const Part = Component;
