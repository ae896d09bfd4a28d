"""Calling: one POST to a service elsewhere, bounded in time and size, that follows nobody anywhere else.

The standard library is used because each bound is one line of it: no redirect is followed, no proxy of the environment is
asked, and where a name leads is looked at on the very connection that is then used, so that an answer of the name service
cannot change in between. A clock beside the call ends it: a server that sends a byte now and then resets any time-out.
"""

import contextlib
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from relay.domain.pen import DictationOutcome

MOST_BYTES = 256 * 1024
MOST_ADDRESSES = 4
OK = 200


@dataclass(frozen=True, slots=True)
class Call:
    """What is sent, and where. `patience` is in seconds; `inside` allows addresses of the house's own network."""

    address: str
    body: bytes
    key: str | None = field(repr=False)
    patience: float
    inside: bool = False


class CallError(Exception):
    """It gave no answer that can be used: why, and the server's status where there was one."""

    def __init__(self, outcome: DictationOutcome, code: str | None = None) -> None:
        """Keep a reason and a code, and nothing of what was sent or received."""
        super().__init__(outcome.value)
        self.outcome = outcome
        self.code = code


def post(call: Call) -> bytes:
    """The body of the answer. Raises CallError, whatever happens."""
    ends = time.monotonic() + call.patience
    try:
        return exchange(call, ends)
    except CallError:
        raise
    except (OSError, HTTPException, ValueError) as error:
        late = time.monotonic() >= ends or isinstance(error, TimeoutError)
        outcome = DictationOutcome.TIMED_OUT if late else DictationOutcome.UNREACHABLE
        raise CallError(outcome, type(error).__name__) from None


def exchange(call: Call, ends: float) -> bytes:
    """Connect, send and read. A redirect is an answer like any other that is not OK: it is not followed."""
    with connected(call, ends) as connection:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "Connection": "close"}
        if call.key:
            headers["Authorization"] = f"Bearer {call.key}"
        connection.request("POST", urlsplit(call.address).path or "/", call.body, headers)
        answer = connection.getresponse()
        if answer.status != OK:
            raise CallError(DictationOutcome.REFUSED, str(answer.status))
        body = answer.read(MOST_BYTES + 1)
        if len(body) > MOST_BYTES:
            raise CallError(DictationOutcome.TOO_LONG)
        if time.monotonic() >= ends:
            raise CallError(DictationOutcome.TIMED_OUT)
        return body


@contextmanager
def connected(call: Call, ends: float) -> Iterator[HTTPConnection]:
    """A connection that is closed at the end of the block, or at the end of the call's patience."""
    parts = urlsplit(call.address)
    secure, host = parts.scheme == "https", parts.hostname or ""
    port = parts.port or (443 if secure else 80)
    open_sockets = [reach(host, port, ends, inside=call.inside)]
    clock = threading.Timer(max(ends - time.monotonic(), 0), cut, [open_sockets])
    clock.daemon = True
    clock.start()
    try:
        if secure:
            wrapped = ssl.create_default_context().wrap_socket(
                open_sockets[0], server_hostname=host, do_handshake_on_connect=False
            )
            open_sockets[0] = wrapped
            wrapped.do_handshake()
        connection = (HTTPSConnection if secure else HTTPConnection)(host, port)
        connection.sock = open_sockets[0]
        yield connection
    finally:
        clock.cancel()
        open_sockets[0].close()


def cut(open_sockets: list[socket.socket]) -> None:
    """End a connection under whoever waits for it, an encrypted one without its farewell."""
    with contextlib.suppress(OSError):
        socket.socket.shutdown(open_sockets[0], socket.SHUT_RDWR)


def reach(host: str, port: int, ends: float, *, inside: bool) -> socket.socket:
    """A connection to the first address of `host` that answers. Raises CallError where none may be or is reached."""
    refused = CallError(DictationOutcome.UNREACHABLE, "not allowed")
    failed: Exception = refused
    for family, kind, protocol, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[
        :MOST_ADDRESSES
    ]:
        if not may_reach(str(address[0]), inside=inside):
            continue
        sock = socket.socket(family, kind, protocol)
        try:
            sock.settimeout(max(ends - time.monotonic(), 0.01))
            sock.connect(address)
        except OSError as error:
            sock.close()
            failed = error
        else:
            return sock
    raise failed


def may_reach(address: str, *, inside: bool) -> bool:
    """Whether an address may be called: one of the world, or, where that is allowed, of the house's own network.

    Link-local addresses are never called: machines in a cloud read their own credentials there.
    """
    known = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(known, "ipv4_mapped", None)
    known = mapped or known
    if known.is_link_local or known.is_multicast or known.is_unspecified:
        return False
    return inside or known.is_global
