// What a pasted log says of its reader, for the page that is opened next.

import { remembered } from "../visit/memory.js";

const NAME = "([A-Za-z](?:[\\w.-]*[A-Za-z0-9])?)(?![^\\s=<>~!;'\"[])";
// What was asked for, the surest first: as pip began with it, as it ended, as it was typed.
const ASKED = ["Collecting ", "found for ", "pip3? install (?:-\\S+ )*", "wheel for "].map((
  words,
) => new RegExp(`\\b${words}["']?${NAME}`));
const NO_PROJECT = /^pip$|\.txt$/;
/** @type {[string, RegExp][]} */
const SYSTEMS = [
  ["Windows", /WinError|\b[A-Z]:\\/],
  ["macOS", /\/Users\//],
  ["Linux", /\/home\/|\/usr\/lib\//],
];

/** @param {string} text */
export function mind(text) {
  const names = ASKED.flatMap((asked) => asked.exec(text)?.[1] ?? []);
  const project = names.find((name) => !NO_PROJECT.test(name));
  const [system] = SYSTEMS.filter(([, signs]) => signs.test(text)).map(([name]) => name);
  remembered("project", project);
  remembered("system", system);
}
