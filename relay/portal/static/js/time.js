// Keeps "5 minutes ago" true while a page stays open. The words are those of the server's |ago filter.
(() => {
  "use strict";
  const minute = 60;
  const hour = 60 * minute;
  const day = 24 * hour;

  const count = (number, unit) => `${number} ${unit}${number === 1 ? "" : "s"}`;

  const words = (seconds) => {
    const past = seconds >= 0;
    const size = Math.abs(seconds);
    if (size < minute) return "just now";
    if (size >= day && size < 2 * day) return past ? "yesterday" : "tomorrow";
    let span;
    if (size < hour) span = count(Math.floor(size / minute), "minute");
    else if (size < day) span = count(Math.floor(size / hour), "hour");
    else span = count(Math.floor(size / day), "day");
    return past ? `${span} ago` : `in ${span}`;
  };

  const refresh = () => {
    for (const time of document.querySelectorAll("time[data-ago]")) {
      const at = Date.parse(time.dateTime);
      if (Number.isNaN(at)) continue;
      const seconds = Math.floor((Date.now() - at) / 1000);
      // Beyond a fortnight the server shows the day, which does not change.
      if (Math.abs(seconds) >= 14 * day) continue;
      const fresh = words(seconds);
      if (time.textContent !== fresh) time.textContent = fresh;
    }
  };

  // Not at once: the server's clock wrote the first words, and it is the better one.
  setInterval(refresh, 30000);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) refresh();
  });
})();
