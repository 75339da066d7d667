// Patterns, and where they fit.

/**
 * The place behind what fits at a place, or -1.
 * @param {RegExp} pattern a sticky one
 * @param {string} text
 * @param {number} index
 */
export function after(pattern, text, index) {
  pattern.lastIndex = index;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/**
 * A text as a pattern of itself.
 * @param {string} text
 */
const literal = (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/**
 * A pattern of several: texts stand for themselves.
 * @param {(string | RegExp)[]} some
 * @param {string} [flags]
 */
export const anyOf = (some, flags) =>
  new RegExp(
    some.map((one) => typeof one === "string" ? literal(one) : one.source).join("|"),
    flags,
  );
