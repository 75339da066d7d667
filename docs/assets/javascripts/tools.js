// A tool for the agent of a browser that has one: WebMCP, a draft. Loaded only where it is.

/**
 * @typedef {object} ModelContext what the draft calls the place where a page says what it can do
 * @property {(tool: object) => unknown} registerTool
 */

/** @param {ModelContext} agents */
export function offer(agents) {
  agents.registerTool({
    name: "diagnose",
    description:
      "Which error made pip fail? The pages about what pip printed, best first: cause, verified fixes, " +
      "address. The log stays in the browser.",
    inputSchema: {
      type: "object",
      properties: { log: { type: "string", description: "one line of what pip printed, or all" } },
      required: ["log"],
    },
    annotations: { readOnlyHint: true },
    execute: answer,
  });
}

/** @param {{log: string}} input */
async function answer({ log }) {
  const { diagnosed, loading } = await import("./found.js");
  const known = await loading;
  if (!known) throw new Error("The list of errors could not be loaded.");
  const { state, results } = diagnosed(log, known);
  return {
    state, // "match" is sure, "maybe" is a guess
    results: results.map(({ confidence, look_first, href, error: { title, cause, fixes } }) => ({
      title,
      address: href,
      confidence,
      cause,
      look_first, // where the first fix would fail again
      fixes: fixes.map(({ command, verified_on }) => ({ command, verified_on })),
    })),
  };
}
