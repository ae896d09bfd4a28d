"""The preview: what a recruiter is shown before the release is what the candidate reads after it, paragraph for paragraph."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from relay.domain.letter import LetterItem
from relay.domain.message import MessageState
from relay.journey import reviewing
from relay.store.store import Store
from relay.vocabulary import ParagraphRole, SentenceRole
from tests.cast import Cast, Story

NOT_WORDS = re.compile(
    r'<a class="sentence-source".*?</a>|<details.*?</details>|<p class="letter-date".*?</p>', re.DOTALL
)
WAY = re.compile(r"<li>(.*?)</li>")
BLOCK = re.compile(r"</?(?:article|div|h\d|li|p|ul)\b[^>]*>")
Reworded = Callable[[str, str, str], str]


def paragraphs(page: str) -> list[str]:
    """The letter on a page, as its paragraphs are read."""
    begins = page.index('<article class="letter"')
    article = page[begins : page.index("</article>", begins)]
    lines = BLOCK.split(NOT_WORDS.sub("", article))
    read = (" ".join(unescape(re.sub(r"<[^>]+>", "", line)).split()) for line in lines)
    return [line for line in read if line]


def as_drafted(text: str, _strengths: str, _next_step: str) -> str:
    return text


def greeted_twice(text: str, _strengths: str, _next_step: str) -> str:
    greeting = text.split("\n\n", 1)[0]
    return f"{greeting}\n\n{text}"


def signed_twice(text: str, _strengths: str, _next_step: str) -> str:
    return f"{text}\n\n{text.rsplit(chr(10) * 2, 1)[1]}"


def next_step_among_the_strengths(text: str, strengths: str, next_step: str) -> str:
    return text.replace(strengths, f"{strengths} {next_step}")


def in_paragraphs_of_ones_own(text: str, strengths: str, _next_step: str) -> str:
    return text.replace(strengths, f"{strengths}\n\nOne more thing.\nOn two lines.\n\n{strengths}")


@pytest.mark.parametrize(
    "reword",
    [
        as_drafted,
        greeted_twice,
        signed_twice,
        next_step_among_the_strengths,
        in_paragraphs_of_ones_own,
    ],
)
def test_the_candidate_reads_the_very_paragraphs_of_the_preview(
    reword: Reworded,
    store: Store,
    cast: Cast,
    story: Story,
    alice: FlaskClient,
    priya: FlaskClient,
    address: str,
) -> None:
    story.capture()
    message, version = story.message()
    sentences = version.sentences
    strengths = " ".join(s.text for s in sentences if s.paragraph_role is ParagraphRole.STRENGTHS)
    next_step = next(s.text for s in sentences if s.role is SentenceRole.NEXT_STEP)
    assert strengths in version.text
    text = reword(version.text, strengths, next_step)
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        wording = reviewing.Wording(version.subject, text, version.number)
        amended = reviewing.amend_message(work, message.id, wording)
    if story.message()[0].state is MessageState.FLAGGED:
        with store.work(cast.agency.id, cast.act_as(cast.bob)) as work:
            reviewing.clear_message(work, message.id, number=amended.number, reason="Fine as it stands.")
    previewed = paragraphs(alice.get(f"{address}/review").text)

    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        reviewing.approve_message(work, message.id, number=amended.number, text_hash=amended.text_hash)
    story.carry_out_all()
    letter = story.letter()
    priya.post(f"/letters/{letter.id}/opening")

    assert paragraphs(priya.get(f"/letters/{letter.id}").text) == previewed
    assert len(" ".join(previewed)) > len(text) / 2


def test_what_the_letter_will_offer_to_take_up_stands_in_the_preview(
    store: Store, cast: Cast, story: Story, alice: FlaskClient, priya: FlaskClient, address: str
) -> None:
    story.capture()
    page = alice.get(f"{address}/review").text
    offers = page.split("Offered beside it to take up")[1:]
    previewed = [unescape(way) for offer in offers for way in WAY.findall(offer.split("</details>")[0])]
    assert len(previewed) >= 2

    message, version = story.message()
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        reviewing.approve_message(work, message.id, number=version.number, text_hash=version.text_hash)
    story.carry_out_all()
    letter = story.letter()
    priya.post(f"/letters/{letter.id}/opening")
    read = unescape(priya.get(f"/letters/{letter.id}").text)

    assert [way for way in previewed if way not in read] == []
    with store.look(cast.agency.id) as work:
        items = work.all(
            select(LetterItem).where(LetterItem.letter_id == letter.id).order_by(LetterItem.place)
        )
        assert [way for item in items for way in item.suggestions] == previewed
