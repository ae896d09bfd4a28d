// Practising: a clock, notes and ticks that are kept on this device, and a recording that is kept in this tab. Nothing here is
// sent anywhere, and the page's policy (connect-src 'none') would not let it be.
(() => {
  "use strict";

  const say = (words) => {
    const announcer = document.getElementById("announcer");
    if (announcer) announcer.textContent = words;
  };

  const clockOf = (place) => {
    const face = place.querySelector("[data-clock-time]");
    const run = place.querySelector("[data-clock-run]");
    let began = 0;
    let before = 0;
    let ticking = 0;

    const passed = () => Math.floor((before + (ticking ? performance.now() - began : 0)) / 1000);
    const draw = () => {
      const seconds = passed();
      const words = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      if (face.textContent === words) return;
      face.textContent = words;
      if (seconds === 60) say("One minute");
      if (seconds === 120) say("Two minutes");
      face.toggleAttribute("data-over", seconds >= 120);
    };
    const stop = () => {
      if (ticking) before += performance.now() - began;
      clearInterval(ticking);
      ticking = 0;
      run.textContent = before ? "Go on" : "Start the clock";
    };

    run.addEventListener("click", () => {
      if (ticking) {
        stop();
        return;
      }
      began = performance.now();
      ticking = setInterval(draw, 200);
      run.textContent = "Stop the clock";
    });
    place.querySelector("[data-clock-back]").addEventListener("click", () => {
      stop();
      before = 0;
      run.textContent = "Start the clock";
      draw();
    });
  };

  const notesOf = (place) => {
    const key = place.dataset.practice;
    const area = place.querySelector("[data-practice-notes]");
    const ticks = [...place.querySelectorAll("[data-practice-tick]")];
    const line = place.querySelector("[data-practice-says]");
    let waiting = 0;

    const read = () => {
      try {
        return JSON.parse(localStorage.getItem(key)) ?? {};
      } catch {
        return {};
      }
    };
    const keep = () => {
      clearTimeout(waiting);
      const kept = { notes: area.value, ticks: ticks.map((tick) => tick.checked) };
      try {
        if (kept.notes || kept.ticks.includes(true)) localStorage.setItem(key, JSON.stringify(kept));
        else localStorage.removeItem(key);
        line.textContent = "Kept on this device";
      } catch {
        line.textContent = "This browser keeps nothing. Copy your notes before you leave this page.";
      }
    };

    const kept = read();
    if (kept.notes && !area.value) area.value = kept.notes;
    ticks.forEach((tick, place) => {
      tick.checked = kept.ticks?.[place] === true;
      tick.addEventListener("change", keep);
    });
    area.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(keep, 400);
    });
    // A phone may never say goodbye otherwise.
    addEventListener("pagehide", () => {
      if (area.value !== (read().notes ?? "")) keep();
    });
    place.querySelector("[data-practice-delete]").addEventListener("click", () => {
      clearTimeout(waiting);
      area.value = "";
      for (const tick of ticks) tick.checked = false;
      keep();
      line.textContent = "Deleted from this device";
      area.focus();
    });
  };

  const recordingOf = (place) => {
    if (!navigator.mediaDevices?.getUserMedia || !window.MediaRecorder) return;
    const longest = 10 * 60 * 1000;
    const run = place.querySelector("[data-recording-run]");
    const remove = place.querySelector("[data-recording-delete]");
    const player = place.querySelector("[data-recording-play]");
    const line = place.querySelector("[data-recording-says]");
    let recorder = null;
    let starting = false;

    const forget = () => {
      if (player.src) URL.revokeObjectURL(player.src);
      player.removeAttribute("src");
      player.hidden = remove.hidden = true;
    };
    const start = async () => {
      starting = true;
      try {
        const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
        const parts = [];
        recorder = new MediaRecorder(stream);
        const end = setTimeout(() => recorder?.stop(), longest);
        recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
        recorder.addEventListener("stop", () => {
          clearTimeout(end);
          for (const track of stream.getTracks()) track.stop();
          forget();
          player.src = URL.createObjectURL(new Blob(parts, { type: recorder.mimeType }));
          player.hidden = remove.hidden = false;
          recorder = null;
          run.textContent = "Record another answer";
          line.textContent = "Recorded. Play it below.";
        });
        recorder.start();
        run.textContent = "Stop recording";
        line.textContent = "Recording. Speak now.";
      } catch {
        recorder = null;
        line.textContent = "The microphone cannot be used here. Say your answer aloud all the same.";
      }
      starting = false;
    };

    run.addEventListener("click", () => {
      if (recorder) recorder.stop();
      else if (!starting) start();
    });
    remove.addEventListener("click", () => {
      forget();
      run.textContent = "Record an answer";
      line.textContent = "Deleted.";
      run.focus();
    });
    place.hidden = false;
  };

  const each = (selector, set) => document.querySelectorAll(selector).forEach(set);

  document.addEventListener("DOMContentLoaded", () => {
    // Not <noscript>: where this file did not arrive, these words hold too.
    each("[data-without-script]", (part) => (part.hidden = true));
    each("[data-clock]", clockOf);
    each("[data-practice]", notesOf);
    each("[data-recording]", recordingOf);
    each("[data-prints]", (button) => button.addEventListener("click", () => print()));
  });
})();
