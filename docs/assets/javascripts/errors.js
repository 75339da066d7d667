// errors.json, loaded once, and what both places that show a diagnosis need of it.

import { diagnose } from "./diagnose.js";

const address = new URL("../../errors.json", import.meta.url);

const loading = fetch(address).then((answer) => answer.json());
// Said where it is waited for.
loading.catch(() => {});

/** The diagnosis of a text, each result with its error and the address of its page. */
export async function diagnosed(text) {
  const known = await loading;
  const { state, results } = diagnose(text, known);
  const bySlug = new Map(known.errors.map((error) => [error.slug, error]));
  const page = ({ url }) => new URL(url, address).href;
  return { state, known, results: results.map((result) => ({ ...result, error: bySlug.get(result.slug), href: page(bySlug.get(result.slug)) })) };
}

/** An element. Text is always text, whatever was pasted: nothing here ever becomes HTML. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made && key !== "list") made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** Text with `code` in backticks. */
export const inline = (text) => text.split("`").map((part, i) => (i % 2 ? element("code", {}, part) : part));

/** The link to a result's page: tools and tests find it by its data-error. */
export const link = (result, ...children) => element("a", { href: result.href, "data-error": result.slug }, ...children);
