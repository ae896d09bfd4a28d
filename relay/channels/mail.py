"""How a notice looks as an e-mail.

Headers go through `EmailMessage`, which refuses line breaks in them; the body is plain text, because it holds nothing
but a greeting and a link.
"""

from email.message import EmailMessage

from relay.channels.channel import Envelope


def build_mail(envelope: Envelope, sender: str) -> EmailMessage:
    """The mail that an envelope stands for, from `sender` (a full `From` value)."""
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = envelope.address
    mail["Subject"] = envelope.subject
    mail["Message-ID"] = envelope.message_id
    mail["Auto-Submitted"] = "auto-generated"
    if envelope.attempt > 1:
        mail["X-Relay-Attempt"] = str(envelope.attempt)
    mail.set_content(envelope.text)
    return mail
