"""Unsent: what somebody wrote back and keeps for tomorrow. It stands on the letter again, and only its writer sees it."""

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from relay.hall.forms import Form
from relay.hall.policy import candidate_only
from relay.journey.answering import LONGEST_QUESTION, keep_unsent, throw_away_unsent
from relay.portal.candidate.letters import hand_in
from relay.store.work import Work
from relay.vocabulary import QuestionKind

blueprint = Blueprint("unsent", __name__)


@blueprint.post("/letters/<uuid:letter_id>/unsent")
@candidate_only
def keep(letter_id: UUID) -> ResponseReturnValue:
    """Keep the words for another day.

    The button stands in the form that sends, whose one-shot key is left for the sending: keeping twice is keeping once.
    """
    fields = request.form.items(multi=True)
    form = Form(MultiDict([(name, value) for name, value in fields if name != "submission_key"]))
    text = form.text("text", longest=LONGEST_QUESTION)
    item_id = form.id_or_none("letter_item_id")
    edition = form.number_or_none("edition", least=0, most=10**6) or 0
    kind = form.choice("kind", QuestionKind) if form.raw("kind") else None
    form.say_what_is_missing(text="Write what you want to keep.")

    def act(work: Work) -> None:
        keep_unsent(work, letter_id, text=text, edition=edition, kind=kind, letter_item_id=item_id)

    return hand_in(form, letter_id, act, slip="ask", anchor="ask-slip")


@blueprint.post("/letters/<uuid:letter_id>/unsent/removal")
@candidate_only
def throw_away(letter_id: UUID) -> ResponseReturnValue:
    """Throw it away, if it still is what the page showed."""
    form = Form()
    edition = form.number("edition", least=1, most=10**6)

    def act(work: Work) -> None:
        throw_away_unsent(work, letter_id, edition=edition)

    return hand_in(form, letter_id, act, anchor="ask-slip")
