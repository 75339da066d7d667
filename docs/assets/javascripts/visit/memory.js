// What a visit knows of its reader: which project, which system. It ends with the tab.

/**
 * @param {"project" | "system"} key
 * @param {string} [value] to be remembered; left out, nothing new is
 * @returns {string | null} what is remembered
 */
export function remembered(key, value) {
  try {
    if (value) sessionStorage.setItem(key, value);
    return sessionStorage.getItem(key);
  } catch {
    return null; // the browser keeps nothing
  }
}

/** What Material remembers, beyond a visit. @type {(name: "get" | "set") => (...values: any[]) => any} */
export const material = (name) => Reflect.get(globalThis, `__md_${name}`);
