// Nothing typed is ever lost. A textarea with data-autosave="address" is posted there, with its form's hidden fields,
// when the typing pauses (those of its data-autosave-scope alone where it stands in one, under their data-autosave-name); until the server has it a copy stays in this browser, under the name of its owner, and comes
// back after an expired session, a closed tab or a dead network.
(() => {
  "use strict";
  const pause = 800;
  const retry = 15000;

  const storage = {
    read(key) {
      try {
        return JSON.parse(localStorage.getItem(key));
      } catch {
        return null;
      }
    },
    write(key, value) {
      try {
        if (value === null) localStorage.removeItem(key);
        else localStorage.setItem(key, JSON.stringify(value));
      } catch {
        // Storage may be full or forbidden. The server's copy is the one that counts.
      }
    }
  };

  const keyOf = (address, owner) => `relay.jotting.${owner}.${address}`;

  // A page that comes after a successful capture names what is gone from the desk: data-autosave-forget="address".
  const forget = () => {
    for (const element of document.querySelectorAll("[data-autosave-forget]")) {
      const end = `.${element.dataset.autosaveForget}`;
      try {
        for (const key of Object.keys(localStorage)) {
          if (key.startsWith("relay.jotting.") && key.endsWith(end)) localStorage.removeItem(key);
        }
      } catch {
        // Nothing could have been stored either.
      }
    }
  };

  const watch = (area) => {
    if (area.dataset.autosaveWatched) return;
    area.dataset.autosaveWatched = "yes";
    const address = area.dataset.autosave;
    const key = keyOf(address, area.dataset.autosaveOwner || "");
    const scope = area.closest("[data-autosave-scope]") ?? area.form;
    const nameOf = (field) => field.dataset.autosaveName ?? field.name;
    const line = document.querySelector(`[data-saved-for="${CSS.escape(area.id)}"]`);
    let timer = 0;
    let confirmed = area.value;
    let sending = false;
    let leaving = false;

    const say = (words) => {
      if (line && line.textContent !== words) line.textContent = words;
    };

    const clock = () => new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

    const send = async () => {
      clearTimeout(timer);
      if (sending || leaving || area.value === confirmed) return;
      sending = true;
      const text = area.value;
      const body = new URLSearchParams();
      for (const hidden of scope?.querySelectorAll("input[type=hidden]") ?? []) body.set(nameOf(hidden), hidden.value);
      body.set("csrf_token", area.form?.elements["csrf_token"]?.value ?? "");
      body.set(nameOf(area), text);
      try {
        const answer = await fetch(address, {
          method: "POST",
          body,
          credentials: "same-origin",
          headers: { "X-Relay": "autosave", "X-CSRFToken": body.get("csrf_token") ?? "", Accept: "application/json" }
        });
        if (leaving) return;
        if (answer.ok && !answer.redirected) {
          confirmed = text;
          let saved = clock();
          if (answer.headers.get("Content-Type")?.includes("json")) {
            const kept = await answer.json();
            saved = kept.saved ?? saved;
            setEdition(kept.edition);
          }
          if (area.value === text) {
            storage.write(key, null);
            say(`Saved ${saved}`);
          }
        } else if (answer.status === 409 && answer.headers.get("Content-Type")?.includes("json")) {
          offer(await answer.json());
        } else if (answer.status === 401 || answer.redirected) {
          say("Kept in this browser. You have been signed out: sign in again and it will be here.");
        } else if (answer.status === 400 || answer.status === 403) {
          say("Kept in this browser. Reload the page and it will be saved.");
        } else if (answer.status === 413 || answer.status === 422) {
          say("Kept in this browser. This is longer than a note can be, or holds something we cannot store.");
        } else {
          say("Kept in this browser. Trying again shortly.");
          timer = setTimeout(send, retry);
        }
      } catch {
        say("Kept in this browser. Trying again when the connection is back.");
        timer = setTimeout(send, retry);
      } finally {
        sending = false;
        if (area.value !== text && !leaving) timer = setTimeout(send, pause);
      }
    };

    // Which saved text this one was typed over; the server refuses to overwrite one that this page has not seen.
    const setEdition = (edition) => {
      const field = scope?.querySelector("[data-edition]");
      if (field && edition !== undefined) field.value = edition;
    };

    // Another tab saved something else: both texts are shown, and nothing is saved until somebody has chosen.
    const offer = (other, title = "What you typed in the other tab:") => {
      const place = document.querySelector(`[data-other-for="${CSS.escape(area.id)}"]`);
      if (other.text === area.value || !other.text.trim()) {
        setEdition(other.edition);
        timer = setTimeout(send, pause);
        return;
      }
      say("Kept in this browser. Other words were saved meanwhile: choose below.");
      if (!place) return;
      const words = document.createElement("p");
      words.className = "words";
      words.textContent = other.text;
      const head = document.createElement("p");
      head.className = "quiet";
      head.textContent = title;
      const row = document.createElement("p");
      row.className = "cluster";
      for (const [label, text] of [["Add it below mine", () => `${area.value}\n\n${other.text}`], ["Keep only mine", () => area.value], ["Use only that", () => other.text]]) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "button button-quiet button-small";
        button.textContent = label;
        button.addEventListener("click", () => {
          area.value = text();
          setEdition(other.edition);
          place.replaceChildren();
          keep();
          area.focus();
          send();
        });
        row.append(button);
      }
      place.replaceChildren(head, words, row);
    };

    const keep = () => storage.write(key, { text: area.value, at: Date.now() });

    const before = storage.read(key);
    if (before && (!before.text.trim() || before.text === area.value)) {
      storage.write(key, null);
    } else if (before) {
      const server = area.value;
      area.value = before.text;
      if (server.trim()) {
        // The server may hold newer words, typed elsewhere: nothing is sent until somebody has chosen.
        offer({ text: server }, "What was saved:");
      } else {
        say("Brought back what you had typed in this browser.");
        timer = setTimeout(send, pause);
      }
    }

    area.addEventListener("input", () => {
      leaving = false;
      keep();
      clearTimeout(timer);
      timer = setTimeout(send, pause);
    });

    // The capture itself takes the text now; a late autosave must not bring the jotting back.
    area.form?.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      leaving = true;
      clearTimeout(timer);
      if (area.value !== confirmed) keep();
    });

    window.addEventListener("online", send);
    window.addEventListener("pageshow", () => {
      leaving = false;
    });
  };

  const start = (root) => {
    forget();
    for (const area of root.querySelectorAll("textarea[data-autosave]")) watch(area);
  };

  document.addEventListener("DOMContentLoaded", () => start(document));
  document.addEventListener("htmx:after:swap", () => start(document));
})();
