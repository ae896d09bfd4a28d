"""Corrections: how often the engine was corrected, and in what, over a span of days."""

from datetime import date, timedelta

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from relay.hall.forms import Form
from relay.hall.policy import staff_only
from relay.hall.units import open_look
from relay.hall.visitors import visitor
from relay.portal.manager.filters import day
from relay.reports.corrections import Span, corrections
from relay.reports.trails import midnight
from relay.vocabulary import Role

blueprint = Blueprint("corrections", __name__, url_prefix="/corrections")
MOST_MIXED_UP = 12


@blueprint.get("")
@staff_only(Role.MANAGER, Role.ADMINISTRATOR)
def show() -> ResponseReturnValue:
    """The counts; without days in the address, of all time."""
    form = Form(request.args)
    typed = {name: form.raw(name).strip() for name in ("from", "to")}
    first, last = day(form, "from", typed), day(form, "to", typed)
    if first and last and last < first:
        form.errors["to"] = "Choose a day that is not before the first one."
    with open_look() as work:
        found = None if form.errors else corrections(work, span_of(first, last))
    page = render_template(
        "manager/corrections.html",
        nav="coverage",
        found=found,
        mixed_up=found.mixed_up.most_common(MOST_MIXED_UP) if found else [],
        typed=typed,
        errors=form.errors,
    )
    return page, 422 if form.errors else 200


def span_of(first: date | None, last: date | None) -> Span:
    """Both days included, on the agency's clocks."""
    zone = visitor().signed_in.agency_zone
    return Span(
        midnight(first, zone) if first else None, midnight(last + timedelta(days=1), zone) if last else None
    )
