"""Consumers: what is done about an event, under the names of `relay/domain/listeners.py`.

A consumer does its database work and marks its handoff done in one transaction, so it may be called twice, late, or after
the thing has moved on. Mail, and the second pen of an agency that has one, are reached out of the house between two
transactions.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from uuid import UUID

from relay.domain.errors import BusyError, StaleError
from relay.domain.notice import NoticeKind
from relay.domain.staff import PassPurpose
from relay.journey import (
    composing,
    delivering,
    dictating,
    following_up,
    journaling,
    normalising,
    notifying,
    relaying,
    wiping,
)
from relay.logs import get_log
from relay.store.handoffs import MOST_ATTEMPTS, WAITING, extend, find, finish, postpone, put_off
from relay.store.ledger import EventRow, Handoff
from relay.store.people import outdate_messages as outdate
from relay.store.work import Work
from relay.writers.openai_compatible import ask
from workers.shift import Shift

log = get_log(__name__)

# Longer than any dialogue with a mail server may take, so that nobody else begins the same one meanwhile.
SENDING = timedelta(minutes=3)
# Longer than the longest patience with a second pen.
DICTATING = timedelta(minutes=2)
MOVED = timedelta(seconds=1)
# Greylisting servers want a few minutes before the second attempt (RFC 6647).
DEFERRED = (30, 300, 900, 1800, 3600, 7200, 14400)


def id_in(event: EventRow, field: str) -> UUID:
    """An id that the event carries."""
    return UUID(event.data[field])


def normalise_note(_shift: Shift, work: Work, event: EventRow) -> None:
    """Read a note."""
    normalising.normalise_note(work, id_in(event, "note_id"))


def compose_message(shift: Shift, work: Work, event: EventRow) -> None:
    """Word a message from what the notes say by now."""
    composing.compose_message(work, id_in(event, "interview_id"), shift.writer)


def release_message(_shift: Shift, work: Work, event: EventRow) -> None:
    """Put an approved version into the portal."""
    relaying.release_message(work, id_in(event, "message_id"), event.id)


def seal_letter_notice(shift: Shift, work: Work, event: EventRow) -> None:
    """Tell the candidate that a letter waits."""
    notifying.seal_letter_notice(work, shift.room, event.id, id_in(event, "letter_id"))


def close_loops(_shift: Shift, work: Work, event: EventRow) -> None:
    """Set a letter beside what its candidate took up from earlier interviews."""
    following_up.close_loops(work, id_in(event, "letter_id"))


def reopen_loops(_shift: Shift, work: Work, event: EventRow) -> None:
    """Leave aside what a letter said of earlier actions: it was taken back."""
    following_up.reopen_loops(work, id_in(event, "letter_id"))


def seal_nudge_notice(shift: Shift, work: Work, event: EventRow) -> None:
    """Remind a candidate of a letter."""
    notifying.seal_nudge_notice(work, shift.room, event.id, id_in(event, "letter_id"))


def seal_answer_notice(shift: Shift, work: Work, event: EventRow) -> None:
    """Tell the candidate that their question was answered."""
    notifying.seal_answer_notice(work, shift.room, event.id, id_in(event, "question_id"))


def seal_thanks_notice(shift: Shift, work: Work, event: EventRow) -> None:
    """Pass a candidate's thanks on to a contact."""
    notifying.seal_thanks_notice(work, shift.room, event.id, id_in(event, "thanks_id"))


def seal_action_notice(shift: Shift, work: Work, event: EventRow) -> None:
    """Remind a candidate of what is for tomorrow."""
    notifying.seal_action_notice(work, shift.room, event.id, id_in(event, "action_id"))


def seal_wish_notice(shift: Shift, work: Work, event: EventRow) -> None:
    """Tell the candidate that their wish was passed on, or why not."""
    notifying.seal_wish_notice(work, shift.room, event.id, id_in(event, "wish_id"))


def seal_promise_notice(shift: Shift, work: Work, event: EventRow) -> None:
    """Tell the candidate where to see by when they will hear."""
    notifying.seal_promise_notice(work, shift.room, event.id, id_in(event, "interview_id"))


def seal_delay_notice(shift: Shift, work: Work, event: EventRow) -> None:
    """Tell the candidate that the promised time has passed."""
    if event.data["awaited"]:
        notifying.seal_delay_notice(work, shift.room, event.id, id_in(event, "interview_id"))


def seal_new_time_notice(shift: Shift, work: Work, event: EventRow) -> None:
    """Tell the candidate that there is a new time."""
    notifying.seal_new_time_notice(work, shift.room, event.id, id_in(event, "interview_id"))


def seal_asking_notice(shift: Shift, work: Work, event: EventRow) -> None:
    """Put to a contact what fell due for them."""
    round_id, contact_id = id_in(event, "round_id"), id_in(event, "contact_id")
    notifying.seal_asking_notice(work, shift.room, event.id, round_id, contact_id)


def seal_owner_notice(shift: Shift, work: Work, event: EventRow) -> None:
    """Tell whoever answers for the account that nobody there answers."""
    if event.data["to_owner"]:
        notifying.seal_owner_notice(work, shift.room, event.id, id_in(event, "interview_id"))


def seal_merged_notice(shift: Shift, work: Work, event: EventRow) -> None:
    """Tell a candidate who was there twice, and had been told of anything, where all of it stands."""
    if event.data["known"]:
        notifying.seal_merged_notice(work, shift.room, event.id, id_in(event, "into_id"))


def seal_passkey_notice(shift: Shift, work: Work, event: EventRow) -> None:
    """Tell a candidate that a passkey was added."""
    notifying.seal_passkey_notice(work, shift.room, event.id, id_in(event, "passkey_id"))


def seal_key(shift: Shift, work: Work, event: EventRow) -> None:
    """Send the code for a knock."""
    notifying.seal_key(work, shift.room, event.id, id_in(event, "challenge_id"))


def seal_erasure_key(shift: Shift, work: Work, event: EventRow) -> None:
    """Send the code by which a candidate can have themselves erased."""
    notifying.seal_key(work, shift.room, event.id, id_in(event, "challenge_id"), NoticeKind.ERASURE_KEY)


def outdate_messages(_shift: Shift, work: Work, event: EventRow) -> None:
    """Have what is under review worded for the name that the candidate chose."""
    if event.data["renamed"]:
        outdate(work, id_in(event, "candidate_id"))


def wipe_traces(_shift: Shift, work: Work, event: EventRow) -> None:
    """Take the words out of what was written about a candidate who was erased."""
    wiping.wipe_traces(work, id_in(event, "candidate_id"))


def seal_invitation(shift: Shift, work: Work, event: EventRow) -> None:
    """Send a new colleague their way in."""
    notifying.seal_pass(work, shift.room, event.id, id_in(event, "staff_id"), PassPurpose.INVITATION)


def seal_password_reset(shift: Shift, work: Work, event: EventRow) -> None:
    """Send a colleague a way to a new password."""
    notifying.seal_pass(work, shift.room, event.id, id_in(event, "staff_id"), PassPurpose.RESET)


def erase_entry(_shift: Shift, work: Work, event: EventRow) -> None:
    """Erase what a candidate took out of their journal."""
    journaling.erase_entry(work, id_in(event, "journal_entry_id"))


Step = Callable[[Shift, Work, EventRow], None]

STEPS: Mapping[str, Step] = {
    "normalise_note": normalise_note,
    "compose_message": compose_message,
    "release_message": release_message,
    "seal_letter_notice": seal_letter_notice,
    "close_loops": close_loops,
    "reopen_loops": reopen_loops,
    "seal_nudge_notice": seal_nudge_notice,
    "seal_answer_notice": seal_answer_notice,
    "seal_thanks_notice": seal_thanks_notice,
    "seal_action_notice": seal_action_notice,
    "seal_wish_notice": seal_wish_notice,
    "seal_promise_notice": seal_promise_notice,
    "seal_delay_notice": seal_delay_notice,
    "seal_new_time_notice": seal_new_time_notice,
    "seal_asking_notice": seal_asking_notice,
    "seal_owner_notice": seal_owner_notice,
    "seal_merged_notice": seal_merged_notice,
    "seal_passkey_notice": seal_passkey_notice,
    "seal_key": seal_key,
    "seal_erasure_key": seal_erasure_key,
    "outdate_messages": outdate_messages,
    "wipe_traces": wipe_traces,
    "seal_invitation": seal_invitation,
    "seal_password_reset": seal_password_reset,
    "erase_entry": erase_entry,
}


def send_notice(shift: Shift, handoff: Handoff) -> None:
    """Hand a notice to the mail server, with the attempt on record before and after."""
    with shift.store.work(handoff.agency_id) as work:
        if not extend(work, handoff.id, SENDING):
            return
        notice_id = id_in(work.get(EventRow, handoff.event_id), "notice_id")
        envelope = delivering.begin_delivery(work, shift.room, notice_id, shift.channel.name)
        if envelope is None:
            finish(work, handoff.id)
            return
        if isinstance(envelope, delivering.Later):
            postpone(work, handoff.id, envelope.until - work.now)
            return
    result = shift.channel.send(envelope)
    with shift.store.work(handoff.agency_id) as work:
        settled = delivering.record_sent(work, notice_id, result)
        if not settled and handoff.attempts >= MOST_ATTEMPTS:
            delivering.give_up(work, notice_id, result.code)
            settled = True
        if settled:
            finish(work, handoff.id)
    if not settled:
        wait = DEFERRED[min(handoff.attempts, len(DEFERRED)) - 1]
        put_off(shift.store, handoff.id, result.code, timedelta(seconds=wait))


def word_message(shift: Shift, handoff: Handoff) -> None:
    """Word a message: by the agency's second pen where it has one and its words hold, else as `take_step` does."""
    with shift.store.work(handoff.agency_id) as work:
        event = work.get(EventRow, handoff.event_id)
        interview_id = id_in(event, "interview_id")
        order = dictating.begin_dictation(
            work, shift.room.secrets, interview_id, event.id, inside=shift.inside
        )
        if order is None:
            if finish(work, handoff.id):
                compose_message(shift, work, event)
            return
        if not extend(work, handoff.id, DICTATING):
            raise StaleError
    answer = ask(order.call, order.material)
    with shift.store.work(handoff.agency_id) as work:
        dictated, moved = dictating.end_dictation(work, order, answer)
        if not moved and finish(work, handoff.id):
            composing.compose_message(work, interview_id, dictated or shift.writer)
    log.info("second pen", outcome="moved" if moved else answer.outcome.value, used=dictated is not None)
    if moved:
        put_off(shift.store, handoff.id, "moved", MOVED)


def take_step(shift: Shift, handoff: Handoff) -> None:
    """Take a step of the journey and mark the handoff done, in one transaction."""
    with shift.store.work(handoff.agency_id) as work:
        if finish(work, handoff.id):
            STEPS[handoff.consumer](shift, work, work.get(EventRow, handoff.event_id))


def carry_out(shift: Shift, handoff_id: UUID) -> None:
    """Deal with one claimed handoff. A failure is put off and logged by its kind; nothing is raised."""
    try:
        handoff = find(shift.store, handoff_id)
    except Exception:
        log.exception("handoff left to its lease", handoff=str(handoff_id))
        return
    if handoff is None or handoff.state not in WAITING:
        return
    try:
        if handoff.consumer == "send_notice":
            send_notice(shift, handoff)
        elif handoff.consumer == "compose_message":
            word_message(shift, handoff)
        else:
            take_step(shift, handoff)
    except (StaleError, BusyError) as error:
        # Two that met: one of them goes on in a moment, and sees what the other did.
        put_off_if_possible(shift, handoff_id, type(error).__name__)
        log.info("handoff gave way", handoff=str(handoff_id), consumer=handoff.consumer)
    except Exception as error:
        put_off_if_possible(shift, handoff_id, type(error).__name__)
        log.exception(
            "handoff put off", handoff=str(handoff_id), consumer=handoff.consumer, attempt=handoff.attempts
        )


def put_off_if_possible(shift: Shift, handoff_id: UUID, fault: str) -> None:
    """Have it tried again after the usual back-off; where even that cannot be written, when its lease ends."""
    try:
        put_off(shift.store, handoff_id, fault)
    except Exception:
        log.exception("handoff left to its lease", handoff=str(handoff_id))
