"""Links for a friend or mentor: made here, seen here with all that they show, ended here; and the page they open.

Whoever comes with a link sees what was ticked and nothing else of the house. A link that is unknown, has run out or was ended
gets one and the same page, after the same time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from relay.domain.action import Action, ActionState
from relay.domain.candidate import Candidate
from relay.domain.errors import InvalidError
from relay.domain.letter import READ, TOLD, Letter, LetterItem
from relay.domain.share import Share
from relay.hall.evenly import evenly
from relay.hall.forms import Form
from relay.hall.house import house
from relay.hall.policy import candidate_only, public
from relay.hall.security import limiter
from relay.hall.units import open_look
from relay.journey.sharing import (
    LIVES,
    LONGEST_LINE,
    Choice,
    find_reader,
    make_share,
    revoke_share,
    shares_of,
    showable,
    token_of,
)
from relay.portal.candidate.shelf import actions_of
from relay.portal.candidate.shown import Shown, shown
from relay.store.work import Work
from relay.vocabulary import Competency

blueprint = Blueprint("sharing", __name__)


@dataclass(frozen=True, slots=True)
class Link:
    """A link as the candidate who made it sees it."""

    share: Share
    address: str
    shown: Shown


def whose_token() -> str:
    """What a limit per link counts by; the link itself stays out of the counters."""
    return sha256((request.view_args or {}).get("token", "").encode("utf-8", "surrogatepass")).hexdigest()


@blueprint.get("/shares")
@candidate_only
def shares() -> ResponseReturnValue:
    """One's links, and the form for a new one."""
    return draw(Form())


@blueprint.post("/shares")
@candidate_only
def make() -> ResponseReturnValue:
    """Make a link to what was ticked."""
    form = Form()
    choice = Choice(
        form.ids("letter_item_id"),
        form.ids("action_id"),
        form.choice("competency", Competency) if form.raw("competency") else None,
    )
    days = form.checked("days", LIVES[0], read_days)
    line = form.text("line", longest=LONGEST_LINE, required=False)

    def act(work: Work) -> str:
        share = make_share(work, house().secrets, choice, days=days, line=line)
        return url_for("sharing.shares", _anchor=f"share-{share.id}")

    return form.submit(act, lambda: draw(form))


@blueprint.post("/shares/<uuid:share_id>/revocation")
@candidate_only
def revocation(share_id: UUID) -> ResponseReturnValue:
    """End a link at once."""

    def act(work: Work) -> str:
        revoke_share(work, share_id)
        return url_for("sharing.shares", _anchor="links")

    form = Form()
    return form.submit(act, lambda: draw(form))


@blueprint.get("/s/<token>")
@public
@limiter.limit("60 per minute", key_func=whose_token)
@limiter.limit("120 per minute")
def shared(token: str) -> ResponseReturnValue:
    """What somebody shared. Needs no cookie and sets none."""
    with evenly():
        reader = find_reader(house().store, token)
    if reader is None:
        return render_template("candidate/share_closed.html"), 404
    with house().store.look(reader.agency_id) as work:
        share = work.get(Share, reader.share_id)
        candidate = work.get(Candidate, share.candidate_id)
        return render_template(
            "candidate/shared.html", shown=shown(work, share), share=share, owner=candidate
        )


def read_days(value: str) -> int:
    """How long a link lasts, of the choices there are. Raises InvalidError."""
    found = next((days for days in LIVES if str(days) == value), None)
    if found is None:
        raise InvalidError("days", "Choose how long it lasts.")
    return found


def draw(form: Form) -> str:
    """The page, with a form that came back. Coming from a competency's page, its sheet is chosen already."""
    with open_look() as work:
        links = [link_to(work, share) for share in shares_of(work)]
        asked = request.args.get("sheet", "")
        return render_template(
            "candidate/shares.html",
            nav="practise",
            open_links=[link for link in links if link.share.open_at(work.now)],
            ended=[link for link in links if not link.share.open_at(work.now)],
            items=items_to_share(work),
            actions=[action for action in actions_to_share(work) if showable(work, action)],
            competencies=[(competency.value, competency.label) for competency in Competency],
            lives=[(str(days), f"{days} days") for days in LIVES],
            values=form.values,
            ticked=set(form.values.getlist("letter_item_id")) | set(form.values.getlist("action_id")),
            sheet=form.raw("competency") or asked,
            errors=form.errors,
        )


def link_to(work: Work, share: Share) -> Link:
    """A link with its address, which is made again from the share each time, and all that it shows."""
    address = house().settings.base_url + url_for("sharing.shared", token=token_of(house().secrets, share))
    return Link(share, address, shown(work, share))


def items_to_share(work: Work) -> Sequence[LetterItem]:
    """The strengths and improvements of the letters they opened."""
    return work.all(
        select(LetterItem)
        .join(Letter, Letter.id == LetterItem.letter_id)
        .where(Letter.candidate_id == work.person_id, Letter.state.in_(READ), LetterItem.role.in_(TOLD))
        .order_by(Letter.released_at.desc(), Letter.id, LetterItem.place)
    )


def actions_to_share(work: Work) -> Sequence[Action]:
    """All they took up and did not let go."""
    return [action for action in actions_of(work) if action.state is not ActionState.DROPPED]
