"""The second writer: where it is, its key, and what it may cost."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from relay.domain.pen import LONGEST_PATIENCE
from relay.hall.forms import Form
from relay.hall.house import house
from relay.hall.policy import staff_only
from relay.journey.equipping import MOST_CALLS, MOST_TOKENS, PenForm, change_pen
from relay.portal.admin.agency import draw
from relay.portal.drawn import said, seen_version
from relay.store.work import Work
from relay.vocabulary import Role

blueprint = Blueprint("writer", __name__)


@blueprint.post("/agency/writer")
@staff_only(Role.ADMINISTRATOR)
def change() -> ResponseReturnValue:
    """Set it, switch it on or off."""
    form = Form()
    wanted = PenForm(
        active=form.ticked("active"),
        address=form.line("address", longest=300, required=form.ticked("active")),
        model=form.line("model", longest=200, required=form.ticked("active")),
        patience=form.number("patience", least=1, most=LONGEST_PATIENCE),
        most_calls=form.number("most_calls", least=1, most=MOST_CALLS),
        most_tokens=form.number("most_tokens", least=1, most=MOST_TOKENS - 1),
        key="" if form.ticked("forget_key") else form.raw("pen_key").strip() or None,
    )
    form.say_what_is_missing(address="Say where it is.", model="Say which model to ask for.")
    version = seen_version(form)

    def act(work: Work) -> str:
        change_pen(work, house().secrets, wanted, version=version)
        return url_for("agency.show", _anchor="second-writer")

    who = (
        "The second writer words the next message."
        if wanted.active
        else "The phrasebook words every message."
    )
    return said(form.submit(act, lambda: draw(writer=form)), f"Saved. {who}")
