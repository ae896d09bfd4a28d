"""Chapters of the record about their interviews: when they were, by when word was promised, how they went, what they asked to hear."""

from datetime import datetime

from sqlalchemy import select

from relay.domain.interview import Interview
from relay.domain.promise import Promise, PromiseState
from relay.domain.self_view import SelfView
from relay.domain.wish import Wish
from relay.portal.candidate.aspects import MARKS
from relay.portal.candidate.chapters.entry import Entry, about_interview, interviews_of
from relay.portal.candidate.patterns import upper_first
from relay.store.work import Work

STILL_TO_COME = "Still to come"
INTERVIEWS = {
    "scheduled": STILL_TO_COME,
    "took_place": "Took place",
    "cancelled": "Cancelled",
    "no_show": "Did not take place",
}
PROMISES = {"open": "Word is owed", "kept": "Kept", "missed": "Not kept", "waived": "No word is promised"}
WISHES = {
    "waiting": "Not decided yet",
    "passed_on": "Passed on",
    "declined": "Not asked for",
    "taken_back": "You took it back",
}


def interviews(work: Work) -> list[Entry]:
    """Where and when they were or will be interviewed."""
    return [
        {
            "client": interview.job.client.name,
            "role": interview.job.title,
            "stage": upper_first(interview.stage),
            "starts_at": interview.starts_at,
            "ends_at": interview.ends_at,
            "state": INTERVIEWS[interview.state],
        }
        for interview in interviews_of(work)
    ]


def promises(work: Work) -> list[Entry]:
    """By when they were told to expect word, the latest first."""
    known = {interview.id: interview for interview in interviews_of(work)}
    found = work.all(
        select(Promise)
        .where(Promise.interview_id.in_(list(known)))
        .order_by(Promise.due_at.desc(), Promise.id)
    )
    return [
        {
            "about": about_interview(known[promise.interview_id]),
            "interview_at": known[promise.interview_id].starts_at,
            "word_by": promise.due_at,
            "state": how_it_stands(promise, known[promise.interview_id], work.now),
            "new_time": promise.new_due_at,
        }
        for promise in found
    ]


def how_it_stands(promise: Promise, interview: Interview, now: datetime) -> str:
    """How a promise of word stands. Nobody owes word on an interview that is still ahead."""
    if promise.state is PromiseState.OPEN and interview.starts_at > now:
        return STILL_TO_COME
    return PROMISES[promise.state]


def views(work: Work) -> list[Entry]:
    """How their interviews went in their own eyes."""
    about = {interview.id: about_interview(interview) for interview in interviews_of(work)}
    found = work.all(
        select(SelfView).where(SelfView.candidate_id == work.person_id).order_by(SelfView.written_at)
    )
    return [
        {
            "about": about.get(view.interview_id),
            "marks": [f"{mark.competency.label}: {MARKS[mark.mark].lower()}" for mark in view.marks],
            "text": view.words,
            "written_at": view.written_at,
        }
        for view in found
        if view.told
    ]


def wishes(work: Work) -> list[Entry]:
    """What they would have liked to hear about, and what became of it."""
    about = {interview.id: about_interview(interview) for interview in interviews_of(work)}
    found = work.all(select(Wish).where(Wish.candidate_id == work.person_id).order_by(Wish.wished_at))
    return [
        {
            "about": about.get(wish.interview_id),
            "aspects": wish.labels,
            "text": wish.line,
            "written_at": wish.wished_at,
            "outcome": WISHES[wish.state.value],
            "answer": wish.declined_because,
            "answered_by": wish.decided_by_name,
        }
        for wish in found
    ]
