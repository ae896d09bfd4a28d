"""Too much content: the demo with a name of sixty characters, a note of forty points and one of a single word."""

from datetime import timedelta

import sqlalchemy as sa

from relay.domain.client import Contact
from relay.domain.job import Job
from relay.domain.staff import SignInName
from relay.journey import capturing, registering, scheduling
from relay.store.ledger import ActorKind
from relay.store.store import open_store
from relay.store.work import Actor
from relay.vocabulary import NoteSource
from tests.browser.portal import Portal

LONG_NAME = "Maximiliana-Konstantina Papadimitriou-Featherstonehaugh Okwu"
FORTY = "\n".join(
    f"- {words} ({number})"
    for number, words in enumerate(
        [
            "Explained the retry design clearly to the two non-engineers on the panel",
            "Gave no figure for what changed after the migration",
            "Asked good questions about the on-call rota",
            "Did not know which sectors we work in",
        ]
        * 10,
        1,
    )
)
NOTES = {LONG_NAME: FORTY, "Bo Li": "No."}


def crowd(portal: Portal) -> None:
    """Add the extremes to a running demo, through the journey's own steps."""
    store = open_store(portal.database_url)
    with store.glance() as session:
        alice = session.get_one(SignInName, "alice@demo.example")
    for number, (name, note) in enumerate(NOTES.items()):
        with store.work(alice.agency_id, Actor(ActorKind.STAFF, alice.staff_id)) as work:
            contact = work.session.scalars(sa.select(Contact).order_by(Contact.name).limit(1)).one()
            job = work.session.scalars(
                sa.select(Job).where(Job.client_id == contact.client_id).limit(1)
            ).one()
            candidate = registering.add_candidate(work, name=name, email=f"crowd{number}@candidate.example")
            start = (work.now - timedelta(days=1, hours=number)).replace(tzinfo=None, second=0, microsecond=0)
            interview = scheduling.schedule_interview(
                work,
                candidate_id=candidate.id,
                job_id=job.id,
                recruiter_id=alice.staff_id,
                stage="a stage whose name is about as long as anybody would ever make it",
                appointment=scheduling.Appointment(start.isoformat(timespec="minutes"), "Europe/London", 45),
                contact_ids=[contact.id],
            )
            form = capturing.NoteForm(note, NoteSource.EMAIL, quoted=True, contact_id=contact.id)
            capturing.capture_note(work, interview.id, form)
    store.close()
