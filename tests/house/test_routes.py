"""Every route names who may use it, and changes nothing when it is merely looked at."""

from collections.abc import Iterator

from flask import Flask
from werkzeug.routing import Rule

from relay.hall.policy import Policy, Side, policy_of

# What anybody may ask for, by its first part. A new public route is a decision: it is written down here.
PUBLIC = {
    "",
    "sign-in",
    "sign-out",
    "forgotten",
    "join",
    "out",
    "n",
    "f",
    "s",
    "key",
    "come-in",
    "erased",
    "healthz",
    "readyz",
    "metrics",
    "mail",
}
PUBLIC_API = {"/api/openapi.json", "/api/docs"}


def routes(app: Flask) -> Iterator[tuple[Rule, Policy | None]]:
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            yield rule, policy_of(app.view_functions[rule.endpoint])


def test_every_route_names_its_policy(app: Flask) -> None:
    assert [str(rule) for rule, policy in routes(app) if policy is None] == []


def test_what_is_public_is_on_the_list(app: Flask) -> None:
    public = {rule.rule for rule, policy in routes(app) if policy is not None and policy.side is Side.PUBLIC}
    pages = {rule.split("/")[1] for rule in public if not rule.startswith("/api/")}
    assert pages <= PUBLIC
    assert {rule for rule in public if rule.startswith("/api/")} <= PUBLIC_API


def test_a_route_of_the_staff_names_at_least_one_role(app: Flask) -> None:
    for rule, policy in routes(app):
        if policy is not None and policy.side is Side.STAFF:
            assert policy.roles, rule


def test_the_candidates_api_and_pages_stand_apart_from_the_desks(app: Flask) -> None:
    """One path, one side: a rule never answers both a candidate and the staff."""
    sides: dict[str, set[Side]] = {}
    for rule, policy in routes(app):
        assert policy is not None
        sides.setdefault(rule.rule, set()).add(policy.side)
    assert {path: found for path, found in sides.items() if len(found) > 1} == {}


def test_ids_in_addresses_are_ids(app: Flask) -> None:
    """A converter turns nonsense into "not found" before any code sees it."""
    free = {
        str(rule)
        for rule, _ in routes(app)
        for name in rule.arguments
        if name.endswith("_id") and f"<uuid:{name}>" not in rule.rule
    }
    assert free == set()
