// A page that has moved leads on, with all that the address says besides.

/** @type {HTMLLinkElement | null} */
const moved = document.querySelector("link[rel=canonical]");
if (moved) location.replace(moved.href + location.search + location.hash);
