// A page that has moved leads on, to the place in it that the address names.

/** @type {HTMLLinkElement | null} */
const moved = document.querySelector("link[rel=canonical]");
if (moved) location.replace(moved.href + location.hash);
