// What was found, as cards: the page, its first fix to copy, and the line that says so.
/** @import { Diagnosed, Errors, Finding, Fix } from "./errors.js" */

import { element, entry, inline, link } from "./errors.js";
import { mask } from "../diagnose.js";

// How much of an endless line is shown on each side of what matched.
const AROUND = 160;
// How much of it is looked through for secrets, so that none is cut in two.
const LOOKED_AT = 9000;
const MOST_MARKED = 2000;

/**
 * @param {Finding} finding
 * @param {Diagnosed["state"]} state
 * @param {Errors} known
 * @param {HTMLElement | null} shown why
 */
export function card(finding, state, known, shown) {
  const { error, href } = finding;
  const [fix] = error.fixes;
  const more = error.fixes.length > 1
    ? `All ${error.fixes.length} fixes, and what does not help`
    : "What went wrong, and what does not help";
  const said = state === "match"
    ? "This is your error"
    : finding.tool
    ? `This is ${finding.tool}'s. The same in pip`
    : "Not certain. Perhaps it is this";
  return element(
    "article",
    { className: `finding finding--${state}` },
    element("p", { className: "finding__state" }, said),
    element("h2", { className: "finding__title" }, link(finding, error.title)),
    element("p", {}, ...inline(error.cause)),
    ...finding.look_first
      ? [element("p", {}, ...inline(finding.look_first))]
      : fix
      ? [command(fix), proof(fix, known)]
      : [],
    shown,
    element("p", { className: "finding__more" }, element("a", { href }, more)),
  );
}

/**
 * What its button does, visit/copying.js says.
 * @param {Fix} fix
 */
function command(fix) {
  const copy = element("button", {
    type: "button",
    className: "md-code__button",
    "data-md-type": "copy",
    "aria-label": `Copy ${fix.file}`,
  }, "Copy");
  return element(
    "div",
    { className: "highlight proved" },
    element("span", { className: "filename" }, fix.file),
    element(
      "pre",
      {},
      element("div", { className: "md-code__nav" }, copy),
      element("code", {}, fix.command),
    ),
  );
}

/**
 * @param {Fix} fix
 * @param {Errors} known
 */
function proof({ verified_on: pips }, { verified }) {
  if (!verified || pips.length === 0) {
    return element("p", { className: "proof proof--not-run" }, "Not verified in this build.");
  }
  const words = pips.length > 3
    ? `${pips.length} versions of pip, ${pips[0]} to ${pips.at(-1)}`
    : `pip ${pips.join(" and ")}`;
  const said = `Verified with ${words}, on ${verified.platform}, ${verified.date}.`;
  return element("p", { className: "proof proof--fix" }, said);
}

/**
 * The lines that matched, marked, with their neighbours; secrets masked.
 * @param {Finding} finding
 * @param {string} text
 * @param {HTMLTextAreaElement} box which may hold the end of the text only
 */
export function why({ start, end }, text, box) {
  const at = text.length - box.value.length;
  const number = text.slice(0, start).split("\n").length;
  const jump = element(
    "button",
    { type: "button", className: "paste__button" },
    "Show it in the box",
  );
  jump.addEventListener("click", () => select(box, start - at, end - at));
  const said = `Line ${number} of what you pasted says so. `;
  return element(
    "figure",
    { className: "why" },
    element("figcaption", {}, said, start >= at ? jump : null),
    element(
      "div",
      { className: "language-text highlight" },
      element("pre", {}, element("code", {}, ...lines(text, start, end))),
    ),
  );
}

/**
 * @param {HTMLTextAreaElement} box
 * @param {number} start
 * @param {number} end
 */
function select(box, start, end) {
  box.focus();
  box.setSelectionRange(start, end);
  box.scrollTop = (box.scrollHeight * start) / (box.value.length || 1) - box.clientHeight / 2;
}

/**
 * @param {string} text
 * @param {number} start
 * @param {number} end
 */
function lines(text, start, end) {
  const stop = (/** @type {number} */ from) =>
    (text.indexOf("\n", from) + 1 || text.length + 1) - 1;
  const first = text.lastIndexOf("\n", start - 1) + 1;
  const last = stop(end);
  const above = text.slice(text.lastIndexOf("\n", first - 2) + 1, Math.max(0, first - 1));
  const below = text.slice(last + 1, stop(last + 1));
  const before = mask(text.slice(Math.max(first, start - LOOKED_AT), start));
  const after = mask(text.slice(end, Math.min(last, end + LOOKED_AT)));
  const marked = element("mark", {}, mask(text.slice(start, end).slice(0, MOST_MARKED)));
  return [
    ...above.trim() ? [neighbour(above), "\n"] : [],
    cut(before, -AROUND),
    marked,
    cut(after, AROUND),
    ...below.trim() ? ["\n", neighbour(below)] : [],
  ];
}

/** @param {string} line */
const neighbour = (line) =>
  element("span", { className: "why__near" }, cut(mask(line.slice(0, LOOKED_AT)), 2 * AROUND));

/**
 * The beginning of a text; with a negative length, its end.
 * @param {string} text
 * @param {number} most
 */
export function cut(text, most) {
  if (text.length <= Math.abs(most)) return text;
  return most < 0 ? `…${text.slice(most)}` : `${text.slice(0, most)}…`;
}

/**
 * @param {Finding[]} findings
 * @param {Diagnosed["state"]} state
 */
export function rest(findings, state) {
  const items = findings.map((finding) => {
    const line = cut(finding.line, AROUND) || finding.error.cause.replaceAll("`", "");
    return element("li", {}, entry(finding, line));
  });
  const title = state === "match" ? "Also in what you pasted" : "Or one of these";
  return element(
    "section",
    { className: "rest" },
    element("h3", {}, title),
    element("ul", { className: "error-list" }, ...items),
  );
}
