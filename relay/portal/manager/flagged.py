"""Flagged messages: what the guard objects to, and the manager's word on it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from relay.domain.errors import InvalidError
from relay.domain.message import Decision, Message, MessageState, MessageVersion
from relay.hall.forms import Form
from relay.hall.policy import staff_only
from relay.hall.units import open_look
from relay.journey.reviewing import clear_message, send_back_message
from relay.portal.desk.shaping import BREACHES, shape_breaches, shape_preview
from relay.reports.flagged import flagged_messages
from relay.store.material import Gathered, gather
from relay.store.wordings import draft_of, find_version
from relay.store.work import Work
from relay.text.shapes import Breach, Draft
from relay.vocabulary import BreachCode, Role

blueprint = Blueprint("flagged", __name__, url_prefix="/flagged")
TO_DECIDE = (MessageState.FLAGGED, MessageState.HELD)


@blueprint.get("")
@staff_only(Role.MANAGER)
def show() -> ResponseReturnValue:
    """All that wait for a decision."""
    with open_look() as work:
        found = flagged_messages(work)
    return render_template("manager/flagged.html", nav="flagged", found=found, labels=BREACHES)


@blueprint.get("/<uuid:message_id>")
@staff_only(Role.MANAGER)
def one(message_id: UUID) -> ResponseReturnValue:
    """One message: the objections, the sentences concerned, and the letter as the candidate would have it."""
    return draw(message_id, Form())


@blueprint.post("/<uuid:message_id>/decision")
@staff_only(Role.MANAGER)
def decide(message_id: UUID) -> ResponseReturnValue:
    """Allow the version or send it back, with a reason that stays on record."""
    form = Form()
    number = form.number("number", least=1, most=10**6)
    verdict = form.raw("verdict")
    if verdict not in ("allow", "send_back"):
        form.errors["verdict"] = "Choose whether to allow it or to send it back."
    reason = form.text("reason", longest=1000)
    form.say_what_is_missing(reason="Say why.")

    def act(work: Work) -> str:
        step = clear_message if verdict == "allow" else send_back_message
        step(work, message_id, number=number, reason=reason)
        return url_for("flagged.show")

    answer = form.submit(act, lambda: draw(message_id, form))
    if not isinstance(answer, tuple):
        flash(
            "Allowed. The recruiter can relay it now."
            if verdict == "allow"
            else "Sent back to the recruiter."
        )
    return answer


def draw(message_id: UUID, form: Form) -> str:
    """The page of one message, with what was typed where a decision was not taken."""
    with open_look() as work:
        message = work.get(Message, message_id)
        if message.number == 0:
            raise InvalidError("message", "Nothing was worded yet.")
        version = find_version(work, message, message.number)
        gathered = gather(work, message.interview_id)
        return render_template(
            "manager/decide.html",
            nav="flagged",
            message=message,
            version=version,
            interview=gathered.interview,
            decisions=decisions_on(work, message_id),
            to_decide=message.state in TO_DECIDE,
            form=form,
            **shaped(version, gathered),
        )


def decisions_on(work: Work, message_id: UUID) -> list[Decision]:
    """What was decided about its versions so far, the latest first."""
    return list(
        work.all(
            select(Decision)
            .where(Decision.message_id == message_id)
            .options(joinedload(Decision.staff))
            .order_by(Decision.decided_at.desc())
        )
    )


def shaped(version: MessageVersion, gathered: Gathered) -> Mapping[str, Any]:
    """What the guard's panel and the preview take, from the objections that stand in the version's own record."""
    draft = draft_of(version)
    breaches = [Breach(row.code, row.advice, row.sentence, row.key) for row in version.breaches]
    return {
        "breaches": with_reasons(draft, breaches, gathered),
        "paragraphs": shape_preview(draft, breaches, {}, gathered),
    }


def with_reasons(draft: Draft, breaches: list[Breach], gathered: Gathered) -> list[dict[str, Any]]:
    """The objections; one to something withheld says why it is withheld, and never what."""
    reasons = {hidden.key: hidden.reason.label for hidden in gathered.hidden}
    shown = shape_breaches(draft, breaches)
    for row, breach in zip(shown, breaches, strict=True):
        if breach.code is BreachCode.LEAK and breach.key in reasons:
            row["advice"] = f"{row['advice']} Withheld because: {reasons[breach.key].lower()}."
    return shown
