"""Masking takes every name out of a point's words before they leave the house."""

import pytest

from relay.text.shapes import About, Material
from relay.vocabulary import Outcome
from relay.writers.masking import mask

MATERIAL = Material(
    About("Grace Okonkwo-Hill", "Nurse", "St. Mary's (North)", "panel", ("Tom Becker", "Dr Li Wu")),
    Outcome.REJECTED,
    (),
    agency="Bright Road",
    recruiter="Alice Moreau",
)


@pytest.mark.parametrize(
    ("words", "masked"),
    [
        ("Grace was clear", "{first} was clear"),
        ("Ms Okonkwo-Hill was clear", "{first} was clear"),
        ("GRACE OKONKWO-HILL was clear", "{first} was clear"),
        ("okonkwo-hill's answers", "{first}'s answers"),
        ("Tom Becker liked it, Becker's words", "the interviewer liked it, the interviewer's words"),
        ("Wu and Li agreed", "the interviewer and the interviewer agreed"),
        ("told Alice Moreau so", "told the recruiter so"),
        ("knew St. Mary's (North) well", "knew the client well"),
        ("write to grace@example.com now", "write to an address now"),
        ("a tomboy with tomatoes", "a tomboy with tomatoes"),
    ],
)
def test_names_become_what_they_are(words: str, masked: str) -> None:
    assert mask(words, MATERIAL) == masked


def test_nobodys_name_masks_nothing() -> None:
    nobody = Material(About("", "", ""), Outcome.UNKNOWN, ())
    assert mask("Grace was clear (really).", nobody) == "Grace was clear (really)."
