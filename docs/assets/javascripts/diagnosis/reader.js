// What a log says of its reader: which project was to be installed, and on which system.

const NAME = "([A-Za-z](?:[\\w.-]*[A-Za-z0-9])?)(?![^\\s=<>~!;'\"[])";
// What was asked for, the surest first: as pip began with it, as it ended, as it was typed.
const ASKED_FOR = [
  ...["Collecting ", "found for ", "pip3? install (?:-\\S+ )*", "wheel for "].map((words) =>
    new RegExp(`\\b${words}["']?${NAME}`)
  ),
  /\/simple\/([A-Za-z](?:[\w.-]*[A-Za-z0-9])?)\/(?!\S)/, // as pip asked an index for it
];
const NO_PROJECT = /^pip$|\.txt$/;
/** @type {[string, RegExp][]} */
const SIGNS_OF_SYSTEMS = [
  ["Windows", /WinError|\b[A-Z]:\\/],
  ["macOS", /\/Users\//],
  ["Linux", /\/home\/|\/usr\/lib\//],
];

/**
 * @param {string} text
 * @returns {{project?: string, system?: string}} what it does not say is left out
 */
export function meant(text) {
  const names = ASKED_FOR.flatMap((asked) => asked.exec(text)?.[1] ?? []);
  const project = names.find((name) => !NO_PROJECT.test(name));
  const [system] = SIGNS_OF_SYSTEMS.filter(([, signs]) => signs.test(text)).map(([name]) => name);
  return { project, system };
}
