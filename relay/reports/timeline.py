"""The timeline of an interview: its events as plain sentences, with who and when.

Events hold ids and codes, so the sentences hold nobody's words either. Each event has its sentence in the table below; a
house test says that none is missing. Candidates' sentences name them, because the agency reads this.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from relay.domain.candidate import Candidate
from relay.domain.client import Contact
from relay.domain.events import PromiseMissed
from relay.domain.interview import Interview
from relay.domain.staff import Staff
from relay.store.ledger import ActorKind, EventRow
from relay.store.work import Work

GOOD, GOING, CARE, QUIET = "good", "going", "care", None

# What happened, and in which tone. Braces are filled from the event's codes; `candidate` and `contact` are names.
SENTENCES: dict[str, tuple[str, str | None]] = {
    "agency.founded": ("The agency was set up", QUIET),
    "agency.changed": ("The agency's settings were changed", QUIET),
    "agency.examples_exported": ("Corrections were exported as examples", QUIET),
    "pen.changed": ("The second writer was set", QUIET),
    "staff.invited": ("A colleague was invited", QUIET),
    "staff.joined": ("A colleague joined", QUIET),
    "staff.changed": ("A colleague's details were changed", QUIET),
    "staff.deactivated": ("A colleague was kept from signing in", QUIET),
    "staff.reactivated": ("A colleague may sign in again", QUIET),
    "staff.reset_requested": ("A new password was asked for", QUIET),
    "staff.password_changed": ("A password was changed", QUIET),
    "staff.token_issued": ("A program was let in to act as a colleague", QUIET),
    "staff.token_revoked": ("A program was kept from acting as a colleague", QUIET),
    "client.added": ("The client was added", QUIET),
    "client.changed": ("The client's details were changed", QUIET),
    "contact.added": ("A contact was added", QUIET),
    "contact.changed": ("A contact's details were changed", QUIET),
    "job.added": ("The job was added", QUIET),
    "job.changed": ("The job's details were changed", QUIET),
    "job.closed": ("The job was closed", QUIET),
    "job.reopened": ("The job was opened again", QUIET),
    "candidate.added": ("{candidate} was added", QUIET),
    "candidate.changed": ("{candidate}'s details were changed", QUIET),
    "candidate.details_chosen": ("{candidate} said how they are called and where their clocks stand", QUIET),
    "candidate.mails_chosen": ("{candidate} chose which mails they want", QUIET),
    "erasure.requested": ("{candidate} asked for a code to be erased", QUIET),
    "candidate.erased": ("The candidate was erased, as they asked", CARE),
    "candidate.merged": ("Two records of {candidate} became one", QUIET),
    "interview.scheduled": ("Interview scheduled, and word promised to {candidate}", QUIET),
    "interview.moved": ("Interview moved to another time", QUIET),
    "interview.contacts_changed": ("Who takes part for the client was changed", QUIET),
    "interview.took_place": ("Interview took place", GOING),
    "interview.cancelled": ("Interview cancelled", CARE),
    "interview.no_show": ("{candidate} did not come", CARE),
    "interview.reinstated": ("Interview put back on", QUIET),
    "promise.kept": ("Promise kept", GOOD),
    "promise.at_risk": ("The promised time is close", CARE),
    "promise.missed": ("Promised time passed without word", CARE),
    "promise.extended": ("{candidate} was told a new time", GOING),
    "promise.waived": ("Promise waived", QUIET),
    "promise.moved": ("Promised time moved along", QUIET),
    "promise.renewed": ("Word owed again", QUIET),
    "feedback.requested": ("{contact} was asked for feedback", GOING),
    "feedback.reminded": ("The contact was reminded", GOING),
    "chase.made": ("A mail to the contact made ready", QUIET),
    "request.escalated": ("Reminders led nowhere", CARE),
    "request.answered": ("The contact answered", GOOD),
    "request.deferred": ("The contact will call", GOING),
    "request.declined": ("The contact says that nothing will come", CARE),
    "request.paused": ("Reminders rest", QUIET),
    "request.resumed": ("Reminders go on", QUIET),
    "request.revoked": ("The contact's link was taken back", CARE),
    "request.closed": ("Nobody is asked any more", QUIET),
    "interview.fell_silent": ("No feedback will come: to be told honestly", CARE),
    "note.captured": ("Note captured, {source}", GOING),
    "note.normalised": ("Note read into points", QUIET),
    "note.ruled": ("A point was decided on", QUIET),
    "note.words_withheld": ("Words of the note were withheld by hand", QUIET),
    "note.words_let_through": ("Withheld words were let through", CARE),
    "message.drafted": ("Message version {number} worded", GOING),
    "message.flagged": ("Message version {number} flagged by the guard", CARE),
    "message.outdated": ("{candidate} is called otherwise by now", QUIET),
    "message.suggested": ("Version {number} suggested beside the present wording", GOING),
    "message.suggestion_dismissed": ("Suggested version {number} set aside", QUIET),
    "message.held": ("A manager was asked about version {number}", CARE),
    "message.cleared": ("Version {number} allowed by a manager", GOING),
    "message.sent_back": ("Version {number} sent back", CARE),
    "message.approved": ("Version {number} approved", GOING),
    "message.recalled": ("Approval of version {number} taken back", CARE),
    "message.relayed": ("Version {number} relayed to {candidate}", GOOD),
    "message.withdrawn": ("Letter withdrawn", CARE),
    "message.opened": ("{candidate} opened the letter", GOOD),
    "message.acknowledged": ("{candidate} acknowledged the letter", GOOD),
    "message.helpfulness_told": ("{candidate} said whether it helped: {helpful}", GOING),
    "letter.superseded": ("The earlier letter gave way", QUIET),
    "letter.withdrawn": ("The letter was taken out of the portal", QUIET),
    "letter.nudged": ("{candidate} reminded of the letter", QUIET),
    "loop.closed": ("A later letter on what {candidate} took up: {outcome}", GOING),
    "loop.reopened": ("The later letter was withdrawn", QUIET),
    "question.asked": ("{candidate} asked {kind}", CARE),
    "question.answered": ("Question answered", GOOD),
    "thanks.written": ("{candidate} wrote thanks to the client", GOOD),
    "thanks.passed_on": ("Thanks passed on to the client", GOOD),
    "thanks.kept_back": ("Thanks kept here", QUIET),
    "thanks.taken_back": ("{candidate} took their thanks back", QUIET),
    "wish.made": ("{candidate} named what they would like to hear about", GOING),
    "wish.passed_on": ("{candidate}'s wish passed on to the client", GOOD),
    "wish.declined": ("{candidate} was told why the client is not asked", QUIET),
    "wish.taken_back": ("{candidate} took their wish back", QUIET),
    "action.committed": ("{candidate} took up an action", GOOD),
    "action.practised": ("{candidate} practised an action", GOOD),
    "action.used": ("{candidate} used an action in an interview", GOOD),
    "action.completed": ("{candidate} finished an action", GOOD),
    "action.dropped": ("{candidate} let an action go", QUIET),
    "action.resumed": ("{candidate} took an action up again", QUIET),
    "action.rescheduled": ("{candidate} moved the day of an action", QUIET),
    "action.reflected": ("{candidate} reflected on an action", GOOD),
    "action.shared": ("{candidate} shared what they are working on", GOOD),
    "action.unshared": ("{candidate} took back what they had shared", QUIET),
    "action.drew_near": ("Something in {candidate}'s plan is for the next day", QUIET),
    "self_view.written": ("{candidate} noted something for themselves", QUIET),
    "self_view.skipped": ("{candidate} noted nothing for themselves", QUIET),
    "self_view.sealed": ("What {candidate} noted for themselves was sealed", QUIET),
    "share.made": ("{candidate} shared something with somebody", QUIET),
    "share.revoked": ("{candidate} ended a link", QUIET),
    "key.requested": ("{candidate} asked for a key to come in", QUIET),
    "candidate.signed_in": ("{candidate} came in", QUIET),
    "passkey.added": ("{candidate} added a passkey", QUIET),
    "passkey.used": ("{candidate} came in", QUIET),
    "passkey.removed": ("{candidate} removed a passkey", QUIET),
    "notice.sealed": ("Notice made ready", QUIET),
    "notice.sent": ("Notice sent", QUIET),
    "notice.failed": ("Notice could not be sent ({code})", CARE),
    "notice.dropped": ("Notice not needed any more", QUIET),
    "journal.written": ("{candidate} wrote in their journal", QUIET),
    "journal.changed": ("{candidate} wrote in their journal", QUIET),
    "journal.taken_out": ("{candidate} wrote in their journal", QUIET),
    "journal.put_back": ("{candidate} wrote in their journal", QUIET),
}
# The same event where it says that word came after all: nobody was left in silence then.
WORD_CAME_LATE = ("Word came after the promised time", CARE)
SOURCES = {
    "call": "from a call",
    "email": "from an e-mail",
    "link": "through the contact's link",
    "scorecard": "from a scorecard",
    "import": "by import",
}
ASKED = {
    "meaning": "what something means",
    "fact": "for a fact to be put right",
    "fairness": "about fairness",
}
OUTCOMES = {
    "better": "praised now",
    "same": "still to work on",
    "not_mentioned": "not mentioned",
}
BY_ITSELF = "by itself"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a timeline, in the shape `components/timeline.html` takes."""

    what: str
    who: str | None
    at: datetime
    tone: str | None
    note: str | None = None
    ahead: bool = False


def timeline(work: Work, interview: Interview) -> list[Entry]:
    """What happened to an interview, oldest first."""
    rows = work.all(
        select(EventRow)
        .where(EventRow.interview_id == interview.id)
        .order_by(EventRow.happened_at, EventRow.id)
    )
    people = names_of(work, rows, interview)
    return [entry(row, people, people[interview.candidate_id]) for row in rows]


def names_of(work: Work, rows: Sequence[EventRow], interview: Interview) -> dict[UUID, str]:
    """The names of everybody who acted or was asked, and of the candidate."""
    staff = {row.actor_id for row in rows if row.actor_kind is ActorKind.STAFF}
    asked = {row.actor_id for row in rows if row.actor_kind is ActorKind.CONTACT}
    asked |= {UUID(row.data["contact_id"]) for row in rows if row.data.get("contact_id")}
    people = {person.id: person.name for person in work.all(select(Staff).where(Staff.id.in_(staff)))}
    people |= {contact.id: contact.name for contact in work.all(select(Contact).where(Contact.id.in_(asked)))}
    people[interview.candidate_id] = work.get(Candidate, interview.candidate_id).called
    return people


def entry(row: EventRow, people: dict[UUID, str], candidate: str) -> Entry:
    """One event as a line."""
    came_late = row.name == PromiseMissed.name and row.data.get("awaited") is False
    words, tone = WORD_CAME_LATE if came_late else SENTENCES[row.name]
    filling = {
        **row.data,
        "candidate": candidate,
        "contact": contact_name(row, people),
        "source": SOURCES.get(str(row.data.get("source")), ""),
        "outcome": OUTCOMES.get(str(row.data.get("outcome")), ""),
        "kind": ASKED.get(str(row.data.get("kind")), ""),
    }
    if row.actor_kind is ActorKind.CANDIDATE:
        who = None  # the sentence names them
    else:
        who = people.get(row.actor_id, BY_ITSELF) if row.actor_id else BY_ITSELF
    return Entry(words.format_map(filling), who, row.happened_at, tone)


def contact_name(row: EventRow, people: dict[UUID, str]) -> str:
    """The name of the contact that an event is about, if it is about one."""
    asked = row.data.get("contact_id")
    return people.get(UUID(asked), "A contact") if asked else "A contact"
