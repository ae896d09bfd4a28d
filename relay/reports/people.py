"""The agency's people, and the tokens that act in their name."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from relay.domain.errors import NotFoundError
from relay.domain.staff import ApiToken, Staff, StaffState
from relay.store.work import Work


def list_staff(work: Work) -> Sequence[Staff]:
    """Everybody, by name; who was deactivated comes last."""
    return work.all(
        select(Staff).order_by(Staff.state == StaffState.DEACTIVATED, func.lower(Staff.name), Staff.id)
    )


def recruiters(work: Work) -> Sequence[Staff]:
    """Who can have interviews: everybody who can sign in, and who was invited to."""
    return [person for person in list_staff(work) if person.state is not StaffState.DEACTIVATED]


def list_tokens(work: Work) -> Sequence[Any]:
    """The agency's API tokens, newest first: token_hash, name, created_at, revoked_at, and as whom each acts.

    Tokens lie outside the tenancy of rows, because they are what tells the agency; so the agency is named here.
    """
    return work.session.execute(
        select(
            ApiToken.token_hash,
            ApiToken.name,
            ApiToken.created_at,
            ApiToken.revoked_at,
            Staff.name.label("person"),
        )
        .join(Staff, Staff.id == ApiToken.staff_id)
        .where(ApiToken.agency_id == work.agency_id)
        .order_by(ApiToken.revoked_at.is_not(None), ApiToken.created_at.desc())
    ).all()


def find_token(work: Work, token_hash: str) -> ApiToken:
    """A token of this agency. Raises NotFoundError, the same for an unknown one and another agency's."""
    token = work.session.get(ApiToken, token_hash)
    if token is None or token.agency_id != work.agency_id:
        raise NotFoundError("That token")
    return token
