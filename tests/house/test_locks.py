"""The requirements files are what everybody installs: they hold hashes, no address, and what pyproject.toml asks for."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-servers.txt", "requirements-installer.txt")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def pinned(lock: str) -> dict[str, set[str]]:
    """Each name with its versions: more than one where Python versions differ."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", (ROOT / lock).read_text(), re.M):
        found.setdefault(canonicalize_name(name), set()).add(version)
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert not re.search(r"https?:|file:|git\+|\s@\s|--(index|extra|find|trusted)", text)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_entry_has_a_hash(lock: str) -> None:
    entries = re.split(r"^(?=[A-Za-z0-9])", (ROOT / lock).read_text(), flags=re.M)
    assert [
        entry.splitlines()[0] for entry in entries if entry.strip() and "--hash=sha256:" not in entry
    ] == []


@pytest.mark.parametrize(
    ("lock", "asked"),
    [
        ("requirements.txt", PROJECT["project"]["dependencies"]),
        ("requirements-dev.txt", PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]),
        ("requirements-servers.txt", PROJECT["dependency-groups"]["servers"]),
        ("requirements-installer.txt", PROJECT["dependency-groups"]["installer"]),
    ],
)
def test_a_lock_holds_what_the_project_asks_for(lock: str, asked: list[str]) -> None:
    held = pinned(lock)
    for line in asked:
        wanted = Requirement(line)
        versions = held.get(canonicalize_name(wanted.name), set())
        assert versions, f"{wanted.name} is not in {lock}: run bin/lock"
        assert all(wanted.specifier.contains(version) for version in versions), (
            f"{line} in {lock}: run bin/lock"
        )


def test_the_tests_run_on_what_the_product_runs_on() -> None:
    product, tests = pinned("requirements.txt"), pinned("requirements-dev.txt")
    assert {name: tests.get(name) for name in product} == product
