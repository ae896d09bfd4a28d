"""What a chapter of the record is made of: entries, each a few named values.

Only what is the candidate's: letters that were opened and still stand with their words, any other by its state alone; nothing of what
the agency noted, drafted or decided.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from relay.domain.interview import Interview
from relay.domain.letter import Letter
from relay.portal.candidate.patterns import upper_first
from relay.store.work import Work

# An instant is a date too.
Value = str | date | Sequence[str] | None
Entry = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One kind of thing that is kept: its key in the file, its title, what to say where there is none, and how it is gathered."""

    key: str
    title: str
    none: str
    gather: Callable[[Work], list[Entry]]


def interviews_of(work: Work) -> Sequence[Interview]:
    """Their interviews, the latest first."""
    return work.all(
        select(Interview)
        .where(Interview.candidate_id == work.person_id)
        .order_by(Interview.starts_at.desc(), Interview.id)
    )


def about_interview(interview: Interview) -> str:
    """An interview in a few words."""
    return in_words(interview.stage, interview.job.client.name, interview.job.title)


def about_letter(letter: Letter) -> str:
    """What a letter is about, in a few words."""
    return in_words(letter.stage, letter.client_name, letter.job_title)


def in_words(stage: str, client: str, role: str) -> str:
    """Which interview."""
    return f"{upper_first(stage)} at {client}, for {role}"
