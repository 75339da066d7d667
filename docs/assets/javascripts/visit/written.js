// The project that all commands are written for.

/** Where it stands in a command, and not as a part of a word, a path or a file's name. */
export const WRITTEN = /(?<![\w./-])(requests)(?![\w/-]|\.\w)/;

const EVERYWHERE = new RegExp(WRITTEN.source, "g");

/**
 * A command for another project.
 * @param {string} command
 * @param {string} project
 */
export const fitted = (command, project) => command.replace(EVERYWHERE, () => project);
