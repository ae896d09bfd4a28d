"""The kit: feedback that one makes oneself, where nobody else gives any. The answers go into one's own journal, what to practise into one's plan."""

from datetime import date
from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from relay.domain.errors import NotFoundError
from relay.hall.forms import Form
from relay.hall.policy import candidate_only
from relay.hall.units import open_look
from relay.journey.acting import LONGEST_ACTION, commit_to_action
from relay.journey.journaling import today, write_entry
from relay.portal.candidate.shelf import suggested_day
from relay.portal.candidate.silence import IN_PLAIN_WORDS, find_interview
from relay.store.work import Work
from relay.vocabulary import Competency

blueprint = Blueprint("kit", __name__)
LONGEST_ANSWER = 2_000

# What is asked, with the words under which the answer is kept.
STEPS = (
    ("kit_asked", "What was asked"),
    ("kit_said", "What I said"),
    ("kit_well", "What went well"),
    ("kit_now", "What I would say now"),
)


@blueprint.get("/kit")
@candidate_only
def kit() -> ResponseReturnValue:
    """The page."""
    return draw(Form())


@blueprint.post("/kit")
@candidate_only
def own_feedback() -> ResponseReturnValue:
    """Write the answers into the journal and put what to practise into the plan: nobody else reads either."""
    form = Form()
    to_practise = bool(form.raw("what").strip())
    about = form.line("about", longest=200, required=False)
    answers = [
        (words, form.text(name, longest=LONGEST_ANSWER, required=False).strip()) for name, words in STEPS
    ]
    if not to_practise and not any(form.raw(name).strip() for name, _ in STEPS):
        form.errors["kit_asked"] = "Answer one of the questions, or write one thing to practise."
    competency = form.choice("competency", Competency) if form.raw("competency") else None
    what = form.text("what", longest=LONGEST_ACTION, required=False)
    # A day is for what is to be practised. Where nothing is, none is asked for, and the one on the page is left alone.
    due_on = form.day("due_on") if to_practise else None
    form.say_what_is_missing(due_on="Choose a day.")

    def act(work: Work) -> str:
        return keep(work, what, due_on, competency, as_lines(about, answers))

    return form.submit(act, lambda: draw(form))


def keep(work: Work, what: str, due_on: date | None, competency: Competency | None, lines: str) -> str:
    """Keep what there is of it. Returns where it stands: in the plan, or where nothing is to be practised, and so by no day, in the journal."""
    entry = write_entry(work, text=lines, day=today(work), prompt=competency) if lines else None
    if due_on is not None:
        action = commit_to_action(work, what=what, due_on=due_on, competency=competency)
        return url_for("plan.plan", _anchor=f"action-{action.id}")
    return url_for("journal.journal", _anchor=f"entry-{entry.id}" if entry else None)


def as_lines(about: str, answers: list[tuple[str, str]]) -> str:
    """The answers in one text, each under its own words; empty where nothing was answered."""
    told = [f"{words}: {answer}" for words, answer in answers if answer]
    return "\n\n".join([about, *told] if about and told else told)


def draw(form: Form) -> str:
    """The page, with what was typed; opened from an interview it names it."""
    with open_look() as work:
        return render_template(
            "candidate/kit.html",
            nav="letters",
            values=form.values,
            errors=form.errors,
            about=form.raw("about") or name_of(work, request.args.get("interview", "")),
            due_on=form.values.get("due_on", suggested_day(work)),
            competencies=[(key.value, words) for key, words in IN_PLAIN_WORDS.items()],
            longest=LONGEST_ANSWER,
        )


def name_of(work: Work, asked: str) -> str:
    """How the interview is called from which the page was opened. Raises NotFoundError for one of somebody else's."""
    if not asked:
        return ""
    try:
        interview = find_interview(work, UUID(asked))
    except ValueError:
        raise NotFoundError("That interview") from None
    return f"{interview.stage[:1].upper()}{interview.stage[1:]} at {interview.job.client.name}, for {interview.job.title}"
