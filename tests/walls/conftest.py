"""A house in which much lies that Priya must never see, each with a word of its own."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from relay.channels.file import FileChannel
from relay.config import Settings
from relay.domain.action import Action
from relay.domain.candidate import Candidate
from relay.domain.interview import Interview
from relay.domain.journal import JournalEntry
from relay.domain.letter import TOLD, Letter, LetterItem
from relay.domain.note import Note
from relay.domain.reading import Reading
from relay.domain.request import AskingLink
from relay.domain.share import Share
from relay.domain.tokens import Secrets, fresh_token, hash_token
from relay.journey import (
    acting,
    answering,
    asking,
    capturing,
    journaling,
    reading,
    registering,
    reviewing,
    scheduling,
    sharing,
)
from relay.store.store import Store
from relay.store.work import Actor, Work
from relay.vocabulary import Competency, Kind, ParagraphRole, QuestionKind
from tests.cast import NOTE, Cast, PostBox, Story, wall

WITHHELD = "zqwithheldzq"
UNRELEASED = "zqunreleasedzq"
ANOTHERS = "zqanotherszq"
ELSEWHERE = "zqelsewherezq"
JOTTED = "zqjottedzq"
REASON = "zqreasonzq"
CANARIES = (WITHHELD, UNRELEASED, ANOTHERS, ELSEWHERE, JOTTED, REASON)


TELLING = {ParagraphRole.STRENGTHS: Kind.STRENGTH, ParagraphRole.IMPROVEMENT: Kind.IMPROVEMENT}


@dataclass(frozen=True, slots=True)
class Planted:
    """What was planted where. `letter` is Priya's, open, with an action and an answered question; `closed` waits."""

    letter: Letter
    closed: Letter
    action: Action
    note: Note
    message_id: str
    anothers_letter: Letter
    anothers_action: Action
    entry: JournalEntry
    anothers_entry: JournalEntry
    elsewheres_letter: Letter
    share: Share
    share_token: str
    anothers_share: Share


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """The demo's settings: its letter box is a page that anybody can reach."""
    return replace(settings, demo=True)


def write_down(store: Store, agency_id: UUID, actor: Actor, letter: Letter, words: str) -> JournalEntry:
    """Write something about a letter into one's journal."""
    with store.work(agency_id, actor) as work:
        return journaling.write_entry(work, text=words, day=work.now.date(), letter_id=letter.id)


def write_letter(work: Work, cast: Cast, interview_id: UUID, candidate: Candidate, words: str) -> Letter:
    """A letter with `words` in it, opened."""
    letter = Letter(
        agency_id=work.agency_id,
        interview_id=interview_id,
        candidate_id=candidate.id,
        number=1,
        subject=f"About {words}",
        text_hash="a hash",
        client_name=f"Client {words}",
        job_title=f"Role {words}",
        stage=f"panel {words}",
        approved_by="Alice Moreau",
        machine_worded=False,
        released_at=work.now,
    )
    work.add(letter)
    roles = (
        ParagraphRole.GREETING,
        ParagraphRole.STRENGTHS,
        ParagraphRole.IMPROVEMENT,
        ParagraphRole.CLOSING,
    )
    work.add_all(
        [
            LetterItem(
                agency_id=work.agency_id,
                letter_id=letter.id,
                place=place,
                role=role,
                text=f"{role} {words}.",
                next_step=f"Try {words}.",
                kind=TELLING.get(role),
                competency=Competency.EVIDENCE if role in TELLING else None,
            )
            for place, role in enumerate(roles)
        ]
    )
    return letter


def interview_of(
    work: Work, candidate: Candidate, job_id: UUID, recruiter_id: UUID, stage: str = "panel"
) -> Interview:
    """An interview that was held yesterday."""
    return scheduling.schedule_interview(
        work,
        candidate_id=candidate.id,
        job_id=job_id,
        recruiter_id=recruiter_id,
        stage=stage,
        appointment=scheduling.Appointment(wall(work.now - timedelta(days=1)), "UTC", 60),
    )


def use(store: Store, agency_id: UUID, actor: Actor, letter: Letter, words: str) -> Action:
    """Open a letter, acknowledge it, ask about it, take something up and reflect on it."""
    with store.work(agency_id, actor) as work:
        reading.open_message(work, letter.id)
        item = next(i for i in work.get(Letter, letter.id).items if i.role is ParagraphRole.IMPROVEMENT)
        day = date(2100, 1, 1).replace(year=work.now.year + 1)
        action = acting.commit_to_action(work, what=f"Do {words}", due_on=day, letter_item_id=item.id)
        answering.ask_question(work, letter.id, kind=QuestionKind.MEANING, text=f"What is {words}?")
        acting.keep_reflection(work, action, f"I saw {words}")
    return action


def share(
    store: Store, agency_id: UUID, actor: Actor, secrets: Secrets, letter: Letter, action: Action
) -> Share:
    """Let a mentor see every part of a letter that can be shown, an action and a role-play sheet."""
    with store.work(agency_id, actor) as work:
        items = [item.id for item in work.get(Letter, letter.id).items if item.role in TOLD]
        choice = sharing.Choice(items, [action.id], Competency.EVIDENCE)
        return sharing.make_share(work, secrets, choice, days=30, line="Have a look")


@pytest.fixture
def planted(
    store: Store,
    cast: Cast,
    story: Story,
    settings: Settings,
    post_box: PostBox,
    carry_out_all: Callable[[], None],
) -> Planted:
    """The house, planted."""
    letter = story.relay(
        f"{NOTE} Off the record, the manager said {WITHHELD} about her. He also mentioned {WITHHELD}."
    )
    message, version = story.message()
    alice, priya = cast.act_as(cast.alice), cast.act_as(cast.priya)
    action = use(store, cast.agency.id, priya, letter, "the thing")
    with store.work(cast.agency.id, alice) as work:
        wording = reviewing.Wording(
            f"A word on {UNRELEASED}", f"{version.text}\n\n{UNRELEASED} comes next.", version.number
        )
        amended = reviewing.amend_message(work, message.id, wording)
        capturing.keep_jotting(work, cast.interview.id, f"Half a thought: {JOTTED}", 0)
    with store.work(cast.agency.id, alice) as work:
        reviewing.send_back_message(work, message.id, number=amended.number, reason=f"Because of {REASON}")
        sam = registering.add_candidate(work, name=f"Sam {ANOTHERS}", email="sam@example.com")
        sams = interview_of(work, sam, cast.job.id, cast.alice.id, f"panel {ANOTHERS}")
        interview_of(work, sam, cast.job.id, cast.alice.id, f"second panel {ANOTHERS}")
        anothers = write_letter(work, cast, sams.id, sam, ANOTHERS)
        second = interview_of(work, cast.priya, cast.job.id, cast.alice.id, "second panel")
        closed = write_letter(work, cast, second.id, cast.priya, "something of your own")
    anothers_action = use(store, cast.agency.id, cast.act_as(sam), anothers, ANOTHERS)
    with store.work(cast.other_agency.id, cast.act_as(cast.charlie)) as work:
        client = registering.add_client(work, name=f"Client {ELSEWHERE}")
        job = registering.add_job(work, client.id, title=f"Job {ELSEWHERE}")
        # The same person at the same address, on another agency's books.
        twin = registering.add_candidate(work, name=f"Priya {ELSEWHERE}", email=cast.priya.email)
        elsewheres = write_letter(
            work, cast, interview_of(work, twin, job.id, cast.charlie.id).id, twin, ELSEWHERE
        )
    use(store, cast.other_agency.id, cast.act_as(twin), elsewheres, ELSEWHERE)
    write_down(store, cast.other_agency.id, cast.act_as(twin), elsewheres, f"Learned {ELSEWHERE}")
    anothers_entry = write_down(store, cast.agency.id, cast.act_as(sam), anothers, f"Learned {ANOTHERS}")
    entry = write_down(store, cast.agency.id, priya, letter, "A thing of my own")
    secrets = Secrets(settings.secret_key)
    made = share(store, cast.agency.id, priya, secrets, letter, action)
    anothers_share = share(store, cast.agency.id, cast.act_as(sam), secrets, anothers, anothers_action)
    carry_out_all()
    for envelope in post_box.envelopes:
        FileChannel(settings.mail_folder, settings.mail_from).send(envelope)
    with store.look(cast.agency.id) as work:
        note = work.all(select(Note))[0]
    return Planted(
        letter=letter,
        closed=closed,
        action=action,
        note=note,
        message_id=str(message.id),
        anothers_letter=anothers,
        anothers_action=anothers_action,
        entry=entry,
        anothers_entry=anothers_entry,
        elsewheres_letter=elsewheres,
        share=made,
        share_token=sharing.token_of(secrets, made),
        anothers_share=anothers_share,
    )


@pytest.fixture
def withheld_words(store: Store, cast: Cast, planted: Planted) -> list[str]:
    """The words of the runs that the engine withheld."""
    with store.look(cast.agency.id) as work:
        found = work.all(select(Reading))
        return [planted.note.text[run.start : run.end] for one in found for run in one.withheld]


@pytest.fixture
def asking_link(store: Store, cast: Cast, planted: Planted) -> str:
    """The way in that Tom was sent."""
    link = fresh_token()
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        request = asking.ask_by_link(work, cast.interview.id, contact_id=cast.tom.id)
        work.session.add(
            AskingLink(
                link_hash=hash_token(link),
                agency_id=cast.agency.id,
                request_id=request.id,
                expires_at=work.now + timedelta(days=1),
            )
        )
    return link
