"""Coverage over the API: the figures, and the interviews behind each of them."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from marshmallow import fields

from relay.api.door import noun
from relay.api.values import Day, Given, Id, Moment, Taken, Whole
from relay.domain.promise import PromiseState
from relay.hall.policy import staff_only
from relay.hall.units import open_look
from relay.reports.behind import Line, Which, behind
from relay.reports.coverage import Coverage, Part, coverage
from relay.reports.figures import Figures
from relay.reports.trails import Rung, Scope, Step
from relay.vocabulary import Helpful, LoopOutcome, Role

blueprint = noun(
    "Coverage", "How far the feedback on interviews came. It counts interviews, and scores nobody"
)
MOST = 500


class CoverageAsked(Taken):
    """Which interviews, by the day they began on the agency's clocks (both included), and as it stood when."""

    first = Day(data_key="from")
    last = Day(data_key="to")
    client_id = Id()
    recruiter_id = Id()
    job_id = Id()
    at = Moment()


class InterviewsAsked(CoverageAsked):
    """Which figure, turned round or not, and which part of its list."""

    step = fields.Enum(Which, by_value=True, load_default=Which.INTERVIEW)
    without = fields.Enum(Step, by_value=True)
    offset = Whole(least=0, most=10_000_000, digits=True, load_default=0)
    limit = Whole(least=1, most=MOST, digits=True, load_default=100)


class StepGiven(Given):
    """One step; times are medians in seconds."""

    step = fields.Enum(Step, by_value=True)
    count = fields.Integer()
    share = fields.Float(allow_none=True)
    seconds_after_previous = fields.Float(allow_none=True)
    seconds_after_interview = fields.Float(allow_none=True)


class PromisesGiven(Given):
    """What became of the promises."""

    kept = fields.Integer()
    missed = fields.Integer()
    open = fields.Integer()
    waived = fields.Integer()


class RungGiven(Given):
    """One rung: interviews from whose letter something came at least this far; `share` is of those with a letter."""

    rung = fields.Enum(Rung, by_value=True)
    count = fields.Integer()
    share = fields.Float(allow_none=True)


class OutcomesGiven(Given):
    """What came of the letters: how far what was taken up came, whether they helped, and what a later letter says of it."""

    ladder = fields.List(fields.Nested(RungGiven))
    helpful = fields.Dict(keys=fields.Enum(Helpful, by_value=True), values=fields.Integer())
    loop = fields.Dict(keys=fields.Enum(LoopOutcome, by_value=True), values=fields.Integer())


class FiguresGiven(Given):
    """The chain for one set of interviews."""

    steps = fields.List(fields.Nested(StepGiven))
    promises = fields.Nested(PromisesGiven)
    waiting = fields.Integer()
    outcomes = fields.Nested(OutcomesGiven)


class PartGiven(FiguresGiven):
    """The chain for one client, recruiter or week; the key of a week is its Monday."""

    key = fields.String()
    label = fields.String()


class CoverageGiven(FiguresGiven):
    """The chain as a whole and in parts."""

    at = Moment()
    unconfirmed = fields.Integer()
    by_client = fields.List(fields.Nested(PartGiven))
    by_recruiter = fields.List(fields.Nested(PartGiven))
    by_week = fields.List(fields.Nested(PartGiven))


class TrailGiven(Given):
    """One interview, and when each step was reached."""

    interview_id = fields.UUID()
    client_id = fields.UUID()
    recruiter_id = fields.UUID()
    stage = fields.String()
    starts_at = Moment()
    due_at = Moment()
    promise = fields.Enum(PromiseState, by_value=True)
    reached = fields.Dict(keys=fields.Enum(Step, by_value=True), values=Moment())
    rungs = fields.Dict(keys=fields.Enum(Rung, by_value=True), values=Moment())
    helpful = fields.Enum(Helpful, by_value=True, allow_none=True)
    loop = fields.Enum(LoopOutcome, by_value=True, allow_none=True)


class TrailsGiven(Given):
    """A part of the interviews behind a figure."""

    items = fields.List(fields.Nested(TrailGiven))
    total = fields.Integer()
    at = Moment()


def scope_of(asked: dict[str, Any]) -> Scope:
    """Which interviews the address asks about."""
    names = ("first", "last", "client_id", "recruiter_id", "job_id")
    return Scope(**{name: asked.get(name) for name in names})


def seconds(time: timedelta | None) -> float | None:
    """A time as a number."""
    return None if time is None else time.total_seconds()


def shown(figures: Figures) -> dict[str, Any]:
    """The chain as JSON values."""
    return {
        "steps": [
            {
                "step": each.step,
                "count": each.count,
                "share": each.share,
                "seconds_after_previous": seconds(each.after_previous),
                "seconds_after_interview": seconds(each.after_interview),
            }
            for each in figures.steps
        ],
        "promises": asdict(figures.promises),
        "waiting": figures.waiting,
        "outcomes": {
            "ladder": [asdict(each) for each in figures.outcomes.ladder],
            "helpful": figures.outcomes.helpful,
            "loop": figures.outcomes.loop,
        },
    }


def shown_part(part: Part) -> dict[str, Any]:
    """The chain of a client, recruiter or week."""
    return shown(part.figures) | {"key": str(part.key), "label": part.label}


def shown_coverage(found: Coverage) -> dict[str, Any]:
    """The whole answer."""
    return shown(found.whole) | {
        "at": found.at,
        "unconfirmed": found.unconfirmed,
        "by_client": [shown_part(part) for part in found.by_client],
        "by_recruiter": [shown_part(part) for part in found.by_recruiter],
        "by_week": [shown_part(part) for part in found.by_week],
    }


def shown_trail(line: Line) -> dict[str, Any]:
    """One interview of a list, without its candidate's name."""
    names = (
        "interview_id",
        "client_id",
        "recruiter_id",
        "starts_at",
        "due_at",
        "promise",
        "reached",
        "rungs",
    )
    after = line.trail.after
    return {name: getattr(line.trail, name) for name in names} | {
        "stage": line.stage,
        "helpful": after.helpful,
        "loop": after.outcome,
    }


@blueprint.get("/coverage")
@staff_only(Role.MANAGER, Role.ADMINISTRATOR)
@blueprint.arguments(CoverageAsked, location="query")
@blueprint.response(200, CoverageGiven)
def get_coverage(asked: dict[str, Any]) -> dict[str, Any]:
    """The chain from interview to action, now or at a moment past"""
    with open_look() as work:
        return shown_coverage(coverage(work, scope_of(asked), asked.get("at")))


@blueprint.get("/coverage/interviews")
@staff_only(Role.MANAGER, Role.ADMINISTRATOR)
@blueprint.arguments(InterviewsAsked, location="query")
@blueprint.response(200, TrailsGiven)
def get_interviews(asked: dict[str, Any]) -> dict[str, Any]:
    """Exactly the interviews behind a figure: those that reached `step`, or, held, have not reached `without`"""
    turned = asked.get("without")
    with open_look() as work:
        found = behind(
            work,
            scope_of(asked),
            Which(turned) if turned else asked["step"],
            asked.get("at"),
            without=turned is not None,
            first=asked["offset"],
            most=asked["limit"],
        )
    return {"items": [shown_trail(line) for line in found.lines], "total": found.total, "at": found.at}
