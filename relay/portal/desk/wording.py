"""Wording: saving what was typed, taking up or setting aside what was suggested."""

from uuid import UUID

from flask import Blueprint, flash, url_for
from flask.typing import ResponseReturnValue

from relay.domain.message import Message
from relay.hall.forms import Form
from relay.hall.policy import everyone_on_staff
from relay.journey.reviewing import (
    Wording,
    adopt_suggestion,
    amend_message,
    dismiss_suggestion,
)
from relay.portal.desk.review import draw_again
from relay.store.work import Work

blueprint = Blueprint("wording", __name__)
MOST_VERSIONS = 10**6


@blueprint.post("/messages/<uuid:message_id>/versions")
@everyone_on_staff
def save_version(message_id: UUID) -> ResponseReturnValue:
    """Keep the wording as a new version."""
    form = Form()
    number = form.number("number", least=0, most=MOST_VERSIONS)
    wording = Wording(form.raw("subject"), form.raw("text"), number)

    def act(work: Work) -> str:
        amend_message(work, message_id, wording)
        return review_of(work, message_id)

    return said("Saved as a new version.", form, form.submit(act, lambda: draw_again(message_id, form)))


@blueprint.post("/messages/<uuid:message_id>/adoption")
@everyone_on_staff
def adopt(message_id: UUID) -> ResponseReturnValue:
    """Make the suggested wording the current one."""
    form = Form()
    number = form.number("suggested", least=1, most=MOST_VERSIONS)

    def act(work: Work) -> str:
        adopt_suggestion(work, message_id, number)
        return review_of(work, message_id)

    words = "The suggestion is the wording now. The one before it stays in the history."
    return said(words, form, form.submit(act, lambda: draw_again(message_id, form)))


@blueprint.post("/messages/<uuid:message_id>/dismissal")
@everyone_on_staff
def dismiss(message_id: UUID) -> ResponseReturnValue:
    """Set the suggested wording aside."""
    form = Form()
    number = form.number("suggested", least=1, most=MOST_VERSIONS)

    def act(work: Work) -> str:
        dismiss_suggestion(work, message_id, number)
        return review_of(work, message_id)

    words = "The suggestion is set aside. It stays in the history."
    return said(words, form, form.submit(act, lambda: draw_again(message_id, form)))


def said(words: str, form: Form, answer: ResponseReturnValue) -> ResponseReturnValue:
    """The answer, with a word about what was done where the form was taken."""
    if not form.errors:
        flash(words, "good")
    return answer


def review_of(work: Work, message_id: UUID) -> str:
    """Where a message is reviewed."""
    return url_for("review.show", interview_id=work.get(Message, message_id).interview_id)
