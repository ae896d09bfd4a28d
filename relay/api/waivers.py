"""Waivers over the API: no word is owed on an interview, for a reason that is on record."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from relay.api.door import Shown, expect_version, noun
from relay.api.interviews import InterviewGiven, show
from relay.api.values import Line, Taken
from relay.domain.interview import Interview
from relay.domain.promise import Promise, PromiseState
from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_work
from relay.journey.promising import waive_promise

blueprint = noun("Waivers", "No word is owed, for a reason")


class WaiverTaken(Taken):
    """Why no word is owed. Colleagues read it, the candidate does not."""

    reason = Line(longest=300, required=True)


@blueprint.put("/interviews/<uuid:interview_id>/waiver")
@everyone_on_staff
@blueprint.arguments(WaiverTaken)
@blueprint.response(200, InterviewGiven)
def put_waiver(content: dict[str, Any], interview_id: UUID) -> Shown:
    """Owe no word, and ask nobody any more; where that was so already, nothing happens"""
    with open_work() as work:
        interview = work.get(Interview, interview_id)
        expect_version(interview)
        promise = work.session.scalars(select(Promise).where(Promise.interview_id == interview_id)).one()
        if promise.state is not PromiseState.WAIVED:
            waive_promise(work, interview_id, content["reason"])
        return show(work, interview)
