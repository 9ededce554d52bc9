// Where this phone is, asked for when the button is pressed, and sent with its accuracy. Without this file the page
// offers the other ways to check in.
(() => {
  "use strict";

  const REFUSED = 1;
  const form = document.querySelector("form[data-place]");
  if (form === null) return;
  const button = form.querySelector("button");
  const said = form.querySelector("[data-said]");

  const tell = (name) => { said.textContent = form.dataset[name]; };

  const fill = (position) => {
    form.elements.latitude.value = position.coords.latitude.toFixed(7);
    form.elements.longitude.value = position.coords.longitude.toFixed(7);
    form.elements.accuracy.value = position.coords.accuracy.toFixed(1);
    form.requestSubmit();
  };

  const fail = (error) => {
    button.disabled = false;
    tell(error.code === REFUSED ? "refused" : "unknown");
  };

  const isFilled = () => form.elements.accuracy.value !== "";

  // In the capturing phase: before the handler that lets a form go out once.
  document.addEventListener("submit", (event) => {
    if (event.target !== form || isFilled()) return;
    event.preventDefault();
    event.stopPropagation();
    if (!window.isSecureContext || !navigator.geolocation) {
      tell("insecure");
      return;
    }
    button.disabled = true;
    tell("asking");
    navigator.geolocation.getCurrentPosition(fill, fail, { enableHighAccuracy: true, maximumAge: 0, timeout: 20000 });
  }, true);

  window.addEventListener("pageshow", () => {
    button.disabled = false;
    form.elements.accuracy.value = "";
    said.textContent = "";
  });
})();
