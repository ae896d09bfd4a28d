// Passkeys: a form with data-passkey="make" or "sign" asks its data-passkey-options what the browser's device shall make or sign,
// and sends the answer along in its hidden field. Without this script, or where the browser has none, such a form stays hidden,
// and whatever is marked data-passkey-none says what to do instead.
(() => {
  "use strict";
  const usable = window.isSecureContext && "PublicKeyCredential" in window && Boolean(navigator.credentials?.create);
  if (!usable) return;

  const toBytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

  const toText = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");

  const named = (credential) => ({ ...credential, id: toBytes(credential.id) });

  const make = (asked) =>
    navigator.credentials.create({
      publicKey: {
        ...asked,
        challenge: toBytes(asked.challenge),
        user: { ...asked.user, id: toBytes(asked.user.id) },
        excludeCredentials: (asked.excludeCredentials ?? []).map(named)
      }
    });

  const sign = (asked) =>
    navigator.credentials.get({
      publicKey: {
        ...asked,
        challenge: toBytes(asked.challenge),
        allowCredentials: (asked.allowCredentials ?? []).map(named)
      }
    });

  const written = (credential) => {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[part]) response[part] = toText(credential.response[part]);
    }
    return JSON.stringify({
      id: credential.id,
      rawId: toText(credential.rawId),
      type: credential.type,
      response,
      clientExtensionResults: {}
    });
  };

  const why = (fault, making) => {
    if (fault.name === "InvalidStateError" && making) return "This device has a passkey for you already.";
    if (fault.name === "NotAllowedError" || fault.name === "AbortError")
      return "No passkey was used: it was called off, or the time ran out. You can try again.";
    return "That did not work here. You can try again; the code by mail works as before.";
  };

  const ask = async (form) => {
    const sent = new URLSearchParams();
    const token = form.elements.namedItem("csrf_token");
    if (token) sent.set("csrf_token", token.value);
    const answer = await fetch(form.dataset.passkeyOptions, { method: "POST", body: sent });
    if (answer.redirected) {
      location.assign(answer.url);
      return null;
    }
    if (!answer.ok) throw new Error(`answered ${answer.status}`);
    return answer.json();
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const making = form.dataset.passkey === "make";
    const field = form.elements.namedItem("credential");
    const button = form.querySelector("button");
    const line = form.querySelector("[data-passkey-said]");

    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (button.getAttribute("aria-disabled") === "true") return;
      button.setAttribute("aria-disabled", "true");
      line.textContent = "Your device asks you now.";
      try {
        const asked = await ask(form);
        if (!asked) return;
        field.value = written(await (making ? make(asked) : sign(asked)));
        line.textContent = "";
        form.submit();
      } catch (fault) {
        line.textContent = why(fault, making);
      } finally {
        button.removeAttribute("aria-disabled");
      }
    });

    // A page that the browser kept comes back with what was typed; an answer of a device is good once.
    addEventListener("pageshow", () => {
      field.value = "";
    });
    form.hidden = false;
  }

  for (const instead of document.querySelectorAll("[data-passkey-none]")) instead.hidden = true;
})();
