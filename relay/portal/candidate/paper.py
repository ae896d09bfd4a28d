"""Paper: an open letter as plain text, to keep. It holds what the letter says, who checked it and when; nothing else."""

from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from relay.domain.candidate import Candidate
from relay.domain.errors import NotFoundError
from relay.domain.letter import READ, Letter, LetterItem
from relay.hall.policy import candidate_only
from relay.hall.units import open_look
from relay.store.letters import find_letter
from relay.store.work import Work

blueprint = Blueprint("paper", __name__)


@blueprint.get("/letters/<uuid:letter_id>.txt")
@candidate_only
def letter(letter_id: UUID) -> ResponseReturnValue:
    """The letter as a file. One that is closed, was replaced or taken back has none."""
    with open_look() as work:
        found = find_letter(work, letter_id)
        if found.state not in READ:
            raise NotFoundError("That letter")
        written = as_text(work, found)
    return Response(
        written,
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="letter.txt"'},
    )


def as_text(work: Work, letter: Letter) -> str:
    """The words of a letter, paragraph by paragraph."""
    zone = ZoneInfo(work.get(Candidate, letter.candidate_id).zone)
    day = letter.released_at.astimezone(zone)
    how = "Worded with the help of software and checked" if letter.machine_worded else "Written and checked"
    colophon = f"{how} by {letter.approved_by} at {work.agency.name}, {day.day} {day:%B %Y}."
    return "\n\n".join([letter.subject, *(paragraph(item) for item in letter.items), colophon]) + "\n"


def paragraph(item: LetterItem) -> str:
    """One paragraph, and beneath it what to try next."""
    return "\n\n".join(parts(item))


def parts(item: LetterItem) -> list[str]:
    """What a paragraph says and, under its name, what to try next."""
    return [item.text, *([f"What to try next: {item.next_step}"] if item.next_step else [])]
