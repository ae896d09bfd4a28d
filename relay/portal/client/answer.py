"""How did it go? A contact answers by the link they were sent.

The link is the whole right: it opens one request and nothing else, and shows no more than the client knows: who was
interviewed, for what, when. Looking changes nothing; a link that is unknown, spent or taken back gets one and the same page.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from hashlib import sha256
from zoneinfo import ZoneInfo

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from relay.domain.errors import BusyError, InvalidError, MoveError, StaleError
from relay.domain.interview import OFF, Interview
from relay.domain.request import ASKED, Request
from relay.hall.house import house
from relay.hall.origin import refuse_strangers
from relay.hall.policy import public
from relay.hall.security import csrf, limiter
from relay.journey.asking import Caller, decline_request, defer_request, find_caller, keep_draft
from relay.journey.capturing import capture_reply
from relay.journey.normalising import question_back
from relay.portal.client.sheet import OUTCOMES, Sheet, sheet_from, sheet_of
from relay.store.work import Work
from relay.text.tapping import Tap, note_of, taps_for
from relay.vocabulary import Kind

blueprint = Blueprint("answer", __name__)
View = Callable[[str, Caller], ResponseReturnValue]
NOT_HELD = "The interview did not take place"
# So many phrases of a kind stand on one screen of a phone.
MOST_OFFERED = 6
REASONS = (
    "The role is on hold or withdrawn",
    "We do not give feedback",
    "The interviewer has left or is away",
    NOT_HELD,
)


@blueprint.after_request
def keep_to_themselves(response: Response) -> Response:
    """No page of this side belongs into a search engine or a cache."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "no-store"
    return response


def whose_link() -> str:
    """What a limit per link counts by; the link itself stays out of the counters."""
    return sha256((request.view_args or {}).get("link", "").encode("utf-8", "surrogatepass")).hexdigest()


def by_link(view: View) -> Callable[[str], ResponseReturnValue]:
    """Let in who comes with a link that is good; everybody else gets the same page."""

    @wraps(view)
    def enter(link: str) -> ResponseReturnValue:
        if request.method == "POST":
            refuse_strangers()
        caller = find_caller(house().store, link)
        if caller is None:
            return render_template("client/closed.html"), 404
        return view(link, caller)

    return enter


@blueprint.get("/f/<link>")
@public
@limiter.limit("120 per minute")
@by_link
def show(link: str, caller: Caller) -> ResponseReturnValue:
    """The form, as it was left."""
    with house().store.look(caller.agency_id, caller.actor) as work:
        asked = work.get(Request, caller.request_id)
        return draw(work, link, asked, sheet_from(asked.draft))


@blueprint.post("/f/<link>")
@public
@csrf.exempt
@limiter.limit("60 per hour", key_func=whose_link)
@by_link
def send(link: str, caller: Caller) -> ResponseReturnValue:
    """Send the answer. Where it says too little to act on, one question follows."""
    with house().store.look(caller.agency_id, caller.actor) as work:
        sheet = sheet_of(request.form, work.get(Request, caller.request_id).draft)
    return hand_in(link, caller, sheet)


def hand_in(link: str, caller: Caller, sheet: Sheet) -> ResponseReturnValue:
    """Make a note of what was filled in; where that cannot be, give it back with what is wrong."""
    sheet.check()
    if not sheet.errors:
        try:
            with house().store.work(caller.agency_id, caller.actor) as work:
                note = capture_reply(work, caller.interview_id, note_of(sheet.answer))
                if not sheet.more.strip():
                    sheet.question = question_back(work, note) or ""
                keep_draft(work, caller.request_id, sheet.draft)
        except InvalidError as error:
            sheet.errors["work_words"] = error.message
        except (MoveError, StaleError, BusyError) as error:
            sheet.errors[""] = str(error)
        else:
            return redirect(url_for("answer.done", link=link), 303)
    with house().store.look(caller.agency_id, caller.actor) as work:
        return draw(work, link, work.get(Request, caller.request_id), sheet), 422


@blueprint.post("/f/<link>/draft")
@public
@csrf.exempt
@limiter.limit("600 per hour", key_func=whose_link)
@by_link
def save(link: str, caller: Caller) -> ResponseReturnValue:
    """Keep what is filled in so far, while it is being filled in."""
    with house().store.work(caller.agency_id, caller.actor) as work:
        sheet = sheet_of(request.form, work.get(Request, caller.request_id).draft)
        sheet.check()
        if set(sheet.errors) & {"good_words", "work_words", "more"}:
            return "", 422
        keep_draft(work, caller.request_id, sheet.draft)
    return "", 204


@blueprint.get("/f/<link>/done")
@public
@limiter.limit("120 per minute")
@by_link
def done(link: str, caller: Caller) -> ResponseReturnValue:
    """Thanks; and the one question, where the answer left it open."""
    with house().store.look(caller.agency_id, caller.actor) as work:
        asked = work.get(Request, caller.request_id)
        kept = sheet_from(asked.draft)
        return draw_done(work, link, asked, kept, question="" if kept.more.strip() else kept.question)


@blueprint.post("/f/<link>/more")
@public
@csrf.exempt
@limiter.limit("60 per hour", key_func=whose_link)
@by_link
def add(link: str, caller: Caller) -> ResponseReturnValue:
    """The answer to the one question, added to what was sent."""
    with house().store.look(caller.agency_id, caller.actor) as work:
        sheet = sheet_from(work.get(Request, caller.request_id).draft)
        sheet.more = request.form.get("more", "")
        if not sheet.more.strip():
            asked = work.get(Request, caller.request_id)
            error = "Write a sentence, or close the page: what you sent before is kept."
            return draw_done(work, link, asked, sheet, question=sheet.question, error=error), 422
    return hand_in(link, caller, sheet)


@blueprint.post("/f/<link>/call")
@public
@csrf.exempt
@limiter.limit("60 per hour", key_func=whose_link)
@by_link
def call(link: str, caller: Caller) -> ResponseReturnValue:
    """They will call instead."""
    return settle(link, caller, lambda work: defer_request(work, caller.request_id))


@blueprint.post("/f/<link>/nothing")
@public
@csrf.exempt
@limiter.limit("60 per hour", key_func=whose_link)
@by_link
def decline(link: str, caller: Caller) -> ResponseReturnValue:
    """No feedback will come, for a reason."""
    reason = request.form.get("reason", "")
    held = reason != NOT_HELD
    return settle(link, caller, lambda work: decline_request(work, caller.request_id, reason, held=held))


def settle(link: str, caller: Caller, step: Callable[[Work], object]) -> ResponseReturnValue:
    """Take a step that needs no form, or say beside the buttons why it cannot be taken."""
    try:
        with house().store.work(caller.agency_id, caller.actor) as work:
            step(work)
    except (InvalidError, MoveError, StaleError, BusyError) as error:
        with house().store.look(caller.agency_id, caller.actor) as work:
            asked = work.get(Request, caller.request_id)
            sheet = sheet_from(asked.draft)
            sheet.errors["reason" if isinstance(error, InvalidError) else ""] = str(error)
            return draw(work, link, asked, sheet), 422
    return redirect(url_for("answer.done", link=link), 303)


def draw(work: Work, link: str, asked: Request, sheet: Sheet) -> str:
    """The page: who it is about, and the form."""
    interview = work.get(Interview, asked.interview_id)
    role = interview.job.title
    return render_template(
        "client/answer.html",
        agency=work.agency,
        link=link,
        asked=asked,
        waiting=asked.state in ASKED,
        interview=interview,
        day=day_of(interview),
        off=interview.state in OFF,
        ahead=interview.starts_at > work.now,
        sheet=sheet,
        outcomes=OUTCOMES,
        good=offered(role, Kind.STRENGTH, sheet),
        work=offered(role, Kind.IMPROVEMENT, sheet),
        reasons=[(reason, reason) for reason in REASONS],
    )


def offered(role: str, kind: Kind, sheet: Sheet) -> list[Tap]:
    """The phrases to tap: a screenful that fits the role, and whatever was tapped before."""
    fitting = taps_for(role, kind, most=MOST_OFFERED)
    return [*fitting, *(tap for tap in sheet.chosen if tap.kind is kind and tap not in fitting)]


def draw_done(
    work: Work, link: str, asked: Request, kept: Sheet, *, question: str, error: str | None = None
) -> str:
    """The page after it: thanks, or the one question."""
    return render_template(
        "client/done.html",
        agency=work.agency,
        link=link,
        asked=asked,
        interview=work.get(Interview, asked.interview_id),
        question=question,
        kept=kept,
        error=error,
    )


def day_of(interview: Interview) -> datetime:
    """When the interview was, on its own clocks."""
    return interview.starts_at.astimezone(ZoneInfo(interview.zone))
