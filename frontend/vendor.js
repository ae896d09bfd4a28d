// Copies the few third-party files that the portal serves, each with its licence, and writes down their hashes.
// The address of a copy carries its version, so that it may be cached for ever. Run after `npm ci`:
//   npm run vendor
// tests/house/test_vendor.py recomputes every hash and compares every version with package-lock.json.

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const vendor = join(here, "..", "relay", "portal", "static", "vendor");

// Only the icons that a template names: the full set has two thousand.
const icons = [
  "arrow-left", "arrow-right", "bell", "briefcase", "building-2", "calendar", "check", "chevron-down", "chevron-left",
  "chevron-right", "circle-alert", "circle-check", "circle-help", "clock", "download", "eye-off", "file-text", "flag",
  "info", "keyboard", "link", "list-checks", "log-out", "mail", "message-circle", "pencil", "phone", "plus", "printer",
  "search", "send", "settings", "trash-2", "triangle-alert", "undo-2", "user", "users", "x"
];

function read(name, file) {
  return readFileSync(join(modules, name, file), "utf8");
}

function sprite() {
  const symbols = icons.map((icon) => {
    const drawing = read("lucide-static", `icons/${icon}.svg`);
    const inside = drawing.slice(drawing.indexOf(">", drawing.indexOf("<svg")) + 1, drawing.lastIndexOf("</svg>"));
    return `<symbol id="${icon}" viewBox="0 0 24 24">${inside.replace(/\s*\n\s*/g, "").trim()}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
}

const packages = [
  {
    name: "htmx.org",
    folder: "htmx",
    files: () => ({ "htmx.min.js": read("htmx.org", "dist/htmx.min.js"), LICENSE: read("htmx.org", "LICENSE") })
  },
  {
    name: "lucide-static",
    folder: "lucide",
    files: () => ({ "icons.svg": sprite(), LICENSE: read("lucide-static", "LICENSE") })
  }
];

rmSync(vendor, { recursive: true, force: true });
const record = packages.map(({ name, folder, files }) => {
  const { version, license } = JSON.parse(read(name, "package.json"));
  const home = `${folder}-${version}`;
  mkdirSync(join(vendor, home), { recursive: true });
  const hashes = {};
  for (const [file, text] of Object.entries(files())) {
    writeFileSync(join(vendor, home, file), text);
    hashes[`${home}/${file}`] = createHash("sha256").update(text).digest("hex");
  }
  return { name, version, licence: license, sha256: hashes };
});
writeFileSync(join(vendor, "vendor.json"), `${JSON.stringify(record, null, 2)}\n`);
console.log(record.map(({ name, version }) => `${name} ${version}`).join("\n"));
