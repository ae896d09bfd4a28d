"""Migrating: bringing a database to the schema of this code, and telling whether it is there."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import Connection, Engine

from relay.domain import tables
from relay.domain.base import Base
from relay.store import ledger, submission

if TYPE_CHECKING:
    from alembic.config import Config

# Named so that the metadata is whole.
KNOWN = (tables, ledger, submission)
HOUSE = Path(__file__).resolve().parents[1]
# Beside the package in a checkout, inside it when installed.
MIGRATIONS = next(path for path in (HOUSE / "migrations", HOUSE.parent / "migrations") if path.is_dir())


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to `revision`."""
    from alembic import command  # noqa: PLC0415 - heavy: only migrations need it

    with rebuilding(engine) as connection:
        command.upgrade(config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the database back to `revision`."""
    from alembic import command  # noqa: PLC0415 - heavy: only migrations need it

    with rebuilding(engine) as connection:
        command.downgrade(config(connection), revision)


@contextmanager
def rebuilding(engine: Engine) -> Iterator[Connection]:
    """A transaction in which tables may be built anew.

    SQLite alters a table by building another and dropping the first, which its foreign keys would forbid (sqlite.org,
    "Making Other Kinds Of Table Schema Changes"): they rest meanwhile, and are all looked at before the commit.
    """
    with engine.connect() as connection:
        lite = engine.dialect.name == "sqlite"
        driver: Any = connection.connection.driver_connection
        if lite:
            driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                if lite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
                    raise RuntimeError(f"a row of {broken[0]} points at nothing after the migration")
        finally:
            if lite:
                driver.execute("PRAGMA foreign_keys=ON")


def differences(engine: Engine) -> list[str]:
    """What the models have that the database lacks, or the other way round; empty where they agree."""
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415 - heavy: only migrations need it
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415 - heavy: only migrations need it

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [describe(difference) for difference in compare_metadata(context, Base.metadata)]


def describe(difference: Any) -> str:
    """One difference in a line: what would have to be done, and to which table, column or index."""
    if isinstance(difference, list):
        return "; ".join(describe(part) for part in difference)
    names = (part if isinstance(part, str) else getattr(part, "name", None) for part in difference[1:])
    return " ".join([difference[0], *(name for name in names if isinstance(name, str))])


def at_head(engine: Engine) -> bool:
    """Whether every migration has been applied."""
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415 - heavy: only migrations need it
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - heavy: only migrations need it

    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    return current == ScriptDirectory(str(MIGRATIONS)).get_current_head()


def config(connection: object) -> "Config":
    """Alembic's configuration, made here so that there is no file to keep in step."""
    from alembic.config import Config  # noqa: PLC0415 - heavy: only migrations need it

    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    settings.attributes["connection"] = connection
    return settings
