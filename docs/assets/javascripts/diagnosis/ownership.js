// Whose message is it? urllib3, requests, OpenSSL and the operating system print the same words for
// pip, conda, Poetry and your own program. Such words count in full only beside something that is
// pip's own.
/**
 * @import { Normal } from "./normal.js"
 * @import { Hit } from "./matching.js"
 */

import {
  ANYBODYS,
  FAILS_AFTER_SUCCESS,
  FAILURES,
  FOREIGN,
  IN_PIPS_MESSAGES,
  LIKE_PIP,
  NOTICES,
  PIPS_DEEDS,
} from "./knowledge.js";
import { anyWords, anyWordsAtFirst, normalWords } from "./normal.js";

const ANYBODYS_WORDS = anyWords(ANYBODYS);
const PIPS_DEED = anyWords(PIPS_DEEDS);
const IN_PIPS_MESSAGE = new RegExp(`pip(?!e)|${anyWords(IN_PIPS_MESSAGES).source}`);
const OF_OTHERS = anyWords(FOREIGN);
const NOTICE = anyWordsAtFirst(NOTICES);
const FAILING_AFTER_SUCCESS = anyWords([FAILS_AFTER_SUCCESS]);
const LIKE_PIPS = normalWords(LIKE_PIP);

// Others than pip give urllib3 a number of connections to try again.
const RETRY_OF_OTHERS = /retry\(total=\d+,connect=\d/;
const RETRY_LIKE_PIPS = /warning:retrying\(retry\(total=\d+,connect=none,/;
const BROKEN_PATH = /connectionbrokenby.{1,400}?'?':(\/.*)$/;
const WITH_URL = /withurl:(\/[^(]*)/;
const INDEX_PATH = /^\/(?:simple|packages)\/|\.whl/;
const PIPS_PATH =
  /^\/.*(?:\/$|\.whl|\.zip$|\.tar\.\w+$|\.tgz$|\.(?:zip|gz)\?|\.metadata|\.html|\/simple)|^\/simple/;
const QUERY = /\?[\w-]+=/;
// Programs that know commands of their own, such as helm and kubectl, say whose it is not.
const COMMAND_OF_OTHERS = /unknowncommand'[^']{1,99}'for'/;

/**
 * @typedef {object} Log what a log shows of itself
 * @property {number} pip where pip shows last, or -1
 * @property {number} succeeded where pip says last that it installed something, or -1
 * @property {boolean} others whether another tool shows
 * @property {number} failed where something failed last, or -1
 */

/**
 * @param {Hit[]} hits
 * @param {Normal} normal
 * @returns {Log}
 */
export function logOf(hits, normal) {
  const others = hits.some(({ pattern }) => pattern.by || pattern.of === "other");
  // What nobody else prints shows that the log is pip's, too.
  const own = hits.filter((hit) =>
    !others && typeof hit.pattern.of === "number" && !isNotice(hit, normal) &&
    !ANYBODYS_WORDS.test(normal.text.slice(hit.start, hit.end))
  );
  const succeeded = lastOf("done", hits, normal);
  return {
    pip: Math.max(lastOf("pip", hits, normal), ...own.map(({ start }) => start)),
    succeeded,
    others,
    failed: lastFailureIn(normal.text),
  };
}

/**
 * Where a mark stands last: not in a notice, and not in a command of a tool like pip.
 * @param {"pip" | "done"} mark
 * @param {Hit[]} hits
 * @param {Normal} normal
 */
function lastOf(mark, hits, normal) {
  const marks = hits.filter((hit) =>
    hit.pattern.of === mark && !isNotice(hit, normal) &&
    !normal.text.startsWith(LIKE_PIPS, hit.start - LIKE_PIPS.length)
  );
  return Math.max(-1, ...marks.map(({ start }) => start));
}

/** @param {string} text */
function lastFailureIn(text) {
  let last = -1;
  for (const { index } of text.matchAll(new RegExp(FAILURES, "g"))) last = index;
  return last;
}

/**
 * Whether a hit stands in a notice of pip's about itself, or begins one within a message: a notice
 * follows whatever happened.
 * @param {Hit} hit
 * @param {Normal} normal
 */
export const isNotice = ({ from, start }, { text }) =>
  [from, start].some((at) => NOTICE.test(text.slice(at, at + 80)));

/**
 * How sure it is that a message is pip's: from 0 to 1.
 * @param {Hit} hit
 * @param {string} message
 * @param {Normal} normal
 * @param {Log} log
 */
export function surenessOf(hit, message, normal, log) {
  const matched = normal.text.slice(hit.start, hit.end);
  const whose = ownerOf(message);
  const anybodys = ANYBODYS_WORDS.test(matched);
  if (whose === "other") return 0.3;
  const pips = isOfPipsRun(hit, message, log);
  if (log.others && !pips) return whose === "pip" && !anybodys ? 0.5 : 0.35;
  if (whose === null && endsTracebackOfOthers(hit, matched, normal)) return 0.5;
  if (whose === "pip" || !anybodys) return 0.95;
  if (pips) return 0.85;
  return beginsAsPips(hit, normal) ? 0.7 : 0.5;
}

/**
 * Whose a message is, by what stands in it; null where that says nothing.
 * @param {string} message
 * @returns {"pip" | "other" | null}
 */
function ownerOf(message) {
  if (PIPS_DEED.test(message)) return "pip";
  if (RETRY_OF_OTHERS.test(message) || COMMAND_OF_OTHERS.test(message)) return "other";
  const path = (BROKEN_PATH.exec(message) ?? WITH_URL.exec(message))?.[1];
  if (path !== undefined && INDEX_PATH.test(path)) return "pip";
  if (RETRY_LIKE_PIPS.test(message)) return ownerOfPath(path ?? "");
  if (path !== undefined && (path.length < 2 || !PIPS_PATH.test(path))) return "other";
  if (OF_OTHERS.test(message)) return "other";
  return IN_PIPS_MESSAGE.test(message) ? "pip" : null;
}

/** @param {string} path */
function ownerOfPath(path) {
  if (PIPS_PATH.test(path)) return "pip";
  return QUERY.test(path) ? "other" : null;
}

/**
 * Whether the log is pip's there. After a success it may be anybody's, unless what was installed is
 * not there.
 * @param {Hit} hit
 * @param {string} message
 * @param {Log} log
 */
function isOfPipsRun({ start }, message, { pip, succeeded }) {
  const after = pip < succeeded && succeeded < start;
  return pip >= 0 && (!after || FAILING_AFTER_SUCCESS.test(message));
}

/**
 * The last line of a traceback is anybody's, where files of it are shown and none is pip's.
 * @param {Hit} hit
 * @param {string} matched
 * @param {Normal} normal
 */
function endsTracebackOfOthers({ start }, matched, { text }) {
  if (!/^[a-z.]*(?:error|badzipfile):/.test(matched)) return false;
  const trace = text.slice(Math.max(0, start - 9999), start).split("traceback(").at(-1) ?? "";
  return /\.py',line\d/.test(trace) && !/pip/.test(trace);
}

/**
 * @param {Hit} hit
 * @param {Normal} normal
 */
const beginsAsPips = ({ start, from }, { original, where }) =>
  start - from <= 8 && /^(?:ERROR|WARNING): /.test(original.slice(where[from], where[from] + 9));
