// What a single hit says: of which page it is, how grave it was for the run, how sure it is.
/**
 * @import { Normal } from "./normal.js"
 * @import { Hit } from "./matching.js"
 * @import { Log } from "./ownership.js"
 * @import { Known, KnownError } from "./signatures.js"
 */

import { GAVE_UP, GAVE_UP_AT_FIRST, GOT_OVER, OFFERS } from "./knowledge.js";
import { anyWords, anyWordsAtFirst } from "./normal.js";
import { surenessOf } from "./ownership.js";

/** From here on it is a match, below a guess. */
export const CONFIDENT = 0.6;

export const FORCE = {
  /** An error that ended the run. */
  ENDED: 3,
  /** A warning that something failed, after which pip went on as if it were not there. */
  GAVE_UP: 2,
  /** A warning that harms nobody. */
  WENT_ON: 1,
  /** What pip tried again, or in another way, before it installed something after all. */
  GOT_OVER: 0.5,
  /** What only follows from another page's error. */
  ECHO: 0,
};

// How much of a message behind a hit belongs to what it says.
const BEHIND = 400;
// A code that several pages share; what a page has `otherwise`; what another tool prints; a warning,
// where something failed after pip had succeeded.
const SHARED = 0.5;
const GAVE_UP_ON = new RegExp(
  `${anyWordsAtFirst(GAVE_UP_AT_FIRST).source}|${anyWords(GAVE_UP).source}`,
);
const RETRIES_LEFT = /retry\(total=[1-9]/;
const DONE_OTHERWISE = anyWordsAtFirst([GOT_OVER]);

/** @typedef {Hit & {error: KnownError, message: string, force: number, sure: number}} Judged */

/**
 * A hit of a page's signature with what it says, or null if it is a mark.
 * @param {Hit} hit
 * @param {Normal} normal
 * @param {Known} known
 * @param {Log} log
 * @returns {Judged | null}
 */
export function judged(hit, normal, known, log) {
  const error = pageOf(hit, normal, known);
  if (!error || isTooShort(hit, normal, error)) return null;
  const message = normal.text.slice(hit.from, Math.min(hit.to, hit.end + BEHIND));
  const force = forceOf(hit, error, message, log);
  const isDoubted = hit.pattern.shared || (force === FORCE.WENT_ON && isBeforeFailure(hit, log));
  const sure = isDoubted ? SHARED : surenessOf(hit, message, normal, log);
  return { ...hit, error, message, force, sure };
}

/**
 * Whether something failed after it, when pip had succeeded.
 * @param {Hit} hit
 * @param {Log} log
 */
const isBeforeFailure = ({ end }, { succeeded, failed }) =>
  succeeded >= 0 && failed > Math.max(end, succeeded);

/**
 * The page of a hit. What an echo says is offered says more than the words around it.
 * @param {Hit} hit
 * @param {Normal} normal
 * @param {Known} known
 */
function pageOf({ pattern: { of }, start, end, to }, { text }, { errors, echoes }) {
  if (typeof of !== "number") return null;
  if (!echoes?.test(text.slice(start, end))) return errors[of];
  const rest = text.slice(start, to);
  const offered = Object.entries(OFFERS).find(([, pattern]) => pattern.test(rest))?.[0];
  const page = offered && errors.find((error) => error.when_offered === offered);
  return page || errors[of];
}

/**
 * Whether a hit is about a path that is shorter than those of the page.
 * @param {Hit} hit
 * @param {Normal} normal
 * @param {KnownError} error
 */
function isTooShort({ pattern, start }, { original, where }, { shortest_path }) {
  if (!shortest_path || !pattern.signature.includes("'")) return false;
  const path = original.slice(where[start], where[start] + 1200).split("'");
  return path.length > 2 && path[1].length < shortest_path;
}

/**
 * How grave it was for the run.
 * @param {Hit} hit
 * @param {KnownError} error
 * @param {string} message
 * @param {Log} log
 */
function forceOf({ pattern: { signature }, end }, error, message, { succeeded }) {
  const harmless = error.ends_the_run === false || error.warnings?.includes(signature);
  const gaveUp = !harmless && GAVE_UP_ON.test(message);
  const overcome = gaveUp ? RETRIES_LEFT : DONE_OTHERWISE;
  if (end < succeeded && overcome.test(message)) return FORCE.GOT_OVER;
  return harmless ? FORCE.WENT_ON : gaveUp ? FORCE.GAVE_UP : FORCE.ENDED;
}
