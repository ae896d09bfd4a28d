"""The night shift of a simulated year: a process of its own that works through one moment after another, and the reaper.

It is killed with SIGKILL in the middle of its work and begins anew as after any crash: leases are freed, and what was not done is due.
"""

import json
import multiprocessing
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from uuid import UUID

from relay.channels.channel import Envelope, Result
from relay.channels.post_room import PostRoom
from relay.domain.notice import DeliveryOutcome
from relay.domain.tokens import Secrets
from relay.logs import set_up_logs
from relay.store.handoffs import claim, free_leases
from relay.store.store import Store, open_store
from relay.writers.phrasebook import PhrasebookWriter
from workers.clock import STEPS
from workers.consumers import carry_out
from workers.shift import Shift

LONGEST_STROKE = 0.02


@dataclass(slots=True)
class Journal:
    """A channel that writes each mail down, at the business time at which it left."""

    path: Path
    store: Store
    name: str = "journal"

    def send(self, envelope: Envelope) -> Result:
        """Take a mail."""
        line = {
            "at": self.store.now().isoformat(),
            "to": envelope.address,
            "subject": envelope.subject,
            "id": envelope.message_id,
            "text": envelope.text,
        }
        with self.path.open("a", encoding="utf-8") as out:
            out.write(json.dumps(line) + "\n")
        return Result(DeliveryOutcome.ACCEPTED, "250")


def night(url: str, journal: Path, orders: Connection) -> None:
    """The night shift: for each moment that is named, the clock's round, and everything that follows."""
    set_up_logs("CRITICAL")
    store = open_store(url)
    moment = [datetime.min.replace(tzinfo=UTC)]
    store.now = lambda: moment[0]
    free_leases(store)
    room = PostRoom(Secrets("a secret for a year that never was, long enough"), "http://localhost:8000")
    shift = Shift(store, PhrasebookWriter(), room, Journal(journal, store))
    while True:
        moment[0], agencies = orders.recv()
        for agency_id in agencies:
            for step in STEPS:
                step(store, agency_id)
        while ids := claim(store):
            for handoff_id in ids:
                carry_out(shift, handoff_id)
        orders.send(True)


@dataclass(slots=True)
class NightShift:
    """The process, and the reaper that comes for it at each of `strokes`, business times in order."""

    url: str
    journal: Path
    dice: random.Random
    strokes: Sequence[datetime]
    killed: int = 0
    process: Any = None
    orders: Any = None

    def start(self) -> None:
        """Begin anew, as after a crash."""
        context = multiprocessing.get_context("spawn")
        self.orders, theirs = context.Pipe()
        self.process = context.Process(target=night, args=(self.url, self.journal, theirs), daemon=True)
        self.process.start()

    def work_through(self, moment: datetime, agencies: list[UUID]) -> None:
        """Have everything done that is due at `moment` for these agencies, however often it has to be begun."""
        # A round that was through before the stroke fell leaves its fate to the next one.
        doomed = self.killed < len(self.strokes) and moment >= self.strokes[self.killed]
        if self.process is None:
            self.start()
        self.orders.send((moment, agencies))
        if doomed and not self.orders.poll(self.dice.uniform(0, LONGEST_STROKE)):
            self.process.kill()
            self.process.join()
            self.killed += 1
            self.start()
            self.orders.send((moment, agencies))
        self.orders.recv()

    def end(self) -> None:
        """Send it home."""
        if self.process is not None:
            self.process.kill()
            self.process.join()
