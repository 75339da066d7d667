// Where signatures stand in a log. One pass looks for the rarest units of all signatures at once;
// only where they stand is a signature tried. So the time grows with the text, hardly with pages.
/**
 * @import { Normal } from "./normal.js"
 * @import { Known, Pattern } from "./signatures.js"
 */

import { after } from "./patterns.js";
import { bucketOf, GRAM } from "./signatures.js";

/**
 * @typedef {object} Hit the last place of a pattern, in the normal form
 * @property {Pattern} pattern
 * @property {number} number that of the pattern
 * @property {number} start
 * @property {number} end
 * @property {number} from where the message begins in which it stands
 * @property {number} to where that ends
 */

// How many units a star may stand for.
const REACH = 700;
// How much of an endless message is looked at at once, and how much of that once more.
const WINDOW = 8192;
const OVERLAP = 1500;
// How often a signature is tried again within a message.
const TRIES = 8;
// 31 ** (GRAM - 1): what the first unit of a gram counts.
const HIGH = Math.imul(31, Math.imul(31, Math.imul(31, Math.imul(31, 31))));
const GOES_ON = /[._]{0,3}[A-Za-z\d]/y;
const WORD = /[a-z\d]/;

/**
 * The hits of all patterns that stand in the text.
 * @param {Normal} normal
 * @param {Known} known
 */
export function found(normal, known) {
  /** @type {Hit[]} */
  const hits = [];
  const done = new Uint8Array(known.patterns.length);
  // From the end, message by message; an endless one in windows that overlap.
  for (let to = normal.size, start = to; to > 0;) {
    if (to <= start) start = normal.text.lastIndexOf("\n", to - 1) + 1;
    const from = Math.max(start, to - WINDOW);
    for (const hit of hitsIn(from, to, normal, known, done)) {
      done[hit.number] = 1;
      hits.push(hit);
    }
    to = from > start ? from + OVERLAP : start - 1;
  }
  return hits;
}

/**
 * The hits in a message, of patterns that were not found yet.
 * @param {number} from
 * @param {number} to
 * @param {Normal} normal
 * @param {Known} known
 * @param {Uint8Array} done for each pattern whether it was found
 * @returns {Hit[]}
 */
function hitsIn(from, to, normal, known, done) {
  const candidates = candidatesIn(normal.codes, from, to, known, done);
  if (candidates.length === 0) return NO_HITS;
  const message = normal.text.slice(from, to);
  return candidates.flatMap((number) => {
    const pattern = known.patterns[number];
    const span = spanOf(pattern, message, (end) => goesOn(normal, from + end));
    return span ? [{ pattern, number, start: from + span[0], end: from + span[1], from, to }] : [];
  });
}

/** @type {Hit[]} */
const NO_HITS = [];

/**
 * The numbers of the patterns whose rarest units stand there, in the order of these.
 * @param {Uint16Array} codes
 * @param {number} from
 * @param {number} to
 * @param {Known} known
 * @param {Uint8Array} done for each pattern whether it was found
 */
function candidatesIn(codes, from, to, { buckets, loose }, done) {
  /** @type {Set<number> | undefined} */
  let near;
  let hash = 0;
  for (let at = from; at < to; at++) {
    hash = Math.imul(hash, 31) + codes[at];
    if (at - from < GRAM - 1) continue;
    const bucket = buckets[bucketOf(hash | 0)];
    if (bucket !== undefined) {
      near ??= new Set();
      for (const number of bucket) near.add(number);
    }
    hash = (hash - Math.imul(HIGH, codes[at - GRAM + 1])) | 0;
  }
  return [...near ?? [], ...loose].filter((number) => !done[number]);
}

/**
 * Where the parts stand in the message, in their order and not far apart.
 * @param {Pattern} pattern
 * @param {string} message
 * @param {(end: number) => boolean} goesOn whether the word that ends there goes on
 * @returns {[number, number] | null}
 */
function spanOf({ parts: [head, ...tail], open }, message, goesOn) {
  let start = -1;
  for (let tries = 0; tries < TRIES; tries++) {
    start = message.indexOf(head, start + 1);
    if (start < 0) return null;
    const end = endOf(tail, message, start + head.length);
    if (end === null) return null;
    if (end !== FAR && (open || !goesOn(end))) return [start, end];
  }
  return null;
}

const FAR = -1;

/**
 * Where the last part ends; null if one is missing, FAR if one stands too far from the one before.
 * @param {string[]} parts
 * @param {string} message
 * @param {number} end
 */
function endOf(parts, message, end) {
  for (const part of parts) {
    const next = message.indexOf(part, end);
    if (next < 0) return null;
    if (next - end > REACH) return FAR;
    end = next + part.length;
  }
  return end;
}

/**
 * Whether the word or dotted name that ends there goes on behind it, in the original.
 * @param {Normal} normal
 * @param {number} end
 */
function goesOn({ text, where, original }, end) {
  return WORD.test(text[end - 1]) && after(GOES_ON, original, where[end - 1] + 1) >= 0;
}
