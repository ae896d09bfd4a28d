"""Coverage: the chain as figures, the interviews behind each of them, and both as files."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from relay.hall.policy import staff_only
from relay.hall.units import open_look
from relay.portal.manager.export import as_csv, figures_rows, interview_rows
from relay.portal.manager.filters import Filters, read_filters
from relay.portal.manager.words import (
    HELPFUL_LABELS,
    LOOP_LABELS,
    RUNG_LABELS,
    STEP_LABELS,
    acted_headline,
    full,
    headline,
    listed,
    period_in_words,
    week_label,
)
from relay.reports.behind import ANSWERS, Which, behind, choices
from relay.reports.coverage import coverage
from relay.reports.trails import Step
from relay.vocabulary import Role

blueprint = Blueprint("coverage", __name__, url_prefix="/coverage")
PAGE = 50
LONGEST_WAITING = 8


@blueprint.get("")
@staff_only(Role.MANAGER, Role.ADMINISTRATOR)
def show() -> ResponseReturnValue:
    """The chain, and by client, recruiter and week; who waits longest."""
    filters = read_filters()
    if filters.errors:
        return refused(filters)
    with open_look() as work:
        found = coverage(work, filters.scope, filters.at)
        waiting = behind(work, filters.scope, Which.WAITING, filters.at, most=LONGEST_WAITING)
        offered = choices(work)
    relayed = found.whole.of(Step.RELAYED)
    return render_template(
        "manager/coverage.html",
        nav="coverage",
        filters=filters,
        found=found,
        waiting=waiting,
        choices=offered,
        answers=ANSWERS,
        acted_headline=acted_headline(found.whole.of(Step.ACTED).count, relayed.count),
        headline=headline(relayed.count, found.whole.held, period_in_words(filters)),
        **naming(filters),
    )


@blueprint.get("/interviews")
@staff_only(Role.MANAGER, Role.ADMINISTRATOR)
def interviews() -> ResponseReturnValue:
    """Exactly the interviews behind one figure."""
    filters = read_filters()
    if filters.errors:
        return refused(filters)
    which, without, first = asked()
    with open_look() as work:
        found = behind(work, filters.scope, which, filters.at, without=without, first=first, most=PAGE)
    return render_template(
        "manager/interviews.html",
        nav="coverage",
        filters=filters,
        found=found,
        which=which,
        without=without,
        first=first,
        page=PAGE,
        title=listed(found.total, which, without=without),
        **naming(filters),
    )


@blueprint.get("/figures.csv")
@staff_only(Role.MANAGER, Role.ADMINISTRATOR)
def figures_file() -> ResponseReturnValue:
    """The figures for a spreadsheet."""
    filters = read_filters()
    if filters.errors:
        return refused(filters)
    with open_look() as work:
        return as_csv("coverage.csv", figures_rows(coverage(work, filters.scope, filters.at)))


@blueprint.get("/interviews.csv")
@staff_only(Role.MANAGER, Role.ADMINISTRATOR)
def interviews_file() -> ResponseReturnValue:
    """The interviews behind one figure for a spreadsheet, all of them."""
    filters = read_filters()
    if filters.errors:
        return refused(filters)
    which, without, _ = asked()
    with open_look() as work:
        found = behind(work, filters.scope, which, filters.at, without=without)
    return as_csv(f"interviews-{which}.csv", interview_rows(found.lines))


def asked() -> tuple[Which, bool, int]:
    """Which figure the address asks about, whether turned round, and from which place on."""
    try:
        which = Which(request.args.get("step", Which.INTERVIEW))
    except ValueError:
        abort(404)
    first = request.args.get("first", "0")
    place = int(first) if first.isascii() and first.isdigit() and len(first) < 8 else 0
    return which, request.args.get("without") == "yes", place


def refused(filters: Filters) -> ResponseReturnValue:
    """The filters again, with what is wrong beside its field, and no figures that would answer another question."""
    with open_look() as work:
        offered = choices(work)
    return render_template(
        "manager/refused.html", nav="coverage", filters=filters, choices=offered, **naming(filters)
    ), 422


def naming(filters: Filters) -> dict[str, object]:
    """The words that the templates share."""
    return {
        "labels": STEP_LABELS,
        "steps": tuple(Step),
        "rung_labels": RUNG_LABELS,
        "helpful_labels": HELPFUL_LABELS,
        "loop_labels": LOOP_LABELS,
        "week_label": week_label,
        "as_of": full(filters.as_of) if filters.as_of else None,
        "period": period_in_words(filters),
    }
