// Reads the page aloud where the browser can; a second press stops it. Without this file every page still works.
(function () {
  "use strict";
  var button = document.querySelector("[data-read]");
  var voice = window.speechSynthesis;
  if (!button || !voice || !window.SpeechSynthesisUtterance) {
    return;
  }
  var reading = false;

  function said() {
    var text = document.getElementById("main").innerText || "";
    return text.split(/[\n\u3002\uff01\uff1f!?]+/).filter(function (part) {
      return part.trim();
    });
  }

  function show(isReading) {
    reading = isReading;
    button.textContent = isReading ? button.getAttribute("data-stop") : button.getAttribute("data-read");
    button.setAttribute("aria-pressed", isReading ? "true" : "false");
  }

  // Sentence by sentence: browsers cut off what is too long for them.
  function speak(parts) {
    if (!reading || !parts.length) {
      show(false);
      return;
    }
    var utterance = new window.SpeechSynthesisUtterance(parts[0]);
    utterance.lang = document.documentElement.lang === "en" ? "en-GB" : "zh-CN";
    utterance.rate = 0.85;
    utterance.onend = utterance.onerror = function () {
      speak(parts.slice(1));
    };
    voice.speak(utterance);
  }

  button.addEventListener("click", function () {
    voice.cancel();
    if (reading) {
      show(false);
    } else {
      show(true);
      speak(said());
    }
  });
  window.addEventListener("pagehide", function () {
    voice.cancel();
  });
  button.hidden = false;
})();
