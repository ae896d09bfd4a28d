"""Admitting: the session that a candidate's browser is given, whether they came with a code or with a passkey."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from relay.domain.staff import SignedInAs, SignInSession
from relay.domain.tokens import fresh_token, hash_token
from relay.store.work import Work

SESSION_LIFE = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Admission:
    """A candidate who has just come in, and the token for their browser's cookie."""

    agency_id: UUID
    candidate_id: UUID
    token: str


def admit(work: Work, device: str | None) -> Admission:
    """Open a session for the candidate who acts. `device` says roughly what their browser is."""
    token = fresh_token()
    work.add(
        SignInSession(
            token_hash=hash_token(token),
            agency_id=work.agency_id,
            signed_in_as=SignedInAs.CANDIDATE,
            person_id=work.person_id,
            created_at=work.now,
            seen_at=work.now,
            expires_at=work.now + SESSION_LIFE,
            device=device,
        )
    )
    return Admission(work.agency_id, work.person_id, token)
