"""Release: approving what is shown, holding it, sending it back, and taking it out again."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from relay.domain.candidate import Candidate
from relay.domain.errors import StaleError
from relay.domain.instant import at_wall
from relay.domain.interview import Interview
from relay.domain.message import Message, MessageVersion
from relay.hall.forms import Form
from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_look
from relay.journey.relaying import withdraw_letter
from relay.journey.reviewing import (
    Wording,
    amend_message,
    approve_message,
    hold_message,
    recall_approval,
    send_back_message,
)
from relay.portal.desk.review import as_stored, draw_again
from relay.portal.desk.wording import MOST_VERSIONS, review_of, said
from relay.store.wordings import find_version
from relay.store.work import Work

blueprint = Blueprint("release", __name__)
MORNING = time(9)


@blueprint.post("/messages/<uuid:message_id>/approval")
@everyone_on_staff
def approve(message_id: UUID) -> ResponseReturnValue:
    """Approve the words in the editor and relay them; changed words become a version first, all or nothing."""
    form = Form()
    number = form.number("number", least=0, most=MOST_VERSIONS)
    wording = Wording(form.raw("subject"), as_stored(form.raw("text")), number)

    def act(work: Work) -> str:
        message = work.get(Message, message_id)
        version = worded(work, message, wording, form.raw("text_hash"))
        candidate = work.get(Candidate, work.get(Interview, message.interview_id).candidate_id)
        not_before = next_morning(work.now, candidate.zone) if form.raw("when") == "morning" else None
        approve_message(
            work,
            message_id,
            number=version.number,
            text_hash=version.text_hash,
            not_before=not_before,
            met=form.ticked("met"),
        )
        return review_of(work, message_id)

    later = form.raw("when") == "morning"
    words = (
        "Approved. It goes out tomorrow at 9:00 on their clocks." if later else "Approved, and on its way."
    )
    return said(words, form, form.submit(act, lambda: draw_again(message_id, form)))


def worded(work: Work, message: Message, wording: Wording, text_hash: str) -> MessageVersion:
    """The version that holds exactly what is in the editor: the current one, or a new one.

    Raises StaleError where the current version is not the one that was shown.
    """
    message.expect(wording.number)
    current = find_version(work, message, wording.number)
    if current.text_hash != text_hash:
        raise StaleError
    if (wording.subject.strip(), wording.text) == (current.subject, current.text):
        return current
    return amend_message(work, message.id, wording)


def next_morning(now: datetime, zone: str) -> datetime:
    """Nine o'clock tomorrow on the clocks of `zone`."""
    tomorrow = now.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
    return at_wall(datetime.combine(tomorrow, MORNING), zone)


def decide(message_id: UUID, step: Callable[[Work, Form], object], words: str) -> ResponseReturnValue:
    """Take a step about a message and come back to its review."""
    form = Form()

    def act(work: Work) -> str:
        step(work, form)
        return review_of(work, message_id)

    return said(words, form, form.submit(act, lambda: draw_again(message_id, form)))


@blueprint.post("/messages/<uuid:message_id>/recall")
@everyone_on_staff
def recall(message_id: UUID) -> ResponseReturnValue:
    """Take the approval back while nothing has left."""
    return decide(
        message_id,
        lambda work, form: recall_approval(work, message_id),
        "The approval is taken back. Nothing has gone out.",
    )


@blueprint.post("/messages/<uuid:message_id>/hold")
@everyone_on_staff
def hold(message_id: UUID) -> ResponseReturnValue:
    """Ask a manager to decide about a flagged version."""

    def step(work: Work, form: Form) -> object:
        return hold_message(work, message_id, number=number_in(form), reason=form.raw("reason"))

    return decide(message_id, step, "A manager is asked. It stands on their page of flagged messages.")


@blueprint.post("/messages/<uuid:message_id>/return")
@everyone_on_staff
def send_back(message_id: UUID) -> ResponseReturnValue:
    """Have it worded anew, or the client asked first."""

    def step(work: Work, form: Form) -> object:
        return send_back_message(
            work,
            message_id,
            number=number_in(form),
            reason=form.raw("reason"),
            to_client=form.raw("to") == "client",
        )

    return decide(message_id, step, "Sent back, with your reason.")


@blueprint.get("/messages/<uuid:message_id>/withdrawal")
@everyone_on_staff
def ask_withdrawal(message_id: UUID) -> ResponseReturnValue:
    """What withdrawing does, before it is done: it cannot be undone."""
    with open_look() as work:
        message = work.get(Message, message_id)
        interview = work.get(Interview, message.interview_id)
        return render_template(
            "desk/withdrawal.html",
            nav="interviews",
            message=message,
            interview=interview,
            candidate=work.get(Candidate, interview.candidate_id),
        )


@blueprint.post("/messages/<uuid:message_id>/withdrawal")
@everyone_on_staff
def withdraw(message_id: UUID) -> ResponseReturnValue:
    """Take the letter out of the portal, visibly."""

    def step(work: Work, _form: Form) -> None:
        withdraw_letter(work, message_id)

    return decide(message_id, step, "The letter is withdrawn. The candidate sees that it was, and when.")


def number_in(form: Form) -> int:
    """The version that the person was looking at. Raises StaleError where the form does not say."""
    digits = form.raw("number")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise StaleError
    return int(digits)
