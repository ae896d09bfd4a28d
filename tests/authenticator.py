"""A device that makes and uses passkeys, in software: real keys, real signatures, real CBOR (W3C Web Authentication Level 3)."""

import base64
import hashlib
import json
import secrets
import struct
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, HAS_CREDENTIAL = 0x01, 0x04, 0x40


def to_text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def to_bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Key:
    """One passkey on the device."""

    credential_id: bytes
    secret: ec.EllipticCurvePrivateKey
    handle: bytes


@dataclass
class Device:
    """A phone. Its fields are what a test may bend: where it believes to be, and whether it looks at its person."""

    origin: str = "http://localhost:8000"
    rp_id: str = "localhost"
    flags: int = PRESENT | VERIFIED
    count: int = 0
    keys: list[Key] = field(default_factory=list)
    # What the next passkey is called by; a device that means well takes random bytes.
    next_id: bytes | None = None

    def make(self, asked: dict[str, Any]) -> str:
        """Make a passkey and answer with it, unattested."""
        self.count += 1
        key = Key(
            self.next_id or secrets.token_bytes(32),
            ec.generate_private_key(ec.SECP256R1()),
            to_bytes(asked["user"]["id"]),
        )
        self.keys.append(key)
        credential = bytes(16) + struct.pack(">H", len(key.credential_id)) + key.credential_id + cose(key)
        attestation = {
            "fmt": "none",
            "attStmt": {},
            "authData": self.data(self.flags | HAS_CREDENTIAL) + credential,
        }
        return self.answer(
            key,
            {
                "clientDataJSON": to_text(self.client_data("webauthn.create", asked["challenge"])),
                "attestationObject": to_text(cbor2.dumps(attestation)),
            },
        )

    def sign(self, asked: dict[str, Any], key: Key | None = None) -> str:
        """Answer with the newest passkey, or another one."""
        self.count += 1
        key = key or self.keys[-1]
        data = self.data(self.flags)
        client = self.client_data("webauthn.get", asked["challenge"])
        signature = key.secret.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self.answer(
            key,
            {
                "clientDataJSON": to_text(client),
                "authenticatorData": to_text(data),
                "signature": to_text(signature),
                "userHandle": to_text(key.handle),
            },
        )

    def data(self, flags: int) -> bytes:
        """Whom it was asked by, what it made sure of, and how often it has signed."""
        return hashlib.sha256(self.rp_id.encode()).digest() + struct.pack(">BI", flags, self.count)

    def client_data(self, kind: str, challenge: str) -> bytes:
        """What the browser adds."""
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def answer(self, key: Key, response: dict[str, str]) -> str:
        """The answer as the page's script sends it."""
        name = to_text(key.credential_id)
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "response": response,
                "clientExtensionResults": {},
            }
        )


def cose(key: Key) -> bytes:
    """The public key in COSE (RFC 9053, section 2.1: ES256 on P-256)."""
    numbers = key.secret.public_key().public_numbers()
    return cbor2.dumps(
        {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
    )
