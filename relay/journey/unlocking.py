"""Unlocking: a candidate adds passkeys to their record, comes in with one instead of a code, and removes them.

Leaves `passkey.added`, `passkey.used` and `passkey.removed`. A challenge works for five minutes and for one answer, in the browser it
was given to. Whatever is wrong with an answer, nobody learns what.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from relay.domain import authenticator
from relay.domain.authenticator import Kept, Party, Person
from relay.domain.candidate import Candidate
from relay.domain.errors import InvalidError, MoveError, NotFoundError, StaleError
from relay.domain.passkey import Passkey, PasskeyLocator
from relay.domain.staff import SignInSession
from relay.domain.tokens import Secrets, fresh_token, hash_token
from relay.domain.words import clean_line
from relay.store.admitting import Admission, admit
from relay.store.ceremonies import begin_ceremony, end_ceremony
from relay.store.ledger import ActorKind
from relay.store.passkeys import drop
from relay.store.store import Store
from relay.store.work import Actor, Work

MOST_PASSKEYS = 10
LONGEST_NAME = 60
WRONG = "The passkey could not be added. Nothing has changed; you can try once more."


def passkeys_of(work: Work) -> Sequence[Passkey]:
    """The passkeys of the candidate who asks, the newest first."""
    return work.all(
        select(Passkey)
        .where(Passkey.candidate_id == work.person_id)
        .order_by(Passkey.made_at.desc(), Passkey.id.desc())
    )


def begin_adding(store: Store, session_token: str) -> UUID:
    """Begin a ceremony for whoever is signed in with this token, and for nothing but adding."""
    with store.gate() as session:
        return begin_ceremony(session, adding(session_token), store.now())


def ask_to_add(work: Work, secrets: Secrets, party: Party, ceremony_id: UUID) -> str:
    """What the candidate's browser is asked, as JSON."""
    me = work.get(Candidate, work.person_id)
    person = Person(handle_of(secrets, me.id), f"{me.email} ({work.agency.name})", me.called)
    known = [passkey.credential_id for passkey in passkeys_of(work)]
    return authenticator.ask_to_make(party, challenge_of(secrets, ceremony_id), person, known)


def end_adding(store: Store, session_token: str) -> UUID | None:
    """Take the ceremony away for its answer to be looked at, whatever that turns out to be."""
    with store.gate() as session:
        return end_ceremony(session, adding(session_token), store.now())


def add_passkey(
    work: Work, challenge: bytes | None, party: Party, session_token: str, *, answer: str, name: str
) -> Passkey:
    """Keep the passkey that a device made. Raises InvalidError where its answer does not fit, MoveError for an eleventh."""
    called = clean_line("passkey_name", name, longest=LONGEST_NAME)
    # Whoever was signed out at this moment, by a new address or by themselves, leaves no way in behind.
    if work.session.get(SignInSession, hash_token(session_token)) is None:
        raise InvalidError("passkey_name", WRONG)
    made = authenticator.check_made(party, challenge, answer) if challenge else None
    if made is None:
        raise InvalidError("passkey_name", WRONG)
    if len(passkeys_of(work)) >= MOST_PASSKEYS:
        raise MoveError(f"You have {MOST_PASSKEYS} passkeys. Remove one first.")
    passkey = Passkey(
        agency_id=work.agency_id,
        candidate_id=work.person_id,
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
        name=called,
        made_at=work.now,
    )
    passkey.make()
    work.add(passkey)
    work.add(
        PasskeyLocator(
            credential_hash=hash_token(passkey.credential_id),
            agency_id=work.agency_id,
            candidate_id=work.person_id,
            passkey_id=passkey.id,
        )
    )
    return passkey


def remove_passkey(work: Work, passkey_id: UUID) -> None:
    """End one. Raises NotFoundError, the same for anybody else's and for one that was removed."""
    held = select(Passkey).where(Passkey.id == passkey_id, Passkey.candidate_id == work.person_id)
    passkey = work.one(held.with_for_update())
    if passkey is None:
        raise NotFoundError("That passkey")
    drop(work, [passkey])


def begin_coming_in(store: Store, secrets: Secrets, party: Party) -> tuple[str, str]:
    """The token for the cookie of a browser that nobody knows, and what it is asked, as JSON: the same for everybody."""
    token = fresh_token()
    with store.gate() as session:
        ceremony_id = begin_ceremony(session, coming_in(token), store.now())
    return token, authenticator.ask_to_sign(party, challenge_of(secrets, ceremony_id))


def come_in(
    store: Store, secrets: Secrets, party: Party, cookie: str, answer: str, device: str | None = None
) -> Admission | None:
    """Come in with what a device signed for this browser; None where it does not fit, whatever the reason."""
    with store.gate() as session:
        ceremony_id = end_ceremony(session, coming_in(cookie), store.now())
    credential_id = authenticator.read_credential_id(answer)
    if ceremony_id is None or credential_id is None:
        return None
    with store.glance() as session:
        found = session.get(PasskeyLocator, hash_token(credential_id))
    if found is None:
        return None
    try:
        with store.work(found.agency_id, Actor(ActorKind.CANDIDATE, found.candidate_id)) as work:
            signed = use_passkey(work, secrets, party, found.passkey_id, ceremony_id, answer)
            return admit(work, device) if signed else None
    except StaleError:
        return None


def use_passkey(
    work: Work, secrets: Secrets, party: Party, passkey_id: UUID, ceremony_id: UUID, answer: str
) -> bool:
    """Whether the answer was signed with this passkey for this ceremony; if so, it is noted that it was used."""
    passkey = work.one(select(Passkey).where(Passkey.id == passkey_id).with_for_update())
    if passkey is None:
        return False
    kept = Kept(passkey.public_key, passkey.sign_count, handle_of(secrets, passkey.candidate_id))
    count = authenticator.check_signed(party, challenge_of(secrets, ceremony_id), answer, kept)
    if count is None:
        return False
    passkey.use(count, work.now)
    return True


def challenge_of(secrets: Secrets, ceremony_id: UUID) -> bytes:
    """What a device signs: known to nobody who only reads the database."""
    return secrets.derive("ceremony", ceremony_id)


def handle_of(secrets: Secrets, candidate_id: UUID) -> bytes:
    """What devices know a candidate by. It leads back to nobody without the house's secret."""
    return secrets.derive("passkey", candidate_id)


def adding(session_token: str) -> str:
    """What binds a ceremony to somebody who is signed in, and to adding."""
    return f"adding:{session_token}"


def coming_in(cookie: str) -> str:
    """What binds a ceremony to a browser at the door, and to coming in."""
    return f"coming-in:{cookie}"
