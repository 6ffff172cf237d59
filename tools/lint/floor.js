// The oldest browsers that Drumbeat promises to run in, named once for both linters.
// `phone`: what people bring. `laptop`: the champion's own browser, for console and projector.

export const phone = ["ios_saf 14.5-14.8", "chrome 84"];
export const laptop = ["chrome 100", "firefox 100", "safari 15.4"];
