"""What can happen, in the past tense.

An event holds ids and codes, never anybody's words. Its class is its type; `name` is how it stands in the ledger, the
API and the audit. `about` names the field that holds the subject's id; `interview_id`, where there is one, places the
event on an interview's timeline. `due`, where it is set, is the earliest moment at which its consumers may act.
"""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from relay.vocabulary import Helpful, LoopOutcome, NoteSource, QuestionKind, Role


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened. Subclasses are the whole list of what can."""

    name: ClassVar[str]
    about: ClassVar[str]

    @property
    def subject_kind(self) -> str:
        """The noun before the dot of the name's subject: `interview_id` tells of an interview."""
        return self.about.removesuffix("_id")

    @property
    def subject_id(self) -> UUID:
        """The id of what it happened to."""
        subject: UUID = getattr(self, self.about)
        return subject

    @property
    def interview(self) -> UUID | None:
        """The interview on whose timeline it stands, if any."""
        return getattr(self, "interview_id", None)

    @property
    def due(self) -> datetime | None:
        """When its consumers may act; None is at once."""
        return getattr(self, "not_before", None)

    def data(self) -> dict[str, str | int | bool | None]:
        """Its fields as JSON values."""
        return {field.name: as_json(getattr(self, field.name)) for field in fields(self)}


def as_json(value: object) -> str | int | bool | None:
    """An id, a code, a number or an instant as a JSON value."""
    if value is None or isinstance(value, bool | int):
        return value
    return value.isoformat() if isinstance(value, datetime) else str(value)


@dataclass(frozen=True, kw_only=True)
class AgencyFounded(Event):
    """An agency exists and can be signed in to."""

    name: ClassVar[str] = "agency.founded"
    about: ClassVar[str] = "agency_id"
    agency_id: UUID


@dataclass(frozen=True, kw_only=True)
class AgencyChanged(Event):
    """Its name, zone, tone or promise changed."""

    name: ClassVar[str] = "agency.changed"
    about: ClassVar[str] = "agency_id"
    agency_id: UUID


@dataclass(frozen=True, kw_only=True)
class PenChanged(Event):
    """The second writer of messages was set, switched on or off."""

    name: ClassVar[str] = "pen.changed"
    about: ClassVar[str] = "pen_id"
    pen_id: UUID
    active: bool


@dataclass(frozen=True, kw_only=True)
class ExamplesExported(Event):
    """What people corrected left the house as examples, clients' words included."""

    name: ClassVar[str] = "agency.examples_exported"
    about: ClassVar[str] = "agency_id"
    agency_id: UUID
    count: int


@dataclass(frozen=True, kw_only=True)
class StaffInvited(Event):
    """A person was asked to join; a mail with a way in follows."""

    name: ClassVar[str] = "staff.invited"
    about: ClassVar[str] = "staff_id"
    staff_id: UUID
    role: Role


@dataclass(frozen=True, kw_only=True)
class StaffJoined(Event):
    """They chose a password and can sign in."""

    name: ClassVar[str] = "staff.joined"
    about: ClassVar[str] = "staff_id"
    staff_id: UUID


@dataclass(frozen=True, kw_only=True)
class StaffChanged(Event):
    """Their name or role changed."""

    name: ClassVar[str] = "staff.changed"
    about: ClassVar[str] = "staff_id"
    staff_id: UUID
    role: Role


@dataclass(frozen=True, kw_only=True)
class StaffDeactivated(Event):
    """They can no longer sign in; their sessions are gone."""

    name: ClassVar[str] = "staff.deactivated"
    about: ClassVar[str] = "staff_id"
    staff_id: UUID


@dataclass(frozen=True, kw_only=True)
class StaffReactivated(Event):
    """They may sign in again."""

    name: ClassVar[str] = "staff.reactivated"
    about: ClassVar[str] = "staff_id"
    staff_id: UUID


@dataclass(frozen=True, kw_only=True)
class PasswordResetRequested(Event):
    """A new password was asked for; a mail with a way in follows."""

    name: ClassVar[str] = "staff.reset_requested"
    about: ClassVar[str] = "staff_id"
    staff_id: UUID


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Event):
    """They have a new password; other sessions are gone."""

    name: ClassVar[str] = "staff.password_changed"
    about: ClassVar[str] = "staff_id"
    staff_id: UUID


@dataclass(frozen=True, kw_only=True)
class TokenIssued(Event):
    """A program may act in their name from now on."""

    name: ClassVar[str] = "staff.token_issued"
    about: ClassVar[str] = "staff_id"
    staff_id: UUID


@dataclass(frozen=True, kw_only=True)
class TokenRevoked(Event):
    """A program may no longer act in their name."""

    name: ClassVar[str] = "staff.token_revoked"
    about: ClassVar[str] = "staff_id"
    staff_id: UUID


@dataclass(frozen=True, kw_only=True)
class ClientAdded(Event):
    """A hiring company is known."""

    name: ClassVar[str] = "client.added"
    about: ClassVar[str] = "client_id"
    client_id: UUID


@dataclass(frozen=True, kw_only=True)
class ClientChanged(Event):
    """Its details changed."""

    name: ClassVar[str] = "client.changed"
    about: ClassVar[str] = "client_id"
    client_id: UUID


@dataclass(frozen=True, kw_only=True)
class ContactAdded(Event):
    """A person at a client is known."""

    name: ClassVar[str] = "contact.added"
    about: ClassVar[str] = "contact_id"
    contact_id: UUID
    client_id: UUID


@dataclass(frozen=True, kw_only=True)
class ContactChanged(Event):
    """Their details changed."""

    name: ClassVar[str] = "contact.changed"
    about: ClassVar[str] = "contact_id"
    contact_id: UUID


@dataclass(frozen=True, kw_only=True)
class JobAdded(Event):
    """A role is being filled."""

    name: ClassVar[str] = "job.added"
    about: ClassVar[str] = "job_id"
    job_id: UUID
    client_id: UUID


@dataclass(frozen=True, kw_only=True)
class JobChanged(Event):
    """Its details changed."""

    name: ClassVar[str] = "job.changed"
    about: ClassVar[str] = "job_id"
    job_id: UUID


@dataclass(frozen=True, kw_only=True)
class JobClosed(Event):
    """It is no longer being filled."""

    name: ClassVar[str] = "job.closed"
    about: ClassVar[str] = "job_id"
    job_id: UUID


@dataclass(frozen=True, kw_only=True)
class JobReopened(Event):
    """It is being filled again."""

    name: ClassVar[str] = "job.reopened"
    about: ClassVar[str] = "job_id"
    job_id: UUID


@dataclass(frozen=True, kw_only=True)
class CandidateAdded(Event):
    """A person to be put forward is known."""

    name: ClassVar[str] = "candidate.added"
    about: ClassVar[str] = "candidate_id"
    candidate_id: UUID


@dataclass(frozen=True, kw_only=True)
class CandidateChanged(Event):
    """Their details changed."""

    name: ClassVar[str] = "candidate.changed"
    about: ClassVar[str] = "candidate_id"
    candidate_id: UUID


@dataclass(frozen=True, kw_only=True)
class DetailsChosen(Event):
    """They said themselves how they are called and where their clocks stand; `renamed` where the first is new."""

    name: ClassVar[str] = "candidate.details_chosen"
    about: ClassVar[str] = "candidate_id"
    candidate_id: UUID
    renamed: bool


@dataclass(frozen=True, kw_only=True)
class MailsChosen(Event):
    """They said which mails they want, and at which hours none."""

    name: ClassVar[str] = "candidate.mails_chosen"
    about: ClassVar[str] = "candidate_id"
    candidate_id: UUID


@dataclass(frozen=True, kw_only=True)
class ErasureRequested(Event):
    """They want to be erased; a mail with a code follows."""

    name: ClassVar[str] = "erasure.requested"
    about: ClassVar[str] = "challenge_id"
    challenge_id: UUID
    candidate_id: UUID


@dataclass(frozen=True, kw_only=True)
class CandidateErased(Event):
    """They were erased, as they asked; the words about them behind the wall go next."""

    name: ClassVar[str] = "candidate.erased"
    about: ClassVar[str] = "candidate_id"
    candidate_id: UUID


@dataclass(frozen=True, kw_only=True)
class CandidateMerged(Event):
    """They were there twice: all that was theirs stands with the record `into_id` from now on.

    `known` tells whether they had been written to under this record, so that they have to hear of it.
    """

    name: ClassVar[str] = "candidate.merged"
    about: ClassVar[str] = "candidate_id"
    candidate_id: UUID
    into_id: UUID
    known: bool


@dataclass(frozen=True, kw_only=True)
class InterviewScheduled(Event):
    """A time is agreed, and a promise is made with it."""

    name: ClassVar[str] = "interview.scheduled"
    about: ClassVar[str] = "interview_id"
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class InterviewMoved(Event):
    """It has another time, and its promise moves along."""

    name: ClassVar[str] = "interview.moved"
    about: ClassVar[str] = "interview_id"
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class InterviewContactsChanged(Event):
    """Somebody else sits on the client's side."""

    name: ClassVar[str] = "interview.contacts_changed"
    about: ClassVar[str] = "interview_id"
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class InterviewTookPlace(Event):
    """It was held: from now on it counts in coverage."""

    name: ClassVar[str] = "interview.took_place"
    about: ClassVar[str] = "interview_id"
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class InterviewCancelled(Event):
    """It will not be held."""

    name: ClassVar[str] = "interview.cancelled"
    about: ClassVar[str] = "interview_id"
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class InterviewMissed(Event):
    """The candidate did not come."""

    name: ClassVar[str] = "interview.no_show"
    about: ClassVar[str] = "interview_id"
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class InterviewReinstated(Event):
    """A cancellation or no-show was a mistake."""

    name: ClassVar[str] = "interview.reinstated"
    about: ClassVar[str] = "interview_id"
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class PromiseKept(Event):
    """Word reached the candidate in time."""

    name: ClassVar[str] = "promise.kept"
    about: ClassVar[str] = "promise_id"
    promise_id: UUID
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class PromiseAtRisk(Event):
    """The promised instant is close, and there is no word."""

    name: ClassVar[str] = "promise.at_risk"
    about: ClassVar[str] = "promise_id"
    promise_id: UUID
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class PromiseMissed(Event):
    """The promised instant passed without word, for the `number`th time. `awaited` is false where word came, late."""

    name: ClassVar[str] = "promise.missed"
    about: ClassVar[str] = "promise_id"
    promise_id: UUID
    interview_id: UUID
    number: int
    awaited: bool


@dataclass(frozen=True, kw_only=True)
class PromiseExtended(Event):
    """The candidate is told a new time in place of the one that passed."""

    name: ClassVar[str] = "promise.extended"
    about: ClassVar[str] = "promise_id"
    promise_id: UUID
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class PromiseWaived(Event):
    """No word will be owed, for a reason on record."""

    name: ClassVar[str] = "promise.waived"
    about: ClassVar[str] = "promise_id"
    promise_id: UUID
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class PromiseMoved(Event):
    """Its instant followed an interview that moved."""

    name: ClassVar[str] = "promise.moved"
    about: ClassVar[str] = "promise_id"
    promise_id: UUID
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class PromiseRenewed(Event):
    """Word is owed again, because the interview is on after all."""

    name: ClassVar[str] = "promise.renewed"
    about: ClassVar[str] = "promise_id"
    promise_id: UUID
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class SilenceRecorded(Event):
    """No feedback will come on it: the candidate is to be told so honestly."""

    name: ClassVar[str] = "interview.fell_silent"
    about: ClassVar[str] = "interview_id"
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class FeedbackRequested(Event):
    """A contact was asked for feedback."""

    name: ClassVar[str] = "feedback.requested"
    about: ClassVar[str] = "request_id"
    request_id: UUID
    interview_id: UUID
    contact_id: UUID


@dataclass(frozen=True, kw_only=True)
class FeedbackReminded(Event):
    """The contact was asked again, for the `number`th time in all."""

    name: ClassVar[str] = "feedback.reminded"
    about: ClassVar[str] = "request_id"
    request_id: UUID
    interview_id: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class RoundMade(Event):
    """One mail is to put all of a contact's requests that fell due to them. `chase_id` is the first of the round's chases."""

    name: ClassVar[str] = "chase.made"
    about: ClassVar[str] = "chase_id"
    chase_id: UUID
    round_id: UUID
    contact_id: UUID


@dataclass(frozen=True, kw_only=True)
class RequestEscalated(Event):
    """The contact has not answered any reminder: somebody else is asked, or the account's owner told."""

    name: ClassVar[str] = "request.escalated"
    about: ClassVar[str] = "request_id"
    request_id: UUID
    interview_id: UUID
    to_owner: bool


@dataclass(frozen=True, kw_only=True)
class RequestAnswered(Event):
    """The contact gave feedback."""

    name: ClassVar[str] = "request.answered"
    about: ClassVar[str] = "request_id"
    request_id: UUID
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class RequestDeferred(Event):
    """The contact said that they will call."""

    name: ClassVar[str] = "request.deferred"
    about: ClassVar[str] = "request_id"
    request_id: UUID
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class RequestDeclined(Event):
    """The contact said that no feedback will come, with a reason."""

    name: ClassVar[str] = "request.declined"
    about: ClassVar[str] = "request_id"
    request_id: UUID
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class RequestPaused(Event):
    """Reminders rest until somebody resumes them."""

    name: ClassVar[str] = "request.paused"
    about: ClassVar[str] = "request_id"
    request_id: UUID
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class RequestResumed(Event):
    """Reminders go on."""

    name: ClassVar[str] = "request.resumed"
    about: ClassVar[str] = "request_id"
    request_id: UUID
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class RequestRevoked(Event):
    """The links that were sent open nothing any more."""

    name: ClassVar[str] = "request.revoked"
    about: ClassVar[str] = "request_id"
    request_id: UUID
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class RequestClosed(Event):
    """Nothing is expected of the contact any more: feedback came by another way, or none is wanted."""

    name: ClassVar[str] = "request.closed"
    about: ClassVar[str] = "request_id"
    request_id: UUID
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class NoteCaptured(Event):
    """Raw feedback was received."""

    name: ClassVar[str] = "note.captured"
    about: ClassVar[str] = "note_id"
    note_id: UUID
    interview_id: UUID
    source: NoteSource


@dataclass(frozen=True, kw_only=True)
class NoteNormalised(Event):
    """The engine read it."""

    name: ClassVar[str] = "note.normalised"
    about: ClassVar[str] = "note_id"
    note_id: UUID
    interview_id: UUID
    reading_id: UUID


@dataclass(frozen=True, kw_only=True)
class NoteRuled(Event):
    """A person decided about one of its points."""

    name: ClassVar[str] = "note.ruled"
    about: ClassVar[str] = "note_id"
    note_id: UUID
    interview_id: UUID
    point_id: UUID


@dataclass(frozen=True, kw_only=True)
class WordsWithheld(Event):
    """A person decided that some of its words must not be passed on."""

    name: ClassVar[str] = "note.words_withheld"
    about: ClassVar[str] = "note_id"
    note_id: UUID
    interview_id: UUID
    run_id: UUID


@dataclass(frozen=True, kw_only=True)
class WordsLetThrough(Event):
    """A person decided that words which were withheld may be passed on."""

    name: ClassVar[str] = "note.words_let_through"
    about: ClassVar[str] = "note_id"
    note_id: UUID
    interview_id: UUID
    run_id: UUID


@dataclass(frozen=True, kw_only=True)
class MessageDrafted(Event):
    """A version passed the guard and waits for review."""

    name: ClassVar[str] = "message.drafted"
    about: ClassVar[str] = "message_id"
    message_id: UUID
    interview_id: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class MessageFlagged(Event):
    """The guard objects to a version."""

    name: ClassVar[str] = "message.flagged"
    about: ClassVar[str] = "message_id"
    message_id: UUID
    interview_id: UUID
    number: int
    breaches: int


@dataclass(frozen=True, kw_only=True)
class MessageOutdated(Event):
    """The candidate is called otherwise by now; the message is worded anew."""

    name: ClassVar[str] = "message.outdated"
    about: ClassVar[str] = "message_id"
    message_id: UUID
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class MessageSuggested(Event):
    """A new wording stands beside one that a person touched."""

    name: ClassVar[str] = "message.suggested"
    about: ClassVar[str] = "message_id"
    message_id: UUID
    interview_id: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class SuggestionDismissed(Event):
    """A person set a suggested wording aside; the present one stands."""

    name: ClassVar[str] = "message.suggestion_dismissed"
    about: ClassVar[str] = "message_id"
    message_id: UUID
    interview_id: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class MessageHeld(Event):
    """A recruiter asked a manager to decide about a flagged version."""

    name: ClassVar[str] = "message.held"
    about: ClassVar[str] = "message_id"
    message_id: UUID
    interview_id: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class MessageCleared(Event):
    """A manager overrode the guard, with a reason on record."""

    name: ClassVar[str] = "message.cleared"
    about: ClassVar[str] = "message_id"
    message_id: UUID
    interview_id: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class MessageSentBack(Event):
    """A manager or recruiter wants it worded anew or asked about."""

    name: ClassVar[str] = "message.sent_back"
    about: ClassVar[str] = "message_id"
    message_id: UUID
    interview_id: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class MessageApproved(Event):
    """A named person approved a version for release."""

    name: ClassVar[str] = "message.approved"
    about: ClassVar[str] = "message_id"
    message_id: UUID
    interview_id: UUID
    number: int
    not_before: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class MessageRecalled(Event):
    """The approval was taken back before the release."""

    name: ClassVar[str] = "message.recalled"
    about: ClassVar[str] = "message_id"
    message_id: UUID
    interview_id: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class MessageRelayed(Event):
    """The version stands in the candidate's portal."""

    name: ClassVar[str] = "message.relayed"
    about: ClassVar[str] = "message_id"
    message_id: UUID
    interview_id: UUID
    letter_id: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class MessageWithdrawn(Event):
    """The letter was taken out of the portal, visibly."""

    name: ClassVar[str] = "message.withdrawn"
    about: ClassVar[str] = "message_id"
    message_id: UUID
    interview_id: UUID
    letter_id: UUID


@dataclass(frozen=True, kw_only=True)
class MessageOpened(Event):
    """The candidate opened the letter."""

    name: ClassVar[str] = "message.opened"
    about: ClassVar[str] = "letter_id"
    letter_id: UUID
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class MessageAcknowledged(Event):
    """The candidate said that they have read it."""

    name: ClassVar[str] = "message.acknowledged"
    about: ClassVar[str] = "letter_id"
    letter_id: UUID
    interview_id: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class HelpfulnessTold(Event):
    """The candidate said whether the letter was of help."""

    name: ClassVar[str] = "message.helpfulness_told"
    about: ClassVar[str] = "letter_id"
    letter_id: UUID
    interview_id: UUID
    helpful: Helpful


@dataclass(frozen=True, kw_only=True)
class LetterSuperseded(Event):
    """A letter gave way to a newer one."""

    name: ClassVar[str] = "letter.superseded"
    about: ClassVar[str] = "letter_id"
    letter_id: UUID
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class LetterWithdrawn(Event):
    """A letter was taken out of the portal."""

    name: ClassVar[str] = "letter.withdrawn"
    about: ClassVar[str] = "letter_id"
    letter_id: UUID
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class LetterNudged(Event):
    """A recruiter had the candidate reminded of a letter, once."""

    name: ClassVar[str] = "letter.nudged"
    about: ClassVar[str] = "letter_id"
    letter_id: UUID
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class LoopClosed(Event):
    """A letter on a later interview was set beside something that was taken up from an earlier one."""

    name: ClassVar[str] = "loop.closed"
    about: ClassVar[str] = "loop_id"
    loop_id: UUID
    action_id: UUID
    interview_id: UUID
    later_interview_id: UUID
    outcome: LoopOutcome


@dataclass(frozen=True, kw_only=True)
class LoopReopened(Event):
    """The later letter was taken back, so it says nothing any more."""

    name: ClassVar[str] = "loop.reopened"
    about: ClassVar[str] = "loop_id"
    loop_id: UUID
    action_id: UUID
    interview_id: UUID
    later_interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(Event):
    """The candidate wrote back."""

    name: ClassVar[str] = "question.asked"
    about: ClassVar[str] = "question_id"
    question_id: UUID
    interview_id: UUID
    kind: QuestionKind


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(Event):
    """The agency answered; a notice follows."""

    name: ClassVar[str] = "question.answered"
    about: ClassVar[str] = "question_id"
    question_id: UUID
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class ThanksWritten(Event):
    """The candidate thanks whoever gave the feedback, and agrees that it is passed on."""

    name: ClassVar[str] = "thanks.written"
    about: ClassVar[str] = "thanks_id"
    thanks_id: UUID
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class ThanksPassedOn(Event):
    """A recruiter passes the thanks on; a mail to the contact follows."""

    name: ClassVar[str] = "thanks.passed_on"
    about: ClassVar[str] = "thanks_id"
    thanks_id: UUID
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class ThanksKeptBack(Event):
    """A recruiter leaves the thanks where they are."""

    name: ClassVar[str] = "thanks.kept_back"
    about: ClassVar[str] = "thanks_id"
    thanks_id: UUID
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class ThanksTakenBack(Event):
    """The candidate would rather not have their thanks passed on."""

    name: ClassVar[str] = "thanks.taken_back"
    about: ClassVar[str] = "thanks_id"
    thanks_id: UUID
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class WishMade(Event):
    """The candidate names what they would like to hear about."""

    name: ClassVar[str] = "wish.made"
    about: ClassVar[str] = "wish_id"
    wish_id: UUID
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class WishPassedOn(Event):
    """A recruiter has the client asked for it; a notice to the candidate follows."""

    name: ClassVar[str] = "wish.passed_on"
    about: ClassVar[str] = "wish_id"
    wish_id: UUID
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class WishDeclined(Event):
    """A recruiter says why nobody is asked; a notice to the candidate follows."""

    name: ClassVar[str] = "wish.declined"
    about: ClassVar[str] = "wish_id"
    wish_id: UUID
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class WishTakenBack(Event):
    """The candidate takes the wish back."""

    name: ClassVar[str] = "wish.taken_back"
    about: ClassVar[str] = "wish_id"
    wish_id: UUID
    interview_id: UUID


@dataclass(frozen=True, kw_only=True)
class ActionCommitted(Event):
    """The candidate took something up."""

    name: ClassVar[str] = "action.committed"
    about: ClassVar[str] = "action_id"
    action_id: UUID
    interview_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ActionPractised(Event):
    """They practised it: from here on they acted."""

    name: ClassVar[str] = "action.practised"
    about: ClassVar[str] = "action_id"
    action_id: UUID
    interview_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ActionUsed(Event):
    """They used it in an interview."""

    name: ClassVar[str] = "action.used"
    about: ClassVar[str] = "action_id"
    action_id: UUID
    interview_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ActionCompleted(Event):
    """They are done with it."""

    name: ClassVar[str] = "action.completed"
    about: ClassVar[str] = "action_id"
    action_id: UUID
    interview_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ActionDropped(Event):
    """They let it go, which is fine."""

    name: ClassVar[str] = "action.dropped"
    about: ClassVar[str] = "action_id"
    action_id: UUID
    interview_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ActionResumed(Event):
    """They took it up again."""

    name: ClassVar[str] = "action.resumed"
    about: ClassVar[str] = "action_id"
    action_id: UUID
    interview_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ActionRescheduled(Event):
    """They chose another day for it."""

    name: ClassVar[str] = "action.rescheduled"
    about: ClassVar[str] = "action_id"
    action_id: UUID
    interview_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ActionReflected(Event):
    """They wrote down what they noticed."""

    name: ClassVar[str] = "action.reflected"
    about: ClassVar[str] = "action_id"
    action_id: UUID
    interview_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ActionShared(Event):
    """They let the agency read it."""

    name: ClassVar[str] = "action.shared"
    about: ClassVar[str] = "action_id"
    action_id: UUID
    interview_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ActionUnshared(Event):
    """They took that back."""

    name: ClassVar[str] = "action.unshared"
    about: ClassVar[str] = "action_id"
    action_id: UUID
    interview_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ActionDrewNear(Event):
    """Its day is tomorrow on the candidate's clocks."""

    name: ClassVar[str] = "action.drew_near"
    about: ClassVar[str] = "action_id"
    action_id: UUID
    interview_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class SelfViewWritten(Event):
    """A candidate noted how an interview went, for themselves. It names no interview: no timeline of the agency shows it."""

    name: ClassVar[str] = "self_view.written"
    about: ClassVar[str] = "self_view_id"
    self_view_id: UUID


@dataclass(frozen=True, kw_only=True)
class SelfViewSkipped(Event):
    """They would rather not."""

    name: ClassVar[str] = "self_view.skipped"
    about: ClassVar[str] = "self_view_id"
    self_view_id: UUID


@dataclass(frozen=True, kw_only=True)
class SelfViewSealed(Event):
    """Their letter was opened, so what they noted stays as it is."""

    name: ClassVar[str] = "self_view.sealed"
    about: ClassVar[str] = "self_view_id"
    self_view_id: UUID


@dataclass(frozen=True, kw_only=True)
class KeyRequested(Event):
    """A candidate knocked; a mail with a code follows."""

    name: ClassVar[str] = "key.requested"
    about: ClassVar[str] = "challenge_id"
    challenge_id: UUID
    candidate_id: UUID


@dataclass(frozen=True, kw_only=True)
class CandidateSignedIn(Event):
    """The code was right."""

    name: ClassVar[str] = "candidate.signed_in"
    about: ClassVar[str] = "challenge_id"
    challenge_id: UUID
    candidate_id: UUID


@dataclass(frozen=True, kw_only=True)
class NoticeSealed(Event):
    """A notice has its address and its identity; it may leave."""

    name: ClassVar[str] = "notice.sealed"
    about: ClassVar[str] = "notice_id"
    notice_id: UUID
    interview_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class NoticeSent(Event):
    """A mail server took it. That is not yet delivered."""

    name: ClassVar[str] = "notice.sent"
    about: ClassVar[str] = "notice_id"
    notice_id: UUID
    interview_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class NoticeFailed(Event):
    """It could not be sent; a person has to look."""

    name: ClassVar[str] = "notice.failed"
    about: ClassVar[str] = "notice_id"
    notice_id: UUID
    interview_id: UUID | None = None
    code: str


@dataclass(frozen=True, kw_only=True)
class NoticeDropped(Event):
    """It need not leave any more: what it asks for has come."""

    name: ClassVar[str] = "notice.dropped"
    about: ClassVar[str] = "notice_id"
    notice_id: UUID
    interview_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class JournalWritten(Event):
    """A candidate wrote something into their journal. No interview: it stands on no timeline."""

    name: ClassVar[str] = "journal.written"
    about: ClassVar[str] = "journal_entry_id"
    journal_entry_id: UUID


@dataclass(frozen=True, kw_only=True)
class JournalChanged(Event):
    """They changed an entry."""

    name: ClassVar[str] = "journal.changed"
    about: ClassVar[str] = "journal_entry_id"
    journal_entry_id: UUID


@dataclass(frozen=True, kw_only=True)
class JournalTakenOut(Event):
    """They took an entry out; it is to be erased at `not_before`, unless they put it back."""

    name: ClassVar[str] = "journal.taken_out"
    about: ClassVar[str] = "journal_entry_id"
    journal_entry_id: UUID
    not_before: datetime


@dataclass(frozen=True, kw_only=True)
class JournalPutBack(Event):
    """They put an entry back."""

    name: ClassVar[str] = "journal.put_back"
    about: ClassVar[str] = "journal_entry_id"
    journal_entry_id: UUID


@dataclass(frozen=True, kw_only=True)
class ShareMade(Event):
    """A candidate lets somebody see what they chose, by a link."""

    name: ClassVar[str] = "share.made"
    about: ClassVar[str] = "share_id"
    share_id: UUID


@dataclass(frozen=True, kw_only=True)
class ShareRevoked(Event):
    """The link opens nothing any more."""

    name: ClassVar[str] = "share.revoked"
    about: ClassVar[str] = "share_id"
    share_id: UUID


@dataclass(frozen=True, kw_only=True)
class PasskeyAdded(Event):
    """A candidate can come in with a device of theirs."""

    name: ClassVar[str] = "passkey.added"
    about: ClassVar[str] = "passkey_id"
    passkey_id: UUID


@dataclass(frozen=True, kw_only=True)
class PasskeyUsed(Event):
    """They came in with it."""

    name: ClassVar[str] = "passkey.used"
    about: ClassVar[str] = "passkey_id"
    passkey_id: UUID


@dataclass(frozen=True, kw_only=True)
class PasskeyRemoved(Event):
    """It opens nothing any more."""

    name: ClassVar[str] = "passkey.removed"
    about: ClassVar[str] = "passkey_id"
    passkey_id: UUID


EVENTS: dict[str, type[Event]] = {kind.name: kind for kind in Event.__subclasses__()}
