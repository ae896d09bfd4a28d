#!/usr/bin/env python3
"""Print the scorer's figures for the notes that were held out of a training.

usage: figures.py --hold-out 0..4 [--show]
"""

import argparse
import glob
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
# what `relay analyse` prints, without what the command line needs besides
ANALYSE = """import json, sys
from relay.text.analyse import analyse
for line in sys.stdin:
    print(json.dumps(analyse(json.loads(line))))
"""


def main():
    """Write the held-out notes into a file and hand it to the scorer."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--hold-out", type=int, required=True)
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args()
    lines = [
        line
        for path in sorted(glob.glob(str(HERE / "corpus/train-*.jsonl")))
        for line in open(path, encoding="utf-8")
    ]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as held:
        held.writelines(line for place, line in enumerate(lines) if place % 5 == asked.hold_out)
        held.flush()
        shown = ["--show"] if asked.show else []
        command = [
            sys.executable,
            str(HERE / "score.py"),
            held.name,
            *shown,
            "--",
            sys.executable,
            "-c",
            ANALYSE,
        ]
        return subprocess.run(
            command, check=False, env={**os.environ, "PYTHONPATH": str(HERE.parent)}
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
