"""A mail server that misbehaves on request, and remembers what it took.

`accepted` is the oracle: a message stands there exactly if this server took responsibility for it, whatever the sender was
told. The phases are those of RFC 5321: connect, ehlo, mail, rcpt, data (the answer to DATA), body (while the text
is sent, before the final dot), dot (the answer to the final dot).
"""

import asyncio
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Literal, NoReturn, Self

from aiosmtpd.smtp import SMTP, Envelope, Session

Phase = Literal["connect", "ehlo", "mail", "rcpt", "data", "body", "dot"]
ANYBODY = "*"


@dataclass(frozen=True, slots=True)
class Accepted:
    """One message the server took."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        """The message as Python's parser reads it."""
        return message_from_bytes(self.raw, policy=policy.default)


@dataclass(slots=True)
class Fault:
    """What to do at a phase: answer with `reply`, or (None) cut the line or fall silent."""

    phase: Phase
    to: str
    reply: str | None = None
    silent: bool = False
    kept: bool = True  # only at the dot: whether the message was taken before the line was cut
    times: int | None = None  # how often; None is always

    def concerns(self, phase: Phase, recipients: Iterable[str]) -> bool:
        """Whether it strikes here; before a recipient is known only those for anybody do."""
        named = self.to == ANYBODY or self.to.lower() in {address.lower() for address in recipients}
        return self.phase == phase and named and self.times != 0


@dataclass
class MailServer:
    """The server as a test sees it: an address, a journal, and the ways to break it."""

    accepted: list[Accepted] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    port: int = 0
    connections: int = 0

    def __post_init__(self) -> None:
        self._changed = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="mail server", daemon=True)
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.BaseTransport] = set()

    @property
    def url(self) -> str:
        """For RELAY_SMTP_URL."""
        return f"smtp://127.0.0.1:{self.port}"

    def answer(self, phase: Phase, reply: str, to: str = ANYBODY, times: int | None = None) -> None:
        """Answer `reply` ("550 5.1.1 No such user") at `phase` to messages for `to`."""
        self.faults.append(Fault(phase, to, reply=reply, times=times))

    def cut(self, phase: Phase, to: str = ANYBODY, times: int | None = None, *, kept: bool = True) -> None:
        """Cut the connection at `phase`; at the dot the message was `kept` although the sender never hears of it."""
        self.faults.append(Fault(phase, to, kept=kept, times=times))

    def hang(self, phase: Phase, to: str = ANYBODY, times: int | None = None) -> None:
        """Fall silent at `phase`, with the connection open."""
        self.faults.append(Fault(phase, to, silent=True, times=times))

    def forget(self) -> None:
        """No faults and an empty journal, as at the start."""
        with self._changed:
            self.accepted.clear()
            self.faults.clear()
            self.connections = 0

    def sent_to(self, address: str) -> list[Accepted]:
        """What was taken for one person."""
        with self._changed:
            return [one for one in self.accepted if address.lower() in {to.lower() for to in one.recipients}]

    def wait_for(self, count: int = 1, seconds: float = 10.0) -> list[Accepted]:
        """The journal once it holds `count` messages; raises TimeoutError when it does not in time."""
        with self._changed:
            if not self._changed.wait_for(lambda: len(self.accepted) >= count, seconds):
                raise TimeoutError(f"{len(self.accepted)} of {count} messages after {seconds} s")
            return list(self.accepted)

    def start(self) -> Self:
        """Serve on a free loopback port."""
        self._thread.start()
        self._server = self._run(lambda: self._loop.create_server(lambda: _Line(self), "127.0.0.1", 0))
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def stop(self) -> None:
        """Close every connection, hanging ones too."""
        self._run(self._close)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _close(self) -> None:
        if self._server:
            self._server.close()
        for transport in self._open:
            transport.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def _run(self, make: Callable[[], Any]) -> Any:
        async def awaited() -> Any:
            return await make()

        return asyncio.run_coroutine_threadsafe(awaited(), self._loop).result(10)

    def _take(self, envelope: Envelope) -> None:
        content = envelope.original_content or b""
        with self._changed:
            self.accepted.append(Accepted(envelope.mail_from or "", tuple(envelope.rcpt_tos), content))
            self._changed.notify_all()

    def _fault_at(self, phase: Phase, recipients: Iterable[str]) -> Fault | None:
        with self._changed:
            fault = next((one for one in self.faults if one.concerns(phase, recipients)), None)
            if fault and fault.times:
                fault.times -= 1
            return fault


class _Line(SMTP):
    """One connection: aiosmtpd speaks the protocol, this steps in where a fault is set."""

    def __init__(self, owner: MailServer) -> None:
        super().__init__(self, enable_SMTPUTF8=True, loop=owner._loop)
        self.owner = owner

    async def strike(self, phase: Phase, recipients: Iterable[str] = ()) -> str | None:
        """The answer to give instead, if any; does not return where the line is cut or silent."""
        fault = self.owner._fault_at(phase, recipients)
        if fault is None:
            return None
        if fault.silent:
            await asyncio.Event().wait()
        if fault.reply is None:
            self.cut()
        return fault.reply

    def cut(self) -> NoReturn:
        """Reset the connection, and end its handling the way aiosmtpd does when a client goes away."""
        if isinstance(self.transport, asyncio.Transport):
            self.transport.abort()
        raise asyncio.CancelledError

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.owner._open.add(transport)
        super().connection_made(transport)

    async def _handle_client(self) -> None:
        self.owner.connections += 1
        refusal = await self.strike("connect")
        if refusal:
            await self.push(refusal)
            self.cut()
        await super()._handle_client()

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        refusal = await self.strike("ehlo")
        session.host_name = hostname
        return [refusal] if refusal else responses

    async def handle_HELO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str
    ) -> str:
        refusal = await self.strike("ehlo")  # a refused EHLO is followed by HELO, and refused again
        session.host_name = hostname
        return refusal or "250 OK"

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        refusal = await self.strike("mail")
        if not refusal:
            envelope.mail_from = address
        return refusal or "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        refusal = await self.strike("rcpt", [address])
        if not refusal:
            envelope.rcpt_tos.append(address)
        return refusal or "250 OK"

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        """The answer to DATA, and a line that breaks while the text is sent."""
        recipients = self.envelope.rcpt_tos if self.envelope else []
        refusal = await self.strike("data", recipients)
        if refusal:
            await self.push(refusal)
            return
        fault = self.owner._fault_at("body", recipients)
        if fault:
            await self.push("354 End data with <CR><LF>.<CR><LF>")
            await self._reader.readline()
            if fault.silent:
                await asyncio.Event().wait()
            self.cut()
        await super().smtp_DATA(arg)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        fault = self.owner._fault_at("dot", envelope.rcpt_tos)
        if fault and fault.reply:
            return fault.reply
        if fault is None or fault.kept:
            self.owner._take(envelope)
        if fault and fault.silent:
            await asyncio.Event().wait()
        if fault:
            self.cut()
        return "250 2.0.0 Taken"
