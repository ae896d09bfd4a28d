"""Who listens to what: event -> names of consumers, the whole choreography on one screen.

The names are those under which `workers/consumers.py` registers. An event nobody listens to stands here too, with the
reason for the silence; a house test demands it.
"""

from relay.domain import events as e
from relay.domain.events import Event

LISTENERS: dict[type[Event], tuple[str, ...]] = {
    e.StaffInvited: ("seal_invitation",),
    e.PasswordResetRequested: ("seal_password_reset",),
    e.InterviewScheduled: ("seal_promise_notice",),
    e.NoteCaptured: ("normalise_note",),
    e.NoteNormalised: ("compose_message",),
    e.NoteRuled: ("compose_message",),
    e.MessageApproved: ("release_message",),
    e.MessageRelayed: ("seal_letter_notice",),
    e.QuestionAnswered: ("seal_answer_notice",),
    e.KeyRequested: ("seal_key",),
    e.NoticeSealed: ("send_notice",),
}

SILENT: dict[type[Event], str] = {
    e.AgencyFounded: "the command line that founds it says so itself",
    e.AgencyChanged: "pages read the agency afresh",
    e.StaffJoined: "the staff page shows it",
    e.StaffChanged: "rights are read from the row on each request",
    e.StaffDeactivated: "their sessions are deleted in the same transaction",
    e.StaffReactivated: "they come in by their password",
    e.PasswordChanged: "their other sessions are deleted in the same transaction",
    e.ClientAdded: "nothing follows from knowing a client",
    e.ClientChanged: "pages read it afresh",
    e.ContactAdded: "nothing follows from knowing a contact",
    e.ContactChanged: "pages read it afresh",
    e.JobAdded: "nothing follows until an interview is scheduled",
    e.JobChanged: "pages read it afresh",
    e.JobClosed: "interviews already held still deserve their feedback",
    e.JobReopened: "nothing follows until an interview is scheduled",
    e.CandidateAdded: "nothing follows until an interview is scheduled",
    e.CandidateChanged: "pages read it afresh",
    e.InterviewMoved: "the candidate's page shows the new promise",
    e.InterviewTookPlace: "it waits for feedback on the recruiter's page",
    e.InterviewCancelled: "its promise is waived in the same transaction",
    e.InterviewMissed: "its promise is waived in the same transaction",
    e.InterviewReinstated: "its promise is renewed in the same transaction",
    e.PromiseKept: "coverage reads it",
    e.PromiseMissed: "the recruiter's page puts it first",
    e.PromiseWaived: "coverage reads it",
    e.FeedbackRequested: "it waits for the contact",
    e.MessageDrafted: "it waits for a reviewer",
    e.MessageFlagged: "it waits for a reviewer, or a manager",
    e.MessageSuggested: "it waits for a reviewer",
    e.MessageHeld: "it waits for a manager",
    e.MessageCleared: "it waits for a reviewer",
    e.MessageSentBack: "it waits for a reviewer",
    e.MessageRecalled: "the release looks at the state again and does nothing",
    e.MessageWithdrawn: "the letter says so itself when the candidate next looks",
    e.MessageOpened: "it waits for the candidate",
    e.MessageAcknowledged: "it waits for the candidate",
    e.QuestionAsked: "it waits for an answer on the recruiter's page",
    e.ActionCommitted: "it waits for the candidate",
    e.ActionPractised: "coverage reads it",
    e.ActionUsed: "coverage reads it",
    e.ActionCompleted: "coverage reads it",
    e.ActionDropped: "dropping is fine",
    e.ActionResumed: "it waits for the candidate",
    e.ActionReflected: "reflections are the candidate's own",
    e.CandidateSignedIn: "the audit reads it",
    e.NoticeSent: "the interview's timeline shows it",
    e.NoticeFailed: "the recruiter's page shows it",
}
