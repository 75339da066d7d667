// The normal form. Consoles, CI systems, chats and web pages colour, prefix, quote, escape and wrap
// what pip prints. The normal form drops all that can differ: white space (so a text matches
// wherever it is wrapped, even in the middle of a word), case, kinds of quotes and dashes, box
// drawing, escapes. A line break stays only before a line that begins a new message.

import { asText, DASH, fold, LINE_FEED, SKIP } from "./characters.js";
import { SIGNS } from "./escapes.js";
import { BEGINNINGS, GOES_ON_AFTER, PREFIXES } from "./knowledge.js";
import { after, anyOf } from "./patterns.js";

const PREFIX = anyOf(PREFIXES, "y");
const BEGINNING = anyOf(BEGINNINGS, "y");

/**
 * @typedef {object} Normal a text in its normal form
 * @property {string} text
 * @property {Uint16Array} codes the units of the text
 * @property {Uint32Array} where for each unit its place in the original
 * @property {number} size
 * @property {string} original
 */

/**
 * Where the line's own text begins, behind prefixes of any number. They are taken one by one:
 * a pattern that repeats itself without end needs memory for each time.
 * @param {string} text
 * @param {number} index
 */
function behindPrefixes(text, index) {
  let end = index;
  for (let next = end; next >= 0; next = after(PREFIX, text, end)) end = next;
  return end;
}

/** Writes the normal form of a text, unit by unit. */
export class Scribe {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    this.codes = new Uint16Array(text.length + 1);
    this.where = new Uint32Array(text.length + 2);
    this.size = 0;
  }

  /**
   * @param {number} code of the normal form
   * @param {number} from its place in the original
   */
  put(code, from) {
    if (code === SKIP) return;
    // -- may have become –.
    if (code === DASH && this.size > 0 && this.codes[this.size - 1] === DASH) return;
    this.codes[this.size] = code;
    this.where[this.size++] = from;
  }

  /** @param {number} from where a message begins */
  breakLine(from) {
    if (this.size > 0 && this.codes[this.size - 1] !== LINE_FEED) this.put(LINE_FEED, from);
  }

  /**
   * Behind a line break: skip the prefixes, and keep the break if a message begins.
   * @param {number} from
   */
  beginLine(from) {
    const begin = behindPrefixes(this.text, from);
    const sign = this.text[begin];
    const begins = sign === "\n" || sign === "\r" ||
      (after(BEGINNING, this.text, begin) >= 0 && !this.endsWith(GOING_ON));
    if (begins) this.breakLine(from);
    return begin;
  }

  /** @param {string} words */
  endsWith(words) {
    const tail = this.codes.subarray(Math.max(0, this.size - words.length), this.size);
    return asText(tail, tail.length) === words;
  }
}

/**
 * @param {string} text
 * @param {number} [start] where its own text begins
 * @returns {Normal}
 */
export function normalForm(text, start = behindPrefixes(text, 0)) {
  const page = new Scribe(text);
  for (let at = start; at < text.length;) {
    const code = text.charCodeAt(at);
    const read = code < SIGNS.length ? SIGNS[code] : undefined;
    const end = read ? read(page, at) : -1;
    if (end < 0) page.put(fold(code), at++);
    else at = end;
  }
  const { codes, where, size } = page;
  where[size] = text.length;
  return { text: asText(codes, size), codes, where, size, original: text };
}

/**
 * Words in their normal form, on one line.
 * @param {string} words
 */
export const normalWords = (words) => normalForm(words, 0).text.replaceAll("\n", "");

/**
 * A pattern of any of these words, in their normal form.
 * @param {string[]} some
 */
export const anyWords = (some) => anyOf(some.map(normalWords));

/**
 * The same, at the beginning.
 * @param {string[]} some
 */
export const anyWordsAtFirst = (some) => new RegExp(`^(?:${anyWords(some).source})`);

const GOING_ON = normalWords(GOES_ON_AFTER);
