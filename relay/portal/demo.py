"""The demo's letter box: the mails that would have left the house, on a page. Outside the demo it is not there."""

import re
from dataclasses import dataclass
from email.message import EmailMessage

from flask import Blueprint, Flask, render_template
from flask.typing import ResponseReturnValue

from relay.channels.file import read_mails
from relay.domain.errors import NotFoundError
from relay.hall.house import house
from relay.hall.policy import public

blueprint = Blueprint("demo", __name__)
MOST = 100
LINK = re.compile(r"(https?://[^\s<>\"]+)")


@dataclass(frozen=True, slots=True)
class Mail:
    """One outgoing mail as the page shows it; `parts` are (text, address or none) in order."""

    to: str
    subject: str
    repeat: bool
    parts: list[tuple[str, str | None]]


def register(app: Flask) -> None:
    """Hang the page into the application; whether it answers is asked on each request."""
    app.register_blueprint(blueprint)


@blueprint.get("/mail")
@public
def mail() -> ResponseReturnValue:
    """The outgoing mail, newest first. Raises NotFoundError outside the demo."""
    if not house().settings.demo:
        raise NotFoundError
    mails = read_mails(house().settings.mail_folder)
    return render_template(
        "demo/mail.html", mails=[show(found) for found in mails[:MOST]], more=len(mails) > MOST
    )


def show(mail: EmailMessage) -> Mail:
    """A mail with its links apart, those into this house as paths: the demo may be reached under another name."""
    base = house().settings.base_url
    parts = [
        (part, (part.removeprefix(base) or "/") if part.startswith(f"{base}/") else None)
        for part in LINK.split(str(mail.get_content()).strip())
    ]
    return Mail(str(mail["To"]), str(mail["Subject"]), "X-Relay-Attempt" in mail, parts)
