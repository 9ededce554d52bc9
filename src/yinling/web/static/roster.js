// Handing in a roster: drop a file anywhere in the zone; its size is looked at before it is sent.
// Without this file the plain file field does the same.
(() => {
  "use strict";

  const form = document.querySelector("[data-roster-upload]");
  if (form === null) return;
  const zone = form.querySelector("[data-drop-zone]");
  const said = form.querySelector("[data-drop-said]");
  const field = form.querySelector("input[type=file]");
  const unit = form.querySelector("[name=unit]");
  const limit = Number(form.dataset.limit) * 1024 * 1024;

  const tell = (text, wrong) => {
    said.textContent = text;
    said.classList.toggle("is-wrong", wrong);
  };

  const fits = () => {
    const file = field.files[0];
    if (file === undefined) return true;
    if (file.size <= limit) return true;
    tell(form.dataset.tooLarge, true);
    field.value = "";
    return false;
  };

  const show = () => {
    const file = field.files[0];
    if (file !== undefined && fits()) tell(`${file.name} · ${(file.size / 1048576).toFixed(1)} MB`, false);
  };

  field.addEventListener("change", show);
  form.addEventListener("submit", (event) => {
    if (!fits()) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    if (field.files[0] !== undefined) tell(form.dataset.sending, false);
  }, true);

  ["dragenter", "dragover"].forEach((name) => document.addEventListener(name, (event) => {
    event.preventDefault();
    zone.classList.add("is-over");
  }));
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) zone.classList.remove("is-over");
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("is-over");
    if (event.dataTransfer.files.length === 0) return;
    const one = new DataTransfer();
    one.items.add(event.dataTransfer.files[0]);
    field.files = one.files;
    show();
    if (field.files.length === 0) return;
    if (unit.value !== "") form.requestSubmit();
    else {
      tell(`${field.files[0].name} · ${form.dataset.noUnit}`, false);
      unit.focus();
    }
  });
})();
