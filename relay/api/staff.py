"""Staff over the API: who can have interviews. Reading alone; people are invited on the agency's pages."""

from typing import Any

from marshmallow import fields
from sqlalchemy import select

from relay.api.door import noun
from relay.api.listing import Part, cut, listed
from relay.api.values import Given
from relay.domain.staff import Staff, StaffState
from relay.hall.policy import everyone_on_staff
from relay.hall.units import open_look
from relay.vocabulary import Role

blueprint = noun("Staff", "The agency's people")


class StaffGiven(Given):
    """A member of staff."""

    id = fields.UUID()
    name = fields.String()
    email = fields.String()
    role = fields.Enum(Role, by_value=True)
    state = fields.Enum(StaffState, by_value=True)


@blueprint.get("/staff")
@everyone_on_staff
@blueprint.arguments(Part, location="query")
@blueprint.response(200, listed(StaffGiven, "StaffList"))
def list_staff(part: dict[str, Any]) -> dict[str, Any]:
    """All members of staff"""
    with open_look() as work:
        rows, after = cut(work, Staff, select(Staff), part)
    return {"items": rows, "next": after}
