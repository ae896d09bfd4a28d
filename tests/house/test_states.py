"""A state is changed by a domain method that asks its table of moves, and nowhere else: the source is read for it."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = sorted([*(ROOT / "relay").rglob("*.py"), *(ROOT / "workers").rglob("*.py")])
# Handoffs are the ledger's own machinery: no person moves them, and they have no events.
MACHINERY = ROOT / "relay" / "store" / "handoffs.py"


def assignments(path: Path) -> Iterator[tuple[int, ast.expr | None]]:
    """Each place where something's `state` is set, with what it is set to."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign):
            for aim in node.targets:
                parts = aim.elts if isinstance(aim, ast.Tuple) else [aim]
                if any(isinstance(part, ast.Attribute) and part.attr == "state" for part in parts):
                    yield node.lineno, None if isinstance(aim, ast.Tuple) else node.value
        elif isinstance(node, ast.AugAssign | ast.AnnAssign):
            if isinstance(node.target, ast.Attribute) and node.target.attr == "state":
                yield node.lineno, node.value
        elif isinstance(node, ast.Call) and name_of(node.func) == "setattr":
            if any(isinstance(part, ast.Constant) and part.value == "state" for part in node.args):
                yield node.lineno, None
        elif isinstance(node, ast.Call) and name_of(node.func) == "values" and sets_state(node):
            yield node.lineno, None


def sets_state(call: ast.Call) -> bool:
    """Whether one of its keywords is `state`."""
    return any(keyword.arg == "state" for keyword in call.keywords)


def name_of(function: ast.expr) -> str:
    """The last part of what is called."""
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def is_target(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Call) and name_of(value.func) == "target"


def test_only_the_domain_sets_a_state_and_only_to_where_its_table_leads() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in CODE
        if path != MACHINERY
        for line, value in assignments(path)
        if path.parent != ROOT / "relay" / "domain" or not is_target(value)
    ]
    assert wrong == []


def test_the_reader_of_the_source_sees_what_it_should(tmp_path: Path) -> None:
    sly = tmp_path / "sly.py"
    sly.write_text(
        "a.state = 1\na.b, a.state = 1, 2\nsetattr(a, 'state', 1)\nupdate(A).values(state=1)\n"
        "a.state: int = 1\na.state = target(MOVES, a.state, 'go')\na.estate = 1\n"
    )
    found = {line: is_target(value) for line, value in assignments(sly)}
    assert found == {1: False, 2: False, 3: False, 4: False, 5: False, 6: True}


def test_a_domain_method_that_moves_records_one_event() -> None:
    silent = []
    for path in (ROOT / "relay" / "domain").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name != "target":
                calls = [name_of(part.func) for part in ast.walk(node) if isinstance(part, ast.Call)]
                if "target" in calls and "record" not in calls:
                    silent.append(f"{path.stem}.{node.name}")
    assert silent == []
