// What makes the three columns of a review one page: a sentence and its points light up together, and a newer wording
// comes in by itself as long as nobody has typed over the one that stands there.
(() => {
  "use strict";
  const places = "[id^='sentence-'], [id^='point-'], [id^='run-']";

  // The numbers beside a run or a sentence belong to it, though they stand behind it.
  const holder = (element) => {
    const own = element.closest?.(places);
    if (own) return own;
    const link = element.closest?.(".run-number, .sentence-source");
    let before = link?.previousElementSibling;
    while (before && !before.matches(places)) before = before.previousElementSibling;
    return before ?? null;
  };

  const linksOf = (element) => {
    const links = [...element.querySelectorAll("a[href^='#']")];
    let next = element.nextElementSibling;
    while (next?.matches(".run-number, .sentence-source")) {
      links.push(next);
      next = next.nextElementSibling;
    }
    return links;
  };

  const light = (element) => {
    for (const lit of document.querySelectorAll(".is-lit")) lit.classList.remove("is-lit");
    if (!element) return;
    element.classList.add("is-lit");
    for (const link of linksOf(element)) document.getElementById(link.hash.slice(1))?.classList.add("is-lit");
  };

  for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, (event) => light(holder(event.target)));

  const untouched = () => {
    const form = document.getElementById("editor");
    if (!form) return true;
    if (form.dataset.changed !== undefined) return false;
    return [...form.querySelectorAll("textarea, input[type=text]")].every((field) => field.value === field.defaultValue);
  };

  document.addEventListener("htmx:after:swap", () => {
    const newer = document.querySelector("[data-newer]");
    if (newer && untouched()) newer.click();
  });

  // Words that are selected in a note are those to be marked; the numbers and hints among them are the page's, not the note's.
  const selected = () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const within = range.commonAncestorContainer;
    const text = (within.closest ? within : within.parentElement).closest(".note-text");
    if (!text) return null;
    const words = range.cloneContents();
    for (const ours of words.querySelectorAll(".visually-hidden, .run-number")) ours.remove();
    return { note: text.closest(".note"), words: words.textContent.trim() };
  };

  document.addEventListener("selectionchange", () => {
    const found = selected();
    const field = found?.words && found.note.querySelector("[data-mark-words] textarea");
    if (field) field.value = found.words;
  });

  document.addEventListener(
    "toggle",
    (event) => {
      if (event.target.matches("[data-mark-words][open]")) event.target.querySelector("textarea").focus();
    },
    true
  );

  // Words in the editor are not saved until somebody says so; leaving them behind is worth a question.
  let sent = false;
  document.addEventListener("submit", (event) => {
    if (event.target.id === "editor") sent = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!sent && !untouched()) event.preventDefault();
  });
})();
