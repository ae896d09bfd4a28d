"""How every route that a candidate can reach is walked: read from the application's own map, so that none is forgotten.

A route with a placeholder or a form that stands in neither table is a failure, not a gap.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from urllib.parse import quote

from flask import Flask
from werkzeug.routing import Rule

from relay.hall.policy import Side, policy_of

Fields = dict[str, str]
FROM_OUR_PAGE = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}


@dataclass(frozen=True, slots=True)
class Step:
    """One request of the walk."""

    endpoint: str
    method: str
    address: str
    fields: Fields | None = None


def rules_of(app: Flask, *sides: Side) -> list[Rule]:
    """The routes that lie on these sides."""
    found = []
    for rule in app.url_map.iter_rules():
        policy = policy_of(app.view_functions[rule.endpoint])
        if policy is not None and policy.side in sides:
            found.append(rule)
    return found


def addresses(rule: Rule, places: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The addresses of a route with every value its placeholders may take. Raises KeyError for an unknown placeholder."""
    names = sorted(rule.arguments)
    for values in product(*(places[name] for name in names)):
        address = rule.rule
        for name, value in zip(names, values, strict=True):
            start = address.index("<")
            while not address[start : address.index(">", start)].endswith(name):
                start = address.index("<", start + 1)
            address = address[:start] + quote(value, safe="") + address[address.index(">", start) + 1 :]
        yield address


def looks(rules: Sequence[Rule], places: Mapping[str, Sequence[str]]) -> list[Step]:
    """Every GET and HEAD there is."""
    return [
        Step(rule.endpoint, method, address)
        for rule in rules
        for method in ("GET", "HEAD")
        if method in (rule.methods or ())
        for address in addresses(rule, places)
    ]


def presses(
    rules: Sequence[Rule],
    places: Mapping[str, Sequence[str]],
    forms: Mapping[str, Callable[[], Sequence[Fields]]],
) -> list[Step]:
    """Every other method there is, with every form given for it, in the order of `forms`. Raises KeyError for none."""
    order = list(forms)
    steps = [
        Step(rule.endpoint, method, address, fields)
        for rule in rules
        for method in sorted((rule.methods or set()) - {"GET", "HEAD", "OPTIONS"})
        for address in addresses(rule, places)
        for fields in forms[rule.endpoint]()
    ]
    return sorted(steps, key=lambda step: order.index(step.endpoint))
