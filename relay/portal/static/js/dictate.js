// Dictation where the browser can do it on this machine. What is said of a candidate is never sent to a speech service, so
// where recognition would leave the machine there is no button (docs/decisions/0043-dictation-stays-on-the-machine.md).
(() => {
  "use strict";
  const Recognition = window.SpeechRecognition;
  const lang = document.documentElement.lang || "en-GB";

  const possible = async () => {
    try {
      return (await Recognition?.available?.({ langs: [lang], processLocally: true })) === "available";
    } catch {
      return false;
    }
  };

  const add = (area, words) => {
    const before = area.value.slice(0, area.selectionEnd);
    const gap = before && !/\s$/.test(before) ? " " : "";
    area.setRangeText(gap + words.trim(), area.selectionEnd, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const offer = (area) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet button-small";
    button.setAttribute("aria-pressed", "false");
    button.textContent = "Dictate";
    let running = null;

    const stop = () => {
      running = null;
      button.setAttribute("aria-pressed", "false");
      button.textContent = "Dictate";
    };

    button.addEventListener("click", () => {
      if (running) {
        running.stop();
        return;
      }
      running = new Recognition();
      running.lang = lang;
      running.processLocally = true;
      running.continuous = true;
      running.addEventListener("result", (event) => {
        for (let place = event.resultIndex; place < event.results.length; place += 1) {
          if (event.results[place].isFinal) add(area, event.results[place][0].transcript);
        }
      });
      running.addEventListener("end", stop);
      running.addEventListener("error", stop);
      button.setAttribute("aria-pressed", "true");
      button.textContent = "Stop dictating";
      running.start();
    });
    area.after(button);
  };

  document.addEventListener("DOMContentLoaded", async () => {
    const areas = document.querySelectorAll("textarea[data-dictate]");
    if (areas.length && (await possible())) areas.forEach(offer);
  });
})();
