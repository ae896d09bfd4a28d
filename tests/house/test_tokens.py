"""Colours are legible in every room and by every light (WCAG 2.2, 1.4.3 and 1.4.11), and components use tokens alone."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "relay/portal/static/css"
TOKENS = re.sub(r"/\*.*?\*/", "", (CSS / "tokens.css").read_text(), flags=re.DOTALL)

BLOCKS: dict[str, list[dict[str, str]]] = {}
for selector, body in re.findall(r"([^{};]+)\{([^{}]*)\}", TOKENS):
    values = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", body))
    BLOCKS.setdefault(" ".join(selector.split()), []).append(values)

LIGHT = BLOCKS[":root"][0]
LETTER = LIGHT | BLOCKS[':root[data-room="letter"], [data-room="letter"]'][0]
DARK = LIGHT | BLOCKS[':root[data-theme="dark"]'][0]
DARK_LETTER = (
    DARK
    | BLOCKS[':root[data-theme="dark"][data-room="letter"], :root[data-theme="dark"] [data-room="letter"]'][0]
)
ROOMS = {"light": LIGHT, "letter": LETTER, "dark": DARK, "dark letter": DARK_LETTER}

GROUNDS = ("--ground", "--surface", "--sunken")
WORDS = [
    *((ink, ground) for ink in ("--ink", "--ink-quiet", "--accent", "--accent-strong") for ground in GROUNDS),
    *((ink, ground) for ink in ("--good", "--care", "--halt", "--hidden") for ground in GROUNDS),
    *((tone, f"{tone}-wash") for tone in ("--good", "--care", "--halt", "--hidden")),
    *(("--ink", f"{tone}-wash") for tone in ("--good", "--care", "--halt", "--hidden", "--accent")),
    *(("--ink-quiet", f"{tone}-wash") for tone in ("--good", "--care", "--halt", "--accent")),
    ("--accent", "--accent-wash"),
    ("--on-accent", "--accent"),
    ("--on-accent", "--accent-strong"),
]
SHAPES = [(shape, ground) for shape in ("--line-strong", "--focus") for ground in GROUNDS]


def luminance(colour: str) -> float:
    """The relative luminance of `#rrggbb`, as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("room", ROOMS)
def test_words_can_be_read(room: str) -> None:
    values = ROOMS[room]
    faint = {
        pair: round(contrast(values[pair[0]], values[pair[1]]), 2)
        for pair in WORDS
        if contrast(values[pair[0]], values[pair[1]]) < 4.5
    }
    assert not faint


@pytest.mark.parametrize("room", ROOMS)
def test_edges_of_controls_can_be_seen(room: str) -> None:
    values = ROOMS[room]
    faint = [pair for pair in SHAPES if contrast(values[pair[0]], values[pair[1]]) < 3]
    assert not faint


def test_the_readers_dark_is_the_systems_dark() -> None:
    wishes = ':root:not([data-theme="light"])'
    assert BLOCKS[wishes] == BLOCKS[':root[data-theme="dark"]']
    rooms = f'{wishes}[data-room="letter"], {wishes} [data-room="letter"]'
    assert (
        BLOCKS[rooms]
        == BLOCKS[
            ':root[data-theme="dark"][data-room="letter"], :root[data-theme="dark"] [data-room="letter"]'
        ]
    )


def test_scales_have_the_agreed_steps() -> None:
    for stem, steps in {"--text-": 6, "--space-": 7, "--radius-": 2}.items():
        assert sum(name.startswith(stem) for name in LIGHT) == steps


@pytest.mark.parametrize("sheet", ["base", "components", "candidate"])
def test_components_name_no_colour_of_their_own(sheet: str) -> None:
    text = re.sub(r"/\*.*?\*/", "", (CSS / f"{sheet}.css").read_text(), flags=re.DOTALL)
    # A mask is no colour: its black and its transparency only say what shows.
    text = re.sub(r"mask-image:[^;]+;", "", text)
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{]*;)|\brgba?\(|\bhsla?\(|\boklch\(", text)


def test_every_token_that_is_used_exists() -> None:
    for sheet in CSS.glob("*.css"):
        unknown = set(re.findall(r"var\((--[\w-]+)", sheet.read_text())) - set(LIGHT)
        assert not unknown, sheet.name
