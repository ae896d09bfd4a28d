"""The chapters of a candidate's record: one list, so that whatever comes to be kept about them gets its place here.

Each gathers entries, and an entry is a few named values. Only what is theirs: letters that were opened and still stand with their
words, any other by its state alone; nothing of what the agency noted, drafted or decided.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from relay.domain.action import Reflection
from relay.domain.candidate import Candidate
from relay.domain.interview import Interview
from relay.domain.journal import JournalEntry
from relay.domain.knock import Challenge
from relay.domain.letter import READ, Letter, LetterState, Receipt
from relay.domain.loop import Loop
from relay.domain.notice import Notice
from relay.domain.post import MailTopic, quiet_hours
from relay.domain.promise import Promise, PromiseState
from relay.domain.question import Question, Unsent
from relay.domain.self_view import SelfView
from relay.domain.thanks import Thanks, ThanksState
from relay.domain.wish import Wish
from relay.journey.choosing import standing_sessions
from relay.journey.sharing import shares_of
from relay.journey.unlocking import passkeys_of
from relay.portal.candidate.aspects import MARKS
from relay.portal.candidate.paper import parts
from relay.portal.candidate.patterns import upper_first
from relay.portal.candidate.shelf import actions_of, letters_of
from relay.portal.candidate.shown import shown
from relay.store.work import Work

# An instant is a date too.
Value = str | date | Sequence[str] | None
Entry = Mapping[str, Value]

STILL_TO_COME = "Still to come"
INTERVIEWS = {
    "scheduled": STILL_TO_COME,
    "took_place": "Took place",
    "cancelled": "Cancelled",
    "no_show": "Did not take place",
}
PROMISES = {"open": "Word is owed", "kept": "Kept", "missed": "Not kept", "waived": "No word is promised"}
LETTERS = {
    "closed": "Waiting for you",
    "opened": "Opened",
    "acknowledged": "Read",
    "superseded": "Replaced by a newer one",
    "withdrawn": "Taken back",
}
QUESTIONS = {"meaning": "What something meant", "fact": "A fact", "fairness": "A concern about fairness"}
ACTIONS = {
    "planned": "Planned",
    "practised": "Practised",
    "used": "Used in an interview",
    "done": "Done",
    "dropped": "Let go",
}
WISHES = {
    "waiting": "Not decided yet",
    "passed_on": "Passed on",
    "declined": "Not asked for",
    "taken_back": "You took it back",
}
HELPFUL = {"yes": "Yes", "partly": "Partly", "no": "No"}
LATER = {"better": "Named as a strength", "same": "Still to work on", "not_mentioned": "Not mentioned"}
# Only these tell anything: one that waits is not read for anybody.
TOPICS = {
    MailTopic.PROMISES: "When I will hear",
    MailTopic.ANSWERS: "Answers",
    MailTopic.REMINDERS: "Reminders",
}
MAILS = {
    "letter_waiting": "A letter waits",
    "letter_changed": "A letter changed",
    "letter_nudged": "A letter is still there",
    "answer_waiting": "An answer waits",
    "interview_promised": "When you will hear",
    "promise_missed": "Word is late",
    "promise_extended": "A new time to hear",
    "action_due": "Something in your plan is due",
    "wish_answered": "What became of a wish",
    "records_merged": "Everything in one place",
    "passkey_added": "A passkey was added",
    "key": "A code to come in",
    "erasure_key": "A code to be erased",
}
SENT = {"sealed": "About to leave", "sent": "Sent", "failed": "Could not be sent", "dropped": "Not sent"}
# What each value is called on the page.
LABELS = {
    "name": "Name",
    "called": "Called",
    "email": "E-mail",
    "time_zone": "Clocks",
    "mails_switched_off": "Mails switched off",
    "hours_without_mail": "Hours without mail",
    "about": "About",
    "client": "With",
    "role": "Role",
    "stage": "Stage",
    "starts_at": "Begins",
    "interview_at": "The interview",
    "ends_at": "Ends",
    "state": "How it stands",
    "word_by": "Word by",
    "new_time": "New time",
    "sent_at": "Sent to you",
    "subject": "Subject",
    "words": "Words",
    "checked_by": "Checked by",
    "opened_at": "You opened it",
    "read_at": "You said that you had read it",
    "in_own_words": "In your own words",
    "helpful": "Was it helpful?",
    "why": "Why",
    "kind": "Kind",
    "text": "What you wrote",
    "asked_at": "You asked",
    "answer": "Answer",
    "answered_at": "Answered",
    "answered_by": "Answered by",
    "what": "What",
    "by": "By",
    "taken_up_at": "Taken up",
    "shared_at": "Shared with the agency",
    "day": "Day",
    "taken_out_at": "Taken out",
    "later": "Later",
    "marks": "What you noted",
    "written_at": "Written",
    "passed_on_at": "Passed on",
    "shows": "What it shows",
    "made_at": "Made",
    "works_until": "Works until",
    "ended_at": "You ended it",
    "device": "Browser or device",
    "asked_for_code_at": "You asked for a code",
    "came_in_at": "You came in",
    "last_used_at": "Last used",
    "to": "To",
    "aspects": "About what",
    "outcome": "What became of it",
}


@dataclass(frozen=True, slots=True)
class Chapter:
    """One kind of thing that is kept: its key in the file, its title, what to say where there is none, and how it is gathered."""

    key: str
    title: str
    none: str
    gather: Callable[[Work], list[Entry]]


def you(work: Work) -> list[Entry]:
    """Who they are on file."""
    me = work.get(Candidate, work.person_id)
    hours = quiet_hours(me, work.agency)
    return [
        {
            "name": me.name,
            "called": me.called,
            "email": me.email,
            "time_zone": me.zone,
            "mails_switched_off": [TOPICS[MailTopic(code)] for code in me.declined],
            "hours_without_mail": f"{hours.start} to {hours.end}" if hours else None,
        }
    ]


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


def letters(work: Work) -> list[Entry]:
    """Their letters with what they did on each. Words are given of one that was opened and still stands, and of no other."""
    mine = letters_of(work)
    found = work.all(select(Receipt).where(Receipt.letter_id.in_([letter.id for letter in mine])))
    receipts = {receipt.letter_id: receipt for receipt in found}
    return [told_letter(letter, receipts.get(letter.id)) for letter in mine]


def told_letter(letter: Letter, receipt: Receipt | None) -> Entry:
    """One letter."""
    known: dict[str, Value] = {
        "about": about_letter(letter),
        "sent_at": letter.released_at,
        "state": LETTERS[letter.state],
    }
    if receipt is None or letter.state is LetterState.CLOSED:
        return known
    if letter.standing:
        known["subject"], known["checked_by"] = letter.subject, letter.approved_by
        known["words"] = [words for item in letter.items for words in parts(item)]
    return known | {
        "opened_at": receipt.opened_at,
        "read_at": receipt.acknowledged_at,
        "in_own_words": receipt.in_own_words,
        "helpful": HELPFUL[receipt.helpful] if receipt.helpful else None,
        "why": receipt.helpful_why,
    }


def questions(work: Work) -> list[Entry]:
    """What they asked, and what came back."""
    about = {letter.id: about_letter(letter) for letter in letters_of(work)}
    found = work.all(
        select(Question).where(Question.candidate_id == work.person_id).order_by(Question.asked_at)
    )
    return [
        {
            "about": about.get(question.letter_id),
            "kind": QUESTIONS[question.kind],
            "text": question.text,
            "asked_at": question.asked_at,
            "answer": question.answer_text,
            "answered_at": question.answered_at,
            "answered_by": question.answered_by_name,
        }
        for question in found
    ]


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


def reflections(work: Work) -> list[Entry]:
    """The lines that they wrote to themselves."""
    what = {action.id: action.what for action in actions_of(work)}
    found = work.all(
        select(Reflection).where(Reflection.action_id.in_(list(what))).order_by(Reflection.written_at)
    )
    return [
        {"about": what[line.action_id], "text": line.text, "written_at": line.written_at} for line in found
    ]


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


def thanks(work: Work) -> list[Entry]:
    """Their thanks. That somebody kept them back is not told, here as on the letter."""
    about = {letter.interview_id: about_letter(letter) for letter in letters_of(work)}
    found = work.all(select(Thanks).where(Thanks.candidate_id == work.person_id).order_by(Thanks.written_at))
    return [
        {
            "about": about.get(written.interview_id),
            "text": written.text,
            "written_at": written.written_at,
            "passed_on_at": written.decided_at if written.state is ThanksState.PASSED_ON else None,
        }
        for written in found
    ]


def shares(work: Work) -> list[Entry]:
    """Their links for friends and mentors, and what each shows now."""
    return [
        {
            "shows": shown(work, share).words,
            "text": share.line,
            "made_at": share.made_at,
            "works_until": share.expires_at,
            "ended_at": share.revoked_at,
        }
        for share in shares_of(work)
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


def unsent(work: Work) -> list[Entry]:
    """What they keep about a letter and have not sent."""
    about = {letter.interview_id: about_letter(letter) for letter in letters_of(work)}
    found = work.all(select(Unsent).where(Unsent.candidate_id == work.person_id).order_by(Unsent.kept_at))
    return [
        {"about": about.get(kept.interview_id), "text": kept.text, "written_at": kept.kept_at}
        for kept in found
    ]


def devices(work: Work) -> list[Entry]:
    """Where they are signed in."""
    return [
        {"device": row.device, "came_in_at": row.created_at, "last_used_at": row.seen_at}
        for row in standing_sessions(work)
    ]


def passkeys(work: Work) -> list[Entry]:
    """What they can come in with instead of a code."""
    return [
        {"device": row.name, "made_at": row.made_at, "last_used_at": row.used_at} for row in passkeys_of(work)
    ]


def codes(work: Work) -> list[Entry]:
    """When they asked for a code, and when one was used."""
    found = work.all(
        select(Challenge)
        .where(Challenge.agency_id == work.agency_id, Challenge.candidate_id == work.person_id)
        .order_by(Challenge.made_at)
    )
    return [{"asked_for_code_at": row.made_at, "came_in_at": row.used_at} for row in found]


def mails(work: Work) -> list[Entry]:
    """Which mails were sent to them, when and where to. None of them holds more than that something waits."""
    found = work.all(
        select(Notice)
        .where(Notice.candidate_id == work.person_id)
        .order_by(Notice.sealed_at.desc(), Notice.id)
    )
    return [
        {
            "kind": MAILS[notice.kind.value],
            "sent_at": notice.sealed_at,
            "to": notice.address,
            "state": SENT[notice.state],
        }
        for notice in found
    ]


CHAPTERS = (
    Chapter("you", "You", "", you),
    Chapter("interviews", "Your interviews", "No interview is on file.", interviews),
    Chapter("promises", "When you were to hear", "Nothing is promised.", promises),
    Chapter("letters", "Your letters", "No letter was sent to you.", letters),
    Chapter("questions", "Your questions and their answers", "You asked nothing.", questions),
    Chapter("actions", "Your plan", "Nothing is in your plan.", actions),
    Chapter("loops", "What came of it", "No later letter speaks of it yet.", loops),
    Chapter("reflections", "Your lines to yourself", "You wrote none.", reflections),
    Chapter("views", "How it went in your own eyes", "You noted nothing.", views),
    Chapter("journal", "Your journal", "Nothing is in it.", journal),
    Chapter("thanks", "Your thanks", "You wrote none.", thanks),
    Chapter("shares", "Your links for friends and mentors", "You made none.", shares),
    Chapter("wishes", "What you asked to hear about", "You asked for nothing.", wishes),
    Chapter("unsent", "What you wrote and kept unsent", "Nothing is kept.", unsent),
    Chapter("devices", "Where you are signed in", "", devices),
    Chapter("passkeys", "Your passkeys", "You have none.", passkeys),
    Chapter("codes", "Codes you asked for", "You asked for none.", codes),
    Chapter("mails", "Mails to you", "None was sent.", mails),
)


def interviews_of(work: Work) -> Sequence[Interview]:
    """Their interviews, the latest first."""
    return work.all(
        select(Interview)
        .where(Interview.candidate_id == work.person_id)
        .order_by(Interview.starts_at.desc(), Interview.id)
    )


def about_interview(interview: Interview) -> str:
    """An interview in a few words."""
    return in_words(interview.stage, interview.job.client.name, interview.job.title)


def about_letter(letter: Letter) -> str:
    """What a letter is about, in a few words."""
    return in_words(letter.stage, letter.client_name, letter.job_title)


def in_words(stage: str, client: str, role: str) -> str:
    """Which interview."""
    return f"{upper_first(stage)} at {client}, for {role}"
