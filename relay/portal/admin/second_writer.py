"""The second writer's section as the agency's page draws it. The key is written and never shown."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from relay.domain.pen import LONGEST_PATIENCE, DictationOutcome, Pen
from relay.hall.forms import Form
from relay.journey.equipping import MOST_CALLS, MOST_TOKENS
from relay.portal.drawn import DrawnForm, drawn
from relay.store.pens import Spent, find_pen, outcomes_this_month, spent_this_month
from relay.store.work import Work

LABELS = {
    "active": "Second writer",
    "address": "Base address",
    "model": "Model",
    "patience": "Wait at most",
    "most_calls": "Calls a month",
    "most_tokens": "Tokens a month",
}
NEVER_SHOWN = {"pen_key": "Key"}


@dataclass(frozen=True, slots=True)
class SecondWriter:
    """What the section takes."""

    form: DrawnForm
    on: bool
    has_key: bool
    spent: Spent
    outcomes: Sequence[tuple[DictationOutcome, int]]
    longest: int = LONGEST_PATIENCE
    most_calls: int = MOST_CALLS
    most_tokens: int = MOST_TOKENS


def draw_writer(work: Work, form: Form | None) -> SecondWriter:
    """The section, with what stands or what was typed."""
    pen = find_pen(work) or Pen(agency_id=work.agency_id)
    present = {
        "active": "yes" if pen.active else "",
        "address": pen.address,
        "model": pen.model,
        "patience": str(pen.patience),
        "most_calls": str(pen.most_calls),
        "most_tokens": str(pen.most_tokens),
    }
    made = drawn(form, present, LABELS, pen.version)
    return SecondWriter(
        replace(made, labels=LABELS | NEVER_SHOWN),
        on=pen.active,
        has_key=pen.sealed_key is not None,
        spent=spent_this_month(work),
        outcomes=outcomes_this_month(work),
    )
