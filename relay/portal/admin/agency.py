"""The agency: its name, where its clocks stand, how it speaks, and what it promises."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from relay.domain.calendar import known_countries
from relay.domain.promise import MOST_PROMISE_DAYS
from relay.hall.forms import Form
from relay.hall.policy import staff_only
from relay.hall.units import open_look
from relay.journey.staffing import (
    LONGEST_PAUSE,
    MOST_FAIRNESS_DAYS,
    MOST_GRACE,
    MOST_REMINDERS,
    change_agency,
    set_asking,
    set_fairness,
    set_manner,
    set_quiet,
)
from relay.portal.admin.second_writer import draw_writer
from relay.portal.drawn import drawn, said, seen_version
from relay.portal.zones import zone_options
from relay.store.work import Work
from relay.vocabulary import Role, Tone

blueprint = Blueprint("agency", __name__)
LABELS = {
    "name": "Name",
    "zone": "Time zone",
    "tone": "Tone",
    "promise_days": "Word within",
    "greeting": "Greeting",
    "farewell": "Farewell",
    "quiet_from": "No mail from",
    "quiet_to": "No mail until",
    "fairness_days": "Answer to a concern",
}
ASKING_LABELS = {
    "country": "Public holidays",
    "asks": "Ask by link",
    "remind_every": "Days between mails",
    "reminders": "Reminders",
    "grace_days": "Grace after a miss",
}
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
    version, name, zone = seen_version(form), form.line("name", longest=120), form.zone("zone")
    days = form.number("promise_days", least=1, most=MOST_PROMISE_DAYS)
    fairness = form.number("fairness_days", least=1, most=MOST_FAIRNESS_DAYS)
    tone = form.choice("tone", Tone)

    def act(work: Work) -> str:
        change_agency(work, name=name, zone=zone, tone=tone, promise_days=days, version=version)
        set_manner(work, greeting=form.raw("greeting"), farewell=form.raw("farewell"))
        set_quiet(work, start=form.raw("quiet_from"), end=form.raw("quiet_to"))
        set_fairness(work, fairness)
        return url_for("agency.show")

    return said(form.submit(act, lambda: draw(form)), "Saved. Interviews scheduled from now on follow it.")


@blueprint.post("/agency/asking")
@staff_only(Role.ADMINISTRATOR)
def change_asking() -> ResponseReturnValue:
    """Set how contacts are asked, and what happens when a promise slips."""
    form = Form()
    asks, country, version = form.ticked("asks"), form.raw("country"), seen_version(form)
    reminders = form.number("reminders", least=0, most=MOST_REMINDERS)
    every = form.number("remind_every", least=1, most=LONGEST_PAUSE)
    grace = form.number("grace_days", least=1, most=MOST_GRACE)

    def act(work: Work) -> str:
        set_asking(
            work,
            country=country,
            asks=asks,
            remind_every=every,
            reminders=reminders,
            grace_days=grace,
            version=version,
        )
        return url_for("agency.show", _anchor="asking")

    return said(form.submit(act, lambda: draw(asking=form)), "Saved. What falls due from now on follows it.")


def draw(form: Form | None = None, writer: Form | None = None, asking: Form | None = None) -> str:
    """The form, with what stands or what was typed; beneath it those of asking and of the second writer."""
    with open_look() as work:
        agency = work.agency
        second = draw_writer(work, writer)
    present = {
        "name": agency.name,
        "zone": agency.zone,
        "tone": agency.tone.value,
        "promise_days": str(agency.promise_days),
        "greeting": agency.greeting or "",
        "farewell": agency.farewell or "",
        "quiet_from": agency.quiet_from or "",
        "quiet_to": agency.quiet_to or "",
        "fairness_days": str(agency.fairness_days),
    }
    asked = {
        "country": agency.country or "",
        "asks": "yes" if agency.asks else "",
        "remind_every": str(agency.remind_every),
        "reminders": str(agency.reminders),
        "grace_days": str(agency.grace_days),
    }
    return render_template(
        "admin/agency.html",
        asking=drawn(asking, asked, ASKING_LABELS, agency.version),
        countries=list(known_countries().items()),
        most_reminders=MOST_REMINDERS,
        most_between=LONGEST_PAUSE,
        nav="agency",
        form=drawn(form, present, LABELS, agency.version),
        zones=zone_options(agency.zone),
        tones=TONES,
        most=MOST_PROMISE_DAYS,
        most_fairness=MOST_FAIRNESS_DAYS,
        second=second,
    )
