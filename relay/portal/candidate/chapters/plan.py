"""Chapters of the record about what they took up: their plan, what came of it, their lines to themselves, their journal."""

from sqlalchemy import select

from relay.domain.action import Reflection
from relay.domain.journal import JournalEntry
from relay.domain.letter import READ
from relay.domain.loop import Loop
from relay.portal.candidate.chapters.entry import Entry, about_letter
from relay.portal.candidate.shelf import actions_of, letters_of
from relay.store.work import Work

ACTIONS = {
    "planned": "Planned",
    "practised": "Practised",
    "used": "Used in an interview",
    "done": "Done",
    "dropped": "Let go",
}
LATER = {"better": "Named as a strength", "same": "Still to work on", "not_mentioned": "Not mentioned"}


def actions(work: Work) -> list[Entry]:
    """What they took up."""
    return [
        {
            "what": action.what,
            "by": action.due_on,
            "state": ACTIONS[action.state],
            "taken_up_at": action.committed_at,
            "shared_at": action.shared_at,
        }
        for action in actions_of(work)
    ]


def loops(work: Work) -> list[Entry]:
    """What they worked on, and what a later letter says of it."""
    what = {action.id: action.what for action in actions_of(work)}
    about = {letter.id: about_letter(letter) for letter in letters_of(work) if letter.state in READ}
    found = work.all(select(Loop).where(Loop.candidate_id == work.person_id).order_by(Loop.closed_at))
    return [
        {
            "what": what.get(loop.action_id),
            "about": about[loop.letter_id],
            "later": LATER[loop.outcome],
        }
        for loop in found
        if loop.outcome and loop.letter_id in about
    ]


def reflections(work: Work) -> list[Entry]:
    """The lines that they wrote to themselves."""
    what = {action.id: action.what for action in actions_of(work)}
    found = work.all(
        select(Reflection).where(Reflection.action_id.in_(list(what))).order_by(Reflection.written_at)
    )
    return [
        {"about": what[line.action_id], "text": line.text, "written_at": line.written_at} for line in found
    ]


def journal(work: Work) -> list[Entry]:
    """What they wrote down for themselves, with what they took out and could still put back."""
    about = {letter.id: about_letter(letter) for letter in letters_of(work)}
    found = work.all(
        select(JournalEntry)
        .where(JournalEntry.candidate_id == work.person_id)
        .order_by(JournalEntry.day, JournalEntry.written_at)
    )
    return [
        {
            "day": entry.day,
            "about": about.get(entry.letter_id) if entry.letter_id else None,
            "text": entry.text,
            "written_at": entry.written_at,
            "taken_out_at": entry.taken_out_at,
        }
        for entry in found
        if not entry.run_out(work.now)
    ]
