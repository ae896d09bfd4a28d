// Copies words from the page: a button with data-copies="id" takes the lines marked data-copy-line inside that element, or what
// stands in it where it is a field. Without this script the button stays hidden, and the words can be selected like any others.
(() => {
  "use strict";
  const announce = (words) => {
    const announcer = document.getElementById("announcer");
    if (announcer) announcer.textContent = words;
  };

  const linesOf = (place) =>
    place.value ??
    Array.from(place.querySelectorAll("[data-copy-line]"), (line) =>
      line.matches("li") ? `- ${line.textContent.trim()}` : `\n${line.textContent.trim()}`
    )
      .join("\n")
      .trim();

  // Where the clipboard is out of reach (an address without TLS, an old phone) the words are selected, ready to be copied.
  const select = (place) => (place.select ? place.select() : getSelection()?.selectAllChildren(place));

  for (const button of document.querySelectorAll("button[data-copies]")) {
    const place = document.getElementById(button.dataset.copies);
    if (!place) continue;
    button.hidden = false;
    const label = button.querySelector("span") ?? button;
    const first = label.textContent;
    button.addEventListener("click", async () => {
      let said = button.dataset.copied;
      try {
        await navigator.clipboard.writeText(linesOf(place));
      } catch {
        select(place);
        said = "Selected: copy it now";
      }
      label.textContent = said;
      announce(said);
      setTimeout(() => {
        label.textContent = first;
      }, 4000);
    });
  }
})();
