"""Messages over the API: read in versions, worded anew, approved by a named person. Released they are by themselves."""

from typing import Any
from uuid import UUID

from flask import jsonify, url_for
from marshmallow import fields
from sqlalchemy import select
from sqlalchemy.orm import selectinload
from werkzeug.wrappers import Response

from relay.api.door import Made, etag, expect_version, make_once, noun
from relay.api.listing import Part, cut, listed
from relay.api.values import Given, Line, Moment, Taken, Whole, Words
from relay.domain.message import Message, MessageSentence, MessageState, MessageVersion
from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_look, open_work
from relay.journey.reviewing import LONGEST_MESSAGE, Wording, amend_message, approve_message, recall_approval
from relay.journey.ringing import phone_script
from relay.store.work import Work
from relay.vocabulary import BreachCode, ParagraphRole, SentenceRole

blueprint = noun("Messages", "The candidate-facing text on one interview, in versions")
MOST_VERSIONS = 1_000_000


class MessagePart(Part):
    """Which messages."""

    state = fields.Enum(MessageState, by_value=True)


class WordingTaken(Taken):
    """A wording, typed over version `number`."""

    subject = Line(longest=150, required=True)
    text = Words(longest=LONGEST_MESSAGE, required=True)
    number = Whole(required=True, least=1, most=MOST_VERSIONS)


class ApprovalTaken(Taken):
    """Which version is approved, by its number and hash; `not_before` holds the release back until then.

    `met` vouches for the client's condition, where it has one: that it agrees, or that the candidate asked.
    """

    number = Whole(required=True, least=1, most=MOST_VERSIONS)
    text_hash = Line(longest=64, required=True)
    not_before = Moment(load_default=None, allow_none=True)
    met = fields.Boolean(load_default=False)


class MessageGiven(Given):
    """A message. `number` is its current version."""

    id = fields.UUID()
    interview_id = fields.UUID()
    state = fields.Enum(MessageState, by_value=True)
    number = fields.Integer()
    latest = fields.Integer()
    approved_number = fields.Integer(allow_none=True)
    relayed_number = fields.Integer(allow_none=True)


class BreachGiven(Given):
    """What the guard objected to; `sentence` is its place, from 0, or null."""

    code = fields.Enum(BreachCode, by_value=True)
    advice = fields.String()
    sentence = fields.Integer(allow_none=True)


class SentenceGiven(Given):
    """One sentence, and the points it stands on."""

    paragraph = fields.Integer()
    paragraph_role = fields.Enum(ParagraphRole, by_value=True)
    role = fields.Enum(SentenceRole, by_value=True)
    text = fields.String()
    point_ids = fields.Function(lambda row: [str(source.point_id) for source in row.sources])


class VersionGiven(Given):
    """One wording. Without an author it was worded by `writer`, a machine."""

    number = fields.Integer()
    subject = fields.String()
    text = fields.String()
    text_hash = fields.String()
    writer = fields.String()
    author_id = fields.UUID(allow_none=True)
    written_at = Moment()
    sentences = fields.List(fields.Nested(SentenceGiven))
    breaches = fields.List(fields.Nested(BreachGiven))


class ScriptLineGiven(Given):
    """A line of a call: words to say, or, where it is a cue, something to do."""

    text = fields.String()
    cue = fields.Boolean()


class ScriptPartGiven(Given):
    """Lines that belong together; the title is not said."""

    title = fields.String()
    lines = fields.List(fields.Nested(ScriptLineGiven))


class ScriptGiven(Given):
    """What to say on the phone of version `number`, in order."""

    number = fields.Integer()
    text_hash = fields.String()
    parts = fields.List(fields.Nested(ScriptPartGiven))


class MessageWithVersionsGiven(MessageGiven):
    """A message with all its versions, the latest first."""

    versions = fields.List(fields.Nested(VersionGiven))


def shown(work: Work, message: Message) -> dict[str, Any]:
    """A message with its versions, which are read before the unit of work ends."""
    work.session.flush()
    versions = work.all(
        select(MessageVersion)
        .where(MessageVersion.message_id == message.id)
        .options(
            selectinload(MessageVersion.sentences).selectinload(MessageSentence.sources),
            selectinload(MessageVersion.breaches),
        )
        .order_by(MessageVersion.number.desc())
        .execution_options(populate_existing=True)
    )
    content = {name: getattr(message, name) for name in MessageGiven().fields} | {"versions": versions}
    dumped: dict[str, Any] = MessageWithVersionsGiven().dump(content)
    return dumped


def show(work: Work, message: Message) -> Response:
    """A message with its version as ETag."""
    answer = jsonify(shown(work, message))
    answer.headers.update(etag(message.version))
    return answer


@blueprint.get("/messages")
@everyone_on_staff
@blueprint.arguments(MessagePart, location="query")
@blueprint.response(200, listed(MessageGiven, "Messages"))
def list_messages(part: dict[str, Any]) -> dict[str, Any]:
    """All messages, or those in a state"""
    statement = select(Message)
    if "state" in part:
        statement = statement.where(Message.state == part["state"])
    with open_look() as work:
        rows, after = cut(work, Message, statement, part)
    return {"items": rows, "next": after}


@blueprint.get("/messages/<uuid:message_id>")
@everyone_on_staff
@blueprint.response(200, MessageWithVersionsGiven)
def get_message(message_id: UUID) -> Response:
    """One message with its versions"""
    with open_look() as work:
        return show(work, work.get(Message, message_id))


@blueprint.get("/messages/<uuid:message_id>/script")
@everyone_on_staff
@blueprint.response(200, ScriptGiven)
def get_script(message_id: UUID) -> dict[str, Any]:
    """What to say on the phone: the current version's own sentences, if the guard has nothing against them"""
    with open_look() as work:
        version, script = phone_script(work, message_id)
        return {"number": version.number, "text_hash": version.text_hash, "parts": script.parts}


@blueprint.post("/messages/<uuid:message_id>/versions")
@everyone_on_staff
@blueprint.arguments(WordingTaken)
@blueprint.response(201, MessageWithVersionsGiven)
def post_version(content: dict[str, Any], message_id: UUID) -> Response:
    """Word it anew; the guard looks at it as at every version"""

    def make(work: Work) -> Made:
        amend_message(work, message_id, Wording(**content))
        message = work.get(Message, message_id)
        return Made(
            shown(work, message), url_for("Messages.get_message", message_id=message_id), message.version
        )

    return make_once(content, make)


@blueprint.put("/messages/<uuid:message_id>/approval")
@everyone_on_staff
@blueprint.arguments(ApprovalTaken)
@blueprint.response(200, MessageWithVersionsGiven)
def put_approval(content: dict[str, Any], message_id: UUID) -> Response:
    """Approve a version for release, as the person whose token this is"""
    with open_work() as work:
        message = work.get(Message, message_id)
        expect_version(message)
        approve_message(work, message_id, **content)
        return show(work, message)


@blueprint.delete("/messages/<uuid:message_id>/approval")
@everyone_on_staff
@blueprint.response(200, MessageWithVersionsGiven)
def delete_approval(message_id: UUID) -> Response:
    """Take an approval back while nothing has left"""
    with open_work() as work:
        expect_version(work.get(Message, message_id))
        return show(work, recall_approval(work, message_id))
