"""Whose rows they are: no agency sees, finds or writes another's, by whichever way it asks."""

import pytest
import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import aliased, joinedload

from relay.domain.agency import Agency
from relay.domain.candidate import Candidate
from relay.domain.client import Client, Contact
from relay.domain.errors import NotFoundError, StaleError
from relay.domain.interview import Interview
from relay.domain.job import Job
from relay.domain.staff import Staff
from relay.journey import registering
from relay.store.ledger import EventRow
from relay.store.store import Store
from relay.store.tenancy import TenancyError
from tests.cast import Cast
from tests.stores import Database


def test_without_an_agency_its_rows_cannot_be_asked_for(store: Store, cast: Cast) -> None:
    for statement in (select(Candidate), select(Candidate.name), select(Agency), select(Staff).limit(1)):
        with store.gate() as session, pytest.raises(TenancyError):
            session.execute(statement)
    with store.gate() as session, pytest.raises(TenancyError):
        session.get(Candidate, {"agency_id": cast.agency.id, "id": cast.priya.id})


def test_another_agencys_record_is_answered_like_one_that_never_was(store: Store, cast: Cast) -> None:
    with store.look(cast.other_agency.id) as work:
        with pytest.raises(NotFoundError) as theirs:
            work.get(Candidate, cast.priya.id)
        with pytest.raises(NotFoundError) as nobodys:
            work.get(Candidate, cast.agency.id)
        assert str(theirs.value) == str(nobodys.value)


def test_a_get_with_the_other_agencys_whole_key_finds_nothing(store: Store, cast: Cast) -> None:
    with store.look(cast.other_agency.id) as work:
        assert work.session.get(Candidate, {"agency_id": cast.agency.id, "id": cast.priya.id}) is None
        assert work.session.get(Agency, cast.agency.id) is None


def test_selects_joins_aliases_subqueries_and_counts_keep_to_the_agency(store: Store, cast: Cast) -> None:
    other = aliased(Candidate)
    inner = select(Interview.candidate_id).where(Interview.stage == "final panel")
    statements = (
        select(Candidate.id),
        select(Candidate.id).where(Candidate.id == cast.priya.id),
        select(other.id),
        select(Interview.id).join(Interview.candidate),
        select(Interview.id).join(Interview.job).join(Job.client),
        select(Candidate.id).where(Candidate.id.in_(inner)),
        select(Candidate.id).where(sa.exists().where(Interview.candidate_id == Candidate.id)),
        select(Candidate.id, Client.id).join(Client, sa.true()).where(Client.id == cast.client.id),
        select(Agency.id).where(Agency.id == cast.agency.id),
        select(Staff.id).where(Staff.agency_id == cast.agency.id),
        select(Contact.id).union_all(select(Client.id)),
    )
    for statement in statements:
        with store.look(cast.agency.id) as work:
            assert work.session.execute(statement).all(), statement
        with store.look(cast.other_agency.id) as work:
            assert [row for row in work.session.execute(statement).all() if row[0] != cast.charlie.id] == []
    with store.look(cast.other_agency.id) as work:
        assert work.session.scalar(select(sa.func.count()).select_from(Candidate)) == 0


def test_two_agencies_one_after_the_other_each_see_their_own(store: Store, cast: Cast) -> None:
    """The statement is cached; the agency in it must not be."""
    for _ in range(3):
        for agency, name in ((cast.agency, "Bright Road"), (cast.other_agency, "Harbour Talent")):
            with store.look(agency.id) as work:
                assert [row.name for row in work.all(select(Agency))] == [name]
                assert {person.agency_id for person in work.all(select(Staff))} == {agency.id}


def test_relationships_lead_to_the_same_agency(store: Store, cast: Cast) -> None:
    with store.look(cast.agency.id) as work:
        interview = work.one(select(Interview).options(joinedload(Interview.candidate)))
        assert interview is not None
        assert interview.candidate.id == cast.priya.id
        assert interview.job.client.name == "Northwind Logistics"
        assert [contact.id for contact in interview.contacts] == [cast.tom.id]


def test_a_row_of_another_agency_is_refused_at_the_flush(store: Store, cast: Cast) -> None:
    with pytest.raises(TenancyError), store.work(cast.other_agency.id) as work:
        work.add(Candidate(agency_id=cast.agency.id, name="X", called="X", email="x@example.com", zone="UTC"))
    with pytest.raises(TenancyError), store.work(cast.other_agency.id) as work:  # noqa: PT012
        work.session.add(cast.priya)
        cast.priya.name = "Changed from outside"
        work.session.flush()
    with pytest.raises(TenancyError), store.work(cast.other_agency.id) as work:  # noqa: PT012
        work.session.add(cast.client)
        work.session.delete(cast.client)
        work.session.flush()


def test_an_update_or_delete_by_statement_touches_the_agencys_rows_alone(store: Store, cast: Cast) -> None:
    with store.work(cast.other_agency.id) as work:
        work.session.execute(sa.update(Candidate).values(name="Taken"))
        work.session.execute(sa.delete(Contact))
    with store.look(cast.agency.id) as work:
        assert work.get(Candidate, cast.priya.id).name == "Priya Nair"
        assert work.get(Contact, cast.tom.id).name == "Tom Becker"


def test_a_row_cannot_point_into_another_agency(store: Store, cast: Cast) -> None:
    """The schema's own defence, with the session's out of the way."""
    values = {
        "agency_id": cast.other_agency.id,
        "id": cast.other_agency.id,
        "client_id": cast.client.id,
        "title": "Spy",
        "state": "open",
        "version": 1,
    }
    with pytest.raises(StaleError), store.work(cast.other_agency.id) as work:
        work.session.execute(sa.insert(Job.__table__), values)  # type: ignore[arg-type]


def test_the_same_address_may_be_a_candidate_of_two_agencies(store: Store, cast: Cast) -> None:
    with store.work(cast.other_agency.id, cast.act_as(cast.charlie)) as work:
        twin = registering.add_candidate(work, name="Priya Nair", email=cast.priya.email)
    assert twin.id != cast.priya.id


class TestRowLevelSecurity:
    """What PostgreSQL does by itself, for whoever forgets everything above."""

    @pytest.fixture
    def database(self) -> Database:
        return "postgres"

    def test_a_connection_that_names_no_agency_sees_and_changes_nothing(
        self, store: Store, cast: Cast
    ) -> None:
        with store.writer.begin() as connection:
            assert connection.scalar(sa.text("SELECT current_user")) == "relay"
            for table in ("agency", "candidate", "staff", "event", "interview"):
                assert connection.scalar(sa.text(f"SELECT count(*) FROM {table}")) == 0  # noqa: S608 - names of ours
            assert connection.execute(sa.text("DELETE FROM candidate")).rowcount == 0
            assert connection.execute(sa.text("UPDATE staff SET role = 'administrator'")).rowcount == 0
        with store.look(cast.agency.id) as work:
            assert work.get(Candidate, cast.priya.id).name == "Priya Nair"

    def test_raw_sql_in_an_agencys_session_sees_its_own_rows(self, store: Store, cast: Cast) -> None:
        count = sa.text("SELECT count(*) FROM candidate")
        with store.look(cast.agency.id) as work:
            assert work.session.connection().scalar(count) == 1
        with store.look(cast.other_agency.id) as work:
            assert work.session.connection().scalar(count) == 0

    def test_writing_for_another_agency_is_refused_by_the_policy(self, store: Store, cast: Cast) -> None:
        insert = sa.text(
            "INSERT INTO client (agency_id, id, name, version) VALUES (:agency, gen_random_uuid(), 'Spy', 1)"
        )
        with (
            pytest.raises(sa.exc.ProgrammingError, match="row-level security"),
            store.work(cast.other_agency.id) as work,
        ):
            work.session.connection().execute(insert, {"agency": cast.agency.id})

    def test_a_pooled_connection_forgets_whose_it_was(self, store: Store, cast: Cast) -> None:
        for _ in range(25):
            with store.work(cast.agency.id) as work:
                work.all(select(EventRow).limit(1))
            with store.writer.connect() as connection:
                left = connection.scalar(sa.text("SELECT current_setting('relay.agency', true)"))
                assert not left
                assert connection.scalar(sa.text("SELECT count(*) FROM candidate")) == 0

    def test_a_connection_forgets_it_after_a_failure_too(self, store: Store, cast: Cast) -> None:
        for _ in range(5):
            with pytest.raises(ZeroDivisionError), store.work(cast.agency.id) as work:  # noqa: PT012
                work.all(select(EventRow).limit(1))
                raise ZeroDivisionError
            with store.writer.connect() as connection:
                assert not connection.scalar(sa.text("SELECT current_setting('relay.agency', true)"))
