"""The record: everything that is kept about a candidate and is theirs to see, as a page and as a file.

It answers the rights of access and of portability, Articles 15 and 20 of the General Data Protection Regulation (EU 2016/679) and of
the United Kingdom's. The file is JSON in UTF-8 (RFC 8259), instants as in RFC 3339.
"""

import json
from datetime import date

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from relay.hall.policy import candidate_only
from relay.hall.units import open_look
from relay.portal.candidate.chapters.contents import CHAPTERS
from relay.portal.candidate.chapters.labels import LABELS

blueprint = Blueprint("record", __name__)


@blueprint.get("/mine/record")
@candidate_only
def record() -> ResponseReturnValue:
    """The readable page."""
    with open_look() as work:
        return render_template(
            "candidate/record.html",
            nav="mine",
            chapters=[(chapter, chapter.gather(work)) for chapter in CHAPTERS],
            labels=LABELS,
            made_at=work.now,
        )


@blueprint.get("/mine/record.json")
@candidate_only
def file() -> ResponseReturnValue:
    """The same as a file."""
    with open_look() as work:
        content = {
            "agency": work.agency.name,
            "made_at": work.now,
            **{chapter.key: chapter.gather(work) for chapter in CHAPTERS},
        }
    return Response(
        json.dumps(content, default=as_json, ensure_ascii=False, indent=2),
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="my-record.json"'},
    )


def as_json(value: object) -> str:
    """A day or an instant, as its text."""
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no way to write a {type(value).__name__}")
