// What a pasted log says of its reader, for the page that is opened next.

import { meant } from "../diagnosis/reader.js";
import { remembered } from "../visit/memory.js";

/** @param {string} text */
export function mind(text) {
  const { project, system } = meant(text);
  remembered("project", project);
  remembered("system", system);
}
