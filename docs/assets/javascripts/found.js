// What is shown of a diagnosis: of a text that stands in the box on the home page, and in the header
// search. It is loaded when either is turned to, and errors.json and the diagnosis with it.
/** @import { Diagnosed, Errors } from "./paste/errors.js" */

import { diagnosed, loading } from "./paste/errors.js";
import { card, rest, why } from "./paste/finding.js";
import { mind } from "./paste/meant.js";
import { search } from "./paste/search.js";
import { broken, report, unknown } from "./paste/unknown.js";

export { diagnosed, loading, search };

// How much of an endless text is looked through for the reader's project and system.
const READ = 100_000;

/**
 * @typedef {object} Told
 * @property {Diagnosed["state"]} state
 * @property {string} said to those who do not see
 * @property {HTMLElement[]} parts
 */

/**
 * Diagnose a text; null where the list of errors could not be loaded.
 * @param {string} text
 * @param {HTMLTextAreaElement} box which may hold the end of the text only
 * @param {HTMLElement} status where it is said that something was copied
 * @returns {Promise<Told | null>}
 */
export async function tell(text, box, status) {
  const known = await loading;
  if (!known) return null;
  try {
    return found(diagnosed(text, known), text, known, box, status);
  } catch (error) {
    const parts = [broken(error), report(text, status)];
    return { state: "none", said: "The diagnosis failed.", parts };
  }
}

/**
 * @param {Diagnosed} diagnosis
 * @param {string} text
 * @param {Errors} known
 * @param {HTMLTextAreaElement} box
 * @param {HTMLElement} status
 * @returns {Told}
 */
function found({ state, results: [best, ...others], cut }, text, known, box, status) {
  const parts = [];
  if (best) {
    const shown = best.line ? why(best, text, box) : null;
    parts.push(card(best, state, known, shown));
    mind(text.slice(-READ));
  }
  if (others.length > 0) parts.push(rest(others, state));
  if (state === "none") parts.push(unknown(cut));
  if (state === "maybe" || state === "none") parts.push(report(text, status));
  const title = best?.error.title;
  const said = {
    empty: "",
    match: `Found: ${title}`,
    maybe: `Perhaps: ${title}`,
    none: "No page about this yet.",
  };
  return { state, said: said[state], parts };
}
