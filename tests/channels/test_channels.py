"""Ways out of the house: every one takes an envelope, says what became of it, and never raises for the other side."""

import re
from pathlib import Path

import pytest

from relay.channels.channel import Channel, Envelope
from relay.channels.console import ConsoleChannel
from relay.channels.email import EmailChannel
from relay.channels.file import FileChannel, read_mails
from relay.channels.mail import build_mail
from relay.channels.wording import BODIES, SUBJECTS, Filling, word_notice
from relay.domain.notice import DeliveryOutcome, NoticeKind
from tests.servers.mail import MailServer, Phase

SENDER = "Bright Road <relay@bright.example>"
ENVELOPE = Envelope(
    "priya@example.com", "Something is waiting for you", "Hello Søren\n\n…\n", "<1@bright.example>"
)


def test_every_channel_takes_an_envelope_and_says_so(
    tmp_path: Path, mail_server: MailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    channels: list[Channel] = [
        FileChannel(tmp_path / "mail", SENDER),
        ConsoleChannel(SENDER),
        EmailChannel(mail_server.url, SENDER),
    ]
    for channel in channels:
        assert channel.send(ENVELOPE).outcome is DeliveryOutcome.ACCEPTED
    [kept] = read_mails(tmp_path / "mail")
    [sent] = mail_server.accepted
    assert kept["Message-ID"] == sent.message["Message-ID"] == ENVELOPE.message_id
    for mail in (kept, sent.message):
        assert str(mail.get_content()).split() == ENVELOPE.text.split()
    assert ENVELOPE.subject in capsys.readouterr().out


def test_a_mail_in_the_folder_appears_whole_newest_first_and_none_where_there_is_no_folder(
    tmp_path: Path,
) -> None:
    channel = FileChannel(tmp_path / "mail", SENDER)
    assert read_mails(channel.folder) == []
    for number in range(3):
        channel.send(Envelope("p@example.com", f"Mail {number}", "x", f"<{number}@x.example>"))
    assert [mail["Subject"] for mail in read_mails(channel.folder)] == ["Mail 2", "Mail 1", "Mail 0"]
    assert list(channel.folder.glob("*.part")) == []


@pytest.mark.parametrize("field", ["address", "subject", "message_id"])
def test_nothing_can_be_slipped_into_a_header(field: str) -> None:
    values = {"address": "p@example.com", "subject": "Hello", "message_id": "<1@x.example>"}
    values[field] += "\r\nBcc: everybody@example.com"
    with pytest.raises(ValueError, match=r"(?i)linefeed|carriage|header|newline"):
        build_mail(Envelope(values["address"], values["subject"], "x", values["message_id"]), SENDER)


def test_a_repeat_says_that_it_is_one() -> None:
    first = build_mail(ENVELOPE, SENDER)
    second = build_mail(Envelope("p@example.com", "s", "t", "<1@x.example>", attempt=2), SENDER)
    assert (first["X-Relay-Attempt"], second["X-Relay-Attempt"]) == (None, "2")
    assert first["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    ("phase", "reply", "outcome"),
    [
        ("connect", "421 4.3.2 Busy", DeliveryOutcome.DEFERRED),
        ("mail", "452 4.3.1 Full", DeliveryOutcome.DEFERRED),
        ("rcpt", "450 4.2.1 Greylisted", DeliveryOutcome.DEFERRED),
        ("rcpt", "550 5.1.1 No such user", DeliveryOutcome.REFUSED),
        ("rcpt", "552 5.2.2 Mailbox full", DeliveryOutcome.REFUSED),
        ("data", "554 5.7.1 Policy", DeliveryOutcome.REFUSED),
        ("dot", "451 4.7.1 Later", DeliveryOutcome.DEFERRED),
        ("dot", "554 5.6.0 Content", DeliveryOutcome.REFUSED),
    ],
)
def test_the_reply_code_decides(
    mail_server: MailServer, phase: Phase, reply: str, outcome: DeliveryOutcome
) -> None:
    mail_server.answer(phase, reply)
    result = EmailChannel(mail_server.url, SENDER).send(ENVELOPE)
    assert (result.outcome, result.code) == (outcome, reply[:3])


@pytest.mark.parametrize(
    ("phase", "outcome"),
    [
        ("connect", DeliveryOutcome.DEFERRED),
        ("ehlo", DeliveryOutcome.DEFERRED),
        ("mail", DeliveryOutcome.DEFERRED),
        ("rcpt", DeliveryOutcome.DEFERRED),
        ("body", DeliveryOutcome.UNKNOWN),
        ("dot", DeliveryOutcome.UNKNOWN),
    ],
)
def test_a_line_that_breaks_is_certain_before_the_text_and_doubtful_after(
    mail_server: MailServer, phase: Phase, outcome: DeliveryOutcome
) -> None:
    mail_server.cut(phase)
    assert EmailChannel(mail_server.url, SENDER).send(ENVELOPE).outcome is outcome


@pytest.mark.parametrize("phase", ["connect", "rcpt", "dot"])
def test_a_server_that_falls_silent_is_not_waited_for(
    mail_server: MailServer, phase: Phase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("relay.channels.email.TIMEOUT", 0.3)
    mail_server.hang(phase)
    outcome = EmailChannel(mail_server.url, SENDER).send(ENVELOPE).outcome
    assert outcome is (DeliveryOutcome.UNKNOWN if phase == "dot" else DeliveryOutcome.DEFERRED)


def test_every_notice_has_its_wording_and_none_says_what_waits() -> None:
    assert set(SUBJECTS) == set(BODIES) == set(NoticeKind)
    for kind in NoticeKind:
        subject, text = word_notice(
            kind, Filling("Priya {x}", "Bright {agency} Road", "https://x/n/1", "ABCD2345", "https://x/n/1")
        )
        assert "{" not in subject
        assert re.search(r"https://x/n/1|ABCD2345", text)
        assert "Priya {x}" in text
        assert not re.search(r"reject|success|job|improve|strength", f"{subject} {text}", re.IGNORECASE)
