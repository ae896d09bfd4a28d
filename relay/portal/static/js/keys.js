// Keys for people who work here all day. Every one of them presses something that is on the page anyway. Single keys
// never act while somebody types, and can be switched off (WCAG 2.1.4).
(() => {
  "use strict";
  const name = "relay.keys";
  let waitsForJump = 0;

  const off = () => {
    try {
      return localStorage.getItem(name) === "off";
    } catch {
      return false;
    }
  };

  const dialog = () => document.getElementById("keys");

  const typing = (element) =>
    element.isContentEditable || element.matches?.("input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select");

  const firstLink = (row) => row.querySelector("a[href].row-link, th a[href], a[href], button");

  const step = (by) => {
    const rows = [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null && firstLink(row));
    if (!rows.length) return;
    const now = rows.findIndex((row) => row.contains(document.activeElement));
    const next = now < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(now + by, 0), rows.length - 1);
    firstLink(rows[next]).focus();
    rows[next].scrollIntoView({ block: "nearest" });
  };

  const listPageKeys = () => {
    const part = dialog().querySelector("[data-page-keys]");
    const list = part.querySelector("dl");
    list.replaceChildren();
    for (const element of document.querySelectorAll("[data-key][data-key-label]")) {
      const row = document.createElement("div");
      const label = document.createElement("dt");
      label.textContent = element.dataset.keyLabel;
      const key = document.createElement("kbd");
      key.textContent = element.dataset.key;
      const value = document.createElement("dd");
      value.append(key);
      row.append(label, value);
      list.append(row);
    }
    part.hidden = !list.children.length;
  };

  const open = () => {
    if (!dialog() || dialog().open) return;
    listPageKeys();
    dialog().showModal();
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) {
      event.preventDefault();
      event.target.form.requestSubmit();
      return;
    }
    if (event.key === "Escape") {
      const menu = document.querySelector("details[data-menu][open]");
      if (menu) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (typing(event.target) || off() || document.querySelector("dialog[open]")) return;

    if (waitsForJump && Date.now() - waitsForJump < 1500) {
      waitsForJump = 0;
      const place = document.querySelector(`[data-jump="${CSS.escape(event.key)}"]`);
      if (place) {
        event.preventDefault();
        place.click();
      }
      return;
    }
    waitsForJump = 0;

    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "g") waitsForJump = Date.now();
    else if (event.key === "?") open();
    else if (event.key === "/") {
      const search = document.querySelector("[data-search]");
      if (!search) return;
      search.focus();
      search.select();
    } else {
      const pressed = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
      if (!pressed) return;
      if (pressed.matches("input:not([type=checkbox], [type=radio]), textarea, select")) pressed.focus();
      else pressed.click();
    }
    event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens='keys']");
    if (opener) {
      event.preventDefault();
      open();
    }
    const closer = event.target.closest("[data-close]");
    if (closer) {
      event.preventDefault();
      closer.closest("dialog")?.close();
    }
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  document.addEventListener("DOMContentLoaded", () => {
    const choice = document.querySelector("[data-keys-switch]");
    if (!choice) return;
    choice.checked = !off();
    choice.addEventListener("change", () => {
      try {
        localStorage.setItem(name, choice.checked ? "on" : "off");
      } catch {
        // Without storage the choice cannot outlive the page.
      }
    });
  });
})();
