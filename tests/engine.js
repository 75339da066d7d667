// Evaluates what tests ask of the diagnosis: a line of JSON for each question and each answer.
// The arguments are diagnose.js and errors.json, the questions functions and what they are given.

const node = "node:process"; // not written below: its types would take the place of a browser's
const { default: process } = await import(node);
const cpuSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
const [script, list] = Deno.args;
const module = await import(new URL(script, "file:").href);
Object.assign(globalThis, module, { cpuSeconds, errors: JSON.parse(Deno.readTextFileSync(list)) });

/** @param {string} line */
function answer(line) {
  const { script, given } = JSON.parse(line);
  try {
    return { value: (0, eval)(script)(given) };
  } catch (error) {
    return { error: String(error) };
  }
}

let rest = "";
for await (const piece of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
  const lines = (rest + piece).split("\n");
  rest = lines.pop() ?? "";
  for (const line of lines) console.log(JSON.stringify(answer(line)));
}
