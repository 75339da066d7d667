// "For which project?": every command of a page, for the reader's own project and system.

import { remembered } from "./memory.js";
import { wrapped } from "./wrapping.js";
import { WRITTEN } from "./written.js";

const COMMANDS =
  ":is(.language-sh, .language-powershell, .language-dockerfile, .language-yaml) > pre > code";
const INLINE = ":not(pre, .answer__without) > code";

/** @param {HTMLElement} card */
export function fit(card) {
  /** @type {HTMLInputElement | null} */
  const project = card.querySelector("[name=project]");
  if (project) {
    const inline = [...document.querySelectorAll(`.md-content ${INLINE}`)];
    const commands = inline.filter((code) => /^(?:pip|py)\S* /.test(code.textContent ?? ""));
    const names = wrapped(
      [...document.querySelectorAll(COMMANDS), ...commands],
      WRITTEN,
      "project",
    );
    const written = project.value;
    const fill = () => {
      if (!project.checkValidity()) return;
      for (const name of names) name.textContent = project.value || written;
      remembered("project", project.value || written);
    };
    project.addEventListener("input", fill);
    project.value = remembered("project") ?? written;
    fill();
  }
  /** @type {HTMLSelectElement | null} */
  const system = card.querySelector("[name=system]");
  if (system) {
    const choose = () => {
      remembered("system", system.value);
      for (const labels of document.querySelectorAll(".tabbed-labels")) {
        const tab = [...labels.children].find(({ textContent }) =>
          textContent?.includes(system.value)
        );
        const radio = tab instanceof HTMLLabelElement && tab.control;
        if (radio instanceof HTMLInputElement) radio.checked = true;
      }
    };
    system.addEventListener("change", choose);
    const here = /Win|Mac|Linux/.exec(navigator.platform)?.[0] ?? "";
    system.value = remembered("system") ?? { Win: "Windows", Mac: "macOS" }[here] ?? "Linux";
    choose();
  }
}
