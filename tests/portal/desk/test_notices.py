"""A notice that no mail server took is sent again by a person, once the address is mended."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from relay.channels.channel import Envelope, Result
from relay.domain.notice import DeliveryOutcome, Notice, NoticeState
from relay.journey import registering
from relay.store.store import Store
from tests.cast import Cast, PostBox, Story


class WrongDoor(PostBox):
    """A mail server that knows nobody at the first address."""

    def send(self, envelope: Envelope) -> Result:
        """Refuse the address that was mistyped, and take any other."""
        if envelope.address == "priya.nair@example.com":
            return Result(DeliveryOutcome.REFUSED, "550")
        return super().send(envelope)


@pytest.fixture
def post_box() -> PostBox:
    """The mail server of this test."""
    return WrongDoor()


@pytest.fixture
def failed(story: Story, store: Store, cast: Cast) -> Notice:
    """The notice of a letter, refused."""
    story.relay()
    with store.look(cast.agency.id) as work:
        notice = work.session.scalars(sa.select(Notice).where(Notice.candidate_id == cast.priya.id)).one()
    assert notice.state is NoticeState.FAILED
    return notice


def mend(store: Store, cast: Cast) -> None:
    """Alice puts the address right."""
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        registering.change_candidate(
            work, cast.priya.id, name="Priya Nair", email="priya@nair.example", called="Priya", zone="UTC"
        )


def test_it_stands_on_the_interview_with_what_to_do(failed: Notice, alice: FlaskClient, cast: Cast) -> None:
    page = alice.get(f"/interviews/{cast.interview.id}").text

    assert "could not be sent" in page
    assert f"/notices/{failed.id}/attempt" in page


def test_once_the_address_is_mended_it_leaves_under_the_same_identity(
    failed: Notice,
    alice: FlaskClient,
    cast: Cast,
    store: Store,
    post_box: PostBox,
    carry_out_all: Callable[[], None],
) -> None:
    mend(store, cast)
    answer = alice.post(f"/notices/{failed.id}/attempt", data={"submission_key": "once"})
    again = alice.post(f"/notices/{failed.id}/attempt", data={"submission_key": "once"})
    carry_out_all()

    assert answer.status_code == again.status_code == 303
    assert [(mail.address, mail.message_id) for mail in post_box.envelopes] == [
        ("priya@nair.example", failed.message_id)
    ]


def test_one_that_is_on_its_way_is_not_sent_twice(
    failed: Notice, alice: FlaskClient, cast: Cast, store: Store, carry_out_all: Callable[[], None]
) -> None:
    mend(store, cast)
    alice.post(f"/notices/{failed.id}/attempt")
    carry_out_all()

    assert alice.post(f"/notices/{failed.id}/attempt").status_code == 409


def test_another_agency_cannot_send_it(failed: Notice, charlie: FlaskClient) -> None:
    assert charlie.post(f"/notices/{failed.id}/attempt").status_code == 404


def test_a_candidate_cannot_send_it(failed: Notice, priya: FlaskClient) -> None:
    assert priya.post(f"/notices/{failed.id}/attempt").status_code == 303
