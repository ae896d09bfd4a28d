"""Secrets that travel by mail: made from the house's key, never stored.

A locator, a pass and a key are derived from an id under the house's secret by HMAC-SHA256 (RFC 2104), each under a label
of its own. A second attempt at the same mail therefore carries the same words, and nothing in the database, stolen by
itself, opens anything. Found by their SHA-256 where they have to be found.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from uuid import UUID

# Without letters and digits that are taken for one another when read from a phone.
KEY_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
KEY_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Secrets:
    """What can be derived from the house's secret."""

    house: str

    def derive(self, label: str, thing: UUID) -> bytes:
        """32 bytes that only this house can make for `thing` under `label`."""
        return hmac.new(self.house.encode(), f"{label}:{thing}".encode(), hashlib.sha256).digest()

    def token(self, label: str, thing: UUID) -> str:
        """The same as 43 characters that fit into a link."""
        return base64.urlsafe_b64encode(self.derive(label, thing)).rstrip(b"=").decode()

    def key(self, challenge_id: UUID) -> str:
        """The code for a knock: eight characters, about 39 bits, guarded by five tries in ten minutes."""
        number = int.from_bytes(self.derive("key", challenge_id))
        letters = []
        for _ in range(KEY_LENGTH):
            number, place = divmod(number, len(KEY_LETTERS))
            letters.append(KEY_LETTERS[place])
        return "".join(letters)

    def key_fits(self, challenge_id: UUID, typed: str) -> bool:
        """Whether `typed` is the code, whatever its case, spaces and hyphens; compared in constant time."""
        plain = "".join(character for character in typed.upper() if character in KEY_LETTERS)
        return hmac.compare_digest(plain, self.key(challenge_id))


def fresh_token() -> str:
    """256 random bits for a cookie or a bearer token."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """By what a token is found. A fast hash is enough: there is nothing to guess in 256 random bits."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
