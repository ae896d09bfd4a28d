"""Questions: what a candidate asked, beside the letter they asked it about, and the answer."""

from uuid import UUID

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue

from relay.domain.letter import Letter, LetterItem
from relay.domain.question import Question
from relay.hall.forms import Form
from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_look
from relay.hall.visitors import visitor
from relay.journey.answering import LONGEST_QUESTION, answer_question
from relay.store.material import load_interview
from relay.store.work import Work
from relay.vocabulary import QuestionKind, Role

blueprint = Blueprint("questions", __name__)
KINDS = {
    "meaning": "Asks what something means",
    "fact": "Says a fact is wrong",
    "fairness": "Raises a concern about fairness",
}


@blueprint.get("/questions/<uuid:question_id>")
@everyone_on_staff
def show(question_id: UUID) -> ResponseReturnValue:
    """The question."""
    return draw(question_id, Form())


def draw(question_id: UUID, form: Form) -> str:
    """The page, with what was typed and what is wrong with it."""
    with open_look() as work:
        question = work.get(Question, question_id)
        item = work.get(LetterItem, question.letter_item_id) if question.letter_item_id else None
        return render_template(
            "desk/question.html",
            nav="today",
            question=question,
            interview=load_interview(work, question.interview_id),
            letter=work.get(Letter, question.letter_id),
            item=item,
            kind=KINDS[question.kind],
            may_answer=question.kind is not QuestionKind.FAIRNESS or visitor().staff.role is Role.MANAGER,
            late=question.due_at is not None and question.due_at < work.now,
            form=form,
            errors=form.errors,
        )


@blueprint.post("/questions/<uuid:question_id>/answer")
@everyone_on_staff
def answer(question_id: UUID) -> ResponseReturnValue:
    """Answer it, by name; the guard's objection lands beside the field."""
    form = Form()
    text = form.text("text", longest=LONGEST_QUESTION)

    def act(work: Work) -> str:
        question = answer_question(work, question_id, text=text)
        return url_for("interview.show", interview_id=question.interview_id)

    answered = form.submit(act, lambda: draw(question_id, form))
    if not form.errors:
        flash("Answered. They get a notice that an answer waits.", "good")
    return answered
