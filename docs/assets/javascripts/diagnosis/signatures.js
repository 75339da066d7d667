// The signatures of all pages, and what else is looked for in a log, ready to be looked for.

import { OTHER_TOOLS, PIPS_OWN, SUCCEEDED } from "./knowledge.js";
import { anyWords, normalForm, normalWords } from "./normal.js";

/**
 * @typedef {object} KnownError an error of errors.json; what it lacks is taken for its default
 * @property {string} slug
 * @property {string} title
 * @property {string} tldr
 * @property {string} cause
 * @property {string[]} signatures
 * @property {string} [phase]
 * @property {string[]} [tags]
 * @property {string[]} [explains]
 * @property {boolean} [ends_the_run]
 * @property {string[]} [warnings]
 * @property {string[]} [echoes]
 * @property {string[]} [otherwise]
 * @property {string | null} [when_offered]
 * @property {string[]} [pip_references]
 * @property {Record<string, string[]>} [same_in]
 * @property {number | null} [shortest_path]
 * @property {Record<string, string>} [look_first]
 *
 * @typedef {object} Pattern a signature, or a mark of whose log it is
 * @property {string[]} parts what stands between its stars, in the normal form
 * @property {boolean} open whether its last word may go on
 * @property {number | "pip" | "other" | "done"} of the number of its page, or what it marks
 * @property {string} signature as it is written
 * @property {number} weight
 * @property {boolean} shared whether it says less than others: a code that several pages have, what
 *   a page has for where nothing else is known, what another tool prints
 * @property {boolean} [otherwise] whether it counts only where nothing else does
 * @property {{tool: string}} [by] which other tool prints it, for the same cause
 *
 * @typedef {object} Known what is the same for each text
 * @property {KnownError[]} errors
 * @property {Map<string, string>} titles each title in its normal form, and its page
 * @property {RegExp | null} echoes in which pip ends, whatever it gave up before
 * @property {Pattern[]} patterns
 * @property {(number[] | undefined)[]} buckets the numbers of patterns, by their rarest units
 * @property {number[]} loose those too short for that
 */

/** So many units are looked for at once. */
export const GRAM = 6;
const BUCKETS = 1 << 14;

/** @type {WeakMap<KnownError[], Known>} */
const cache = new WeakMap();

/**
 * Everything that is the same for each text: made once for a list of errors.
 * @param {KnownError[]} errors
 */
export function compiled(errors) {
  const known = cache.get(errors) ?? compile(errors);
  cache.set(errors, known);
  return known;
}

/**
 * @param {KnownError[]} errors
 * @returns {Known}
 */
function compile(errors) {
  const patterns = [
    ...errors.flatMap(({ signatures }, page) => signatures.map((text) => patternOf(text, page))),
    ...codesOf(errors),
    ...errors.flatMap(({ otherwise = [] }, page) =>
      otherwise.map((text) => ({ ...patternOf(text, page), shared: true, otherwise: true }))
    ),
    ...errors.flatMap(({ same_in = {} }, page) =>
      Object.entries(same_in).flatMap(([tool, texts]) =>
        texts.map((text) => ({ ...patternOf(text, page), shared: true, by: { tool } }))
      )
    ),
    ...PIPS_OWN.map((mark) => patternOf(mark, "pip")),
    ...OTHER_TOOLS.map((mark) => patternOf(mark, "other")),
    patternOf(SUCCEEDED, "done"),
  ].filter(({ parts }) => parts.length > 0);
  const echoes = errors.flatMap((error) => error.echoes ?? []);
  return {
    errors,
    titles: new Map(errors.map(({ slug, title }) => [normalForm(title).text, slug])),
    echoes: echoes.length > 0 ? anyWords(echoes) : null,
    patterns,
    ...byRarestGram(patterns),
  };
}

/**
 * @param {string} signature
 * @param {Pattern["of"]} of
 * @returns {Pattern}
 */
function patternOf(signature, of) {
  // A quoted message loses its full stop.
  const parts = signature.replace(/( [a-z]+)\.$/i, "$1").split("*").map(normalWords)
    .filter(Boolean);
  // Else its last word ends there: "pip" is not "pipenv".
  const open = !/^[^*]*[a-z\d]$/.test(signature);
  return { parts, open, of, signature, weight: parts.join("").length, shared: false };
}

/**
 * pip's own codes. One that several pages have says little.
 * @param {KnownError[]} errors
 */
function codesOf(errors) {
  /** @type {Map<string, number[]>} */
  const pages = new Map();
  errors.forEach(({ pip_references = [] }, page) => {
    for (const code of pip_references) pages.set(code, [...(pages.get(code) ?? []), page]);
  });
  return [...pages].flatMap(([code, of]) =>
    of.map((page) => {
      const pattern = patternOf(`error: ${code}`, page);
      return of.length > 1 ? { ...pattern, weight: 1, shared: true } : pattern;
    })
  );
}

/**
 * The numbers of patterns by the bucket of the gram that is the rarest among all.
 * @param {Pattern[]} patterns
 */
function byRarestGram(patterns) {
  const grams = patterns.map(({ parts }) => parts.flatMap(gramsOf));
  const often = new Uint16Array(BUCKETS);
  for (const bucket of grams.flat()) often[bucket]++;
  /** @type {(number[] | undefined)[]} */
  const buckets = new Array(BUCKETS).fill(undefined);
  /** @type {number[]} */
  const loose = [];
  grams.forEach((some, number) => {
    if (some.length === 0) return loose.push(number);
    const rarest = some.reduce((best, bucket) => often[bucket] < often[best] ? bucket : best);
    (buckets[rarest] ??= []).push(number);
  });
  return { buckets, loose };
}

/** @param {string} part */
function gramsOf(part) {
  const buckets = [];
  for (let from = 0; from + GRAM <= part.length; from++) {
    let hash = 0;
    for (let at = from; at < from + GRAM; at++) {
      hash = (Math.imul(hash, 31) + part.charCodeAt(at)) | 0;
    }
    buckets.push(bucketOf(hash));
  }
  return buckets;
}

/** @param {number} hash of a gram: a polynomial in 31 */
export const bucketOf = (hash) => (hash ^ (hash >>> 15)) & (BUCKETS - 1);
