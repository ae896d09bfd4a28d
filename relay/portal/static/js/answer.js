// The client's form keeps itself: a moment after each tap or word it is posted to its draft, so that a phone that
// rings, sleeps or loses the network loses nothing. Without this script the form works the same and is kept when sent.
(() => {
  "use strict";
  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  const line = document.getElementById("kept");
  let timer = 0;

  const keep = async () => {
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body: new FormData(form), credentials: "same-origin" });
      if (line) line.textContent = answer.ok ? "Kept as you go" : "";
    } catch {
      if (line) line.textContent = "Not kept yet: no network";
      timer = setTimeout(keep, 15000);
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 800);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
})();
