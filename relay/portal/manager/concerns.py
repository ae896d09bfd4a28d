"""Concerns about fairness: what waits for a manager's answer, and the record of what was answered."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from relay.hall.policy import staff_only
from relay.hall.units import open_look
from relay.reports.concerns import answered_concerns, open_concerns
from relay.vocabulary import Role

blueprint = Blueprint("concerns", __name__, url_prefix="/concerns")


@blueprint.get("")
@staff_only(Role.MANAGER)
def show() -> ResponseReturnValue:
    """The list."""
    with open_look() as work:
        waiting, answered, now = open_concerns(work), answered_concerns(work), work.now
    return render_template(
        "manager/concerns.html",
        nav="concerns",
        waiting=waiting,
        answered=answered,
        now=now,
        late=sum(each.late(now) for each in waiting),
    )
