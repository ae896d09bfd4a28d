"""Thanks of a candidate: a recruiter reads them, chooses who they go to, or keeps them."""

from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from relay.domain.thanks import Thanks, ThanksState
from relay.journey import reading, registering, thanking
from relay.store.store import Store
from tests.cast import Cast, PostBox, Story

WORDS = "I practised the second case out loud. <b>It</b> went better."


@pytest.fixture
def thanks(store: Store, cast: Cast, story: Story) -> Thanks:
    """Priya thanks whoever gave the feedback."""
    letter = story.relay()
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        reading.open_message(work, letter.id)
        return thanking.write_thanks(work, letter.id, text=WORDS)


def state_of(store: Store, cast: Cast, thanks: Thanks) -> ThanksState:
    with store.look(cast.agency.id) as work:
        return work.get(Thanks, thanks.id).state


def test_they_wait_on_today_and_go_to_the_contact_in_the_candidates_words(
    alice: FlaskClient, store: Store, cast: Cast, story: Story, thanks: Thanks, post_box: PostBox
) -> None:
    assert f"/thanks/{thanks.id}" in alice.get("/today").text
    page = alice.get(f"/thanks/{thanks.id}").text
    assert "&lt;b&gt;It&lt;/b&gt;" in page
    assert f'<option value="{cast.tom.id}" selected>' in page

    answer = alice.post(f"/thanks/{thanks.id}/passing-on", data={"contact_id": str(cast.tom.id)})
    story.carry_out_all()

    assert answer.status_code == 303
    [mail] = [mail for mail in post_box.envelopes if mail.address == cast.tom.email]
    assert WORDS in mail.text
    assert mail.subject == "Thank you for your feedback"
    assert f"/thanks/{thanks.id}" not in alice.get("/today").text


def test_passing_on_twice_sends_one_mail(
    alice: FlaskClient, cast: Cast, story: Story, thanks: Thanks, post_box: PostBox
) -> None:
    alice.post(f"/thanks/{thanks.id}/passing-on", data={"contact_id": str(cast.tom.id)})
    again = alice.post(f"/thanks/{thanks.id}/passing-on", data={"contact_id": str(cast.tom.id)})
    story.carry_out_all()

    assert again.status_code == 409
    assert len([mail for mail in post_box.envelopes if mail.address == cast.tom.email]) == 1


def test_they_can_be_kept_here(
    alice: FlaskClient, store: Store, cast: Cast, story: Story, thanks: Thanks, post_box: PostBox
) -> None:
    assert alice.post(f"/thanks/{thanks.id}/keeping-back").status_code == 303
    story.carry_out_all()

    assert state_of(store, cast, thanks) is ThanksState.KEPT_BACK
    assert [mail for mail in post_box.envelopes if mail.address == cast.tom.email] == []


def test_somebody_of_another_client_or_without_an_address_is_refused_beside_the_field(
    alice: FlaskClient, store: Store, cast: Cast, thanks: Thanks
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        other = registering.add_client(work, name="Kestrel")
        stranger = registering.add_contact(work, other.id, name="Imran", email="imran@kestrel.example")
        silent = registering.add_contact(work, cast.client.id, name="Lena")
    for chosen in (str(stranger.id), str(silent.id), "", "nobody"):
        answer = alice.post(f"/thanks/{thanks.id}/passing-on", data={"contact_id": chosen})
        assert answer.status_code == 422, chosen
        assert 'id="contact_id-error"' in answer.text
    assert state_of(store, cast, thanks) is ThanksState.WAITING


def test_what_was_taken_back_is_not_shown_and_not_passed_on(
    alice: FlaskClient, store: Store, cast: Cast, thanks: Thanks
) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.priya)) as work:
        thanking.take_back_thanks(work, thanks.id)

    assert "practised the second case" not in alice.get(f"/thanks/{thanks.id}").text
    answer = alice.post(f"/thanks/{thanks.id}/passing-on", data={"contact_id": str(cast.tom.id)})
    assert answer.status_code == 409


def test_another_agency_and_a_candidate_find_nothing(
    charlie: FlaskClient, priya: FlaskClient, cast: Cast, thanks: Thanks
) -> None:
    assert charlie.get(f"/thanks/{thanks.id}").status_code == 404
    answer = charlie.post(f"/thanks/{thanks.id}/passing-on", data={"contact_id": str(cast.tom.id)})
    assert answer.status_code == 404
    assert priya.get(f"/thanks/{thanks.id}").status_code in (302, 303, 401, 403, 404)
    assert charlie.get(f"/thanks/{uuid4()}").status_code == 404
