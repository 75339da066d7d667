// What stands for something else: colours, HTML, escapes of JSON and of shells. A reader of signs
// is given the place of one, writes what it stands for, and returns the place behind it; or -1,
// if the sign stands for itself.
/** @import { Scribe } from "./normal.js" */

import { fold, QUOTE } from "./characters.js";
import { BEGIN_WITHIN } from "./knowledge.js";
import { after, anyOf } from "./patterns.js";

const COLOUR =
  // deno-lint-ignore no-control-regex
  /\x1b(?:\[[\d;:?]{0,40}[ -/]?[@-~]|\][^\x07\x1b\n]{0,300}(?:\x07|\x1b\\)|[()][A-Z0-9]|.)?/y;
// The escape character itself got lost.
const BARE_COLOUR = /\[\d{1,3}(?:;\d{1,3}){0,4}[mK]/y;
const WRITTEN_COLOUR = /\\(?:x1b|u001b|033|e)\[[\d;]{0,20}[mK]/yi;
const WRITTEN_BREAK = /\\{1,4}[nr](?:(?![a-z])|(?=error:|note:|hint:|pip |warning:))/y;
const WRITTEN_CHARACTER = /\\u[\da-f]{4}/yi;
const ENTITY = /&(?:(lt)|(gt)|(amp)|quot|apos|#0{0,9}3[49]|#x2[27]|[lr][ds]quo|(nbsp));/yi;
const MESSAGE = anyOf(BEGIN_WITHIN, "y");
const ARROW = /->|\+->|\+>/y;

/** @typedef {(page: Scribe, at: number) => number} SignReader */

/** @type {SignReader} */
function entity(page, at) {
  const end = after(ENTITY, page.text, at);
  if (end < 0) return -1;
  const name = page.text.slice(at + 1, end - 1).toLowerCase();
  if (name !== "nbsp") page.put({ lt: 60, gt: 62, amp: 38 }[name] ?? QUOTE, at);
  return end;
}

/** @type {SignReader} */
function backslash(page, at) {
  const { text } = page;
  const colour = after(WRITTEN_COLOUR, text, at);
  if (colour > 0) return colour;
  const lineBreak = after(WRITTEN_BREAK, text, at);
  if (lineBreak > 0) return page.beginLine(lineBreak);
  const character = after(WRITTEN_CHARACTER, text, at);
  if (character > 0) page.put(fold(parseInt(text.slice(at + 2, character), 16)), at);
  return character;
}

/** @type {SignReader} */
function lineBreak(page, at) {
  return page.beginLine(at + (page.text.startsWith("\r\n", at) ? 2 : 1));
}

/** @type {SignReader} */
function message(page, at) {
  if (page.text[at - 1] === " " && after(MESSAGE, page.text, at) > 0) page.breakLine(at);
  return -1;
}

// What pip draws where it cannot draw ╰─> is +->
/** @type {SignReader} */
const arrow = (page, at) => after(ARROW, page.text, at) > 0 ? at + 1 : -1;

/**
 * The signs of ASCII that may stand for something else.
 * @type {(SignReader | undefined)[]}
 */
export const SIGNS = new Array(128).fill(undefined);
for (
  const [signs, read] of /** @type {[string, SignReader][]} */ ([
    ["\n\r", lineBreak],
    ["\x1b", (page, at) => after(COLOUR, page.text, at)],
    ["[", (page, at) => after(BARE_COLOUR, page.text, at)],
    ["&", entity],
    ["\\", backslash],
    [BEGIN_WITHIN.map((text) => text[0]).join(""), message],
    ["-+", arrow],
  ])
) {
  for (const sign of signs) SIGNS[sign.charCodeAt(0)] = read;
}
