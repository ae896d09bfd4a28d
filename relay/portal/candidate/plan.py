"""The plan: what the candidate took up, how far each thing has come, and lines that are theirs alone."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue

from relay.domain.action import UNDER_WAY, ActionState
from relay.domain.errors import InvalidError
from relay.hall.forms import Form
from relay.hall.policy import candidate_only
from relay.hall.units import open_look
from relay.journey.acting import (
    LONGEST_ACTION,
    commit_to_action,
    find_action,
    move_action,
    reschedule_action,
    share_action,
    unshare_action,
)
from relay.journey.journaling import today
from relay.portal.candidate.diary import as_calendar
from relay.portal.candidate.loops import loops_by_action
from relay.portal.candidate.shelf import actions_of, letters_of, newest_of_each, suggested_day
from relay.store.work import Work

blueprint = Blueprint("plan", __name__)


@blueprint.get("/plan")
@candidate_only
def plan() -> ResponseReturnValue:
    """What is under way, what is done, and what was let go."""
    return draw()


@blueprint.post("/plan/actions")
@candidate_only
def actions() -> ResponseReturnValue:
    """Take up something of one's own."""
    form = Form()
    what, due_on = form.text("what", longest=LONGEST_ACTION), form.day("due_on")
    form.say_what_is_missing(what="Write what you will do.", due_on="Choose a day.")

    def act(work: Work) -> str:
        action = commit_to_action(work, what=what, due_on=due_on)
        return url_for("plan.plan", _anchor=f"action-{action.id}")

    return form.submit(act, lambda: draw(form))


@blueprint.post("/plan/actions/<uuid:action_id>/steps")
@candidate_only
def steps(action_id: UUID) -> ResponseReturnValue:
    """Say how it goes: a step up the ladder, a line to oneself, or both. Letting go is a step too."""
    form = Form()
    state = form.choice("state", ActionState)
    reflection = form.raw("reflection")

    def act(work: Work) -> str:
        if find_action(work, action_id).state is state and not reflection.strip() and form.ticked("noting"):
            raise InvalidError("reflection", "Write a line, or choose how far you have come.")
        move_action(work, action_id, state, reflection)
        return url_for("plan.plan", _anchor=f"action-{action_id}")

    return form.submit(act, lambda: draw(form, action_id))


@blueprint.post("/plan/actions/<uuid:action_id>/day")
@candidate_only
def day(action_id: UUID) -> ResponseReturnValue:
    """Choose another day: plans move, and a day that passed is no failure."""
    form = Form()
    due_on = form.day("due_on")
    form.say_what_is_missing(due_on="Choose a day.")

    def act(work: Work) -> str:
        reschedule_action(work, action_id, due_on)
        return url_for("plan.plan", _anchor=f"action-{action_id}")

    return form.submit(act, lambda: draw(form, action_id))


@blueprint.post("/plan/actions/<uuid:action_id>/sharing")
@candidate_only
def sharing(action_id: UUID) -> ResponseReturnValue:
    """Show the agency what one works on, before the next interview; never a line of reflection."""
    return become(action_id, share_action)


@blueprint.post("/plan/actions/<uuid:action_id>/sharing/withdrawal")
@candidate_only
def sharing_withdrawal(action_id: UUID) -> ResponseReturnValue:
    """Take that back."""
    return become(action_id, unshare_action)


def become(action_id: UUID, step: Callable[[Work, UUID], object]) -> ResponseReturnValue:
    """Take a step that needs nothing but the action, and come back to it."""
    form = Form()

    def act(work: Work) -> str:
        step(work, action_id)
        return url_for("plan.plan", _anchor=f"action-{action_id}")

    return form.submit(act, lambda: draw(form, action_id))


@blueprint.get("/plan/actions/<uuid:action_id>.ics")
@candidate_only
def diary(action_id: UUID) -> ResponseReturnValue:
    """The action for one's own calendar."""
    with open_look() as work:
        written = as_calendar(find_action(work, action_id), work.now)
    return Response(
        written,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="plan.ics"'},
    )


def draw(form: Form | None = None, action_id: UUID | None = None) -> str:
    """The page of the plan, with a form that came back: `action_id` names whose, none is the form for something new."""
    with open_look() as work:
        if action_id is not None:
            find_action(work, action_id)
        mine = actions_of(work)
        errors = dict(form.errors) if form else {}
        return render_template(
            "candidate/plan.html",
            nav="plan",
            under_way=[action for action in mine if action.state in UNDER_WAY],
            done=[action for action in mine if action.state is ActionState.DONE],
            dropped=[action for action in mine if action.state is ActionState.DROPPED],
            letters={letter.interview_id: letter for letter in newest_of_each(letters_of(work))},
            suggested_day=suggested_day(work),
            today=today(work),
            loops=loops_by_action(work),
            values=form.values if form else {},
            errors={
                f"{name}-{action_id}" if name and action_id else name: words for name, words in errors.items()
            },
            returned_to=action_id if form else None,
        )
