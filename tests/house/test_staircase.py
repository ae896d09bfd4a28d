"""Imports only go down: the contracts of pyproject.toml, asked of the code as it is."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_nobody_climbs_the_staircase_upwards() -> None:
    lint = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    asked = subprocess.run(lint, cwd=ROOT, capture_output=True, text=True, check=False)
    assert asked.returncode == 0, asked.stdout + asked.stderr
