"""E-mail by SMTP.

The reply code decides what an outcome means, not the exception's class: smtplib raises the same one for a mailbox that is
full for now and for one that does not exist. After the final dot an error no longer means "not sent" (RFC 5321, section
4.5.3.2.6), so it is `unknown`.
"""

import re
import smtplib
import ssl
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from urllib.parse import SplitResult, unquote, urlsplit

from relay.channels.channel import Envelope, Result
from relay.channels.mail import build_mail
from relay.domain.notice import DeliveryOutcome

TIMEOUT = 20.0


@dataclass(frozen=True, slots=True)
class EmailChannel:
    """Hands mails to the server at `url`: `smtp://host:port`, `smtp+starttls://user:password@host:port` or `smtps://`."""

    url: str
    sender: str
    name: str = "email"

    def send(self, envelope: Envelope) -> Result:
        """Deliver one mail over a connection of its own."""
        try:
            server = connect(urlsplit(self.url))
        except (OSError, smtplib.SMTPException) as error:
            return of_error(error, DeliveryOutcome.DEFERRED)
        try:
            return hand_over(server, envelope, self.sender)
        finally:
            server.close()


def connect(where: SplitResult) -> smtplib.SMTP:
    """An open, greeted and, where asked for, encrypted and authenticated connection."""
    host = where.hostname or "localhost"
    if where.scheme == "smtps":
        context = ssl.create_default_context()
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, where.port or 465, timeout=TIMEOUT, context=context)
    else:
        server = smtplib.SMTP(host, where.port or 25, timeout=TIMEOUT)
    if where.scheme == "smtp+starttls":
        server.starttls(context=ssl.create_default_context())
    if where.username:
        server.login(unquote(where.username), unquote(where.password or ""))
    return server


def hand_over(server: smtplib.SMTP, envelope: Envelope, sender: str) -> Result:
    """The dialogue step by step, so that an error can be placed before or after the final dot."""
    mail = build_mail(envelope, sender)
    address = mail["From"].addresses[0].addr_spec
    try:
        server.ehlo_or_helo_if_needed()
        for code, _ in (server.mail(address), server.rcpt(envelope.address), server.docmd("DATA")):
            if code >= 400:
                return of_code(code)
    except (OSError, smtplib.SMTPException) as error:
        return of_error(error, DeliveryOutcome.DEFERRED)
    try:
        server.send(as_sent(mail))
        code, _ = server.getreply()
    except (OSError, smtplib.SMTPException) as error:
        return of_error(error, DeliveryOutcome.UNKNOWN)
    return of_code(code)


def as_sent(mail: EmailMessage) -> bytes:
    """The text as it goes over the line: CRLF, leading dots doubled, and the final dot (RFC 5321, section 4.5.2)."""
    return re.sub(rb"(?m)^\.", b"..", mail.as_bytes(policy=policy.SMTP)) + b".\r\n"


def of_code(code: int) -> Result:
    """What a reply code means (RFC 5321, section 4.2.1)."""
    if 200 <= code < 300:
        return Result(DeliveryOutcome.ACCEPTED, str(code))
    return Result(DeliveryOutcome.REFUSED if code >= 500 else DeliveryOutcome.DEFERRED, str(code))


def of_error(error: Exception, outcome: DeliveryOutcome) -> Result:
    """What an exception means at the place where it came."""
    if isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= 400:
        return of_code(error.smtp_code)
    return Result(outcome, type(error).__name__)
