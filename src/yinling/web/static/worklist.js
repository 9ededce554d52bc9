// The worklist by keyboard: space ticks the line one is at, Shift with it all from the last one ticked; a, p, x
// approve, postpone, reject what is ticked, else the line one is at. Without this file the boxes and buttons do it.
(() => {
  "use strict";

  const bar = document.getElementById("bulk");
  if (bar === null) return;
  const boxes = [...document.querySelectorAll("input.pick")];
  const all = document.querySelector("[data-pick-all]");
  const said = bar.querySelector("[data-picked]");
  let last = null;

  const show = () => {
    const number = boxes.filter((box) => box.checked).length;
    said.textContent = said.dataset.words.replace("{number}", String(number));
    if (all) {
      all.checked = number === boxes.length;
      all.indeterminate = number > 0 && number < boxes.length;
    }
  };

  const pick = (box, isRange) => {
    if (isRange && last !== null && last !== box) {
      const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((one, other) => one - other);
      boxes.slice(from, to + 1).forEach((one) => { one.checked = box.checked; });
    }
    last = box;
    show();
  };

  boxes.forEach((box) => box.addEventListener("click", (event) => pick(box, event.shiftKey)));
  if (all) {
    all.addEventListener("change", () => {
      boxes.forEach((box) => { box.checked = all.checked; });
      show();
    });
  }

  const here = () => {
    const active = document.activeElement;
    return (active && active.closest(".work--pick")) || document.querySelector(".work--pick.is-here");
  };

  const act = (name) => {
    const picked = boxes.some((box) => box.checked);
    const line = here();
    const bearer = picked ? bar.querySelector(`[data-bulk="${name}"]`) : line && line.querySelector(`[data-act="${name}"]`);
    if (!bearer) return false;
    const field = { postpone: "#bulk-until", reject: "#bulk-reason" }[name];
    if (picked && field && bar.querySelector("#bulk-reason").value === "") bar.querySelector(field).focus();
    else bearer.click();
    const unfolded = bearer.closest("details[open]");
    if (unfolded) unfolded.querySelector("input:not([type=hidden])").focus();
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (!(event.target instanceof Element) || event.target.closest("input:not(.pick), textarea, select") !== null) return;
    if (event.key === " ") {
      const line = here();
      if (line === null || event.target.closest("button, summary, .pick") !== null) return;
      const box = line.querySelector(".pick");
      box.checked = !box.checked;
      pick(box, event.shiftKey);
      event.preventDefault();
      return;
    }
    const name = { a: "approve", p: "postpone", x: "reject" }[event.key];
    if (name && act(name)) event.preventDefault();
  });
  // On a phone the groups would push the lines off the screen.
  if (window.matchMedia("(max-width: 46em)").matches) document.querySelector(".groups")?.removeAttribute("open");
  show();
})();
