"""The filters of the coverage pages: they stand in the address, so that a figure can be sent to somebody else."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import request

from relay.hall.forms import Form
from relay.hall.house import house
from relay.hall.visitors import visitor
from relay.reports.trails import Scope, midnight

NAMES = ("from", "to", "client", "recruiter", "job", "as_of")
WEEKS = 12


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for: the scope, the moment, what was typed and what is wrong with it."""

    scope: Scope
    as_of: date | None
    at: datetime | None
    typed: dict[str, str]
    errors: dict[str, str]
    usual: bool

    def address(self, **changes: object) -> dict[str, str]:
        """The filters for another address; a change of None leaves one out."""
        values: dict[str, object] = {**self.typed, **changes}
        return {name: str(value) for name, value in values.items() if value is not None}

    def week(self, monday: date) -> dict[str, str]:
        """The filters for the part of one week that lies in scope."""
        sunday = monday + timedelta(days=6)
        first = max(monday, self.scope.first) if self.scope.first else monday
        last = min(sunday, self.scope.last) if self.scope.last else sunday
        return {"from": first.isoformat(), "to": last.isoformat()}


def read_filters() -> Filters:
    """The filters of this request. Without any, the last twelve weeks, which are what a manager comes to see."""
    zone = visitor().signed_in.agency_zone
    today = house().store.now().astimezone(ZoneInfo(zone)).date()
    usual = not any(name in request.args for name in NAMES)
    typed = usual_period(today) if usual else {name: request.args.get(name, "").strip() for name in NAMES}
    form = Form(request.args)
    first, last = day(form, "from", typed), day(form, "to", typed)
    if first and last and last < first:
        form.errors["to"] = "Choose a day that is not before the first one."
    as_of = day(form, "as_of", typed)
    scope = Scope(
        first=first,
        last=last,
        client_id=form.id_or_none("client"),
        recruiter_id=form.id_or_none("recruiter"),
        job_id=form.id_or_none("job"),
    )
    at = midnight(as_of + timedelta(days=1), zone) if as_of else None
    return Filters(scope, as_of, at, typed, form.errors, usual)


def usual_period(today: date) -> dict[str, str]:
    """This week and the eleven before it."""
    monday = today - timedelta(days=today.weekday())
    first = monday - timedelta(weeks=WEEKS - 1)
    return dict.fromkeys(NAMES, "") | {"from": first.isoformat(), "to": today.isoformat()}


def day(form: Form, name: str, typed: dict[str, str]) -> date | None:
    """A day that may be left out, in the years that the product knows."""
    value = typed[name]
    if not value:
        return None
    try:
        found = date.fromisoformat(value)
    except ValueError:
        found = date.min
    if not 2000 <= found.year <= 2100:
        form.errors[name] = "Enter a date, such as 24 November 2026."
        return None
    return found
