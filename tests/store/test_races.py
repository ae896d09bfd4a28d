"""Two people at the same moment: one order or the other, and never a change that is lost without a word."""

import threading
from collections.abc import Callable
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy import select

from relay.domain.candidate import Candidate
from relay.domain.client import Client
from relay.domain.errors import InvalidError, MoveError, RelayError, StaleError
from relay.domain.knock import Challenge
from relay.domain.letter import Letter, LetterState
from relay.domain.note import Jotting, Note
from relay.domain.self_view import Mark, SelfView, SelfViewState
from relay.domain.staff import Staff, StaffState
from relay.domain.thanks import Thanks
from relay.domain.tokens import Secrets
from relay.journey import (
    capturing,
    erasing,
    merging,
    reading,
    recollecting,
    registering,
    relaying,
    reviewing,
    staffing,
    thanking,
)
from relay.journey.reviewing import Wording
from relay.store.store import Store
from relay.vocabulary import Competency, NoteSource, Role
from tests.cast import Cast, Story
from tests.stores import Database


def note_how_it_went(store: Store, cast: Cast) -> None:
    """Priya notes how it went."""
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        recollecting.write_self_view(work, cast.interview.id, marks={Competency.EVIDENCE: Mark.WELL})


class TestSqlite:
    """One writer at a time, and everybody waits for their turn."""

    @pytest.fixture
    def database(self) -> Database:
        return "sqlite"

    def test_sixteen_writers_lose_nothing_and_nobody_is_told_to_wait(self, store: Store, cast: Cast) -> None:
        rounds, people = 12, 16
        faults: list[Exception] = []
        together = threading.Barrier(people)

        def write() -> None:
            together.wait()
            for _ in range(rounds):
                try:
                    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
                        client = work.get(Client, cast.client.id)
                        client.change(name=str(int(client.name) + 1))
                except Exception as error:  # noqa: BLE001 - each one counts
                    faults.append(error)

        with store.work(cast.agency.id) as work:
            work.get(Client, cast.client.id).change(name="0")
        threads = [threading.Thread(target=write) for _ in range(people)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert faults == []
        with store.look(cast.agency.id) as work:
            client = work.get(Client, cast.client.id)
            assert client.name == str(rounds * people)
            assert client.version == rounds * people + 2
            assert work.session.connection().exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"

    def test_readers_read_on_while_somebody_writes(self, store: Store, cast: Cast) -> None:
        with store.work(cast.agency.id) as work:
            work.get(Client, cast.client.id).change(name="Being written")
            work.session.flush()
            with store.look(cast.agency.id) as look:
                assert look.get(Client, cast.client.id).name == "Northwind Logistics"

    def test_the_settings_that_durability_stands_on_are_set(self, store: Store) -> None:
        with store.writer.connect() as connection:
            pragma = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            }
        assert pragma == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 15000}


class TestPostgres:
    """Many writers at a time: whoever comes second waits, looks again, or is told."""

    @pytest.fixture
    def database(self) -> Database:
        return "postgres"

    def beside(self, act: Callable[[], object]) -> tuple[threading.Thread, list[object]]:
        """`act` on a thread of its own, and what came of it: its result or the error it was told."""
        came: list[object] = []

        def run() -> None:
            try:
                came.append(act())
            except RelayError as error:
                came.append(error)

        thread = threading.Thread(target=run)
        thread.start()
        return thread, came

    def wait_for_a_lock(self, store: Store) -> None:
        """Until somebody waits for somebody else's row."""
        waiting = sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")
        for _ in range(2000):
            with store.writer.connect() as connection:
                if connection.scalar(waiting):
                    return
            threading.Event().wait(0.005)
        raise AssertionError("nobody had to wait")

    def test_a_letter_that_gave_way_meanwhile_is_not_acknowledged(
        self, store: Store, story: Story, cast: Cast, carry_out_all: Callable[[], None]
    ) -> None:
        letter = story.relay()
        with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
            reading.open_message(work, letter.id)

        def acknowledge_a_stale_copy() -> None:
            with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
                copy = work.get(Letter, letter.id)
                correct(store, story, cast)
                carry_out_all()
                reading.acknowledge_message(work, copy.id, text_hash=copy.text_hash)

        with pytest.raises(StaleError):
            acknowledge_a_stale_copy()
        with store.look(cast.agency.id) as work:
            states = [row.state for row in work.all(select(Letter).order_by(Letter.number))]
        assert states == [LetterState.SUPERSEDED, LetterState.CLOSED]

    def test_a_letter_that_was_withdrawn_meanwhile_is_not_opened(
        self, store: Store, story: Story, cast: Cast
    ) -> None:
        letter = story.relay()
        message, _ = story.message()

        def open_a_stale_copy() -> None:
            with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
                copy = work.get(Letter, letter.id)
                with store.work(cast.agency.id, cast.act_as(cast.bob)) as manager:
                    relaying.withdraw_letter(manager, message.id)
                reading.open_message(work, copy.id)

        with pytest.raises(StaleError):
            open_a_stale_copy()
        with store.look(cast.agency.id) as work:
            assert work.get(Letter, letter.id).state is LetterState.WITHDRAWN

    def test_what_is_written_about_somebody_while_they_are_erased_is_refused(
        self, store: Store, cast: Cast
    ) -> None:
        def capture() -> Note:
            with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
                form = capturing.NoteForm("Too late.", NoteSource.CALL, quoted=False)
                return capturing.capture_note(work, cast.interview.id, form)

        with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
            erasing.request_erasure(work, "a session")
        with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
            [challenge] = work.all(select(Challenge))
            erasing.erase_candidate(work, challenge.id)
            thread, came = self.beside(capture)
            self.wait_for_a_lock(store)
        thread.join()

        assert [type(what) for what in came] == [MoveError]
        with store.look(cast.agency.id) as work:
            assert work.all(select(Note)) == []

    def test_two_tabs_that_save_at_once_overwrite_nothing(self, store: Store, cast: Cast) -> None:
        def save(text: str, edition: int) -> Jotting:
            with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
                return capturing.keep_jotting(work, cast.interview.id, text, edition)

        save("first", 0)
        with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
            capturing.keep_jotting(work, cast.interview.id, "left tab", 1)
            work.session.flush()
            thread, came = self.beside(lambda: save("right tab", 1))
            self.wait_for_a_lock(store)
        thread.join()
        assert isinstance(came[0], StaleError)
        with store.look(cast.agency.id, cast.act_as(cast.alice)) as work:
            kept = capturing.find_jotting(work, cast.interview.id)
            assert kept is not None
            assert (kept.text, kept.edition) == ("left tab", 2)

    def test_whoever_notes_how_it_went_while_the_letter_is_being_opened_is_too_late(
        self, store: Store, story: Story, cast: Cast
    ) -> None:
        letter = story.relay()
        with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
            reading.open_message(work, letter.id)
            thread, came = self.beside(lambda: note_how_it_went(store, cast))
            self.wait_for_a_lock(store)
        thread.join()
        assert isinstance(came[0], MoveError)
        with store.look(cast.agency.id) as work:
            assert work.all(select(SelfView)) == []

    def test_what_is_noted_while_the_letter_is_about_to_be_opened_is_sealed_by_it(
        self, store: Store, story: Story, cast: Cast
    ) -> None:
        letter = story.relay()

        def open_it() -> None:
            with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
                reading.open_message(work, letter.id)

        with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
            recollecting.write_self_view(work, cast.interview.id, marks={Competency.EVIDENCE: Mark.WELL})
            thread, came = self.beside(open_it)
            self.wait_for_a_lock(store)
        thread.join()
        assert came == [None]
        with store.look(cast.agency.id) as work:
            assert [view.state for view in work.all(select(SelfView))] == [SelfViewState.SEALED]

    def test_two_administrators_cannot_demote_one_another(self, store: Store, cast: Cast) -> None:
        with store.work(cast.agency.id, cast.act_as(cast.ada)) as work:
            staffing.change_staff(work, cast.bob.id, name="Bob Osei", role=Role.ADMINISTRATOR)

        def demote(whom: UUID) -> None:
            with store.work(cast.agency.id) as work:
                staffing.change_staff(work, whom, name="Demoted", role=Role.RECRUITER)

        with store.work(cast.agency.id) as work:
            staffing.change_staff(work, cast.bob.id, name="Bob", role=Role.RECRUITER)
            thread, came = self.beside(lambda: demote(cast.ada.id))
            self.wait_for_a_lock(store)
        thread.join()
        assert isinstance(came[0], InvalidError)
        with store.look(cast.agency.id) as work:
            left = work.session.scalars(
                select(Staff.id).where(Staff.role == Role.ADMINISTRATOR, Staff.state == StaffState.ACTIVE)
            ).all()
        assert left == [cast.ada.id]

    def test_of_two_reviewers_one_approves_and_the_other_is_told(
        self, store: Store, story: Story, cast: Cast
    ) -> None:
        story.capture()
        message, version = story.message()

        def approve() -> None:
            with store.work(cast.agency.id, cast.act_as(cast.bob)) as work:
                reviewing.approve_message(
                    work, message.id, number=version.number, text_hash=version.text_hash
                )

        with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
            reviewing.send_back_message(work, message.id, number=version.number, reason="Too short.")
            work.session.flush()
            thread, came = self.beside(approve)
            self.wait_for_a_lock(store)
        thread.join()
        assert isinstance(came[0], RelayError)
        assert story.message()[0].state == "sent_back"

    def test_of_two_thanks_at_once_one_stands_and_the_other_is_told(
        self, store: Store, story: Story, cast: Cast
    ) -> None:
        letter = story.relay()
        with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
            reading.open_message(work, letter.id)

        def thank(text: str) -> Thanks:
            with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
                return thanking.write_thanks(work, letter.id, text=text)

        with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
            thanking.write_thanks(work, letter.id, text="From the phone.")
            thread, came = self.beside(lambda: thank("From the laptop."))
            self.wait_for_a_lock(store)
        thread.join()

        assert isinstance(came[0], MoveError)
        assert str(came[0]) == "Your thanks are written already."
        with store.look(cast.agency.id) as work:
            assert [row.text for row in work.all(select(Thanks))] == ["From the phone."]

    def merged(self, store: Store, cast: Cast, into: Candidate) -> None:
        """Alice finds that Priya is there twice."""
        with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
            merging.merge_candidates(
                work,
                Secrets("any"),
                into.id,
                cast.priya.id,
                known=merging.Known(into.name, into.called, into.email, into.zone),
                seen=merging.Seen(into.version, work.get(Candidate, cast.priya.id).version),
            )

    def test_what_is_written_while_two_records_become_one_moves_along(
        self, store: Store, story: Story, cast: Cast
    ) -> None:
        letter = story.relay()
        with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
            double = registering.add_candidate(work, name="P. Nair", email="p.nair@example.com")
        with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
            reading.open_message(work, letter.id)
            thanking.write_thanks(work, letter.id, text="Thank you.")
            thread, came = self.beside(lambda: self.merged(store, cast, double))
            self.wait_for_a_lock(store)
        thread.join()

        assert came == [None]
        with store.look(cast.agency.id) as look:
            assert [row.candidate_id for row in look.all(select(Thanks))] == [double.id]

    def test_what_comes_after_two_records_became_one_is_refused(
        self, store: Store, story: Story, cast: Cast
    ) -> None:
        letter = story.relay()
        with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
            double = registering.add_candidate(work, name="P. Nair", email="p.nair@example.com")
        with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
            reading.open_message(work, letter.id)

        def thank_with_a_stale_copy() -> None:
            with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
                copy = work.get(Letter, letter.id)
                self.merged(store, cast, double)
                thanking.write_thanks(work, copy.id, text="Thank you.")

        with pytest.raises(StaleError):
            thank_with_a_stale_copy()
        with store.look(cast.agency.id) as look:
            assert look.all(select(Thanks)) == []


def correct(store: Store, story: Story, cast: Cast) -> None:
    """Alice rewords the opening, and approves her version."""
    message, version = story.message()
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        text = version.text.replace("Hello Priya", "Dear Priya").replace("Hi Priya", "Dear Priya")
        kept = reviewing.amend_message(work, message.id, Wording(version.subject, text, version.number))
        assert kept.breaches == []
        reviewing.approve_message(work, message.id, number=kept.number, text_hash=kept.text_hash)
