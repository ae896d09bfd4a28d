"""Today: what waits, whose it is, and the one thing to do about each."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from relay.domain.message import MessageState
from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_look
from relay.hall.visitors import visitor
from relay.portal.desk.standing import BEING_READ, NO_FEEDBACK, OVER, SETTLED, WORDED
from relay.reports.today import Row, Waiting, waiting
from relay.vocabulary import Role

blueprint = Blueprint("today", __name__)
MOST_SHOWN = 200

KINDS = {
    Waiting.FEEDBACK: "Waiting for feedback",
    Waiting.REVIEW: "Waiting for review",
    Waiting.QUESTION: "Questions",
    Waiting.THANKS: "Thanks",
    Waiting.NUDGE: "To nudge",
    Waiting.WISH: "Wishes",
    Waiting.NOTICE: "Notices that failed",
}


@dataclass(frozen=True, slots=True)
class Doing:
    """How a row is shown: its state in words, the sign beside it, and the verb of its one action.

    `here` is where a button sends what can be done without leaving the list.
    """

    words: str
    tone: str
    verb: str
    endpoint: str
    here: str = ""


DOINGS = {
    "took_place": Doing(*NO_FEEDBACK, "Capture feedback", "capture.new_note"),
    "scheduled": Doing(*OVER, "Say what happened", "interview.show"),
    "asked": Doing("Asked by link", "going", "Capture feedback", "capture.new_note"),
    "calling": Doing("Will call you", "going", "Capture feedback", "capture.new_note"),
    "escalated": Doing("Nobody there answers", "care", "Decide", "interview.show"),
    "being_read": Doing(*BEING_READ, "Look", "review.show"),
    "drafted": Doing(*WORDED[MessageState.DRAFTED], "Review", "review.show"),
    "flagged": Doing(*WORDED[MessageState.FLAGGED], "Mend", "review.show"),
    "sent_back": Doing(*WORDED[MessageState.SENT_BACK], "Word anew", "review.show"),
    "cleared": Doing(*WORDED[MessageState.CLEARED], "Relay", "review.show"),
    "suggested": Doing("New wording suggested", "going", "Compare", "review.show"),
    "meaning": Doing("Asks what something means", "going", "Answer", "questions.show"),
    "fact": Doing("Corrects a fact", "care", "Answer", "questions.show"),
    "fairness": Doing("Raises fairness", "halt", "Read", "questions.show"),
    "unopened": Doing("Letter not opened", "quiet", "Nudge", "interview.show", "nudges.nudge"),
    "unacknowledged": Doing("Not acknowledged", "quiet", "Nudge", "interview.show", "nudges.nudge"),
    "thanks": Doing("Says thank you", "good", "Pass it on", "thanks.show"),
    "wish": Doing("Asks for feedback", "going", "Decide", "wishes.show"),
}
FAILED = Doing("Notice could not be sent", "halt", "Send again", "interview.show")


@blueprint.get("/today")
@everyone_on_staff
def today() -> ResponseReturnValue:
    """The list, narrowed by what stands in the address."""
    whose, kind = chosen_owner(), chosen_kind()
    with open_look() as work:
        rows = waiting(work, visitor().staff.id if whose == "mine" else None)
        now = work.now
    counts = Counter(row.kind for row in rows)
    shown = [row for row in rows if kind is None or row.kind is kind]
    return render_template(
        "desk/today.html",
        nav="today",
        whose=whose,
        kind=kind,
        kinds=KINDS,
        counts=counts,
        total=len(rows),
        found=len(shown),
        late=sum(row.late(now) for row in shown),
        rows=[shape(row, late=row.late(now)) for row in shown[:MOST_SHOWN]],
    )


def chosen_owner() -> str:
    """Whose work: a recruiter sees their own unless they ask for everyone's."""
    own = visitor().staff.role is Role.RECRUITER
    asked = request.args.get("whose", "mine" if own else "everyone")
    return asked if asked in {"mine", "everyone"} else "mine"


def chosen_kind() -> Waiting | None:
    """Which kind of waiting, or all of them."""
    asked = request.args.get("kind", "")
    return Waiting(asked) if asked in list(Waiting) else None


def shape(row: Row, *, late: bool) -> dict[str, Any]:
    """A row as the template takes it."""
    doing = FAILED if row.kind is Waiting.NOTICE else DOINGS[row.state]
    return {
        "row": row,
        "doing": doing,
        "late": late,
        "settled": SETTLED[row.word],
        "address": address_of(row, doing),
        "here": button_of(row, doing),
    }


def button_of(row: Row, doing: Doing) -> str | None:
    """Where the row's own button sends to, if it has one."""
    return url_for(doing.here, interview_id=row.interview_id) if doing.here else None


def address_of(row: Row, doing: Doing) -> str:
    """Where the row's one action is done."""
    if row.kind is Waiting.QUESTION:
        return url_for(doing.endpoint, question_id=row.record_id)
    if row.kind is Waiting.THANKS:
        return url_for(doing.endpoint, thanks_id=row.record_id)
    if row.kind is Waiting.WISH:
        return url_for(doing.endpoint, wish_id=row.record_id)
    return url_for(doing.endpoint, interview_id=row.interview_id)
