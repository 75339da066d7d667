// Evaluates what tests ask of the diagnosis: a line of JSON for each question and each answer.
// The arguments are diagnose.js and errors.json, the questions functions and what they are given.

const [script, list] = Deno.args;
const module = await import(new URL(script, "file:").href);
Object.assign(globalThis, module, { errors: JSON.parse(Deno.readTextFileSync(list)) });

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
