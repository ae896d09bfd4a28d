"""What everybody on the night shift has in hand."""

from dataclasses import dataclass

from relay.channels.channel import Channel
from relay.channels.console import ConsoleChannel
from relay.channels.email import EmailChannel
from relay.channels.file import FileChannel
from relay.channels.post_room import PostRoom
from relay.config import Settings
from relay.domain.tokens import Secrets
from relay.store.store import Store
from relay.writers.phrasebook import PhrasebookWriter
from relay.writers.writer import Writer


@dataclass(frozen=True, slots=True)
class Shift:
    """The ledger, a pen, the post room and a way out of the house.

    `inside` says whether a second pen may be called on the house's own network.
    """

    store: Store
    writer: Writer
    room: PostRoom
    channel: Channel
    inside: bool = False


def start_shift(settings: Settings, store: Store) -> Shift:
    """The shift that these settings ask for."""
    room = PostRoom(Secrets(settings.secret_key), settings.base_url)
    return Shift(store, PhrasebookWriter(), room, choose_channel(settings), settings.writers_inside)


def choose_channel(settings: Settings) -> Channel:
    """The way out of the house that these settings ask for."""
    if settings.mail == "smtp":
        return EmailChannel(settings.smtp_url, settings.mail_from)
    if settings.mail == "console":
        return ConsoleChannel(settings.mail_from)
    return FileChannel(settings.mail_folder, settings.mail_from)
