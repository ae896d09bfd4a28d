"""relay up: everything in one process, for a first look, for development and for one small agency."""

import os
import secrets
import shutil
import signal
import sys
from dataclasses import replace
from pathlib import Path
from types import FrameType

import click
import sqlalchemy as sa
from waitress.server import create_server

from relay.app import create_app
from relay.cli.alone import alone_in
from relay.cli.demo import ACCOUNTS, PASSWORD, seed_demo
from relay.config import Settings, read_settings
from relay.domain.staff import SignInName
from relay.logs import set_up_logs
from relay.store.migrating import at_head, upgrade
from relay.store.store import Store, open_store
from workers.embedded import start_embedded
from workers.shift import start_shift

THREADS = 8
DATABASE = "relay.sqlite3"


@click.command()
@click.option("--empty", is_flag=True, help="Begin without the demo agency.")
def up(*, empty: bool) -> None:
    """Set up, migrate and serve on localhost: one process, SQLite, no Redis.

    RELAY_PORT (8000) and RELAY_DATA (./data) say where. Killed at any moment, it goes on where it was.

    Example: RELAY_PORT=8080 relay up
    """
    if not empty and os.environ.get("RELAY_ENVIRONMENT") != "production":
        os.environ.setdefault("RELAY_DEMO", "true")
    keep_secret(Path(os.environ.get("RELAY_DATA", "data")))
    settings = read_settings()
    settings = replace(settings, redis_url=None, database_url=f"sqlite:///{settings.data / DATABASE}")
    set_up_logs(os.environ.get("RELAY_LOG_LEVEL", "WARNING"))
    with alone_in(settings.data):
        run(settings)


def run(settings: Settings) -> None:
    """Make what is missing, and serve until told to stop."""
    if settings.demo and not (settings.data / DATABASE).exists():
        make_demo(settings)
    store = open_store(settings.database_url)
    if not at_head(store.writer):
        click.echo("Bringing the database to the present schema ...")
        upgrade(store.writer)
    if settings.demo and not holds_demo(store):
        # Its letter box would show a real agency's mail, codes included, to whoever reaches the port.
        settings = replace(settings, demo=False)
    server = create_server(
        create_app(settings, store),
        host="127.0.0.1",
        port=settings.port,
        threads=THREADS,
        ident=None,
        clear_untrusted_proxy_headers=True,
    )
    bell = start_embedded(start_shift(settings, store))
    tell(settings)
    signal.signal(signal.SIGTERM, leave)
    try:
        server.run()
    finally:
        bell.stop()
        store.close()


def leave(_number: int, _frame: FrameType | None) -> None:
    """Leave as on Ctrl+C: what is under way is finished, and what is not goes on at the next start."""
    raise KeyboardInterrupt


def make_demo(settings: Settings) -> None:
    """Make the demo beside its place and move it there when it is whole, so that a kill leaves no half of it."""
    click.echo("Making the demo agency ...")
    making = settings.data / "making"
    shutil.rmtree(making, ignore_errors=True)
    shutil.rmtree(settings.mail_folder, ignore_errors=True)
    making.mkdir()
    apart = replace(settings, data=making, database_url=f"sqlite:///{making / DATABASE}")
    store = open_store(apart.database_url)
    upgrade(store.writer)
    seed_demo(apart, store)
    store.close()
    apart.mail_folder.replace(settings.mail_folder)
    (making / DATABASE).replace(settings.data / DATABASE)
    shutil.rmtree(making)


def holds_demo(store: Store) -> bool:
    """Whether the demo's people can sign in here; whoever they invited may too."""
    with store.glance() as session:
        known = set(session.scalars(sa.select(SignInName.email)))
    return known >= {email for email, _, _ in ACCOUNTS}


def keep_secret(folder: Path) -> None:
    """Make this data folder's secret on first use, readable by its owner alone."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "secret_key"
    if path.exists() or "RELAY_SECRET_KEY" in os.environ or "RELAY_SECRET_KEY_FILE" in os.environ:
        return
    part = path.with_suffix(f".{os.getpid()}")
    part.touch(mode=0o600)
    part.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    part.replace(path)


def tell(settings: Settings) -> None:
    """Say where it is and how to come in."""
    lines = [f"The relay is at {settings.base_url}"]
    if settings.demo:
        lines.append(f"Sign in with the password '{PASSWORD}' as")
        lines += [f"  {email:24} {role.value}" for email, _, role in ACCOUNTS]
        lines.append(f"Outgoing mail is at {settings.base_url}/mail: candidates come in by it.")
    elif settings.mail == "file":
        lines.append(f"Outgoing mail is in {settings.mail_folder}")
    lines.append("Ctrl+C stops it.")
    click.echo("\n".join(lines))
    sys.stdout.flush()
