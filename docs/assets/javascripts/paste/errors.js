// errors.json, loaded once, and what both places that show a diagnosis need of it.
/**
 * @import { KnownError } from "../diagnosis/signatures.js"
 * @import { Result } from "../diagnosis/ranking.js"
 */

import { diagnose } from "../diagnose.js";

/**
 * @typedef {object} Fix a fix of errors.json
 * @property {string} file
 * @property {string} command
 * @property {string[]} verified_on
 *
 * @typedef {KnownError & {url: string, fixes: Fix[]}} PageError an error of errors.json
 *
 * @typedef {object} Errors errors.json
 * @property {{platform: string, date: string} | null} verified
 * @property {PageError[]} errors
 *
 * @typedef {Result & {error: PageError, href: string}} Finding a result, and where its page is
 *
 * @typedef {object} Diagnosed
 * @property {"empty" | "match" | "maybe" | "none"} state
 * @property {Finding[]} results
 * @property {boolean} [cut] whether it ends within a traceback
 *
 * @typedef {string | Node | null} Child
 */

const LIST = new URL("../../errors.json", import.meta.url);

/** errors.json; null where it could not be loaded. @type {Promise<Errors | null>} */
export const loading = fetch(LIST).then((answer) => answer.json()).catch(() => null);

/**
 * The diagnosis of a text, each result with its error and the address of its page.
 * @param {string} text
 * @param {Errors} known
 * @returns {Diagnosed}
 */
export function diagnosed(text, known) {
  const found = diagnose(text, known);
  const results = found.results.flatMap((result) => {
    const error = known.errors.find(({ slug }) => slug === result.slug);
    return error ? [{ ...result, error, href: new URL(error.url, LIST).href }] : [];
  });
  return { ...found, results };
}

/**
 * An element. Text is always text, whatever was pasted: nothing here ever becomes HTML.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, unknown>} [properties] of the element, or attributes
 * @param {Child[]} children
 */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) Reflect.set(made, key, value);
    else made.setAttribute(key, String(value));
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/**
 * Text with `code` in backticks.
 * @param {string} text
 */
export const inline = (text) =>
  text.split("`").map((part, i) => i % 2 ? element("code", {}, part) : part);

/**
 * The link to a result's page: tools and tests find it by its data-error.
 * @param {Finding} finding
 * @param {Child[]} children
 */
export const link = ({ href, slug }, ...children) =>
  element("a", { href, "data-error": slug }, ...children);

/**
 * The same, with a title and a line below it, for lists.
 * @param {Finding} finding
 * @param {Child[]} line
 */
export const entry = (finding, ...line) =>
  link(
    finding,
    element("span", { className: "error-title" }, finding.error.title),
    element("span", { className: "error-tldr" }, ...line),
  );
