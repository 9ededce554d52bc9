// Away from signal a step does not go out: say so at once and keep what was typed, instead of the browser's own page.
(() => {
  "use strict";

  const note = document.querySelector("[data-no-signal]");
  if (note === null) return;

  document.addEventListener("submit", (event) => {
    note.hidden = navigator.onLine;
    if (navigator.onLine) return;
    event.preventDefault();
    event.stopPropagation();
    note.scrollIntoView({ block: "center" });
  }, true);

  window.addEventListener("online", () => { note.hidden = true; });
})();
