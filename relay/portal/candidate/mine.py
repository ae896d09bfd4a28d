"""Mine: how a candidate is called, which mails they get and when, where they are signed in, and the ways to all that is theirs."""

from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from relay.domain.candidate import Candidate
from relay.domain.errors import InvalidError
from relay.domain.post import MailTopic
from relay.domain.quiet import Quiet, hours_of
from relay.domain.tokens import hash_token
from relay.hall.forms import Form
from relay.hall.policy import Side, candidate_only
from relay.hall.units import open_look
from relay.hall.visitors import cookie_name
from relay.journey.choosing import (
    LONGEST_CALLED,
    choose_details,
    choose_mails,
    end_other_sessions,
    end_session,
    standing_sessions,
)
from relay.journey.unlocking import LONGEST_NAME, MOST_PASSKEYS, passkeys_of
from relay.portal.candidate.browsers import roughly
from relay.portal.zones import zone_options
from relay.store.work import Work

blueprint = Blueprint("mine", __name__)
TOPICS = (
    (
        MailTopic.PROMISES,
        "When I will hear",
        "An interview is in the diary, word is late, or there is a new time.",
    ),
    (MailTopic.ANSWERS, "Answers", "Somebody has answered a question of yours."),
    (
        MailTopic.REMINDERS,
        "Reminders",
        "The day before one that you chose in your plan, and once where a letter lies unread.",
    ),
)
# What a night is for most people, to begin with.
NIGHT = ("21:00", "08:00")


@blueprint.get("/mine")
@candidate_only
def mine() -> ResponseReturnValue:
    """Everything there is to choose, and where to find the rest."""
    return draw()


@blueprint.post("/mine/details")
@candidate_only
def details() -> ResponseReturnValue:
    """Say how one is called and where one's clocks stand."""
    form = Form()
    called, zone = form.line("called", longest=LONGEST_CALLED, required=False), form.zone("zone")

    def act(work: Work) -> str:
        choose_details(work, called=called, zone=zone)
        return url_for("mine.mine", _anchor="details")

    return form.submit(act, lambda: draw("details", form))


@blueprint.post("/mine/mails")
@candidate_only
def mails() -> ResponseReturnValue:
    """Say which mails one wants, and at which hours none."""
    form = Form()
    quiet = form.choice("quiet", Quiet)
    wanted = topics_in(form)
    start, end = form.raw("quiet_from"), form.raw("quiet_to")
    form.say_what_is_missing(quiet="Choose one of these.")

    def act(work: Work) -> str:
        choose_mails(work, wanted=wanted, quiet=quiet, start=start, end=end)
        return url_for("mine.mine", _anchor="mails")

    return form.submit(act, lambda: draw("mails", form))


def topics_in(form: Form) -> list[MailTopic]:
    """The topics that were ticked; one that there is not is noted as a fault."""
    try:
        return [MailTopic(value) for value in form.values.getlist("wanted")]
    except ValueError:
        form.errors["wanted"] = "Choose from the list."
        return []


@blueprint.post("/mine/devices/<uuid:device_id>/ending")
@candidate_only
def end_device(device_id: UUID) -> ResponseReturnValue:
    """Sign one other browser out. This one has a button of its own at the foot of each page."""

    def act(work: Work) -> str:
        if UUID(hex=hash_token(own_token())[:32]) == device_id:
            raise InvalidError("", "This is the browser you are using. Sign out at the foot of the page.")
        end_session(work, device_id)
        return url_for("mine.mine", _anchor="devices")

    form = Form()
    return form.submit(act, lambda: draw("devices", form))


@blueprint.post("/mine/devices/ending")
@candidate_only
def end_others() -> ResponseReturnValue:
    """Sign every browser out but this one."""

    def act(work: Work) -> str:
        end_other_sessions(work, own_token())
        return url_for("mine.mine", _anchor="devices")

    form = Form()
    return form.submit(act, lambda: draw("devices", form))


def own_token() -> str:
    """What this browser came in with."""
    return request.cookies.get(cookie_name(Side.CANDIDATE), "")


def own_browser() -> str:
    """What this browser is, for somebody to recognise it by."""
    return roughly(request.user_agent.string) or ""


def draw(slip: str = "", form: Form | None = None) -> str:
    """The page, with a form that came back: `slip` says which of them it is."""
    with open_look() as work:
        me = work.get(Candidate, work.person_id)
        return render_template(
            "candidate/mine.html",
            nav="mine",
            me=me,
            agency_hours=hours_of(work.agency.quiet_from, work.agency.quiet_to),
            devices=standing_sessions(work),
            this_device=UUID(hex=hash_token(own_token())[:32]),
            passkeys=passkeys_of(work),
            most_passkeys=MOST_PASSKEYS,
            longest_passkey_name=LONGEST_NAME,
            passkey_name=form.raw("passkey_name") if form and slip == "passkeys" else own_browser(),
            details=form.values if form and slip == "details" else {"called": me.called, "zone": me.zone},
            zones=zone_options(me.zone),
            topics=TOPICS,
            **mail_values(me, form if slip == "mails" else None),
            errors=dict(form.errors) if form else {},
        )


def mail_values(me: Candidate, form: Form | None) -> dict[str, object]:
    """What the form of the mails is filled with: what was sent, or else what holds."""
    if form is not None:
        return {"wanted": form.values.getlist("wanted"), "mails": form.values}
    return {
        "wanted": [topic.value for topic in MailTopic if topic.value not in me.declined],
        "mails": {
            "quiet": me.quiet.value,
            "quiet_from": me.quiet_from or NIGHT[0],
            "quiet_to": me.quiet_to or NIGHT[1],
        },
    }
