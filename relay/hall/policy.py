"""Who may use which route: every view names its policy, and one place enforces it.

A view without a policy answers nobody; a house test fails for it before that.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from relay.vocabulary import Role

View = TypeVar("View", bound=Callable[..., Any])


class Side(StrEnum):
    """On which side of the house a route lies."""

    PUBLIC = "public"
    STAFF = "staff"
    CANDIDATE = "candidate"


@dataclass(frozen=True, slots=True)
class Policy:
    """A side, and on the staff's side the roles that may come in."""

    side: Side
    roles: frozenset[Role] = frozenset()


def public(view: View) -> View:
    """Anybody may come: signing in, the knock, health."""
    return set_policy(view, Policy(Side.PUBLIC))


def candidate_only(view: View) -> View:
    """A candidate who has come in with a key."""
    return set_policy(view, Policy(Side.CANDIDATE))


def everyone_on_staff(view: View) -> View:
    """Any member of staff."""
    return set_policy(view, Policy(Side.STAFF, frozenset(Role)))


def staff_only(*roles: Role) -> Callable[[View], View]:
    """Members of staff with one of these roles."""

    def name_policy(view: View) -> View:
        return set_policy(view, Policy(Side.STAFF, frozenset(roles)))

    return name_policy


def set_policy(view: View, policy: Policy) -> View:
    """Name the policy on the view itself; `functools.wraps` carries it through other decorators."""
    view.policy = policy  # type: ignore[attr-defined]  # functions take attributes
    return view


def policy_of(view: Callable[..., Any]) -> Policy | None:
    """The policy that a view names, if any."""
    return getattr(view, "policy", None)
