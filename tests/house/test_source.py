"""What the source must and must not hold: a reason at its head, no way around tenancy, no template that nobody draws."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("relay", "workers", "bench", "bin/bootstrap", "tests")
TEMPLATES = ROOT / "relay" / "portal" / "templates"
# The rooms above the ledger: the session's listener sees ORM statements alone, so nothing else is written here.
UPPER = ("relay/journey", "relay/reports", "relay/portal", "relay/api", "relay/hall")
AROUND = re.compile(r"^(exec_driver_sql|connection|__table__|local_table|raw_connection|get_bind)$")


def modules(*rooms: str) -> Iterator[Path]:
    for room in rooms:
        yield from sorted((ROOT / room).rglob("*.py"))


def test_every_module_opens_with_why_it_exists() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in modules("relay", "workers")
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def ways_around(path: Path) -> Iterator[str]:
    """Each place where a statement could be made that the session's listener does not see."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        place = f"{path.name}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
            yield from (
                f"{place} {name.name}" for name in node.names if name.name in ("text", "table", "Table")
            )
        if isinstance(node, ast.Attribute):
            if AROUND.match(node.attr):
                yield f"{place} .{node.attr}"
            module = node.value.id if isinstance(node.value, ast.Name) else ""
            if module in ("sa", "sqlalchemy") and node.attr in ("text", "table", "Table", "insert"):
                yield f"{place} sa.{node.attr}"


def test_nobody_above_the_ledger_goes_around_its_tenancy() -> None:
    found = [f"{path.parent.name}/{way}" for path in modules(*UPPER) for way in ways_around(path)]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "from sqlalchemy import text",
        "sa.text('SELECT 1')",
        "work.session.connection()",
        "select(Interview.__table__)",
        "sa.insert(Row)",
    ],
)
def test_the_reader_of_the_source_sees_each_way_around(tmp_path: Path, line: str) -> None:
    sly = tmp_path / "sly.py"
    sly.write_text(f"{line}\n")
    assert list(ways_around(sly))


def test_every_template_is_drawn_extended_included_or_imported() -> None:
    sources = [
        *(path.read_text(encoding="utf-8") for path in modules("relay")),
        *(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html")),
    ]
    named = {
        name for source in sources for name in re.findall(r"[\"']([\w/.-]+\.(?:html|txt|xml))[\"']", source)
    }
    # error pages are drawn by their number, rows and pieces by a name that is put together
    built = {
        re.compile(re.escape(name).replace(r"\{\}", r"[\w-]+"))
        for source in sources
        for name in [
            re.sub(r"\{[^}]*\}", "{}", found)
            for found in re.findall(r"f[\"']([\w/.{}-]+\.html)[\"']", source)
        ]
    }
    unused = [
        name
        for path in sorted(TEMPLATES.rglob("*.html"))
        if (name := str(path.relative_to(TEMPLATES))) not in named
        and not any(pattern.fullmatch(name) for pattern in built)
    ]
    assert unused == []


def test_no_template_asks_for_one_that_is_not_there() -> None:
    asked = re.compile(r"{%-?\s*(?:extends|include|import|from)\s+[\"']([^\"']+)[\"']")
    missing = {
        f"{path.relative_to(TEMPLATES)} -> {name}"
        for path in TEMPLATES.rglob("*.html")
        for name in asked.findall(path.read_text(encoding="utf-8"))
        if not (TEMPLATES / name).exists()
    }
    assert missing == set()
