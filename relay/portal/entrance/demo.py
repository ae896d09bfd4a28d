"""Who can be signed in as in the demo: one person per role, with a password that stands on the page."""

from dataclasses import dataclass

from relay.vocabulary import Role

DEMO_PASSWORD = "demo demo demo"  # noqa: S105 - it opens made-up data alone


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A person of the demo agency."""

    name: str
    email: str
    role: Role


DEMO_PEOPLE = (
    DemoPerson("Alice", "alice@demo.example", Role.RECRUITER),
    DemoPerson("Bob", "bob@demo.example", Role.MANAGER),
    DemoPerson("Ada", "ada@demo.example", Role.ADMINISTRATOR),
)
