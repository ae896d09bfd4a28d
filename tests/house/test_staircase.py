"""Imports only go down: the contracts of pyproject.toml, asked of the code as it is."""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_nobody_climbs_the_staircase_upwards() -> None:
    lint: list[str | Path] = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    asked = subprocess.run(lint, cwd=ROOT, capture_output=True, text=True, check=False)
    assert asked.returncode == 0, asked.stdout + asked.stderr


def test_every_room_has_its_step() -> None:
    """A package that no layer names could import whatever it likes, and be imported by anybody."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    steps = {room.strip() for layer in contracts[0]["layers"] for room in layer.split("|")}
    rooms = {
        path for path in (ROOT / "relay").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert {f"relay.{path.stem}" for path in rooms if path.stem != "__init__"} | {"workers"} == steps
