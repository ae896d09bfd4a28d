"""Chapters of the record about them: who they are on file, how they come in, and which mails were sent to them."""

from sqlalchemy import select

from relay.domain.candidate import Candidate
from relay.domain.knock import Challenge
from relay.domain.notice import Notice
from relay.domain.post import MailTopic, quiet_hours
from relay.journey.choosing import standing_sessions
from relay.journey.unlocking import passkeys_of
from relay.portal.candidate.chapters.entry import Entry
from relay.store.work import Work

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
