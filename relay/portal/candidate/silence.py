"""Silence: what it means where nothing comes, and what can be done: ask for it through the recruiter, or make one's own feedback."""

from uuid import UUID

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from relay.domain.errors import NotFoundError
from relay.domain.interview import Interview
from relay.domain.promise import Promise
from relay.domain.wish import ASPECTS, MOST_ASPECTS
from relay.hall.forms import Form
from relay.hall.policy import candidate_only
from relay.hall.units import open_look
from relay.journey.wishing import LONGEST_LINE, find_wish, make_wish, may_wish, take_back_wish
from relay.portal.candidate.shelf import letters_of, newest_of_each
from relay.store.work import Work
from relay.vocabulary import Competency

blueprint = Blueprint("silence", __name__)

# The aspects as somebody says them of their own interview.
IN_PLAIN_WORDS = {
    Competency.COMMUNICATION: "How I explained things",
    Competency.ANSWER_STRUCTURE: "How I built my answers",
    Competency.EVIDENCE: "My examples and results",
    Competency.TECHNICAL_SKILL: "My technical skills",
    Competency.PROBLEM_SOLVING: "How I solved problems",
    Competency.DOMAIN_KNOWLEDGE: "What I know of the field",
    Competency.EXPERIENCE: "My experience",
    Competency.PREPARATION: "How I had prepared",
    Competency.TEAMWORK: "How I work with others",
    Competency.LEADERSHIP: "How I lead",
    Competency.COMMERCIAL: "My sense of the business",
    Competency.QUESTIONS_ASKED: "The questions I asked",
    Competency.WORK_SAMPLE: "My task or work sample",
}


def find_interview(work: Work, interview_id: UUID) -> Interview:
    """An interview of the candidate who asks. Raises NotFoundError."""
    interview = work.get(Interview, interview_id)
    if interview.candidate_id != work.person_id:
        raise NotFoundError("That interview")
    return interview


@blueprint.get("/silence/<uuid:interview_id>")
@candidate_only
def show(interview_id: UUID) -> ResponseReturnValue:
    """The page on one interview."""
    return draw(interview_id, Form())


@blueprint.post("/silence/<uuid:interview_id>/wish")
@candidate_only
def wish(interview_id: UUID) -> ResponseReturnValue:
    """Name what one would like to hear about; the recruiter sees it."""
    form = Form()
    aspects = form.values.getlist("aspects")
    line = form.line("wish_line", longest=LONGEST_LINE, required=False)

    def act(work: Work) -> str:
        make_wish(work, interview_id, aspects=aspects, line=line)
        return url_for("silence.show", interview_id=interview_id, _anchor="wish")

    return form.submit(act, lambda: draw(interview_id, form))


@blueprint.post("/silence/<uuid:interview_id>/wish/withdrawal")
@candidate_only
def withdrawal(interview_id: UUID) -> ResponseReturnValue:
    """Take it back while nobody has answered it."""
    form = Form()

    def act(work: Work) -> str:
        take_back_wish(work, interview_id)
        return url_for("silence.show", interview_id=interview_id, _anchor="wish")

    return form.submit(act, lambda: draw(interview_id, form))


def draw(interview_id: UUID, form: Form) -> str:
    """The page, with a form that came back."""
    with open_look() as work:
        interview = find_interview(work, interview_id)
        written = {letter.interview_id: letter for letter in newest_of_each(letters_of(work))}
        return render_template(
            "candidate/silence.html",
            nav="letters",
            interview=interview,
            letter=written.get(interview_id),
            promise=work.session.scalars(select(Promise).where(Promise.interview_id == interview_id)).one(),
            wish=find_wish(work, interview_id),
            may_wish=may_wish(work, interview),
            aspects=[(aspect.value, IN_PLAIN_WORDS[aspect]) for aspect in ASPECTS],
            in_plain_words={aspect.value: words for aspect, words in IN_PLAIN_WORDS.items()},
            most_aspects=MOST_ASPECTS,
            longest=LONGEST_LINE,
            values=form.values,
            chosen=form.values.getlist("aspects"),
            errors=form.errors,
        )
