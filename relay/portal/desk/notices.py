"""Notices that no mail server took: had sent again by a person, once the address is mended."""

from uuid import UUID

from flask import Blueprint, flash, url_for
from flask.typing import ResponseReturnValue

from relay.domain.errors import MoveError
from relay.hall.forms import Form
from relay.hall.policy import everyone_on_staff
from relay.journey.delivering import seal_again
from relay.store.work import Work

blueprint = Blueprint("notices", __name__)


@blueprint.post("/notices/<uuid:notice_id>/attempt")
@everyone_on_staff
def try_again(notice_id: UUID) -> ResponseReturnValue:
    """Send it once more, to the address on file by now. Sent twice, it leaves once."""
    form = Form()

    def act(work: Work) -> str:
        notice = seal_again(work, notice_id)
        flash("It is being sent again. If no mail server takes it, it comes back here.", "good")
        return url_for("interview.show", interview_id=notice.interview_id)

    return form.submit(act, lambda: taken_up(form))


def taken_up(form: Form) -> str:
    """Somebody had it sent already, or it reached a mail server in the meantime."""
    raise MoveError(form.errors.get("", "It was taken up already."))
