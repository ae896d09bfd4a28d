// The reader's choice of light. Runs before the first paint, so that nobody is dazzled by the other theme.
(() => {
  "use strict";
  const name = "relay.theme";
  const root = document.documentElement;

  const read = () => {
    // A browser may forbid storage altogether; then the system's wish holds.
    try {
      return localStorage.getItem(name) || "auto";
    } catch {
      return "auto";
    }
  };

  const apply = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  };

  apply(read());

  document.addEventListener("DOMContentLoaded", () => {
    for (const part of document.querySelectorAll("[data-needs-script]")) part.hidden = false;
    for (const choice of document.querySelectorAll("[data-theme-choice]")) {
      choice.checked = choice.value === read();
      choice.addEventListener("change", () => {
        try {
          localStorage.setItem(name, choice.value);
        } catch {
          // The choice then holds for this page alone.
        }
        apply(choice.value);
      });
    }
  });
})();
