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
    const field = area.labels?.[0]?.textContent.trim() ?? "";
    let running = null;

    const show = (words) => {
      button.textContent = words;
      button.setAttribute("aria-label", field ? `${words}: ${field}` : words);
    };
    show("Dictate");

    button.addEventListener("click", () => {
      if (running) {
        running.stop();
        return;
      }
      const hearing = new Recognition();
      // The end of one that was left behind must not stop the one that runs.
      const stop = () => {
        if (running !== hearing) return;
        running = null;
        show("Dictate");
      };
      hearing.lang = lang;
      hearing.processLocally = true;
      hearing.continuous = true;
      hearing.addEventListener("result", (event) => {
        for (let place = event.resultIndex; place < event.results.length; place += 1) {
          if (event.results[place].isFinal) add(area, event.results[place][0].transcript);
        }
      });
      hearing.addEventListener("end", stop);
      hearing.addEventListener("error", stop);
      running = hearing;
      show("Stop dictating");
      try {
        hearing.start();
      } catch {
        stop();
      }
    });
    area.after(button);
  };

  document.addEventListener("DOMContentLoaded", async () => {
    const areas = document.querySelectorAll("textarea[data-dictate]");
    if (areas.length && (await possible())) areas.forEach(offer);
  });
})();
