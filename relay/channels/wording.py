"""The fixed wording of notices: that something waits, and where; never what it says.

Subjects are constant. No mail names the candidate's employer-to-be, the role or an outcome: it may be read over a
shoulder, on a lock screen, or by somebody to whom it was forwarded.
"""

from dataclasses import dataclass

from relay.domain.notice import NoticeKind

SUBJECTS = {
    NoticeKind.LETTER_WAITING: "Something is waiting for you",
    NoticeKind.LETTER_CHANGED: "Something has changed for you",
    NoticeKind.ANSWER_WAITING: "There is an answer for you",
    NoticeKind.INTERVIEW_PROMISED: "When you will hear from us",
    NoticeKind.KEY: "Your code",
    NoticeKind.INVITATION: "You are invited to the relay",
    NoticeKind.PASSWORD_RESET: "Choose a new password",
}

BODIES = {
    NoticeKind.LETTER_WAITING: """Hello {called},

{agency} has written to you about your interview. You can read it here, whenever it suits you:

{link}

When you open the page, it offers to send a code to this address. That way nobody else can read what is yours.

{agency}
""",
    NoticeKind.LETTER_CHANGED: """Hello {called},

{agency} has changed what it wrote to you about your interview. You can see it here:

{link}

{agency}
""",
    NoticeKind.ANSWER_WAITING: """Hello {called},

{agency} has answered your question. You can read it here:

{link}

{agency}
""",
    NoticeKind.INTERVIEW_PROMISED: """Hello {called},

{agency} has put your interview in the diary. On your page you can see by when you will hear how it went:

{link}

{agency}
""",
    NoticeKind.KEY: """Hello {called},

Your code is {code}

Type it on the page where you asked for it. It works for ten minutes, and once. If you did not ask for a code, you need do
nothing: nobody can come in without it.

{agency}
""",
    NoticeKind.INVITATION: """Hello {called},

{agency} has invited you to the relay, where interview feedback is passed on to candidates. Choose a password here:

{link}

The link works for seven days, and once.
""",
    NoticeKind.PASSWORD_RESET: """Hello {called},

A new password was asked for in your name. Choose it here:

{link}

The link works for one hour, and once. If you did not ask for it, you need do nothing.
""",
}


@dataclass(frozen=True, slots=True)
class Filling:
    """What a wording is filled with."""

    called: str
    agency: str
    link: str = ""
    code: str = ""


def word_notice(kind: NoticeKind, filling: Filling) -> tuple[str, str]:
    """The subject and the text of a notice."""
    text = BODIES[kind].format(
        called=filling.called, agency=filling.agency, link=filling.link, code=filling.code
    )
    return SUBJECTS[kind], text
