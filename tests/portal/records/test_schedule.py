"""Scheduling and moving an interview by form, with and without scripts."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from relay.domain.interview import Interview, InterviewState
from relay.domain.promise import Promise
from relay.journey import registering, scheduling
from relay.store.store import Store
from tests.cast import Cast

Form = dict[str, str]


@pytest.fixture
def form(cast: Cast) -> Form:
    """A form that is in order."""
    return {
        "candidate_id": str(cast.priya.id),
        "job_id": str(cast.job.id),
        "contacts_of": str(cast.job.id),
        "contact_ids": str(cast.tom.id),
        "stage": "second panel",
        "day": "2031-07-08",
        "time": "14:30",
        "zone": "America/New_York",
        "minutes": "45",
        "recruiter_id": str(cast.bob.id),
    }


@pytest.fixture
def scheduled(store: Store, cast: Cast) -> Callable[[], list[Interview]]:
    """A function that gives the interviews that came after the cast's own."""

    def find() -> list[Interview]:
        with store.look(cast.agency.id) as work:
            rows = work.all(select(Interview).where(Interview.id != cast.interview.id))
            for row in rows:
                assert row.contacts is not None
            return list(rows)

    return find


def version_in(page: str) -> str:
    """The version that a form was drawn over."""
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found, "the form carries no version"
    return found[1]


def test_whoever_comes_with_nothing_chooses_the_candidate_first(cast: Cast, alice: FlaskClient) -> None:
    first = alice.get("/interviews/new").text
    assert f"/interviews/new?candidate={cast.priya.id}" in first
    from_job = alice.get(f"/interviews/new?job={cast.job.id}&q=priya").text
    assert f"/interviews/new?candidate={cast.priya.id}&amp;job={cast.job.id}" in from_job


def test_scheduling_that_began_at_a_job_names_it_and_goes_back_to_it(
    cast: Cast, alice: FlaskClient, charlie: FlaskClient
) -> None:
    page = alice.get(f"/interviews/new?job={cast.job.id}").text
    assert f"Who is it with, for <bdi>{cast.job.title}</bdi>?" in page
    assert f'<a class="page-back" href="/jobs/{cast.job.id}">' in page
    assert charlie.get(f"/interviews/new?job={cast.job.id}").status_code == 404


def test_a_candidate_who_is_added_on_the_way_has_the_interview_for_the_same_job(
    cast: Cast, alice: FlaskClient
) -> None:
    adding = f"/candidates/new?job={cast.job.id}"
    assert f'href="{adding}"' in alice.get(f"/interviews/new?job={cast.job.id}").text
    page = alice.get(adding).text
    assert f'<a class="page-back" href="/interviews/new?job={cast.job.id}">' in page
    [action] = re.findall(r'<form class="form" method="post" action="([^"]+)"', page)

    details = {"name": "Noor Haddad", "email": "noor@example.com", "zone": "Asia/Beirut", "then": "schedule"}
    refused = alice.post(action, data={**details, "name": ""})
    answer = alice.post(action, data=details)

    assert f'action="{action}"' in refused.text
    assert answer.status_code == 303
    assert answer.location is not None
    assert f"job={cast.job.id}" in answer.location
    assert cast.job.title in alice.get(answer.location).text


def test_the_form_offers_the_contacts_of_the_job(cast: Cast, alice: FlaskClient) -> None:
    without = alice.get(f"/interviews/new?candidate={cast.priya.id}").text
    assert "Tom Becker" not in without
    with_job = alice.get(f"/interviews/new?candidate={cast.priya.id}&job={cast.job.id}").text
    assert "Tom Becker" in with_job
    swapped = alice.get(
        f"/interviews/new?candidate={cast.priya.id}&job_id={cast.job.id}", headers={"HX-Request": "true"}
    ).text
    assert "Tom Becker" in swapped


def test_an_interview_is_scheduled_at_the_time_that_clocks_there_show(
    cast: Cast, alice: FlaskClient, form: Form, scheduled: Callable[[], list[Interview]]
) -> None:
    answer = alice.post("/interviews", data=form)
    [interview] = scheduled()
    assert answer.headers["Location"] == f"/interviews/{interview.id}"
    assert interview.starts_at == datetime(2031, 7, 8, 18, 30, tzinfo=UTC)
    assert interview.ends_at == datetime(2031, 7, 8, 19, 15, tzinfo=UTC)
    assert interview.wall_start == "2031-07-08T14:30"
    assert [contact.id for contact in interview.contacts] == [cast.tom.id]
    assert interview.recruiter_id == cast.bob.id


def test_without_scripts_a_button_shows_who_can_take_part_and_keeps_the_rest(
    cast: Cast, alice: FlaskClient, form: Form, scheduled: Callable[[], list[Interview]]
) -> None:
    del form["contacts_of"], form["contact_ids"]
    page = alice.post("/interviews", data={**form, "day": "", "step": "job"})
    assert page.status_code == 200
    assert "Tom Becker" in page.text
    assert 'value="second panel"' in page.text
    assert "Error:" not in page.text
    assert scheduled() == []


def test_a_form_sent_with_another_job_comes_back_with_that_jobs_contacts(
    cast: Cast, alice: FlaskClient, form: Form, scheduled: Callable[[], list[Interview]]
) -> None:
    answer = alice.post("/interviews", data={**form, "contacts_of": ""})
    assert answer.status_code == 422
    assert 'id="contact_ids-error"' in answer.text
    assert "Tom Becker" in answer.text
    assert scheduled() == []
    assert alice.post("/interviews", data={**form, "contact_ids": ""}).status_code == 303


def test_a_client_without_contacts_holds_nobody_up(
    cast: Cast, alice: FlaskClient, form: Form, store: Store
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        client = registering.add_client(work, name="Oakfield")
        job = registering.add_job(work, client.id, title="Teacher")
    answer = alice.post(
        "/interviews", data={**form, "job_id": str(job.id), "contacts_of": "", "contact_ids": ""}
    )
    assert answer.status_code == 303


ODD_FIELDS = (
    ("stage", ""),
    ("stage", "x" * 81),
    ("stage", "a\u202eb"),
    ("day", ""),
    ("day", "yesterday"),
    ("day", "1999-12-31"),
    ("day", "9999-12-31"),
    ("day", "2031-02-30"),
    ("time", ""),
    ("time", "25:00"),
    ("time", "14:30+02:00"),
    ("zone", "Nowhere/City"),
    ("minutes", "0"),
    ("minutes", "1441"),
    ("minutes", "\u0661\u0660"),
    ("recruiter_id", ""),
    ("job_id", ""),
    ("job_id", "x"),
)


def test_bad_input_is_told_beside_its_field_keeps_the_rest_and_stores_nothing(
    cast: Cast, alice: FlaskClient, form: Form, scheduled: Callable[[], list[Interview]]
) -> None:
    for field, value in ODD_FIELDS:
        answer = alice.post("/interviews", data={**form, field: value})
        assert answer.status_code == 422, (field, value)
        assert f'id="{field}-error"' in answer.text, (field, value)
        assert 'value="45"' in answer.text or field == "minutes"
    assert scheduled() == []


def test_a_contact_of_another_client_is_refused(
    cast: Cast, alice: FlaskClient, form: Form, store: Store, scheduled: Callable[[], list[Interview]]
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        other = registering.add_client(work, name="Oakfield")
        stranger = registering.add_contact(work, other.id, name="Ines Roth")
    answer = alice.post("/interviews", data={**form, "contact_ids": str(stranger.id)})
    assert answer.status_code == 422
    assert 'id="contact_ids-error"' in answer.text
    assert scheduled() == []


def test_another_agencys_people_and_jobs_are_as_unknown_ones(
    cast: Cast,
    alice: FlaskClient,
    form: Form,
    store: Store,
    scheduled: Callable[[], list[Interview]],
) -> None:
    with store.work(cast.other_agency.id, cast.act_as(cast.charlie)) as work:
        client = registering.add_client(work, name="Theirs")
        theirs = {
            "candidate_id": registering.add_candidate(work, name="Theirs", email="theirs@example.com").id,
            "job_id": registering.add_job(work, client.id, title="Theirs").id,
            "recruiter_id": cast.charlie.id,
            "contact_ids": registering.add_contact(work, client.id, name="Theirs").id,
        }
    for field, record_id in theirs.items():
        answer = alice.post("/interviews", data={**form, field: str(record_id)})
        assert answer.status_code == 404, field
    assert scheduled() == []


def test_the_same_form_twice_schedules_one_interview(
    cast: Cast, alice: FlaskClient, form: Form, scheduled: Callable[[], list[Interview]]
) -> None:
    first, second = (alice.post("/interviews", data={**form, "submission_key": "k"}) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert len(scheduled()) == 1


@pytest.fixture
def ahead(cast: Cast, store: Store) -> Interview:
    """An interview that lies ahead."""
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        return scheduling.schedule_interview(
            work,
            candidate_id=cast.priya.id,
            job_id=cast.job.id,
            recruiter_id=cast.alice.id,
            stage="first interview",
            appointment=scheduling.Appointment("2031-07-08T14:30", "Europe/London", 60),
        )


def test_moving_an_interview_moves_its_promise(
    cast: Cast, alice: FlaskClient, ahead: Interview, store: Store
) -> None:
    page = alice.get(f"/interviews/{ahead.id}/time").text
    for value in ("2031-07-08", "14:30", "60"):
        assert f'value="{value}"' in page
    new = {"day": "2031-07-15", "time": "09:00", "zone": "Europe/London", "minutes": "30"}
    answer = alice.post(f"/interviews/{ahead.id}/time", data={**new, "version": version_in(page)})
    assert answer.headers["Location"] == f"/interviews/{ahead.id}"
    with store.look(cast.agency.id) as work:
        assert work.get(Interview, ahead.id).starts_at == datetime(2031, 7, 15, 8, tzinfo=UTC)
        promise = work.one(select(Promise).where(Promise.interview_id == ahead.id))
        assert promise is not None
        assert promise.due_at == datetime(2031, 7, 18, 16, tzinfo=UTC)


def test_moving_over_a_newer_time_is_refused_and_shows_it(
    cast: Cast, alice: FlaskClient, bob: FlaskClient, ahead: Interview
) -> None:
    place = f"/interviews/{ahead.id}/time"
    seen = version_in(alice.get(place).text)
    new = {"day": "2031-07-15", "time": "09:00", "zone": "Europe/London", "minutes": "30", "version": seen}
    assert bob.post(place, data={**new, "day": "2031-08-01"}).status_code == 303
    refused = alice.post(place, data=new)
    assert refused.status_code == 409
    assert "2031-08-01" in refused.text
    assert 'value="2031-07-15"' in refused.text
    assert alice.post(place, data={**new, "version": version_in(refused.text)}).status_code == 303


def test_an_interview_that_was_called_off_is_not_moved(
    cast: Cast, alice: FlaskClient, ahead: Interview, store: Store
) -> None:
    seen = version_in(alice.get(f"/interviews/{ahead.id}/time").text)
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        scheduling.cancel_interview(work, ahead.id)
    assert alice.get(f"/interviews/{ahead.id}/time").status_code == 409
    new = {"day": "2031-07-15", "time": "09:00", "zone": "Europe/London", "minutes": "30"}
    for version in (seen, str(int(seen) + 1)):
        answer = alice.post(f"/interviews/{ahead.id}/time", data={**new, "version": version})
        assert answer.status_code == 409
        assert 'value="2031-07-15"' in answer.text
    with store.look(cast.agency.id) as work:
        assert work.get(Interview, ahead.id).state is InterviewState.CANCELLED


def test_another_agencys_interview_is_not_moved(cast: Cast, charlie: FlaskClient, ahead: Interview) -> None:
    new = {"day": "2031-07-15", "time": "09:00", "zone": "Europe/London", "minutes": "30", "version": "1"}
    assert charlie.get(f"/interviews/{ahead.id}/time").status_code == 404
    assert charlie.post(f"/interviews/{ahead.id}/time", data=new).status_code == 404
    assert charlie.get(f"/interviews/new?candidate={cast.priya.id}").status_code == 404
