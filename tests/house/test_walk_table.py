"""The walk of one piece of feedback, as the README tells it, is the one that the code takes."""

import importlib
import re
from pathlib import Path

import relay
from relay.domain.events import Event
from relay.journey import WALK

HOUSE = Path(relay.__file__).parent
README = HOUSE.parent / "README.md"
STAGE = re.compile(r"`journey/(\w+)\.py` · `(\w+)`")
EVENT = re.compile(r"`([a-z]+(?:_[a-z]+)*\.[a-z_]+)`")
PLACE = re.compile(r"`((?:text|portal|channels|writers|reports)/[\w/]*(?:\.py)?)`")
ROWS = [line for line in README.read_text(encoding="utf-8").splitlines() if STAGE.search(line)]


def test_its_stages_stand_in_the_order_of_the_stairs() -> None:
    assert [STAGE.findall(row)[0][0] for row in ROWS] == list(WALK)


def test_every_stage_is_on_the_stairs() -> None:
    modules = {path.stem for path in (HOUSE / "journey").glob("*.py")} - {"__init__"}
    # Not steps of one piece of feedback: who works here and with what, who comes in, and what is known of clients and
    # candidates, two records of one included; the second pen, which composing may do without; and the call, which stores
    # nothing.
    beside = {"registering", "merging", "staffing", "equipping", "signing_in", "dictating", "ringing"}
    # What a candidate chooses for themselves, and how they and the words about them go.
    beside |= {"choosing", "erasing", "wiping"}
    assert modules - set(WALK) == beside


def test_every_function_it_names_is_there() -> None:
    for row in ROWS:
        for stage, function in STAGE.findall(row):
            assert callable(getattr(importlib.import_module(f"relay.journey.{stage}"), function)), function


def test_every_event_and_place_it_names_is_there() -> None:
    known = {event.name for event in Event.__subclasses__()}
    for row in ROWS:
        leaves = row.rstrip("| ").rpartition("|")[2]
        assert set(EVENT.findall(leaves)) <= known, row
        assert all((HOUSE / place).exists() for place in PLACE.findall(row)), row
