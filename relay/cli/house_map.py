"""relay map: the house, room by room, and where it is growing."""

import ast
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[1]
ROOMS = sorted(path for path in ROOT.iterdir() if (path / "__init__.py").exists())


@click.command("map")
@click.option(
    "--most", default=8, show_default=True, help="How many of the longest files and functions to list."
)
def house_map(most: int) -> None:
    """Print each room's first line, its size, and the longest files and functions."""
    files = {path: path.read_text(encoding="utf-8") for path in ROOT.rglob("*.py")}
    for room in ROOMS:
        inside = [text for path, text in files.items() if path.is_relative_to(room)]
        lines = sum(len(text.splitlines()) for text in inside)
        purpose = (
            ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8"))) or ""
        ).split("\n")[0]
        click.echo(f"{room.name:12} {len(inside):4} files {lines:6} lines  {purpose}")
    click.echo("\nLongest files")
    for path, text in sorted(files.items(), key=lambda item: -len(item[1].splitlines()))[:most]:
        click.echo(f"{len(text.splitlines()):6}  {path.relative_to(ROOT.parent)}")
    click.echo("\nLongest functions")
    for length, where in sorted(functions(files), reverse=True)[:most]:
        click.echo(f"{length:6}  {where}")


def functions(files: dict[Path, str]) -> list[tuple[int, str]]:
    """The length in lines and the place of every function."""
    return [
        ((node.end_lineno or node.lineno) - node.lineno + 1, f"{path.relative_to(ROOT.parent)} · {node.name}")
        for path, text in files.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef)
    ]
