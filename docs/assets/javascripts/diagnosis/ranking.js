// Which page is it about? Errors that ended the run stand before warnings, causes before what only
// follows from them, the last run before those above it.
/**
 * @import { Normal } from "./normal.js"
 * @import { Hit } from "./matching.js"
 * @import { Judged } from "./judging.js"
 * @import { Known, KnownError } from "./signatures.js"
 */

import { FAILURES, GOT_SOMETHING, PROGRESS } from "./knowledge.js";
import { CONFIDENT, FORCE, judged } from "./judging.js";
import { maskedLine } from "./masking.js";
import { anyWords, normalWords } from "./normal.js";
import { isNotice, logOf } from "./ownership.js";

/**
 * @typedef {object} Result
 * @property {string} slug
 * @property {number} confidence from 0 to 1
 * @property {string} line what matched, on one line, secrets masked
 * @property {string} signature
 * @property {number} start where it stands in the text
 * @property {number} end
 * @property {string} [look_first] instead of running the page's first fix, which would fail again
 * @property {string} [tool] whose message it is, where it is not pip's
 *
 * @typedef {object} Candidate a page, and what speaks for it
 * @property {KnownError} error
 * @property {number} force the most of its hits
 * @property {number} weight likewise
 * @property {number} sure likewise
 * @property {Judged} best the hit that is shown
 */

// Below this, a page is no cause of another.
const LIKELY = 0.4;
// How far below an error a cause stands that stood above it.
const BELOW = 0.1;
// At most so many pages are tried as what followed from a warning.
const MOST_ECHOES = 4;
const COMMAND = /[$%#>](?:sudo)?(?:python[\d.]{0,10}-m)?pip[\d.]{0,10}install/g;
const OFFERED = new RegExp(
  `\\(fromversions:(?!none\\)|\\))|${anyWords(GOT_SOMETHING).source}`,
);
const STEPS = PROGRESS.map((words) => `\n${normalWords(words)}`);

/**
 * The pages of the hits, best first.
 * @param {Hit[]} hits
 * @param {Normal} normal
 * @param {Known} known
 * @returns {Result[]}
 */
export function ranked(hits, normal, known) {
  const log = logOf(hits, normal);
  const ofPages = hits.flatMap((hit) => judged(hit, normal, known, log) ?? []);
  const candidates = settled(candidatesOf(besideNotices(ofPages, normal)), normal, known);
  return withConfidence(candidates.sort(byLikelihood(lastRunIn(normal))), normal);
}

/**
 * A notice is what somebody asks about only where it is all that there is.
 * @param {Judged[]} hits
 * @param {Normal} normal
 */
function besideNotices(hits, normal) {
  const others = hits.filter((hit) => !isNotice(hit, normal));
  return others.length > 0 || FAILURES.test(normal.text) ? others : hits;
}

/**
 * One candidate for each page. What is shared says nothing beside the text of one.
 * @param {Judged[]} hits
 */
function candidatesOf(hits) {
  /** @type {Map<KnownError, Candidate>} */
  const pages = new Map();
  for (const hit of hits) {
    const page = pages.get(hit.error) ??
      { error: hit.error, force: 0, weight: 0, sure: 0, best: hit };
    pages.set(hit.error, {
      error: hit.error,
      force: Math.max(page.force, hit.force),
      weight: Math.max(page.weight, hit.pattern.weight),
      sure: Math.max(page.sure, hit.sure),
      best: isBetter(hit, page.best) ? hit : page.best,
    });
  }
  const all = [...pages.values()];
  const own = all.filter(({ best }) => !best.pattern.shared);
  return own.length > 0 ? own : all;
}

/**
 * @param {Judged} hit
 * @param {Judged} other
 */
function isBetter(hit, other) {
  if (hit.pattern.shared !== other.pattern.shared) return other.pattern.shared;
  if (hit.force !== other.force) return hit.force > other.force;
  return hit.pattern.weight > other.pattern.weight;
}

/**
 * Echoes fall to the end, and causes rise to where their echoes had stood.
 * @param {Candidate[]} candidates
 * @param {Normal} normal
 * @param {Known} known
 */
function settled(candidates, normal, { echoes }) {
  const progress = progressBefore(normal);
  // What pip gave up it goes on without: that nothing is found is then an echo on any page.
  const ends = candidates.filter(({ best }) => echoes?.test(best.message)).slice(0, MOST_ECHOES);
  /** @type {Map<Candidate, Candidate[]>} */
  const followed = new Map(candidates.map((cause) => {
    const possible = candidates.filter((echo) =>
      cause.error.explains?.includes(echo.error.slug) ||
      (cause.force === FORCE.GAVE_UP && ends.includes(echo))
    );
    return [cause, possible.filter((echo) => explains(cause, echo, normal, progress))];
  }));
  const isEcho = new Set([...followed.values()].flat());
  return candidates.map((page) => {
    const inherited = (followed.get(page) ?? []).map((echo) => echo.force - BELOW);
    const force = isEcho.has(page) ? FORCE.ECHO : Math.max(page.force, ...inherited);
    return { ...page, force };
  });
}

/**
 * Whether the echo follows from the cause: pip had not got over it in between.
 * @param {Candidate} cause
 * @param {Candidate} echo
 * @param {Normal} normal
 * @param {(place: number) => number} progress
 */
function explains(cause, echo, { text }, progress) {
  if (echo === cause || echo.error.explains?.includes(cause.error.slug)) return false;
  if (cause.sure < LIKELY || cause.force === FORCE.GOT_OVER) return false;
  if (cause.error.warnings?.includes(cause.best.pattern.signature)) return false;
  if (cause.force > FORCE.GAVE_UP) return true;
  const left = /retry\(total=(\d+)/.exec(cause.best.message)?.[1];
  if (left === undefined) return true;
  const between = text.slice(cause.best.end, echo.best.end + 400).slice(-9999);
  if (left !== "0" && OFFERED.test(between)) return false;
  return progress(echo.best.start) < cause.best.end;
}

/**
 * Where pip got on last before a place. Each place is looked up once.
 * @param {Normal} normal
 */
function progressBefore({ text }) {
  /** @type {Map<number, number>} */
  const cache = new Map();
  return (/** @type {number} */ place) => {
    const last = cache.get(place) ??
      Math.max(...STEPS.map((step) => text.lastIndexOf(step, place)));
    cache.set(place, last);
    return last;
  };
}

/**
 * Where the last command stands that runs pip.
 * @param {Normal} normal
 */
function lastRunIn({ text }) {
  let last = -1;
  for (const { index } of text.matchAll(COMMAND)) last = index;
  return last;
}

/**
 * The likelier of two first.
 * @param {number} lastRun
 */
function byLikelihood(lastRun) {
  const isLate = (/** @type {Candidate} */ { best }) => Number(best.start > lastRun);
  return (/** @type {Candidate} */ a, /** @type {Candidate} */ b) =>
    likelihood(b) - likelihood(a) || b.force - a.force || isLate(b) - isLate(a) ||
    b.weight - a.weight || b.best.end - a.best.end;
}

/**
 * What only follows is no likelier than what it follows from.
 * @param {Candidate} page
 */
const likelihood = ({ force, sure }) =>
  sure < LIKELY ? 0 : sure < CONFIDENT || force === FORCE.ECHO ? 1 : 2;

/**
 * No page is surer than one above it, and none but the first is sure.
 * @param {Candidate[]} candidates best first
 * @param {Normal} normal
 * @returns {Result[]}
 */
function withConfidence(candidates, { text, where, original }) {
  let ceiling = 1;
  return candidates.map(({ error, force, sure, best }, place) => {
    const share = place === 0 ? 1 : force === FORCE.ECHO ? 4 : 2;
    ceiling = Math.min(ceiling, sure / share);
    const start = where[best.start];
    const end = where[best.end - 1] + 1;
    const look_first = Object.entries(error.look_first ?? {})
      .find(([printed]) => text.includes(normalWords(printed)))?.[1];
    return {
      slug: error.slug,
      confidence: Math.round(ceiling * 100) / 100,
      line: maskedLine(original, start, end),
      signature: best.pattern.signature,
      ...best.pattern.by,
      ...look_first && { look_first },
      start,
      end,
    };
  });
}
