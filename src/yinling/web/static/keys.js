// The desk's keyboard: "/" to the search box, j and k through rows, Enter opens, Esc closes.
// Everything here is a shortcut; without this file every page still works with Tab and Enter.
(() => {
  "use strict";

  const typing = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;
  const rows = () => [...document.querySelectorAll("table.rows tbody tr, .work, .fact, .tap-list > li")]
    .filter((row) => row.querySelector("a[href], button") !== null);
  const searchBox = () => document.querySelector("[data-search]");
  const found = () => [...document.querySelectorAll("#found a[href]")];

  const goTo = (row) => {
    document.querySelectorAll(".is-here").forEach((other) => other.classList.remove("is-here"));
    row.classList.add("is-here");
    const link = row.querySelector("a.opens, .fact-edit") || row.querySelector("a[href], button");
    link.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  };

  const step = (by) => {
    const all = rows();
    if (all.length === 0) return false;
    const here = all.findIndex((row) => row.contains(document.activeElement) || row.classList.contains("is-here"));
    goTo(all[Math.min(all.length - 1, Math.max(0, here === -1 ? 0 : here + by))]);
    return true;
  };

  const stepFound = (by) => {
    const all = found();
    if (all.length === 0) return false;
    const next = all.indexOf(document.activeElement) + by;
    if (next < 0) searchBox().focus();
    else all[Math.min(all.length - 1, next)].focus();
    return true;
  };

  const closeAll = () => {
    document.querySelectorAll("details.drop[open]").forEach((drop) => {
      drop.open = false;
      if (drop.contains(document.activeElement)) drop.querySelector("summary").focus();
    });
    const results = document.getElementById("found");
    if (results) results.replaceChildren();
    document.querySelectorAll(".slip[data-dismissible]").forEach((toast) => toast.remove());
  };

  const inSearch = (event, target) => {
    if (!target.closest(".search")) return false;
    if (event.key === "ArrowDown") return stepFound(1);
    if (event.key === "ArrowUp") return stepFound(-1);
    if (event.key === "Enter" && target === searchBox() && found().length > 0) {
      found()[0].click();
      return true;
    }
    return false;
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return;
    let used = inSearch(event, event.target);
    if (event.key === "Escape") {
      closeAll();
      if (typing(event.target) && event.target.closest(".search")) event.target.blur();
    } else if (!used && !typing(event.target)) {
      if (event.key === "/" && searchBox()) {
        searchBox().focus();
        searchBox().select();
        used = true;
      } else if (event.key === "j") used = step(1);
      else if (event.key === "k") used = step(-1);
    }
    if (used) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.drop[open]").forEach((drop) => {
      if (!drop.contains(event.target)) drop.open = false;
    });
    const results = document.getElementById("found");
    if (results && !event.target.closest(".search")) results.replaceChildren();
  });
})();
