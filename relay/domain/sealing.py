"""Sealing: a secret that has to be shown to somebody else again, kept so that the database alone does not give it away.

Other secrets of the house are derived or kept as hashes; a key to somebody else's service has to be sent as it is. It is
encrypted under the house's secret, bound to the row that it belongs to: HMAC-SHA256 in counter mode for the words and a
second HMAC over them (encrypt-then-MAC). Why no library: docs/decisions/0040.
"""

import base64
import binascii
import hashlib
import hmac
import os
from uuid import UUID

from relay.domain.tokens import Secrets

NONCE = 16
TAG = 32


def seal(secrets: Secrets, label: str, owner: UUID, words: str) -> str:
    """`words` as text that only this house can open, and only as `owner`'s."""
    nonce = os.urandom(NONCE)
    plain = words.encode()
    hidden = mask(secrets.derive(f"{label}-words", owner), nonce, plain)
    return base64.urlsafe_b64encode(
        nonce + tag_of(secrets.derive(f"{label}-tag", owner), nonce + hidden) + hidden
    ).decode()


def unseal(secrets: Secrets, label: str, owner: UUID, sealed: str) -> str | None:
    """What was sealed; None where it is not this house's or not `owner`'s, as after a change of the house's secret."""
    try:
        raw = base64.urlsafe_b64decode(sealed.encode())
    except (ValueError, binascii.Error):
        return None
    nonce, tag, hidden = raw[:NONCE], raw[NONCE : NONCE + TAG], raw[NONCE + TAG :]
    if not hmac.compare_digest(tag, tag_of(secrets.derive(f"{label}-tag", owner), nonce + hidden)):
        return None
    return mask(secrets.derive(f"{label}-words", owner), nonce, hidden).decode()


def tag_of(key: bytes, sealed: bytes) -> bytes:
    """What proves that nobody changed it."""
    return hmac.new(key, sealed, hashlib.sha256).digest()


def mask(key: bytes, nonce: bytes, words: bytes) -> bytes:
    """`words` with a stream of bytes laid over them that nobody can make without `key`; laid twice, it is gone."""
    blocks = range(0, len(words), TAG)
    stream = b"".join(
        hmac.new(key, nonce + block.to_bytes(8, "big"), hashlib.sha256).digest() for block in blocks
    )
    return bytes(a ^ b for a, b in zip(words, stream, strict=False))
