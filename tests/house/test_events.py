"""Every event has its row in the table of listeners, and every name in it a consumer."""

import re
from dataclasses import fields

from relay.domain import tables
from relay.domain.base import Base
from relay.domain.events import Event
from relay.domain.listeners import LISTENERS, SILENT
from workers.consumers import STEPS

EVENTS = Event.__subclasses__()


def test_every_event_is_listened_to_or_silent_for_a_reason() -> None:
    assert set(LISTENERS) | set(SILENT) == set(EVENTS)
    assert set(LISTENERS) & set(SILENT) == set()
    assert all(LISTENERS.values())
    assert all(reason.strip() for reason in SILENT.values())


def test_every_listener_is_a_consumer_and_every_consumer_listens() -> None:
    named = [name for names in LISTENERS.values() for name in names]
    assert set(named) == {*STEPS, "send_notice"}
    for names in LISTENERS.values():
        assert len(set(names)) == len(names)


def test_names_are_unique_and_in_the_past_tense_of_a_noun() -> None:
    names = [event.name for event in EVENTS]
    assert len(set(names)) == len(names)
    assert [name for name in names if not re.fullmatch(r"[a-z]+(?:_[a-z]+)*\.[a-z_]+", name)] == []


def test_an_event_names_its_subject_and_holds_ids_and_codes_alone() -> None:
    for event in EVENTS:
        known = {field.name: str(field.type) for field in fields(event)}
        assert event.about in known, event
        wordy = {name for name, kind in known.items() if re.search(r"\bstr\b", kind) and name != "code"}
        assert wordy == set(), event


def test_a_subject_is_a_table() -> None:
    """The ledger keeps the table's name beside the id, so that a timeline can lead there."""
    assert tables.MODULES
    known = set(Base.metadata.tables)
    assert {event.about.removesuffix("_id") for event in EVENTS} <= known
