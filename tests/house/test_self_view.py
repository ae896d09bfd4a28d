"""What a candidate noted for themselves is read by nobody else: no other room imports it, by whatever road."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# The nouns, the two steps that write and seal it, the candidate's own room, and the demo, which plays the candidate.
OWN = {
    "relay/domain/self_view.py",
    "relay/domain/tables.py",
    "relay/journey/recollecting.py",
    "relay/journey/reading.py",
    "relay/journey/erasing.py",
    # Moves whole rows from one record of a person to the other, and reads none.
    "relay/journey/merging.py",
    "relay/cli/demo_candidates.py",
}
ROOM = "relay/portal/candidate/"
SIGNS = {"SelfView", "SelfMark", "self_view", "self_mark"}


def names_in(path: Path) -> set[str]:
    """Every name that a file uses, asks for or imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.ImportFrom):
            found |= {part for alias in node.names for part in (alias.name, *(node.module or "").split("."))}
    return found


def test_only_the_candidates_own_side_knows_of_it() -> None:
    code = [*(ROOT / "relay").rglob("*.py"), *(ROOT / "workers").rglob("*.py")]
    knowing = {str(path.relative_to(ROOT)) for path in code if names_in(path) & SIGNS}
    assert {path for path in knowing if not path.startswith(ROOM)} <= OWN
    assert "relay/journey/recollecting.py" in knowing
