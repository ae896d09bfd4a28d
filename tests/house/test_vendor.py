"""What the portal serves from elsewhere is exactly what was reviewed: pinned, hashed, licensed, from nowhere else."""

import hashlib
import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
VENDOR = ROOT / "relay/portal/static/vendor"
RECORD = json.loads((VENDOR / "vendor.json").read_text())
LOCK = json.loads((ROOT / "frontend/package-lock.json").read_text())
WANTED = json.loads((ROOT / "frontend/package.json").read_text())["dependencies"]


def test_every_file_is_the_one_that_was_written_down() -> None:
    written = {name: digest for package in RECORD for name, digest in package["sha256"].items()}
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "vendor.json"
    }
    assert found == written


def test_versions_are_those_of_the_lock() -> None:
    recorded = {package["name"]: package["version"] for package in RECORD}
    locked = {
        name.removeprefix("node_modules/"): entry["version"]
        for name, entry in LOCK["packages"].items()
        if name
    }
    assert recorded == locked == WANTED


def test_the_address_of_a_copy_carries_its_version() -> None:
    for package in RECORD:
        for name in package["sha256"]:
            assert name.split("/")[0].endswith(f"-{package['version']}")


def test_every_package_brings_its_licence() -> None:
    for package in RECORD:
        assert any(name.endswith("/LICENSE") for name in package["sha256"])


def test_the_lock_names_hashes_and_no_address() -> None:
    entries = [entry for name, entry in LOCK["packages"].items() if name]
    assert all(entry["integrity"].startswith("sha512-") for entry in entries)
    assert not any("resolved" in entry for entry in entries)


def test_templates_ask_for_icons_that_the_sprite_holds() -> None:
    sprite = (
        VENDOR / next(name for p in RECORD for name in p["sha256"] if name.endswith(".svg"))
    ).read_text()
    held = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    templates = ROOT / "relay/portal/templates"
    asked = {
        name
        for path in templates.rglob("*.html")
        for name in re.findall(r"""\b(?:icon\(|sign=)["']([a-z0-9-]+)["']""", path.read_text())
    }
    assert asked <= held
