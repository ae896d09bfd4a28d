"""What got stuck: for a person to look at, and to have tried again."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from relay.domain.errors import NotFoundError
from relay.domain.notice import NoticeKind
from relay.hall.house import house
from relay.hall.policy import staff_only
from relay.hall.units import open_look
from relay.hall.visitors import visitor
from relay.reports.stuck import failed_handoffs, failed_notices
from relay.store.handoffs import find, redrive
from relay.vocabulary import Role

blueprint = Blueprint("stuck", __name__)
DOING = {
    "normalise_note": "Reading a note",
    "compose_message": "Wording a message",
    "release_message": "Releasing a message",
    "seal_letter_notice": "Telling a candidate that a letter waits",
    "close_loops": "Setting a letter beside earlier actions",
    "reopen_loops": "Leaving aside what a withdrawn letter said",
    "seal_nudge_notice": "Reminding a candidate of a letter",
    "seal_answer_notice": "Telling a candidate that an answer waits",
    "seal_promise_notice": "Telling a candidate by when to expect word",
    "seal_delay_notice": "Telling a candidate that word is late",
    "seal_new_time_notice": "Telling a candidate a new time",
    "seal_asking_notice": "Asking a client for feedback",
    "seal_owner_notice": "Telling a colleague that a client stays silent",
    "seal_thanks_notice": "Passing a candidate's thanks on",
    "seal_action_notice": "Reminding a candidate of their plan",
    "seal_wish_notice": "Telling a candidate what became of a wish",
    "seal_merged_notice": "Telling a candidate that two records became one",
    "seal_passkey_notice": "Telling a candidate that a passkey was added",
    "seal_key": "Sending a candidate their code",
    "seal_erasure_key": "Sending a candidate the code to be erased",
    "outdate_messages": "Wording messages for a new name",
    "wipe_traces": "Erasing what was written about a candidate",
    "seal_invitation": "Inviting a colleague",
    "seal_password_reset": "Sending a way to a new password",
    "send_notice": "Sending a mail",
    "erase_entry": "Erasing what a candidate took out of their own notes",
}
MAILS = {
    NoticeKind.LETTER_WAITING: "A letter waits",
    NoticeKind.LETTER_CHANGED: "A letter changed",
    NoticeKind.LETTER_NUDGED: "Reminder of a letter",
    NoticeKind.ANSWER_WAITING: "An answer waits",
    NoticeKind.INTERVIEW_PROMISED: "By when to expect word",
    NoticeKind.PROMISE_MISSED: "Word is late",
    NoticeKind.PROMISE_EXTENDED: "A new time",
    NoticeKind.FEEDBACK_ASKED: "Feedback asked for",
    NoticeKind.FEEDBACK_REMINDED: "Reminder to a client",
    NoticeKind.FEEDBACK_MISSING: "A client stays silent",
    NoticeKind.THANKS: "A candidate's thanks",
    NoticeKind.ACTION_DUE: "Something in a plan is for tomorrow",
    NoticeKind.WISH_ANSWERED: "A wish was answered",
    NoticeKind.RECORDS_MERGED: "Two records became one",
    NoticeKind.PASSKEY_ADDED: "A passkey was added",
    NoticeKind.KEY: "Code to come in",
    NoticeKind.ERASURE_KEY: "Code to be erased",
    NoticeKind.INVITATION: "Invitation",
    NoticeKind.PASSWORD_RESET: "Way to a new password",
}


@blueprint.get("/stuck")
@staff_only(Role.MANAGER, Role.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """What could not be done, and what could not be sent."""
    with open_look() as work:
        handoffs, notices = failed_handoffs(work), failed_notices(work)
    return render_template(
        "admin/stuck.html",
        nav="staff",
        handoffs=handoffs,
        notices=notices,
        doing=DOING,
        mails=MAILS,
    )


@blueprint.post("/stuck/<uuid:handoff_id>/attempt")
@staff_only(Role.MANAGER, Role.ADMINISTRATOR)
def try_again(handoff_id: UUID) -> ResponseReturnValue:
    """Give a failed handoff another round of attempts. Sent twice, it is given one round."""
    agency_id = visitor().signed_in.agency_id
    handoff = find(house().store, handoff_id)
    if handoff is None or handoff.agency_id != agency_id:
        raise NotFoundError("That handoff")
    if redrive(house().store, agency_id, handoff_id):
        house().store.doorbell([handoff_id])
        flash("It is being tried again. If it fails once more, it comes back here.", "good")
    else:
        flash("It was taken up already.", "note")
    return redirect(url_for("stuck.index"), 303)
