"""relay doctor: what keeps this house from working, and what to do about it."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import click
import sqlalchemy as sa
from redis import Redis

from relay.config import Settings, read_settings
from relay.store.handoffs import count_failed, count_waiting
from relay.store.ledger import database_now
from relay.store.migrating import at_head
from relay.store.store import Store, open_store

LATE = timedelta(minutes=1)
MOST_SKEW = timedelta(seconds=2)


class AilmentError(Exception):
    """Something that is wrong, and what to do."""


@click.command()
@click.option(
    "--health", is_flag=True, help="Only what a container's health check needs: database and Redis."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def doctor(*, health: bool, as_json: bool) -> None:
    """Check settings, database, migrations, row-level security, Redis, mail and what is waiting. Exits 1 on a fault.

    Example: relay doctor --json
    """
    settings = read_settings()
    store = open_store(settings.database_url)
    checks: dict[str, Callable[[], str]] = {
        "database": lambda: check_database(store),
        "redis": lambda: check_redis(settings),
    }
    if not health:
        checks |= {
            "migrations": lambda: check_migrations(store),
            "row-level security": lambda: check_role(store),
            "clock": lambda: check_clock(store),
            "handoffs": lambda: check_handoffs(store),
            "mail": lambda: check_mail(settings),
        }
    found = {name: examine(check) for name, check in checks.items()}
    store.close()
    if as_json:
        click.echo(json.dumps({name: {"well": well, "says": says} for name, (well, says) in found.items()}))
    else:
        for name, (well, says) in found.items():
            click.echo(f"{'well ' if well else 'FAULT'}  {name:20} {says}")
    if not all(well for well, _ in found.values()):
        raise SystemExit(1)


def examine(check: Callable[[], str]) -> tuple[bool, str]:
    """Whether a check found all well, and what it says."""
    try:
        return True, check()
    except AilmentError as error:
        return False, str(error)
    except Exception as error:  # noqa: BLE001 - whatever is wrong, the doctor goes on to the next check
        return False, f"It does not answer ({type(error).__name__})."


def check_database(store: Store) -> str:
    """The database answers."""
    with store.reader.connect() as connection:
        connection.execute(sa.select(1))
    return store.reader.dialect.name


def check_migrations(store: Store) -> str:
    """The schema is the present one."""
    if not at_head(store.reader):
        raise AilmentError("Migrations are missing. Run: relay db upgrade")
    return "at the newest"


def check_role(store: Store) -> str:
    """The database role cannot pass over row-level security."""
    if store.reader.dialect.name != "postgresql":
        return "none on SQLite; the listeners and composite keys stand alone"
    with store.reader.connect() as connection:
        row = connection.execute(
            sa.text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        ).scalar_one()
    if row:
        raise AilmentError(
            "This role passes over row-level security. Connect as one without SUPERUSER and BYPASSRLS."
        )
    return "holds for this role"


def check_clock(store: Store) -> str:
    """This machine's clock and the database's agree."""
    with store.gate() as session:
        skew = abs(database_now(session) - datetime.now(UTC))
    if skew > MOST_SKEW:
        raise AilmentError(f"The clocks differ by {skew.total_seconds():.1f} s. Set the time by NTP.")
    return "agrees with the database's"


def check_redis(settings: Settings) -> str:
    """Redis answers, where there is to be one."""
    if settings.redis_url is None:
        return "not used"
    with Redis.from_url(settings.redis_url, socket_timeout=3, socket_connect_timeout=3) as client:
        client.ping()
    return "answers"


def check_handoffs(store: Store) -> str:
    """Nothing waits for too long, and nothing has failed."""
    late, failed = count_waiting(store, LATE), count_failed(store)
    if late:
        raise AilmentError(f"{late} handoffs are late. Is a dispatcher running?")
    if failed:
        raise AilmentError(f"{failed} handoffs have failed. The page Stuck shows them and tries them again.")
    return "none late, none failed"


def check_mail(settings: Settings) -> str:
    """Mail has a way out."""
    if settings.mail == "file":
        settings.mail_folder.mkdir(parents=True, exist_ok=True)
        return f"into {settings.mail_folder}"
    return "to the console" if settings.mail == "console" else "by SMTP"
