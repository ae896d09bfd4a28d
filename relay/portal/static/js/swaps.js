// What htmx leaves to us: a swap says in words what changed, focus is never dropped, and an answer that cannot be shown
// (a sign-in page, no network) becomes a sentence instead of a broken page. htmx itself keeps the focus of elements with an id.
(() => {
  "use strict";

  const announce = (words) => {
    const announcer = document.getElementById("announcer");
    if (!announcer || !words || announcer.dataset.last === words) return;
    announcer.dataset.last = words;
    announcer.textContent = words;
  };

  const tell = (words) => {
    const region = document.getElementById("flashes");
    if (!region) return;
    const flash = document.createElement("div");
    flash.className = "flash flash-care";
    flash.dataset.fromScript = "";
    const line = document.createElement("p");
    line.textContent = words;
    flash.append(line);
    region.querySelector("[data-from-script]")?.remove();
    region.append(flash);
  };

  let place = null;

  const faults = {
    401: "You have been signed out. What you typed is kept in this browser. Sign in again in another tab, then carry on here.",
    409: "Somebody changed this while you had it open. Reload the page to see the newer version.",
    413: "That is longer than we can take. What you typed is still here.",
    429: "That was a little too fast. Wait a moment and try again.",
    503: "We are away for a moment. What you typed is still here. Try again in a minute."
  };

  // A whole page belongs into the window, never into a panel: an error page becomes a sentence, any other is gone to.
  document.addEventListener("htmx:after:request", (event) => {
    const { target, select, text, response } = event.detail.ctx;
    const lacking = select?.startsWith("#") && response.status >= 400 && !text.includes(`id="${select.slice(1)}"`);
    const whole = /^\s*<!doctype/i.test(text) && target !== document.body && (!select || lacking);
    if (response.status !== 401 && !whole) return;
    event.preventDefault();
    if (response.status < 400 && response.raw.redirected) location.assign(response.raw.url);
    else tell(faults[response.status] ?? "That did not work. What you typed is still here. Reload the page and try again.");
  });

  document.addEventListener("htmx:before:swap", () => {
    const held = document.activeElement;
    place = held && held !== document.body ? { id: held.id, name: held.getAttribute("name"), value: held.value } : null;
  });

  document.addEventListener("htmx:after:swap", (event) => {
    const target = event.detail.ctx.target;
    document.querySelector("#flashes [data-from-script]")?.remove();
    const swapped = (target?.id && document.getElementById(target.id)) || target;
    const speaker = swapped?.matches?.("[data-announce]") ? swapped : swapped?.querySelector?.("[data-announce]");
    announce(speaker?.dataset.announce);

    const wanted = swapped?.querySelector?.("[data-focus]");
    if (wanted) wanted.focus();
    else if (place && document.activeElement === document.body) {
      const again = (place.id && document.getElementById(place.id))
        || (place.name && swapped?.querySelector?.(`[name="${CSS.escape(place.name)}"]`));
      if (again) again.focus({ preventScroll: true });
      else if (swapped?.isConnected) {
        swapped.tabIndex = -1;
        swapped.focus({ preventScroll: true });
      }
    }
    place = null;
  });

  document.addEventListener("htmx:error", () => {
    tell("That did not reach us. What you typed is still here. Check the connection and try again.");
  });

  // A page that came back with errors begins at their summary.
  document.addEventListener("DOMContentLoaded", () => document.querySelector("[data-focus]")?.focus());
})();
