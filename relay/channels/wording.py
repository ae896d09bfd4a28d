"""The fixed wording of notices: that something waits, and where; never what it says.

Subjects are constant. No mail to a candidate names the employer-to-be, the role or an outcome: it may be read over a
shoulder, on a lock screen, or by somebody to whom it was forwarded. One to a client's contact names who was interviewed for
what and when, which they know, and nothing else, save what a candidate wrote for them and a recruiter read first: thanks, or
which aspects they would like to hear about.
"""

import re
from dataclasses import dataclass

from relay.domain.notice import NoticeKind

SUBJECTS = {
    NoticeKind.LETTER_WAITING: "Something is waiting for you",
    NoticeKind.LETTER_CHANGED: "Something has changed for you",
    NoticeKind.LETTER_NUDGED: "Still there for you",
    NoticeKind.ANSWER_WAITING: "There is an answer for you",
    NoticeKind.INTERVIEW_PROMISED: "When you will hear from us",
    NoticeKind.PROMISE_MISSED: "We owe you word",
    NoticeKind.PROMISE_EXTENDED: "A new time to hear from us",
    NoticeKind.FEEDBACK_ASKED: "How did the interview go?",
    NoticeKind.FEEDBACK_REMINDED: "How did the interview go? A candidate is waiting",
    NoticeKind.FEEDBACK_MISSING: "No feedback from a client",
    NoticeKind.THANKS: "Thank you for your feedback",
    NoticeKind.ACTION_DUE: "Something in your plan is for tomorrow",
    NoticeKind.WISH_ANSWERED: "About what you asked for",
    NoticeKind.RECORDS_MERGED: "Everything for you is in one place now",
    NoticeKind.PASSKEY_ADDED: "A passkey was added to your page",
    NoticeKind.KEY: "Your code",
    NoticeKind.ERASURE_KEY: "Your code to be erased",
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
    NoticeKind.LETTER_NUDGED: """Hello {called},

What {agency} wrote to you about your interview is still on your page. There is no hurry. If you have read it already, you can
say so there, and you can ask about anything that was not clear:

{link}

This is the only reminder we send about it.

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
    NoticeKind.PROMISE_MISSED: """Hello {called},

By now you were to hear how your interview went, and it is late. That says nothing about how you did. We will tell you a new
time within a working day or so. Your page shows how things stand:

{link}

{agency}
""",
    NoticeKind.PROMISE_EXTENDED: """Hello {called},

There is a new time by which you will hear from us about your interview. You can see it here:

{link}

{agency}
""",
    NoticeKind.FEEDBACK_ASKED: """Hello {called},

How did it go? Three taps and a sentence are enough, and you need no account:

{lines}

What you write goes to {agency}. The candidate sees none of it as you wrote it: a person here reads it first, and you can mark
anything that is not to be passed on. If you would rather talk, the page has a button for that too.

{agency}
""",
    NoticeKind.FEEDBACK_REMINDED: """Hello {called},

We have not heard from you yet, and somebody is waiting for word. Twenty seconds are enough:

{lines}

If no feedback will come, say so there and we will stop asking.

{agency}
""",
    NoticeKind.FEEDBACK_MISSING: """Hello {called},

A client has not answered any of our mails about an interview, and there is nobody else there to ask. Here is who, and what you
can do:

{link}
""",
    NoticeKind.THANKS: """Hello {called},

A candidate whom you or your colleagues met asked us to pass this on to you:

{lines}

The feedback reached them. Thank you for taking the time.

{agency}
""",
    NoticeKind.ACTION_DUE: """Hello {called},

Something in your plan is for tomorrow. You can see it here, and say how it went or let it go:

{link}

{agency}
""",
    NoticeKind.WISH_ANSWERED: """Hello {called},

You told {agency} what you would like to hear about your interview. Your page says what has become of that:

{link}

{agency}
""",
    NoticeKind.RECORDS_MERGED: """Hello {called},

{agency} had you in its books twice, and has put the two together. Everything it wrote to you is on one page now:

{link}

Links in some of our earlier mails do not open it any more. This one does.

{agency}
""",
    NoticeKind.PASSKEY_ADDED: """Hello {called},

A passkey was added to your page at {agency}. The device it is on opens your letters without a code from now on. If you
added it, there is nothing to do.

If you did not, come in here. On the page "You", remove the passkey and sign out every other browser:

{link}

{agency}
""",
    NoticeKind.KEY: """Hello {called},

Your code is {code}

Type it on the page where you asked for it. It works for ten minutes, and once. If you did not ask for a code, you need do
nothing: nobody can come in without it.

{agency}
""",
    NoticeKind.ERASURE_KEY: """Hello {called},

Your code is {code}

Typed on the page where you asked for it, it erases what {agency} holds about you here, for good. It works for ten minutes, and
once. If you did not ask for it, do not type it anywhere: nothing happens without it.

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

WITHIN_A_PARAGRAPH = re.compile(r"(?<=\S)\n(?=\S)")


@dataclass(frozen=True, slots=True)
class Filling:
    """What a wording is filled with."""

    called: str
    agency: str
    link: str = ""
    code: str = ""
    lines: str = ""


def word_notice(kind: NoticeKind, filling: Filling) -> tuple[str, str]:
    """The subject and the text of a notice. A paragraph is one line: mail programs break lines to the width of their window."""
    text = WITHIN_A_PARAGRAPH.sub(" ", BODIES[kind]).format(
        called=filling.called,
        agency=filling.agency,
        link=filling.link,
        code=filling.code,
        lines=filling.lines,
    )
    return SUBJECTS[kind], text
