"""What is asked of somebody's device, and whether its answer fits (W3C Web Authentication Level 3, sections 7.1 and 7.2).

The library is loaded when a passkey first matters: it is slow to load, and most processes never meet one. Whatever bytes
arrive, the answer is "it fits" or "it does not", and never why not.
"""

import hmac
import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import TypeVar
from urllib.parse import urlsplit

# Far more than any device sends: the longest keys and names make it about 4 kB.
LONGEST_ANSWER = 20_000
# How long a browser waits for its person, in milliseconds; the challenge lasts as long.
PATIENCE = 5 * 60 * 1000
DEFAULT_PORTS = {"http": 80, "https": 443}

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Party:
    """Who asks, as browsers know it: the name of the host that passkeys are bound to, and the one origin that may ask."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a passkey is made for. `handle` is what the device knows them by; it tells nothing to anybody else."""

    handle: bytes
    name: str
    called: str


@dataclass(frozen=True, slots=True)
class Made:
    """A passkey that a device has made."""

    credential_id: str
    public_key: bytes
    sign_count: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a passkey when an answer is held against it."""

    public_key: bytes
    sign_count: int
    handle: bytes


def party_of(base_url: str) -> Party:
    """Who asks, from the address that the house is known by."""
    base = urlsplit(base_url)
    host = base.hostname or "localhost"
    port = f":{base.port}" if base.port and base.port != DEFAULT_PORTS.get(base.scheme) else ""
    return Party(host, f"{base.scheme}://{host}{port}")


def library() -> ModuleType:
    """The library, loaded at the first call."""
    return importlib.import_module("webauthn")


def ask_to_make(party: Party, challenge: bytes, person: Person, known: Sequence[str]) -> str:
    """What the browser is asked, as JSON, to make a passkey that its device keeps and asks its person for. `known` are the
    credentials of which a device shall not make a second one.
    """
    webauthn = library()
    kinds = webauthn.helpers.structs
    asked = webauthn.generate_registration_options(
        rp_id=party.host,
        rp_name="the relay",
        user_id=person.handle,
        user_name=person.name,
        user_display_name=person.called,
        challenge=challenge,
        timeout=PATIENCE,
        authenticator_selection=kinds.AuthenticatorSelectionCriteria(
            resident_key=kinds.ResidentKeyRequirement.REQUIRED,
            user_verification=kinds.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            kinds.PublicKeyCredentialDescriptor(id=webauthn.base64url_to_bytes(credential_id))
            for credential_id in known
        ],
    )
    return str(webauthn.options_to_json(asked))


def ask_to_sign(party: Party, challenge: bytes) -> str:
    """What the browser is asked, as JSON, to sign with whichever passkey its person chooses: nobody is named."""
    webauthn = library()
    asked = webauthn.generate_authentication_options(
        rp_id=party.host,
        challenge=challenge,
        timeout=PATIENCE,
        user_verification=webauthn.helpers.structs.UserVerificationRequirement.REQUIRED,
    )
    return str(webauthn.options_to_json(asked))


def read_credential_id(answer: str) -> str | None:
    """Which credential an answer says that it was signed with, in base64url; None where it cannot be read."""

    def read() -> str:
        raw: bytes = library().helpers.parse_authentication_credential_json(answer).raw_id
        return str(library().helpers.bytes_to_base64url(raw))

    return fitting(answer, read)


def check_made(party: Party, challenge: bytes, answer: str) -> Made | None:
    """The passkey that was made, where the answer fits what was asked and the device made sure of its person."""

    def check() -> Made:
        webauthn = library()
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=party.host,
            expected_origin=party.origin,
            require_user_verification=True,
        )
        name = webauthn.helpers.bytes_to_base64url(made.credential_id)
        return Made(str(name), bytes(made.credential_public_key), int(made.sign_count))

    return fitting(answer, check)


def check_signed(party: Party, challenge: bytes, answer: str, kept: Kept) -> int | None:
    """How often the device says that it has signed by now, where the answer fits; a count that goes back does not."""

    def check() -> int | None:
        webauthn = library()
        given = webauthn.helpers.parse_authentication_credential_json(answer)
        signed = webauthn.verify_authentication_response(
            credential=given,
            expected_challenge=challenge,
            expected_rp_id=party.host,
            expected_origin=party.origin,
            credential_public_key=kept.public_key,
            credential_current_sign_count=kept.sign_count,
            require_user_verification=True,
        )
        mine = hmac.compare_digest(given.response.user_handle or b"", kept.handle)
        return int(signed.new_sign_count) if mine else None

    return fitting(answer, check)


def fitting(answer: str, check: Callable[[], Result]) -> Result | None:
    """What `check` finds; None where the answer is too long, or breaks the library or any rule."""
    if len(answer) > LONGEST_ANSWER:
        return None
    try:
        return check()
    except Exception:  # noqa: BLE001 - parsers of what a stranger made up fail in as many ways as there are bytes
        return None
