"""Registering: clients, contacts, jobs and candidates are added and changed."""

from uuid import UUID

from relay.domain.base import refuse_stale
from relay.domain.candidate import Candidate, first_word
from relay.domain.client import Client, Contact
from relay.domain.errors import InvalidError, MoveError
from relay.domain.instant import clean_zone
from relay.domain.job import Job
from relay.domain.promise import MOST_PROMISE_DAYS
from relay.domain.staff import Staff
from relay.domain.words import clean_address, clean_line
from relay.store.erased import GONE
from relay.store.people import find_candidate, outdate_messages, shut_out
from relay.store.work import Work
from relay.vocabulary import RelayPolicy


def add_client(work: Work, *, name: str) -> Client:
    """Add a hiring company. Raises InvalidError."""
    client = Client(agency_id=work.agency_id, name=clean_line("name", name, longest=120))
    client.add()
    return work.add(client)


def change_client(work: Work, client_id: UUID, *, name: str, version: int | None = None) -> Client:
    """Set a company's name. Raises InvalidError, NotFoundError, StaleError."""
    client = work.get(Client, client_id)
    refuse_stale(client.version, version)
    client.change(name=clean_line("name", name, longest=120))
    return client


def set_client_terms(
    work: Work,
    client_id: UUID,
    *,
    promise_days: int | None,
    owner_id: UUID | None,
    relay_policy: RelayPolicy | None = None,
    version: int | None = None,
) -> Client:
    """Set a company's own promise and account owner (None leaves it to the agency) and what may be told when (None: as before).

    Raises as `change_client` does.
    """
    client = work.get(Client, client_id)
    refuse_stale(client.version, version)
    if owner_id is not None:
        work.get(Staff, owner_id)
    client.set_terms(
        promise_days=clean_promise_days("promise_days", promise_days),
        owner_id=owner_id,
        relay_policy=relay_policy or client.relay_policy,
    )
    return client


def clean_promise_days(field: str, days: int | None) -> int | None:
    """A number of working days that can be promised, or None. Raises InvalidError naming `field`."""
    if days is not None and not 1 <= days <= MOST_PROMISE_DAYS:
        raise InvalidError(field, f"Promise word within 1 to {MOST_PROMISE_DAYS} working days.")
    return days


def add_contact(
    work: Work, client_id: UUID, *, name: str, email: str = "", phone: str = "", zone: str = ""
) -> Contact:
    """Add a person at a client; all but the name may be left out. Raises InvalidError, NotFoundError."""
    work.get(Client, client_id)
    contact = Contact(
        agency_id=work.agency_id,
        client_id=client_id,
        name=clean_line("name", name, longest=120),
        email=clean_address("email", email) if email.strip() else None,
        phone=clean_line("phone", phone, longest=40, required=False) or None,
        zone=clean_zone("zone", zone) if zone else None,
    )
    contact.add()
    return work.add(contact)


def change_contact(
    work: Work,
    contact_id: UUID,
    *,
    name: str,
    email: str = "",
    phone: str = "",
    zone: str | None = None,
    version: int | None = None,
) -> Contact:
    """Set a contact's details; a `zone` of None stays as it is. Raises InvalidError, NotFoundError, StaleError."""
    contact = work.get(Contact, contact_id)
    refuse_stale(contact.version, version)
    contact.change(
        name=clean_line("name", name, longest=120),
        email=clean_address("email", email) if email.strip() else None,
        phone=clean_line("phone", phone, longest=40, required=False) or None,
        zone=contact.zone if zone is None else clean_zone("zone", zone) if zone else None,
    )
    return contact


def add_job(work: Work, client_id: UUID, *, title: str) -> Job:
    """Add a role that a client is filling. Raises InvalidError, NotFoundError."""
    work.get(Client, client_id)
    job = Job(agency_id=work.agency_id, client_id=client_id, title=clean_line("title", title, longest=120))
    job.add()
    return work.add(job)


def change_job(work: Work, job_id: UUID, *, title: str, version: int | None = None) -> Job:
    """Set a role's title. Raises InvalidError, NotFoundError, StaleError."""
    job = work.get(Job, job_id)
    refuse_stale(job.version, version)
    job.change(title=clean_line("title", title, longest=120))
    return job


def set_job_terms(work: Work, job_id: UUID, *, promise_days: int | None, version: int | None = None) -> Job:
    """Set a role's own promise; None leaves it to the client and the agency. Raises as `change_job` does."""
    job = work.get(Job, job_id)
    refuse_stale(job.version, version)
    job.set_terms(promise_days=clean_promise_days("promise_days", promise_days))
    return job


def close_job(work: Work, job_id: UUID) -> Job:
    """Put nobody forward any more. Raises MoveError, NotFoundError."""
    job = work.get(Job, job_id)
    job.close()
    return job


def reopen_job(work: Work, job_id: UUID) -> Job:
    """Put people forward again. Raises MoveError, NotFoundError."""
    job = work.get(Job, job_id)
    job.reopen()
    return job


def add_candidate(work: Work, *, name: str, email: str, called: str = "", zone: str = "") -> Candidate:
    """Add a candidate; without a zone they live by the agency's clocks. Raises InvalidError."""
    full = clean_line("name", name, longest=120)
    address = clean_address("email", email)
    refuse_second(work, address)
    candidate = Candidate(
        agency_id=work.agency_id,
        name=full,
        called=clean_line("called", called, longest=60, required=False) or first_word(full),
        email=address,
        zone=clean_zone("zone", zone) if zone else work.agency.zone,
    )
    candidate.add()
    return work.add(candidate)


def change_candidate(
    work: Work,
    candidate_id: UUID,
    *,
    name: str,
    email: str,
    called: str,
    zone: str,
    version: int | None = None,
) -> Candidate:
    """Set a candidate's details. Raises InvalidError, NotFoundError, StaleError."""
    candidate = work.get(Candidate, candidate_id)
    if candidate.erased_at is not None:
        raise MoveError(GONE)
    refuse_stale(candidate.version, version)
    address = clean_address("email", email)
    if address != candidate.email:
        refuse_second(work, address, candidate_id)
        shut_out(work, candidate_id)
    full = clean_line("name", name, longest=120)
    known_as = candidate.name, candidate.called
    candidate.change(
        name=full,
        called=clean_line("called", called, longest=60, required=False) or first_word(full),
        email=address,
        zone=clean_zone("zone", zone),
    )
    if (candidate.name, candidate.called) != known_as:
        outdate_messages(work, candidate_id)
    return candidate


def refuse_second(work: Work, address: str, candidate_id: UUID | None = None) -> None:
    """Refuse an address that is another candidate's: letters go to addresses. One of their own merged records is theirs."""
    other = find_candidate(work, address)
    if other is not None and other.id != candidate_id:
        raise InvalidError("email", "Another candidate of yours has this address.")
