// Which error is it? `diagnose(text, errors)` finds the pages of errors.json that a pasted log is
// about. It is pure: no DOM, no network, no clock; it runs in browsers, in Deno and in Node.
//
// The ideas stand in diagnosis/, each in a module, in this order: the normal form, signatures and
// where they match, whose message it is, how grave it was, ranking; free words; masking. Staging
// joins them behind this address. The work is linear in the text.
/**
 * @import { KnownError } from "./diagnosis/signatures.js"
 * @import { Result } from "./diagnosis/ranking.js"
 */

import { CONFIDENT } from "./diagnosis/judging.js";
import { mask } from "./diagnosis/masking.js";
import { found } from "./diagnosis/matching.js";
import { normalForm } from "./diagnosis/normal.js";
import { ranked } from "./diagnosis/ranking.js";
import { compiled } from "./diagnosis/signatures.js";
import { byWords } from "./diagnosis/words.js";

export { mask };

const SHOWN = 5;
const LONGEST_TITLE = 300;
const ENDS = 1500;
const CUT_OFF = /File ".+", line \d+, in .+(\n\s(?!\s*[\w.]+(Error|Exception)).*){0,2}\s*$/;
const SAYS_SOMETHING = /[^\s\p{P}\p{S}\p{C}\p{Z}]/u;

/**
 * @param {string} text what was pasted
 * @param {{errors: KnownError[]} | KnownError[]} errors the content of errors.json, or its errors
 * @returns {{state: "empty" | "match" | "maybe" | "none", results: Result[], cut?: boolean}} best
 *   first; cut: it ends within a traceback, before the line that says what failed
 */
export function diagnose(text, errors) {
  const known = compiled(Array.isArray(errors) ? errors : errors.errors);
  const normal = normalForm(text);
  if (!SAYS_SOMETHING.test(normal.text)) return { state: "empty", results: [] };
  const hits = found(normal, known);
  const matched = ranked(hits.filter(({ pattern }) => !pattern.otherwise), normal, known);
  // Of frames without their last line, words say where pip was, and not what failed.
  const cut = matched.length === 0 && CUT_OFF.test(text.slice(-ENDS));
  const results = matched.length > 0 || cut
    ? matched
    : withOthers(ranked(hits, normal, known), byWords(text, known));
  // Whoever pastes nothing but a page's title means that page, whoever else prints such words.
  const titled = normal.size < LONGEST_TITLE && known.titles.get(normal.text);
  if (titled && results[0]?.slug === titled) results[0].confidence = 1;
  const sure = results.length > 0 && results[0].confidence >= CONFIDENT;
  const state = results.length === 0 ? "none" : sure ? "match" : "maybe";
  return { state, results: results.slice(0, SHOWN), ...cut && { cut } };
}

/**
 * Each page once.
 * @param {Result[]} likely
 * @param {Result[]} others
 */
const withOthers = (likely, others) => [
  ...likely,
  ...others.filter(({ slug }) => !likely.some((one) => one.slug === slug)),
];
