// A way to go about something can be made one's own: a button takes the chosen words over into the box beside it, to be changed there.
// Without this script one chooses a way or writes in the box; the server takes what is written before what is chosen.
(() => {
  "use strict";
  const label = "Start from the words I chose";

  const offer = (form) => {
    const box = form.querySelector("textarea[name=what]");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet button-small";
    button.textContent = label;

    const chosen = () => {
      const way = form.querySelector("input[name=way]:checked");
      return way && way.value !== "own" ? way.closest("label").querySelector("span").textContent.trim() : "";
    };
    const show = () => {
      button.hidden = !chosen();
    };
    button.addEventListener("click", () => {
      box.value = chosen();
      box.dispatchEvent(new Event("input", { bubbles: true }));
      box.focus();
    });
    form.addEventListener("change", show);
    box.after(button);
    show();
  };

  for (const form of document.querySelectorAll("form[data-ways]")) {
    offer(form);
  }
})();
