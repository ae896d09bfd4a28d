"""The client's link: a contact answers without an account, and nobody else does anything with it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from relay.domain.message import Message
from relay.domain.note import Note
from relay.domain.request import Request, RequestState
from relay.journey import asking, scheduling
from relay.store.ledger import ActorKind, EventRow
from relay.store.store import Store
from relay.text.tapping import taps_for
from relay.vocabulary import Kind, NoteSource
from tests.cast import Cast, PostBox, Story

LINK = re.compile(r"http://localhost:8000(/f/[\w-]{43})")
ROLE = "Senior Backend Engineer"
GOOD = taps_for(ROLE, Kind.STRENGTH)[0]
WORK = taps_for(ROLE, Kind.IMPROVEMENT)[0]
SENTENCE = "She never gave a number when we asked what changed after the migration."


@dataclass(slots=True)
class Tom:
    """Tom's telephone, and the link that he was sent."""

    browser: FlaskClient
    link: str

    def look(self, page: str = "") -> TestResponse:
        return self.browser.get(self.link + page)

    def press(self, page: str = "", **fields: object) -> TestResponse:
        return self.browser.post(self.link + page, data=fields, headers={"Sec-Fetch-Site": "same-origin"})

    def answer(self, **fields: object) -> TestResponse:
        return self.press(
            "", **{"outcome": "rejected", "tap": [GOOD.id, WORK.id], "work_words": SENTENCE} | fields
        )


@pytest.fixture
def tom(
    store: Store, cast: Cast, client: FlaskClient, post_box: PostBox, carry_out_all: Callable[[], None]
) -> Tom:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        asking.ask_by_link(work, cast.interview.id, contact_id=cast.tom.id)
    carry_out_all()
    (link,) = LINK.findall(post_box.envelopes[-1].text)
    return Tom(client, link)


def notes(store: Store, cast: Cast) -> list[Note]:
    with store.look(cast.agency.id) as work:
        return list(work.all(select(Note).order_by(Note.captured_at)))


def request(store: Store, cast: Cast) -> Request:
    with store.look(cast.agency.id) as work:
        return work.session.scalars(select(Request)).one()


def test_the_page_names_who_was_interviewed_and_looking_changes_nothing(
    tom: Tom, store: Store, cast: Cast
) -> None:
    with store.look(cast.agency.id) as work:
        before = len(work.all(select(EventRow)))
    page = tom.look()
    assert page.status_code == 200
    assert "Priya Nair" in page.text
    assert ROLE in page.text
    assert page.headers["Cache-Control"] == "no-store"
    with store.look(cast.agency.id) as work:
        assert len(work.all(select(EventRow))) == before
    assert request(store, cast).state is RequestState.OPEN


def test_an_answer_becomes_a_note_that_is_read_and_worded(
    tom: Tom, store: Store, cast: Cast, carry_out_all: Callable[[], None], story: Story
) -> None:
    assert tom.answer().status_code == 303
    (note,) = notes(store, cast)
    assert (note.source, note.contact_id, note.author_id) == (NoteSource.LINK, cast.tom.id, None)
    assert SENTENCE in note.text
    assert request(store, cast).state is RequestState.ANSWERED
    carry_out_all()
    message, version = story.message()
    assert message.relayed_number is None, "a person approves first"
    assert "number" in " ".join(sentence.text for sentence in version.sentences)
    with store.look(cast.agency.id) as work:
        captured = work.all(select(EventRow).where(EventRow.name == "note.captured"))
        assert [(row.actor_kind, row.actor_id) for row in captured] == [(ActorKind.CONTACT, cast.tom.id)]


def test_the_same_answer_twice_is_one_note(tom: Tom, store: Store, cast: Cast) -> None:
    tom.answer()
    assert tom.answer().status_code == 303
    assert len(notes(store, cast)) == 1


def test_a_corrected_answer_takes_the_place_of_the_first(tom: Tom, store: Store, cast: Cast) -> None:
    tom.answer()
    assert SENTENCE in tom.look().text, "it can be opened again as it was"
    tom.answer(work_words="She gave one number out of three.")
    first, second = notes(store, cast)
    assert second.supersedes_id == first.id


def test_what_is_not_to_be_passed_on_is_withheld(
    tom: Tom, store: Store, cast: Cast, carry_out_all: Callable[[], None], story: Story
) -> None:
    tom.answer(private=["work_words"])
    carry_out_all()
    _, version = story.message()
    assert "migration" not in " ".join(sentence.text for sentence in version.sentences)


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"outcome": ""}, "Choose what you decided"),
        ({"outcome": "promoted"}, "Choose what you decided"),
        ({"work_words": "a" * 5001}, "5,000"),
    ],
    ids=["no outcome", "an outcome of nobody's", "too long"],
)
def test_bad_input_stores_nothing_and_keeps_what_was_typed(
    tom: Tom, store: Store, cast: Cast, fields: dict[str, object], complaint: str
) -> None:
    page = tom.answer(**{"good_words": "Calm under pressure."} | fields)
    assert page.status_code == 422
    assert complaint in page.text
    assert "Calm under pressure." in page.text
    assert notes(store, cast) == []


@pytest.mark.parametrize("tap", [[], ["no-such-phrase"]], ids=["nothing", "a phrase of nobody's"])
def test_nothing_said_at_all_is_told_beside_the_phrases(
    tom: Tom, store: Store, cast: Cast, tap: list[str]
) -> None:
    page = tom.press(outcome="rejected", tap=tap, good_words=" ", work_words="")
    assert page.status_code == 422
    assert "Tap at least one thing" in page.text
    assert notes(store, cast) == []


def test_a_vague_answer_gets_one_question_and_no_second(tom: Tom, store: Store, cast: Cast) -> None:
    tom.press(outcome="rejected", work_words="Not quite the right fit.")
    page = tom.look("/done")
    assert "One question" in page.text
    assert tom.press("/more", more=" ").status_code == 422
    assert tom.press("/more", more="In the pricing answer she named no figure.").status_code == 303
    assert "One question" not in tom.look("/done").text
    last = notes(store, cast)[-1]
    assert "Not quite the right fit." in last.text
    assert "she named no figure" in last.text
    tom.press("/draft", outcome="rejected", good_words="Friendly.")
    assert "she named no figure" in tom.look().text, "typing on keeps it"
    tom.press(outcome="rejected", work_words="Not quite the right fit for us.")
    assert "she named no figure" in notes(store, cast)[-1].text, "and so does a corrected answer"


def test_more_without_an_answer_is_given_back_and_kept_for_the_form(
    tom: Tom, store: Store, cast: Cast
) -> None:
    page = tom.press("/more", more="In the pricing answer.")
    assert page.status_code == 422
    assert "Choose what you decided" in page.text
    assert notes(store, cast) == []


def test_what_is_filled_in_is_kept_before_it_is_sent(tom: Tom, store: Store, cast: Cast) -> None:
    kept = tom.press("/draft", outcome="on_hold", tap=[GOOD.id], good_words="Half a sen")
    assert kept.status_code == 204
    page = tom.look()
    assert "Half a sen" in page.text
    assert f'value="{GOOD.id}" checked' in page.text
    assert notes(store, cast) == []


def test_they_will_call_and_nobody_reminds_them_meanwhile(tom: Tom, store: Store, cast: Cast) -> None:
    assert tom.press("/call").status_code == 303
    assert "look forward to your call" in tom.look("/done").text
    known = request(store, cast)
    assert known.state is RequestState.CALLING
    assert known.next_at is not None
    assert known.next_at > store.now() + timedelta(days=1)


def test_no_feedback_will_come_and_the_candidate_is_to_be_told_so(
    tom: Tom, store: Store, cast: Cast, carry_out_all: Callable[[], None], story: Story
) -> None:
    refused = tom.press("/nothing", reason=" ")
    assert refused.status_code == 422
    assert tom.press("/nothing", reason="The role is on hold or withdrawn").status_code == 303
    carry_out_all()
    message, _ = story.message()
    assert message.relayed_number is None
    known = request(store, cast)
    assert (known.state, known.reason) == (RequestState.DECLINED, "The role is on hold or withdrawn")
    assert tom.answer().status_code == 303, "they may think again"
    assert request(store, cast).state is RequestState.ANSWERED


def test_an_interview_that_was_not_held_is_for_the_recruiter_to_sort_out(
    tom: Tom, store: Store, cast: Cast, carry_out_all: Callable[[], None]
) -> None:
    assert tom.press("/nothing", reason="The interview did not take place").status_code == 303
    carry_out_all()
    assert request(store, cast).state is RequestState.DECLINED
    with store.look(cast.agency.id) as work:
        assert work.all(select(Message)) == [], "the candidate is not told that nothing came of it"


def test_every_link_that_opens_nothing_gets_the_same_answer(tom: Tom, store: Store, cast: Cast) -> None:
    guessed = tom.browser.get("/f/" + "A" * 43)
    odd = tom.browser.get("/f/..%2fetc")
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        asking.revoke_links(work, request(store, cast).id)
    revoked = tom.look()
    assert {guessed.status_code, odd.status_code, revoked.status_code} == {404}
    assert guessed.data == revoked.data
    assert tom.answer().status_code == 404
    assert notes(store, cast) == []


def test_a_link_runs_out(tom: Tom, store: Store) -> None:
    later = store.now() + timedelta(days=61)
    store.now = lambda: later
    assert tom.look().status_code == 404


def test_a_form_of_somebody_elses_page_is_refused(tom: Tom, store: Store, cast: Cast) -> None:
    refused = tom.browser.post(
        tom.link, data={"outcome": "rejected", "tap": GOOD.id}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert refused.status_code == 403
    assert notes(store, cast) == []


def test_an_interview_that_was_called_off_takes_no_answer(tom: Tom, store: Store, cast: Cast) -> None:
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        scheduling.cancel_interview(work, cast.interview.id)
    assert "called off" in tom.look().text
    assert tom.answer().status_code == 422
    assert notes(store, cast) == []


def test_an_answer_after_the_letter_waits_for_a_reviewer(
    tom: Tom, store: Store, cast: Cast, story: Story, carry_out_all: Callable[[], None]
) -> None:
    letter = story.relay()
    assert tom.answer().status_code == 303
    carry_out_all()
    message, _ = story.message()
    assert story.letter().id == letter.id
    assert message.latest > message.number


def test_a_link_opens_one_interview_alone(tom: Tom, store: Store, cast: Cast) -> None:
    page = tom.look().text
    assert str(cast.interview.id) not in page
    assert tom.browser.get(f"/interviews/{cast.interview.id}").status_code == 303
