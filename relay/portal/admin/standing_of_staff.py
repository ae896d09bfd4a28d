"""Whether somebody may come in: deactivation, reactivation, an invitation sent again, a new password."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from relay.domain.staff import Staff
from relay.hall.forms import Form
from relay.hall.policy import staff_only
from relay.journey.staffing import deactivate_staff, invite_again, reactivate_staff, reset_password
from relay.portal.admin.staff import draw_person
from relay.portal.drawn import said
from relay.store.work import Work
from relay.vocabulary import Role

blueprint = Blueprint("standing_of_staff", __name__)
Step = Callable[[Work, UUID], Staff]


@blueprint.post("/staff/<uuid:staff_id>/deactivation")
@staff_only(Role.ADMINISTRATOR)
def deactivate(staff_id: UUID) -> ResponseReturnValue:
    """Keep them out from now on; their next click is refused."""
    return take(staff_id, deactivate_staff, "They are signed out everywhere and cannot come in any more.")


@blueprint.post("/staff/<uuid:staff_id>/reactivation")
@staff_only(Role.ADMINISTRATOR)
def reactivate(staff_id: UUID) -> ResponseReturnValue:
    """Let them in again."""
    return take(staff_id, reactivate_staff, "They may come in again.")


@blueprint.post("/staff/<uuid:staff_id>/invitation")
@staff_only(Role.ADMINISTRATOR)
def invite(staff_id: UUID) -> ResponseReturnValue:
    """Send the invitation again."""
    return take(staff_id, invite_again, "A new invitation is on its way.")


@blueprint.post("/staff/<uuid:staff_id>/password-reset")
@staff_only(Role.ADMINISTRATOR)
def reset(staff_id: UUID) -> ResponseReturnValue:
    """Send them a way to a new password."""
    return take(staff_id, reset_password, "A link to a new password is on its way to them.")


def take(staff_id: UUID, step: Step, words: str) -> ResponseReturnValue:
    """Take a step with a person, and say that it was taken; else show what stands in its way on their page."""
    form = Form()

    def act(work: Work) -> str:
        return url_for("staff.show", staff_id=step(work, staff_id).id)

    return said(form.submit(act, lambda: draw_person(staff_id, errors=form.errors)), words)
