// The editor of rules: a word that is pressed stands in the condition, an error selects its place, saving waits its turn.
// Without this file one types the words and presses the button; what is written is checked then.
(() => {
  "use strict";

  const condition = () => document.querySelector("textarea[data-condition]");

  const insert = (text) => {
    const field = condition();
    if (field === null) return;
    const before = field.value.slice(0, field.selectionStart);
    const gap = before === "" || /[\s([{\uff08\uff3b]$/.test(before) ? "" : " ";
    field.setRangeText(gap + text, field.selectionStart, field.selectionEnd, "end");
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  // Places are counted in characters; the field counts in UTF-16, where rare characters take two.
  const select = (start, end) => {
    const field = condition();
    if (field === null) return;
    const characters = [...field.value];
    const units = (place) => characters.slice(0, place).join("").length;
    field.focus();
    field.setSelectionRange(units(start), units(end));
  };

  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button === null) return;
    if (button.dataset.insert !== undefined) insert(button.dataset.insert);
    if (button.dataset.start !== undefined) select(Number(button.dataset.start), Number(button.dataset.end));
  });

  // Looking for a word: what does not bear the typed letters is hidden, and what is folded away opens.
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || field.dataset.wordFilter === undefined) return;
    const typed = field.value.trim().toLowerCase();
    document.querySelectorAll("[data-word]").forEach((line) => {
      line.hidden = typed !== "" && !line.dataset.word.toLowerCase().includes(typed);
    });
    document.querySelectorAll("details[data-words]").forEach((group) => {
      const shown = group.querySelector("[data-word]:not([hidden])") !== null;
      group.hidden = !shown;
      if (typed !== "" && shown) group.open = true;
    });
  });

  // Two savings never cross: the button waits for the saving under way.
  const form = document.querySelector("form[data-draft]");
  if (form === null) return;
  let saving = false;
  let waiting = null;
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.id === "saved") saving = true;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.target.id !== "saved") return;
    saving = false;
    if (waiting !== null) form.requestSubmit(waiting);
    waiting = null;
  });
  form.addEventListener("submit", (event) => {
    if (!saving) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting = event.submitter;
  }, true);
})();
