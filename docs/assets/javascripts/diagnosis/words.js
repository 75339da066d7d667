// Nothing matched: the pages that share the most telling words with what was asked.
/**
 * @import { Known } from "./signatures.js"
 * @import { Result } from "./ranking.js"
 */

// @ts-types="../vendor/minisearch.d.ts"
import MiniSearch from "../vendor/minisearch-7.2.0.js";
import { STOP_WORDS, TELLING } from "./knowledge.js";
import { anyOf } from "./patterns.js";

const TELLS = anyOf(TELLING, "i");
const STOP = new Set(STOP_WORDS);
// What pip says of itself, whatever happened.
const NOTICE_LINES = /^\s{0,9}\[notice\].*$/gm;
// What is asked: the end of the text, or of a longer one the last lines that tell something.
const ASKED = 4000;
const SHORT = 600;
const LOOKED_THROUGH = 200_000;
const MOST_LINES = 12;
const MOST_OF_LINE = 300;
const MOST_TERMS = 40;
// A page counts that has more of the words than this.
const SHARE = 1 / 3;
const UNSURE = 0.5;

/** @type {WeakMap<Known, MiniSearch>} */
const indexes = new WeakMap();

/**
 * @param {string} whole
 * @param {Known} known
 * @returns {Result[]}
 */
export function byWords(whole, known) {
  const text = whole.replace(NOTICE_LINES, "");
  const asked = text.length > SHORT ? tellingLines(text) : text.slice(-ASKED);
  const terms = termsOf(asked);
  if (terms.length === 0) return [];
  const pages = searched(terms, known);
  if (pages.length > 0) return pages;
  const topic = topicOf(asked);
  return topic ? searched([topic], known) : [];
}

/** @param {string} text */
function tellingLines(text) {
  const lines = text.slice(-LOOKED_THROUGH).split("\n").filter((line) => TELLS.test(line));
  return lines.slice(-MOST_LINES).map((line) => line.slice(0, MOST_OF_LINE)).join("\n");
}

/** @param {string} asked */
function termsOf(asked) {
  const plain = asked.replace(/\S*[/\\]\S*/g, " ").toLowerCase();
  const words = plain.match(/[\p{L}][\p{L}\p{N}]+|\d{3,5}(?=\b)/gu) ?? [];
  const telling = words.filter((word) => !STOP.has(word) && word.length < 30);
  return [...new Set(telling)].slice(0, MOST_TERMS);
}

/**
 * A bare requirement or option is about how these are written and chosen.
 * @param {string} asked
 */
function topicOf(asked) {
  if (/^\s*[\w.-]+(?:\[.*\])?\s*[=~!<>]=?\s*\d/.test(asked)) return "version";
  return /^\s*-/.test(asked) ? "option" : null;
}

/**
 * @param {string[]} terms
 * @param {Known} known
 * @returns {Result[]}
 */
function searched(terms, known) {
  const found = indexOf(known).search(terms.join(" "), {
    boost: { title: 3, words: 3, tldr: 2 },
    // A number names an error better than its words do.
    boostTerm: (term) => /^\d/.test(term) ? 4 : 1,
    prefix: (term) => term.length > 3,
    fuzzy: (term) => term.length > 5 ? 0.2 : false,
  });
  return found.flatMap(({ id, score, queryTerms }) => {
    const share = queryTerms.length / terms.length;
    const confidence = Math.round(Math.min(UNSURE, share / 2) * 100) / 100;
    const result = { slug: id, confidence, line: "", signature: "", start: 0, end: 0 };
    return share > SHARE && score >= 1 ? [result] : [];
  });
}

/** @param {Known} known */
function indexOf(known) {
  const index = indexes.get(known) ?? indexed(known);
  indexes.set(known, index);
  return index;
}

/** @param {Known} known */
function indexed({ errors }) {
  const fields = ["title", "words", "tldr", "description", "signatures"];
  const index = new MiniSearch({ idField: "slug", fields });
  index.addAll(errors.map((error) => {
    const { slug, phase, tags = [], pip_references = [] } = error;
    const words = [slug.replaceAll("-", " "), phase, ...tags, ...pip_references].join(" ");
    return { ...error, words, signatures: error.signatures.join("\n") };
  }));
  return index;
}
