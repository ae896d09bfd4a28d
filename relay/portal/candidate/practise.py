"""Practise: questions for a competency and a kind of job, and a sheet for a friend who plays the interviewer.

What is noted, ticked or recorded while practising stays on the device. These pages may not fetch anything (`PRACTICE_POLICY`),
so that the browser itself holds them to it.
"""

from uuid import UUID

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from relay.domain.errors import NotFoundError
from relay.domain.interview import Interview, InterviewState
from relay.domain.letter import Letter
from relay.hall.policy import candidate_only
from relay.hall.security import PRACTICE_POLICY
from relay.hall.units import open_look
from relay.hall.visitors import visitor
from relay.journey.sharing import shares_of
from relay.portal.candidate.bank import Exercise, Family, exercise, families, family_of, find_family
from relay.portal.candidate.gathering import gather_told
from relay.portal.candidate.shelf import suggested_day
from relay.store.work import Work
from relay.vocabulary import Competency, Kind

blueprint = Blueprint("practise", __name__)


@blueprint.get("/practise")
@candidate_only
def practise() -> ResponseReturnValue:
    """Everything there is to practise: what one's letters speak of first."""
    with open_look() as work:
        mine, linked = spoken_of(work), bool(shares_of(work))
    return render_template(
        "candidate/practise.html",
        nav="practise",
        mine=[exercise(competency) for competency in mine],
        others=[exercise(competency) for competency in Competency if competency not in mine],
        linked=linked,
    )


@blueprint.get("/practise/<competency>")
@candidate_only
def one(competency: str) -> ResponseReturnValue:
    """One competency: questions, a clock, notes, a recording, a list to ask oneself by."""
    found = find_exercise(competency)
    with open_look() as work:
        family = chosen_family(work)
        day = suggested_day(work)
    response = make_response(
        render_template(
            "candidate/exercise.html",
            nav="practise",
            exercise=found,
            family=family,
            kinds=[(kind.key, kind.label) for kind in families()],
            suggested_day=day,
            # Another candidate who uses the same browser does not come upon these notes.
            owner=visitor().candidate.id,
        )
    )
    response.headers["Content-Security-Policy"] = PRACTICE_POLICY
    return response


@blueprint.get("/practise/<competency>/role-play")
@candidate_only
def role_play(competency: str) -> ResponseReturnValue:
    """The sheet for a friend who plays the interviewer, to print or to hand over."""
    found = find_exercise(competency)
    with open_look() as work:
        family = chosen_family(work)
    return render_template("candidate/role_play.html", nav="practise", exercise=found, family=family)


def find_exercise(competency: str) -> Exercise:
    """The exercise that an address names. Raises NotFoundError."""
    try:
        return exercise(Competency(competency))
    except ValueError:
        raise NotFoundError("That page") from None


def chosen_family(work: Work) -> Family | None:
    """The kind of job that was chosen on the page; else that of the next interview, or of the newest letter."""
    asked = request.args.get("kind")
    return find_family(asked) if asked is not None else own_family(work, work.person_id)


def own_family(work: Work, candidate_id: UUID) -> Family | None:
    """The kind of job that a candidate is likely to practise for."""
    ahead = work.one(
        select(Interview)
        .where(
            Interview.candidate_id == candidate_id,
            Interview.state == InterviewState.SCHEDULED,
            Interview.starts_at > work.now,
        )
        .order_by(Interview.starts_at, Interview.id)
        .limit(1)
    )
    if ahead is not None:
        return family_of(ahead.job.title)
    letter = work.one(
        select(Letter)
        .where(Letter.candidate_id == candidate_id)
        .order_by(Letter.released_at.desc(), Letter.id.desc())
        .limit(1)
    )
    return family_of(letter.job_title) if letter is not None else None


def spoken_of(work: Work) -> list[Competency]:
    """The competencies of the letters that were read and stand: what there is to work on first, the newest letter first."""
    newest_first = sorted(gather_told(work), key=lambda told: told.letter.released_at, reverse=True)
    mentions = [mention for told in newest_first for mention in told.mentions]
    first = sorted(mentions, key=lambda mention: mention.kind is not Kind.IMPROVEMENT)
    return list(dict.fromkeys(mention.competency for mention in first))
