// Small comforts for every page; each has its way without a script.
(() => {
  "use strict";

  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button === null) return;
    if (button.hasAttribute("data-print")) window.print();
    if (button.hasAttribute("data-dismiss")) button.closest(".slip").remove();
  });

  // One press, one submission: a second press on the same form waits for the answer.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    // A file comes without a new page: the same form may be sent again a little later.
    if (form.hasAttribute("data-downloads")) setTimeout(() => delete form.dataset.sent, 3000);
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });

  // A choice that is its own act (scope, filter): the button beside it is for people without a script.
  document.addEventListener("change", (event) => {
    const form = event.target instanceof Element ? event.target.closest("form[data-send-on-change]") : null;
    if (form !== null) form.requestSubmit();
  });

  // What is fetched after the page or when a panel is opened: it says that it waits, and what to do when nothing came.
  const tell = (event, word) => {
    const line = event.target instanceof Element ? event.target.querySelector(":scope > [data-failed]") : null;
    if (line !== null) line.textContent = line.dataset[word];
  };
  document.addEventListener("htmx:beforeRequest", (event) => tell(event, "waits"));
  document.addEventListener("htmx:sendError", (event) => tell(event, "failed"));
  document.addEventListener("htmx:responseError", (event) => tell(event, "failed"));

  const errors = document.querySelector(".form-errors");
  if (errors !== null) errors.focus();

  // Buttons that only a script can serve are hidden until one runs.
  document.querySelectorAll("[data-needs-script]").forEach((element) => element.removeAttribute("hidden"));
})();
