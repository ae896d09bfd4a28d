"""Equipping: an administrator sets what the agency's messages may be worded by, and takes along what it taught the engine."""

from dataclasses import dataclass

from relay.domain.base import refuse_stale
from relay.domain.errors import InvalidError
from relay.domain.pen import LONGEST_PATIENCE, SEAL, Pen, clean_base_address, clean_pen_key
from relay.domain.sealing import seal
from relay.domain.tokens import Secrets
from relay.domain.words import clean_line
from relay.store.pens import take_pen
from relay.store.work import Work

MOST_CALLS, MOST_TOKENS = 100_000, 1_000_000_000


@dataclass(frozen=True, slots=True)
class PenForm:
    """What an administrator set. `key` None keeps the one that is there, and an empty one takes it away."""

    active: bool
    address: str
    model: str
    patience: int
    most_calls: int
    most_tokens: int
    key: str | None = None


def change_pen(work: Work, secrets: Secrets, form: PenForm, *, version: int | None = None) -> Pen:
    """Set the second pen. Raises InvalidError naming a field of `PenForm` (the key's is `pen_key`), StaleError."""
    pen = take_pen(work) or Pen(agency_id=work.agency_id)
    refuse_stale(pen.version, version)
    for name, value, most in (
        ("patience", form.patience, LONGEST_PATIENCE),
        ("most_calls", form.most_calls, MOST_CALLS),
        ("most_tokens", form.most_tokens, MOST_TOKENS),
    ):
        if not 1 <= value <= most:
            raise InvalidError(name, f"Enter a number from 1 to {most:,}.")
    needed = form.active or bool(form.address.strip())
    pen.change(
        active=form.active,
        address=clean_base_address("address", form.address) if needed else "",
        model=clean_line("model", form.model, longest=200, required=form.active),
        patience=form.patience,
        most_calls=form.most_calls,
        most_tokens=form.most_tokens,
    )
    if form.key is not None:
        pen.sealed_key = seal(secrets, SEAL, pen.id, clean_pen_key("pen_key", form.key)) if form.key else None
    return work.add(pen)


def record_export(work: Work, count: int) -> None:
    """Put on record that so many corrected notes leave the house as examples: they hold the clients' words."""
    work.agency.export_examples(count)
