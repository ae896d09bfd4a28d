"""Who rang: a contact is found by name or number, with the interviews that wait for their word."""

import pytest

from relay.journey import capturing, registering
from relay.reports.callers import Caller, list_callers
from relay.store.store import Store
from relay.vocabulary import NoteSource
from tests.cast import NOTE, Cast


def rang(store: Store, cast: Cast, words: str, *, at_harbour: bool = False) -> list[Caller]:
    agency = cast.other_agency if at_harbour else cast.agency
    with store.look(agency.id) as work:
        return list_callers(work, words, size=5)


def give_number(store: Store, cast: Cast, phone: str) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        registering.change_contact(
            work, cast.tom.id, name="Tom Becker", email="tom@northwind.example", phone=phone
        )


def test_a_contact_is_found_by_name_with_what_waits_for_them(store: Store, cast: Cast) -> None:
    [tom] = rang(store, cast, "beck")

    assert (tom.name, tom.client) == ("Tom Becker", "Northwind Logistics")
    assert [row.id for row in tom.waiting] == [cast.interview.id]


@pytest.mark.parametrize("number", ["+44 161 496 0148", "0161 496 0148", "01614960148", "(0161) 496-0148"])
def test_a_number_is_found_however_it_is_written(store: Store, cast: Cast, number: str) -> None:
    give_number(store, cast, "+44 (0)161 496-0148")

    assert [caller.name for caller in rang(store, cast, number)] == ["Tom Becker"]


@pytest.mark.parametrize("words", ["0161 496 0149", "0148", "call 0161 496 0148", "%", "_om"])
def test_nobody_is_found_by_another_number_or_by_a_sign(store: Store, cast: Cast, words: str) -> None:
    give_number(store, cast, "0161 496 0148")

    assert rang(store, cast, words) == []


def test_an_interview_that_was_told_about_waits_no_more(store: Store, cast: Cast) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        capturing.capture_note(
            work, cast.interview.id, capturing.NoteForm(NOTE, NoteSource.CALL, quoted=True)
        )

    [tom] = rang(store, cast, "Tom")

    assert list(tom.waiting) == []


def test_another_agencys_people_are_not_found(store: Store, cast: Cast) -> None:
    assert rang(store, cast, "Tom", at_harbour=True) == []
