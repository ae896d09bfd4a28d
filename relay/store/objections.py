"""Objections: what the guard says of a version by now, and nobody has decided about.

What is to be told and hidden changes after a version was worded: a note comes in, a point is ruled on, a contact is added. A
manager's word covers what stands in the version's record, which is what the manager was shown, and nothing that came since.
"""

from relay.domain.message import MessageVersion
from relay.store.material import Gathered
from relay.store.wordings import draft_of
from relay.text.guard import guard
from relay.text.shapes import Breach


def objections(version: MessageVersion, gathered: Gathered) -> tuple[Breach, ...]:
    """The guard's breaches of this version at what is known now, without those in its record."""
    known = {(row.code, row.sentence, row.key) for row in version.breaches}
    found = guard(draft_of(version), gathered.material, gathered.hidden)
    return tuple(breach for breach in found if (breach.code, breach.sentence, breach.key) not in known)
