"""The people whom the tests of the text engine are about, and a note on one of them."""

from relay.text.shapes import About, Material, Said
from relay.vocabulary import Competency, Kind, Outcome, Tone

PRIYA = About(
    "Priya Nair", "Senior Backend Engineer", "Northwind Logistics", "final panel", ("Tom Becker", "HR")
)

NOTE = """Hi Beth,

Priya explained the retry design clearly. She couldn't say what changed because of her work, no figures at all.
Between us, Tom thought she might go on maternity leave soon.
We won't be taking her forward.

Regards
Tom Becker
tom.becker@northwind.example / 01632 960 144
"""

CLEAR = Said(
    "p1", "She explained the retry design clearly", Kind.STRENGTH, Competency.COMMUNICATION, specific=True
)
FIGURES = Said(
    "p2",
    "couldn't say what changed because of her work",
    Kind.IMPROVEMENT,
    Competency.EVIDENCE,
    specific=True,
)


def material(
    *points: Said, outcome: Outcome = Outcome.REJECTED, tone: Tone = Tone.WARM, about: About = PRIYA
) -> Material:
    return Material(about, outcome, points, tone, "Ashgrove Search", "Beth Lane")
