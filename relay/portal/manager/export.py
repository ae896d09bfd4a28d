"""Exports: the same figures for a spreadsheet, which must never take a name for a formula.

Candidates' names stay out: exports travel to clients and reviews, and each line has the interview's id to look it up by.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime

from flask import Response

from relay.hall.times import iso
from relay.portal.manager.words import HELPFUL_LABELS, LOOP_LABELS, RUNG_LABELS, STEP_LABELS
from relay.reports.behind import Line
from relay.reports.coverage import Coverage, Part
from relay.reports.figures import Figures
from relay.reports.trails import Step

# What a spreadsheet may read as the start of a formula (OWASP, CSV injection).
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
Cell = str | int | float | None


def as_cell(value: Cell) -> str:
    """A cell as text; an apostrophe goes before what could be read as a formula."""
    if value is None:
        return ""
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(DANGEROUS) else text


def as_csv(name: str, rows: Iterable[Sequence[Cell]]) -> Response:
    """Rows as a file (RFC 4180), with the mark by which spreadsheets know UTF-8."""
    text = io.StringIO()
    csv.writer(text).writerows([as_cell(value) for value in row] for row in rows)
    answer = Response(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def figures_rows(found: Coverage) -> list[list[Cell]]:
    """The chain as a whole and by client, recruiter and week, one line each."""
    head: list[Cell] = ["by", "name"]
    head += [label.lower() for label in STEP_LABELS.values()]
    head += [f"{STEP_LABELS[step].lower()} share" for step in Step if step is not Step.INTERVIEW]
    head += ["median hours to letter", "promises kept", "promises missed", "waiting"]
    head += [label.lower() for label in RUNG_LABELS.values()]
    head += [label.lower() for label in HELPFUL_LABELS.values()]
    head += [f"later letter: {label.lower()}" for label in LOOP_LABELS.values()]
    groups: tuple[tuple[str, Sequence[Part]], ...] = (
        ("client", found.by_client),
        ("recruiter", found.by_recruiter),
        ("week", found.by_week),
    )
    rows = [head, ["all", "", *figures_cells(found.whole)]]
    rows += [[by, part.label, *figures_cells(part.figures)] for by, parts in groups for part in parts]
    return rows


def figures_cells(figures: Figures) -> list[Cell]:
    """One line's figures."""
    to_letter = figures.of(Step.RELAYED).after_interview
    return [
        *(each.count for each in figures.steps),
        *(None if each.share is None else round(each.share, 4) for each in figures.steps[1:]),
        None if to_letter is None else round(to_letter.total_seconds() / 3600, 2),
        figures.promises.kept,
        figures.promises.missed,
        figures.waiting,
        *(each.count for each in figures.outcomes.ladder),
        *(figures.outcomes.helpful[helpful] for helpful in HELPFUL_LABELS),
        *(figures.outcomes.loop[outcome] for outcome in LOOP_LABELS),
    ]


def interview_rows(lines: Iterable[Line]) -> list[list[Cell]]:
    """One line per interview: whose it is, and the instant (UTC) of each step."""
    head: list[Cell] = ["interview", "client", "job", "stage", "recruiter", "began", "promised by", "promise"]
    head += ["ended" if step is Step.INTERVIEW else label.lower() for step, label in STEP_LABELS.items()]
    head += [*(label.lower() for label in RUNG_LABELS.values()), "helpful", "later letter"]
    return [head, *([*interview_cells(line)] for line in lines)]


def interview_cells(line: Line) -> list[Cell]:
    """One interview's line."""
    trail = line.trail
    return [
        str(trail.interview_id),
        line.client,
        line.job,
        line.stage,
        line.recruiter,
        iso(trail.starts_at),
        iso(trail.due_at),
        trail.promise.value,
        *(moment(trail.ends_at if step is Step.INTERVIEW else trail.reached.get(step)) for step in Step),
        *(moment(trail.rungs.get(rung)) for rung in RUNG_LABELS),
        trail.after.helpful.value if trail.after.helpful else None,
        trail.after.outcome.value if trail.after.outcome else None,
    ]


def moment(at: datetime | None) -> str | None:
    """An instant, if there is one."""
    return iso(at) if at else None
