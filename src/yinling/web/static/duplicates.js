// Deciding by keyboard: S same, D different, J next, K previous. Each key presses what bears it on the page.
(() => {
  "use strict";

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (!(event.target instanceof Element) || event.target.closest("input, textarea, select") !== null) return;
    const key = event.key.toLowerCase();
    if (!["s", "d", "j", "k"].includes(key)) return;
    const bearer = document.querySelector(`[data-key="${key}"]`);
    if (bearer === null) return;
    event.preventDefault();
    bearer.click();
  });
})();
