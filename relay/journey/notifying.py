"""Notifying: what happened becomes a notice with its address, its identity and the way in that it carries.

Sealing is one transaction and makes the notice exactly once per event; sending it is `delivering.py`.
"""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import Select, or_, select

from relay.channels.post_room import PostRoom
from relay.domain.action import Action
from relay.domain.candidate import Candidate
from relay.domain.client import Client, Contact
from relay.domain.interview import Interview, InterviewState
from relay.domain.job import Job
from relay.domain.knock import Challenge, Locator
from relay.domain.letter import Letter, LetterState
from relay.domain.notice import Notice, NoticeKind
from relay.domain.passkey import Passkey
from relay.domain.promise import Promise, PromiseState
from relay.domain.question import Question
from relay.domain.request import AskingLink
from relay.domain.staff import Pass, PassPurpose, Staff, StaffState
from relay.domain.thanks import Thanks
from relay.domain.tokens import hash_token
from relay.domain.wish import Wish
from relay.store.askings import standing_chases
from relay.store.work import Work

LOCATOR_LIFE = timedelta(days=90)
ASKING_LIFE = timedelta(days=60)
PASS_LIFE = {PassPurpose.INVITATION: timedelta(days=7), PassPurpose.RESET: timedelta(hours=1)}


def seal_letter_notice(work: Work, room: PostRoom, cause_id: UUID, letter_id: UUID) -> None:
    """Tell a candidate that a letter waits, or that it changed."""
    letter = work.get(Letter, letter_id)
    if not letter.standing:
        return
    earlier = select(Letter).where(Letter.interview_id == letter.interview_id, Letter.number < letter.number)
    kind = NoticeKind.LETTER_CHANGED if work.all(earlier) else NoticeKind.LETTER_WAITING
    candidate = work.get(Candidate, letter.candidate_id)
    seal_for_candidate(work, room, cause_id, kind, candidate, letter.interview_id)


def seal_nudge_notice(work: Work, room: PostRoom, cause_id: UUID, letter_id: UUID) -> None:
    """Remind a candidate of a letter that they have not acknowledged, once."""
    letter = work.get(Letter, letter_id)
    if letter.standing and letter.state is not LetterState.ACKNOWLEDGED:
        candidate = work.get(Candidate, letter.candidate_id)
        seal_for_candidate(work, room, cause_id, NoticeKind.LETTER_NUDGED, candidate, letter.interview_id)


def seal_answer_notice(work: Work, room: PostRoom, cause_id: UUID, question_id: UUID) -> None:
    """Tell a candidate that their question was answered."""
    question = work.get(Question, question_id)
    candidate = work.get(Candidate, question.candidate_id)
    seal_for_candidate(work, room, cause_id, NoticeKind.ANSWER_WAITING, candidate, question.interview_id)


def seal_action_notice(work: Work, room: PostRoom, cause_id: UUID, action_id: UUID) -> None:
    """Tell a candidate that something in their plan is for tomorrow, if it still is. It names nothing."""
    action = work.get(Action, action_id)
    candidate = work.get(Candidate, action.candidate_id)
    if action.lies_ahead(work.now, candidate.zone):
        kind = NoticeKind.ACTION_DUE
        seal_for_candidate(work, room, cause_id, kind, candidate, action.interview_id)


def seal_wish_notice(work: Work, room: PostRoom, cause_id: UUID, wish_id: UUID) -> None:
    """Tell a candidate where to see what became of their wish."""
    wish = work.get(Wish, wish_id)
    candidate = work.get(Candidate, wish.candidate_id)
    seal_for_candidate(work, room, cause_id, NoticeKind.WISH_ANSWERED, candidate, wish.interview_id)


def seal_promise_notice(work: Work, room: PostRoom, cause_id: UUID, interview_id: UUID) -> None:
    """Tell a candidate where to see by when they will hear, if the interview still lies ahead."""
    interview = work.get(Interview, interview_id)
    if interview.state is InterviewState.SCHEDULED and interview.starts_at > work.now:
        candidate = work.get(Candidate, interview.candidate_id)
        seal_for_candidate(work, room, cause_id, NoticeKind.INTERVIEW_PROMISED, candidate, interview_id)


def seal_delay_notice(work: Work, room: PostRoom, cause_id: UUID, interview_id: UUID) -> None:
    """Tell a candidate that the promised time has passed, if they still wait."""
    if work.one(awaited(interview_id)) is not None:
        interview = work.get(Interview, interview_id)
        candidate = work.get(Candidate, interview.candidate_id)
        seal_for_candidate(work, room, cause_id, NoticeKind.PROMISE_MISSED, candidate, interview_id)


def seal_new_time_notice(work: Work, room: PostRoom, cause_id: UUID, interview_id: UUID) -> None:
    """Tell a candidate that there is a new time, if they still wait for it."""
    if work.one(awaited(interview_id).where(Promise.new_due_at.is_not(None))) is not None:
        interview = work.get(Interview, interview_id)
        candidate = work.get(Candidate, interview.candidate_id)
        seal_for_candidate(work, room, cause_id, NoticeKind.PROMISE_EXTENDED, candidate, interview_id)


def awaited(interview_id: UUID) -> Select[Promise]:
    """A promise that was missed, and after which a new time is still owed or named."""
    return select(Promise).where(
        Promise.interview_id == interview_id,
        Promise.state == PromiseState.MISSED,
        or_(Promise.settle_at.is_not(None), Promise.new_due_at.is_not(None)),
    )


def seal_asking_notice(work: Work, room: PostRoom, cause_id: UUID, round_id: UUID, contact_id: UUID) -> None:
    """Put a round of requests to their contact in one mail, those that have been answered since left out."""
    chases = standing_chases(work, round_id)
    contact = work.get(Contact, contact_id)
    if not chases or contact.email is None or is_sealed(work, cause_id):
        return
    first = all(chase.number == 1 for chase in chases)
    kind = NoticeKind.FEEDBACK_ASKED if first else NoticeKind.FEEDBACK_REMINDED
    work.session.add_all(
        AskingLink(
            link_hash=hash_token(room.secrets.token("asking", chase.id)),
            agency_id=work.agency_id,
            request_id=chase.request_id,
            expires_at=work.now + ASKING_LIFE,
        )
        for chase in chases
    )
    seal(
        work,
        room,
        cause_id,
        kind,
        contact.email,
        about_id=round_id,
        interview_id=chases[0].request.interview_id,
        contact_id=contact_id,
    )


def seal_owner_notice(work: Work, room: PostRoom, cause_id: UUID, interview_id: UUID) -> None:
    """Tell whoever answers for the account, or else the recruiter, that a client stays silent."""
    interview = work.get(Interview, interview_id)
    client = work.get(Client, work.get(Job, interview.job_id).client_id)
    staff = work.get(Staff, client.owner_id or interview.recruiter_id)
    if staff.state is not StaffState.ACTIVE:
        staff = work.get(Staff, interview.recruiter_id)
    if is_sealed(work, cause_id):
        return
    kind = NoticeKind.FEEDBACK_MISSING
    seal(work, room, cause_id, kind, staff.email, interview_id=interview_id, staff_id=staff.id)


def seal_thanks_notice(work: Work, room: PostRoom, cause_id: UUID, thanks_id: UUID) -> None:
    """Pass a candidate's thanks on to the contact whom the recruiter chose."""
    thanks = work.get(Thanks, thanks_id)
    contact = work.get(Contact, thanks.contact_id) if thanks.contact_id else None
    if contact is None or contact.email is None or is_sealed(work, cause_id):
        return
    seal(
        work,
        room,
        cause_id,
        NoticeKind.THANKS,
        contact.email,
        about_id=thanks_id,
        interview_id=thanks.interview_id,
        contact_id=contact.id,
    )


def seal_merged_notice(work: Work, room: PostRoom, cause_id: UUID, into_id: UUID) -> None:
    """Give a candidate who was there twice a way to all that is theirs: some of the earlier ways have ended."""
    candidate = work.get(Candidate, into_id)
    if candidate.merged_into_id is not None:
        candidate = work.get(Candidate, candidate.merged_into_id)
    seal_for_candidate(work, room, cause_id, NoticeKind.RECORDS_MERGED, candidate, None)


def seal_passkey_notice(work: Work, room: PostRoom, cause_id: UUID, passkey_id: UUID) -> None:
    """Tell a candidate that their letters can be opened with one more device: it may not have been theirs. Silent once it is removed."""
    passkey = work.one(select(Passkey).where(Passkey.id == passkey_id))
    if passkey is not None:
        candidate = work.get(Candidate, passkey.candidate_id)
        seal_for_candidate(work, room, cause_id, NoticeKind.PASSKEY_ADDED, candidate, None)


def seal_for_candidate(
    work: Work,
    room: PostRoom,
    cause_id: UUID,
    kind: NoticeKind,
    candidate: Candidate,
    interview_id: UUID | None,
) -> None:
    """Make a notice with a locator of its own, once per event."""
    if candidate.erased_at is not None or is_sealed(work, cause_id):
        return
    work.session.add(
        Locator(
            locator_hash=hash_token(room.secrets.token("locator", cause_id)),
            agency_id=work.agency_id,
            candidate_id=candidate.id,
            made_at=work.now,
            expires_at=work.now + LOCATOR_LIFE,
        )
    )
    seal(work, room, cause_id, kind, candidate.email, interview_id=interview_id, candidate_id=candidate.id)


def seal(
    work: Work,
    room: PostRoom,
    cause_id: UUID,
    kind: NoticeKind,
    address: str,
    *,
    about_id: UUID | None = None,
    interview_id: UUID | None = None,
    candidate_id: UUID | None = None,
    staff_id: UUID | None = None,
    contact_id: UUID | None = None,
) -> None:
    """Write a notice down with its address and identity; from then on it is to be sent."""
    notice = Notice(
        agency_id=work.agency_id,
        kind=kind,
        cause_id=cause_id,
        address=address,
        message_id=message_id_of(room, cause_id),
        sealed_at=work.now,
        about_id=about_id,
        interview_id=interview_id,
        candidate_id=candidate_id,
        staff_id=staff_id,
        contact_id=contact_id,
    )
    notice.seal()
    work.add(notice)


def seal_key(
    work: Work,
    room: PostRoom,
    cause_id: UUID,
    challenge_id: UUID,
    kind: NoticeKind = NoticeKind.KEY,
) -> None:
    """Send a code to the address on file, for a knock that is still waiting; `kind` says what the code is for."""
    challenge = work.session.get(Challenge, challenge_id)
    if challenge is None or challenge.used_at is not None or challenge.expires_at <= work.now:
        return
    if is_sealed(work, cause_id):
        return
    candidate = work.get(Candidate, challenge.candidate_id)
    seal(
        work,
        room,
        cause_id,
        kind,
        candidate.email,
        about_id=challenge_id,
        candidate_id=candidate.id,
    )


def seal_pass(work: Work, room: PostRoom, cause_id: UUID, staff_id: UUID, purpose: PassPurpose) -> None:
    """Send a member of staff a one-time way in: to join, or to choose a new password."""
    staff = work.get(Staff, staff_id)
    wanted = StaffState.INVITED if purpose is PassPurpose.INVITATION else StaffState.ACTIVE
    if staff.state is not wanted or is_sealed(work, cause_id):
        return
    kind = NoticeKind.INVITATION if purpose is PassPurpose.INVITATION else NoticeKind.PASSWORD_RESET
    work.session.add(
        Pass(
            token_hash=hash_token(room.secrets.token("pass", cause_id)),
            agency_id=work.agency_id,
            staff_id=staff_id,
            purpose=purpose,
            expires_at=work.now + PASS_LIFE[purpose],
        )
    )
    seal(work, room, cause_id, kind, staff.email, staff_id=staff_id)


def is_sealed(work: Work, cause_id: UUID) -> bool:
    """Whether the event has its notice already."""
    return work.one(select(Notice).where(Notice.cause_id == cause_id)) is not None


def message_id_of(room: PostRoom, cause_id: UUID) -> str:
    """One Message-ID (RFC 5322) for all attempts at one notice."""
    return f"<{cause_id}@{room.domain}>"
