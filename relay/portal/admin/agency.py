"""The agency: its name, where its clocks stand, how it speaks, and what it promises."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from relay.domain.promise import MOST_PROMISE_DAYS
from relay.hall.forms import Form
from relay.hall.policy import staff_only
from relay.hall.units import open_look
from relay.journey.staffing import change_agency
from relay.portal.admin.second_writer import draw_writer
from relay.portal.drawn import drawn, said, seen_version
from relay.portal.zones import zone_options
from relay.store.work import Work
from relay.vocabulary import Role, Tone

blueprint = Blueprint("agency", __name__)
LABELS = {"name": "Name", "zone": "Time zone", "tone": "Tone", "promise_days": "Word within"}
TONES = (
    ("warm", "Warm", "From “Hi Priya” to “All the best”."),
    ("plain", "Plain", "From “Hello Priya” to “Regards”."),
    ("formal", "Formal", "From “Dear Priya” to “Yours sincerely”."),
)


@blueprint.get("/agency")
@staff_only(Role.ADMINISTRATOR)
def show() -> ResponseReturnValue:
    """The form."""
    return draw()


@blueprint.post("/agency")
@staff_only(Role.ADMINISTRATOR)
def change() -> ResponseReturnValue:
    """Set it."""
    form = Form()
    name, zone, tone = form.line("name", longest=120), form.zone("zone"), form.choice("tone", Tone)
    days, version = form.number("promise_days", least=1, most=MOST_PROMISE_DAYS), seen_version(form)

    def act(work: Work) -> str:
        change_agency(work, name=name, zone=zone, tone=tone, promise_days=days, version=version)
        return url_for("agency.show")

    return said(form.submit(act, lambda: draw(form)), "Saved. Interviews scheduled from now on follow it.")


def draw(form: Form | None = None, writer: Form | None = None) -> str:
    """The form, with what stands or what was typed; beneath it the second writer's."""
    with open_look() as work:
        agency = work.agency
        second = draw_writer(work, writer)
    present = {
        "name": agency.name,
        "zone": agency.zone,
        "tone": agency.tone.value,
        "promise_days": str(agency.promise_days),
    }
    return render_template(
        "admin/agency.html",
        nav="agency",
        form=drawn(form, present, LABELS, agency.version),
        zones=zone_options(agency.zone),
        tones=TONES,
        most=MOST_PROMISE_DAYS,
        second=second,
    )
