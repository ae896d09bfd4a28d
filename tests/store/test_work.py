"""The unit of work: the change, its events and its handoffs stand together or not at all."""

import threading
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from relay.domain.agency import Agency
from relay.domain.client import Client
from relay.domain.errors import NotFoundError, StaleError
from relay.domain.events import ClientAdded, KeyRequested
from relay.domain.listeners import LISTENERS
from relay.journey import capturing, registering, scheduling
from relay.store.handoffs import claim, handoffs_of
from relay.store.ledger import EventRow, HandoffState
from relay.store.store import Store
from relay.vocabulary import NoteSource
from tests.cast import Cast


def events_of(store: Store, agency_id: UUID, subject_id: UUID) -> list[EventRow]:
    with store.look(agency_id) as work:
        return list(
            work.all(
                select(EventRow).where(EventRow.subject_id == subject_id).order_by(EventRow.subject_version)
            )
        )


def test_a_change_its_event_and_its_handoffs_are_written_together(store: Store, cast: Cast) -> None:
    form = capturing.NoteForm("Clear answers.", NoteSource.CALL, quoted=False)
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        note = capturing.capture_note(work, cast.interview.id, form)

    [event] = events_of(store, cast.agency.id, note.id)
    assert (event.name, event.subject_version, event.actor_id) == ("note.captured", 1, cast.alice.id)
    assert event.interview_id == cast.interview.id
    [handoff] = handoffs_of(store, event.id)
    assert (handoff.consumer, handoff.state, handoff.attempts) == ("normalise_note", HandoffState.DUE, 0)
    assert handoff.agency_id == cast.agency.id


def test_a_change_that_fails_leaves_neither_row_nor_event_nor_handoff(store: Store, cast: Cast) -> None:
    while claim(store):
        pass
    form = capturing.NoteForm("Clear answers.", NoteSource.CALL, quoted=False)
    with (  # noqa: PT012
        pytest.raises(ZeroDivisionError),
        store.work(cast.agency.id, cast.act_as(cast.alice)) as work,
    ):
        note = capturing.capture_note(work, cast.interview.id, form)
        work.session.flush()
        raise ZeroDivisionError

    assert events_of(store, cast.agency.id, note.id) == []
    assert claim(store) == []
    with store.look(cast.agency.id) as work, pytest.raises(NotFoundError):
        work.get(type(note), note.id)


def test_the_bell_rings_after_the_commit_and_for_what_is_due_alone(store: Store, cast: Cast) -> None:
    rung: list[UUID] = []
    store.doorbell = rung.extend
    form = capturing.NoteForm("Clear answers.", NoteSource.CALL, quoted=False)
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        note = capturing.capture_note(work, cast.interview.id, form)
        assert rung == []

    [event] = events_of(store, cast.agency.id, note.id)
    assert rung == [handoff.id for handoff in handoffs_of(store, event.id)]
    with pytest.raises(ZeroDivisionError), store.work(cast.agency.id, cast.act_as(cast.alice)) as work:  # noqa: PT012
        capturing.capture_note(work, cast.interview.id, form)
        raise ZeroDivisionError
    assert len(rung) == 1


def test_versions_of_a_subject_have_no_gaps(store: Store, cast: Cast) -> None:
    for name in ("Northwind", "Northwind Freight", "Northwind Logistics"):
        with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
            registering.change_client(work, cast.client.id, name=name)
            registering.change_client(work, cast.client.id, name=f"{name} Ltd")

    told = events_of(store, cast.agency.id, cast.client.id)
    assert [event.subject_version for event in told] == list(range(1, 8))


def test_events_of_several_flushes_in_one_unit_of_work_are_all_told_once(store: Store, cast: Cast) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        client = registering.add_client(work, name="Acme")
        client.change(name="Acme Ltd")
        work.session.flush()
        client.change(name="Acme plc")
    names = [event.name for event in events_of(store, cast.agency.id, client.id)]
    assert names == ["client.added", "client.changed", "client.changed"]


def test_a_stale_copy_cannot_overwrite_a_newer_row(store: Store, cast: Cast) -> None:
    with (
        pytest.raises(StaleError),
        store.work(cast.agency.id, cast.act_as(cast.alice)) as work,
    ):
        registering.change_client(work, cast.client.id, name="Mine", version=cast.client.version - 1)
    with store.look(cast.agency.id) as work:
        assert work.get(Client, cast.client.id).name == "Northwind Logistics"


def test_of_two_writers_at_the_same_moment_one_wins_and_the_other_is_told(store: Store, cast: Cast) -> None:
    both_began = threading.Barrier(2)
    outcomes: list[str] = []

    def rename(name: str) -> None:
        with store.look(cast.agency.id) as work:
            seen = work.get(Client, cast.client.id).version
        both_began.wait()
        try:
            with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
                registering.change_client(work, cast.client.id, name=name, version=seen)
            outcomes.append(name)
        except StaleError:
            outcomes.append("stale")

    for _ in range(10):
        outcomes.clear()
        threads = [threading.Thread(target=rename, args=(name,)) for name in ("Left", "Right")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(outcomes, key=str.islower)[1] == "stale"
        with store.look(cast.agency.id) as work:
            assert work.get(Client, cast.client.id).name == next(n for n in outcomes if n != "stale")
    told = events_of(store, cast.agency.id, cast.client.id)
    assert [event.subject_version for event in told] == list(range(1, 12))


def test_an_interview_of_one_agency_has_one_promise(store: Store, cast: Cast) -> None:
    with (  # noqa: PT012
        pytest.raises(StaleError, match="at the same moment, or it exists already"),
        store.work(cast.agency.id) as work,
    ):
        promise = scheduling.promise_of(work, cast.interview.id)
        work.add(
            type(promise)(
                agency_id=cast.agency.id, interview_id=cast.interview.id, due_at=work.now, zone="UTC"
            )
        )


def test_a_reading_transaction_cannot_write(store: Store, cast: Cast) -> None:
    with (
        pytest.raises(Exception, match=r"read-only|busy"),
        store.look(cast.agency.id) as work,
    ):
        work.get(Client, cast.client.id).name = "Changed by a reader"
    with (
        pytest.raises(Exception, match=r"read-only|busy"),
        store.look(cast.agency.id) as work,
    ):
        work.session.connection().exec_driver_sql("DELETE FROM client")
    with store.look(cast.agency.id) as work:
        assert work.get(Client, cast.client.id).name == "Northwind Logistics"


def test_an_event_without_a_row_of_its_own_is_recorded_by_name(store: Store, cast: Cast) -> None:
    happening = KeyRequested(challenge_id=cast.priya.id, candidate_id=cast.priya.id)
    with store.work(cast.agency.id) as work:
        work.record(happening, version=1)
    [event] = [e for e in events_of(store, cast.agency.id, cast.priya.id) if e.name == happening.name]
    assert {handoff.consumer for handoff in handoffs_of(store, event.id)} == set(LISTENERS[KeyRequested])


def test_an_event_holds_ids_and_codes_and_never_anybodys_words(store: Store, cast: Cast) -> None:
    secret = "a very particular remark"
    form = capturing.NoteForm(secret, NoteSource.CALL, quoted=False)
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        capturing.capture_note(work, cast.interview.id, form)
    with store.look(cast.agency.id) as work:
        told = " ".join(str(event.data) for event in work.all(select(EventRow)))
    assert secret not in told
    assert "Priya" not in told
    assert ClientAdded(client_id=cast.client.id).data() == {"client_id": str(cast.client.id)}


def test_the_founding_of_an_agency_is_its_own_first_event(store: Store, cast: Cast) -> None:
    [founded] = events_of(store, cast.agency.id, cast.agency.id)
    assert (founded.name, founded.agency_id) == ("agency.founded", cast.agency.id)
    with store.look(cast.agency.id) as work:
        assert work.agency.version == 1
        assert isinstance(work.agency, Agency)


def test_what_is_due_at_once_is_due_by_the_databases_clock(store: Store, cast: Cast) -> None:
    """A portal whose clock is an hour ahead would otherwise make everybody wait for that hour."""
    while claim(store):
        pass
    real = store.now
    store.now = lambda: real() + timedelta(hours=1)
    form = capturing.NoteForm("Clear answers.", NoteSource.CALL, quoted=False)
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        capturing.capture_note(work, cast.interview.id, form)
    assert len(claim(store)) == 1
