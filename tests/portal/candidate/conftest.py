"""What the tests of the letter room begin with: a letter that waits, and a page as somebody reads it."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from itertools import count
from types import SimpleNamespace
from typing import Protocol

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from relay.domain.base import Base
from relay.domain.letter import Letter, LetterItem
from relay.hall import evenly
from relay.store.store import Store
from relay.store.work import Row
from relay.vocabulary import Competency, Kind, ParagraphRole
from tests.cast import Cast

PARAGRAPHS = (
    (ParagraphRole.GREETING, "Dear Priya,", None),
    (ParagraphRole.OUTCOME, "Northwind has chosen somebody else for this role.", None),
    (ParagraphRole.STRENGTHS, "Your explanation of the retry design was clear.", None),
    (
        ParagraphRole.IMPROVEMENT,
        "What changed as a result had no number.",
        "Write down two results with a figure.",
    ),
    (ParagraphRole.CLOSING, "Write back if anything is unclear.", None),
    (ParagraphRole.SIGNATURE, "Warm wishes\nAlice Moreau", None),
)
KINDS = {ParagraphRole.STRENGTHS: Kind.STRENGTH, ParagraphRole.IMPROVEMENT: Kind.IMPROVEMENT}

TICK = 0.01


def number_of(store: Store, kind: type[Base]) -> int:
    """How many rows of one kind there are outside all agencies."""
    with store.gate() as session:
        number = session.scalar(select(func.count()).select_from(kind))
    assert number is not None
    return number


def cookie_of(browser: FlaskClient, name: str) -> str:
    """What a cookie that this browser holds says."""
    cookie = browser.get_cookie(name)
    assert cookie is not None
    return cookie.value


@pytest.fixture
def rests(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long each even answer rests, on a clock that goes on by one tick whenever it is read: a busy machine changes nothing."""
    asleep: list[float] = []
    ticks = count()
    clock = SimpleNamespace(monotonic=lambda: TICK * next(ticks), sleep=asleep.append)
    monkeypatch.setattr(evenly, "time", clock)
    return asleep


@pytest.fixture
def words() -> Callable[[TestResponse], str]:
    """A function that gives the words on a page, as somebody reads them."""

    def read(answer: TestResponse) -> str:
        main = answer.get_data(as_text=True).split("<main", 1)[1].split("</main>", 1)[0].split(">", 1)[1]
        joined = re.sub(r"</?(a|b|bdi|em|span|strong|time)\b[^>]*>", "", main)
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", joined)).split())

    return read


class Rows(Protocol):
    """A function that gives all rows of one kind in the cast's agency."""

    def __call__(self, kind: type[Row], /) -> list[Row]: ...


@pytest.fixture
def rows(store: Store, cast: Cast) -> Rows:
    """The function."""

    def find(kind: type[Row], /) -> list[Row]:
        with store.look(cast.agency.id) as work:
            return list(work.all(select(kind)))

    return find


@pytest.fixture
def letter(store: Store, cast: Cast) -> Letter:
    """A letter that waits, put there without the text engine: the room is what is tested here."""
    with store.work(cast.agency.id) as work:
        letter = work.add(
            Letter(
                agency_id=cast.agency.id,
                interview_id=cast.interview.id,
                candidate_id=cast.priya.id,
                number=1,
                subject="Your final panel at Northwind Logistics",
                text_hash="the hash of version 1",
                client_name="Northwind Logistics",
                job_title="Senior Backend Engineer",
                stage="final panel",
                approved_by="Alice Moreau",
                machine_worded=True,
                released_at=work.now - timedelta(hours=1),
            )
        )
        work.add_all(
            [
                LetterItem(
                    agency_id=cast.agency.id,
                    letter_id=letter.id,
                    place=place,
                    role=role,
                    text=text,
                    next_step=next_step,
                    kind=KINDS.get(role),
                    competency=Competency.EVIDENCE if next_step else None,
                )
                for place, (role, text, next_step) in enumerate(PARAGRAPHS)
            ]
        )
    return letter


@pytest.fixture
def opened(letter: Letter, priya: FlaskClient) -> Letter:
    """The letter, open."""
    assert priya.post(f"/letters/{letter.id}/opening").status_code == 303
    return letter


@pytest.fixture
def improvement(store: Store, cast: Cast, letter: Letter) -> LetterItem:
    """The thing to work on in it."""
    with store.look(cast.agency.id) as work:
        return next(i for i in work.get(Letter, letter.id).items if i.role is ParagraphRole.IMPROVEMENT)
