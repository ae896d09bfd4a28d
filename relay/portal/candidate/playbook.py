"""The playbook: strengths to bring to the next interview, and what comes up again, out of the letters one has opened."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from relay.hall.policy import candidate_only
from relay.hall.units import open_look
from relay.portal.candidate.gathering import gather_told
from relay.portal.candidate.patterns import patterns, strengths
from relay.portal.candidate.progress import FRAME, tracks

blueprint = Blueprint("playbook", __name__)


@blueprint.get("/playbook")
@candidate_only
def playbook() -> ResponseReturnValue:
    """Strengths in the words of the letters, patterns across interviews, and how each thing went from one to the next."""
    with open_look() as work:
        told = gather_told(work)
        return render_template(
            "candidate/playbook.html",
            nav="playbook",
            told=told,
            strengths=strengths(told),
            patterns=patterns(told),
            tracks=tracks(told),
            held={one.letter.id: one.held_at for one in told},
            frame=FRAME,
        )
