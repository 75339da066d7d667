// What `pipclinic explain` asks of the diagnosis: the same modules as in the browser, joined into
// one script for QuickJS. It is handed texts, and gives texts back.
/** @import { KnownError } from "../diagnosis/signatures.js" */

import { diagnose, mask } from "../diagnose.js";
import { meant } from "../diagnosis/reader.js";
import { fitted } from "../visit/written.js";

export { ask, fitted, know, mask };

// Who has failed last, and what, stands at the end of an endless log.
const ABOUT_READER = 100_000;

/** @type {KnownError[]} */
let errorsKnown = [];

/** @param {string} errors the content of errors.json */
function know(errors) {
  errorsKnown = JSON.parse(errors).errors;
}

/** @param {string} text what pip printed */
function ask(text) {
  const reader = meant(text.slice(-ABOUT_READER));
  return JSON.stringify({ diagnosis: diagnose(text, errorsKnown), reader });
}
