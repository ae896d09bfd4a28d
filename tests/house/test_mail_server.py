"""The mail server of the tests is itself an oracle, so it is asked whether it does what a test tells it to."""

import smtplib

import pytest

from tests.servers.mail import MailServer, Phase

TEXT = "Subject: Word on your interview\r\n\r\nIt is in the portal.\r\n"


def send(server: MailServer, *to: str, patience: float = 2) -> object:
    with smtplib.SMTP("127.0.0.1", server.port, timeout=patience) as client:
        return client.sendmail("desk@agency.example", to, TEXT)


def test_it_keeps_what_it_takes(mail_server: MailServer) -> None:
    assert send(mail_server, "a@home.example") == {}
    (taken,) = mail_server.wait_for(1)
    assert taken.message["Subject"] == "Word on your interview"
    assert taken.recipients == ("a@home.example",)
    assert mail_server.sent_to("A@home.example") == [taken]


def test_it_refuses_one_of_two_recipients(mail_server: MailServer) -> None:
    mail_server.answer("rcpt", "550 5.1.1 No such user", to="gone@home.example")
    refused = send(mail_server, "a@home.example", "gone@home.example")
    assert refused == {"gone@home.example": (550, b"5.1.1 No such user")}
    assert mail_server.wait_for(1)[0].recipients == ("a@home.example",)


@pytest.mark.parametrize(
    "reply", ["421 4.3.2 Closing", "450 4.2.1 Busy", "451 4.3.0 Later", "552 5.2.2 Full", "554 5.7.1 No"]
)
@pytest.mark.parametrize("phase", ["connect", "ehlo", "mail", "rcpt", "data", "dot"])
def test_it_answers_as_told(mail_server: MailServer, phase: Phase, reply: str) -> None:
    mail_server.answer(phase, reply)
    with pytest.raises(smtplib.SMTPException) as told:
        send(mail_server, "a@home.example")
    assert reply[:3] in str(told.value)
    assert mail_server.accepted == []


@pytest.mark.parametrize("phase", ["connect", "ehlo", "mail", "rcpt", "data", "body", "dot"])
def test_it_cuts_the_line(mail_server: MailServer, phase: Phase) -> None:
    mail_server.cut(phase, kept=False)
    with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionError)):
        send(mail_server, "a@home.example")
    assert mail_server.accepted == []


def test_it_may_take_a_message_and_never_say_so(mail_server: MailServer) -> None:
    mail_server.cut("dot", to="a@home.example")
    with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionError)):
        send(mail_server, "a@home.example")
    assert len(mail_server.wait_for(1)) == 1


@pytest.mark.parametrize("phase", ["connect", "rcpt", "body"])
def test_it_falls_silent(mail_server: MailServer, phase: Phase) -> None:
    mail_server.hang(phase)
    with pytest.raises((TimeoutError, smtplib.SMTPServerDisconnected)):
        send(mail_server, "a@home.example", patience=0.3)
    assert mail_server.accepted == []


def test_a_fault_may_strike_once(mail_server: MailServer) -> None:
    mail_server.answer("dot", "451 4.3.0 Later", times=1)
    with pytest.raises(smtplib.SMTPDataError):
        send(mail_server, "a@home.example")
    assert send(mail_server, "a@home.example") == {}
