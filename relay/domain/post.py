"""Post: whether and when a notice to a candidate leaves. One function decides, and nothing else does.

It is asked at the last moment, just before a mail goes, so that a choice made after the notice was written still counts.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from relay.domain.agency import Agency
from relay.domain.candidate import Candidate
from relay.domain.notice import NoticeKind
from relay.domain.quiet import Hours, Quiet, hours_of


class MailTopic(StrEnum):
    """What a candidate may have mails about, or not."""

    PROMISES = "promises"
    ANSWERS = "answers"
    REMINDERS = "reminders"


# By the value of a notice's kind. A kind that stands here can be switched off by whoever gets it; any other cannot.
TOPICS: Mapping[str, MailTopic] = {
    "interview_promised": MailTopic.PROMISES,
    "promise_missed": MailTopic.PROMISES,
    "promise_extended": MailTopic.PROMISES,
    "answer_waiting": MailTopic.ANSWERS,
    "wish_answered": MailTopic.ANSWERS,
    "action_due": MailTopic.REMINDERS,
    "letter_nudged": MailTopic.REMINDERS,
}
# Somebody sits there and waits for these; or, where it was somebody else who added a passkey, must hear of it at once.
AT_ONCE = frozenset({NoticeKind.KEY, NoticeKind.ERASURE_KEY, NoticeKind.PASSKEY_ADDED})


def leaves_at(kind: NoticeKind, candidate: Candidate, agency: Agency, now: datetime) -> datetime | None:
    """When a notice of this kind may leave for `candidate`: `now`, later, or never (None).

    Never to somebody who was erased or who switched such mails off; not in their quiet hours, or, where they have said nothing of
    these, in the agency's; what is about coming in leaves at once.
    """
    if candidate.erased_at is not None or TOPICS.get(kind.value) in candidate.declined:
        return None
    hours = quiet_hours(candidate, agency)
    if kind in AT_ONCE or hours is None:
        return now
    return hours.until(now, candidate.zone)


def quiet_hours(candidate: Candidate, agency: Agency) -> Hours | None:
    """The hours in which a candidate gets no mail, on their own clocks; None where there are none."""
    if candidate.quiet is Quiet.NONE:
        return None
    if candidate.quiet is Quiet.OWN:
        return hours_of(candidate.quiet_from, candidate.quiet_to)
    return hours_of(agency.quiet_from, agency.quiet_to)
