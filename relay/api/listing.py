"""Listing: long lists come in parts, in the order in which their records were made.

Ids are made in order of time (UUIDv7), so the place in a list is an id: a record that is added meanwhile shifts nothing.
"""

import base64
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import request
from marshmallow import Schema, ValidationError, fields
from sqlalchemy import Select

from relay.api.values import Given, Taken, Whole
from relay.store.work import TenantRow, Work

USUAL = 50
MOST = 200


class Cursor(fields.UUID):
    """A place in a list, as an earlier answer gave it."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> UUID:
        try:
            return UUID(bytes=base64.urlsafe_b64decode(f"{value}==".encode("ascii")))
        except ValueError as error:
            raise ValidationError("Follow the address in `next` as it came.") from error


class Part(Taken):
    """Which part of a list."""

    after = Cursor(
        metadata={"format": "cursor", "description": "Where the part before ended; comes in `next`."}
    )
    limit = Whole(least=1, most=MOST, digits=True, load_default=USUAL)


def listed(item: type[Schema], name: str) -> type[Schema]:
    """The schema of a list of `item`."""
    return Given.from_dict(
        {
            "items": fields.List(fields.Nested(item)),
            "next": fields.String(
                allow_none=True, metadata={"description": "The address of the next part, or null."}
            ),
        },
        name=name,
    )


def cut(
    work: Work, kind: type[TenantRow], statement: Select[TenantRow], part: Mapping[str, Any]
) -> tuple[Sequence[TenantRow], str | None]:
    """The rows of one part, and the address of the next."""
    if "after" in part:
        statement = statement.where(kind.id > part["after"])
    rows = work.session.scalars(statement.order_by(kind.id).limit(part["limit"] + 1)).all()
    if len(rows) <= part["limit"]:
        return rows, None
    rows = rows[: part["limit"]]
    return rows, address_after(rows[-1].id)


def address_after(last: UUID) -> str:
    """The same list from after `last` on."""
    place = base64.urlsafe_b64encode(last.bytes).rstrip(b"=").decode()
    return f"{request.path}?{urlencode({**request.args.to_dict(), 'after': place})}"
