"""A PostgreSQL for the tests: found, started in a temporary folder, thrown away."""

import contextlib
import functools
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Self

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url

from tests.servers import processes
from tests.servers.finding import Found, version_line

# What the product's own role is called everywhere: the owner of its database, and no more than that, so that row-level
# security is met by the tests as it is in production.
ROLE = PASSWORD = "relay"

# Throw-away data: nothing needs to survive a power cut.
QUICK = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=200",
    "shared_buffers=64MB",
)


def find_on_machine() -> Found | None:
    """The newest complete set of binaries: beside pg_ctl on PATH, in Debian's versioned folders, where pg_config says."""
    folders = []
    on_path = shutil.which("pg_ctl")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    folders += sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda f: float(f.parent.name), reverse=True
    )
    if shutil.which("pg_config"):
        with contextlib.suppress(subprocess.SubprocessError):
            told = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=True)
            folders.append(Path(told.stdout.strip()))
    return next((found for folder in folders if (found := look_in(folder, "on this machine"))), None)


def look_in(folder: Path, origin: str) -> Found | None:
    """The folder as a find, if a server can be made with what is in it."""
    if not (folder / "initdb").exists():
        return None
    version = version_line(folder / "postgres")
    return Found(folder, origin, version) if version else None


class PostgresServer:
    """One cluster in a temporary folder, on a loopback port, trusting whoever reaches it."""

    def __init__(self, binaries: Path) -> None:
        self.binaries = binaries
        self.account = processes.account_for_servers()
        self.folder = processes.private_folder("postgres", self.account)
        self.log = self.folder.with_suffix(".log")
        self.port = processes.free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The superuser's address."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> Self:
        """Make the cluster on first use, then serve."""
        data = self.folder / "data"
        if not data.exists():
            self._make(data)
        command = [f"{self.binaries}/postgres", f"-D{data}", f"-p{self.port}", f"-k{self.folder}"]
        command += [f"-c{setting}" for setting in (*QUICK, "listen_addresses=127.0.0.1")]
        self.process = processes.start(command, self.log, self.account)
        processes.wait_until(self.answers, self.process, self.log)
        return self

    def _make(self, data: Path) -> None:
        command = [f"{self.binaries}/initdb", f"-D{data}", "-Upostgres", "-Atrust", "-EUTF8"]
        command += ["--locale=C.UTF-8", "--no-sync"]
        if processes.start(command, self.log, self.account).wait() != 0:
            raise RuntimeError(f"initdb failed:\n{self.log.read_text(errors='replace')[-2000:]}")

    def answers(self) -> bool:
        """Whether it takes a connection."""
        try:
            psycopg.connect(as_libpq(make_url(self.url)), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def stop(self) -> None:
        """Stop and forget everything."""
        if self.process:
            processes.stop(self.process, signal.SIGINT)  # "fast": open sessions are cut
        shutil.rmtree(self.folder, ignore_errors=True)
        self.log.unlink(missing_ok=True)


def create_database(admin: str, name: str, template: str = "template0") -> str:
    """A new, empty database owned by the role `relay`; returns that role's address of it."""
    with psycopg.connect(as_libpq(make_url(admin)), autocommit=True) as connection:
        ensure_role(connection)
        drop(connection, name)
        order = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}")
        connection.execute(order.format(*map(sql.Identifier, (name, ROLE, template))))
    address = make_url(admin).set(
        drivername="postgresql+psycopg", username=ROLE, password=PASSWORD, database=name
    )
    return address.render_as_string(hide_password=False)


def drop_database(admin: str, name: str) -> None:
    """Drop it, whoever is still connected."""
    with psycopg.connect(as_libpq(make_url(admin)), autocommit=True) as connection:
        drop(connection, name)


def empty_database(admin: str, name: str, template: str) -> None:
    """Delete every row but the schema's own, whoever is still connected: a tenth of the time a fresh copy takes.

    As superuser, past row-level security, and with foreign keys at rest, so that the order does not matter. Where a test
    took tables away, the database is copied anew from `template`.
    """
    with psycopg.connect(as_libpq(make_url(admin).set(database=name)), autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        tables = tables_in(connection)
        whole = tables == tables_of(admin, template)
        if whole:
            connection.execute("SET session_replication_role = replica")
            orders = [sql.SQL("DELETE FROM {}").format(sql.Identifier(table)) for table in tables]
            connection.execute(sql.SQL("; ").join(orders))
    if not whole:
        create_database(admin, name, template)


@functools.cache
def tables_of(admin: str, name: str) -> frozenset[str]:
    """The tables of a database that nobody changes."""
    with psycopg.connect(as_libpq(make_url(admin).set(database=name)), autocommit=True) as connection:
        return tables_in(connection)


def tables_in(connection: psycopg.Connection) -> frozenset[str]:
    """The product's own tables, by name."""
    found = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
    )
    return frozenset(name for (name,) in found.fetchall())


def drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def ensure_role(connection: psycopg.Connection) -> None:
    """Create the role where it is missing, never change one that is there: the server may be somebody's own."""
    order = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {} NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE")
    with contextlib.suppress(psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
        connection.execute(order.format(sql.Identifier(ROLE), sql.Literal(PASSWORD)))
    asked = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = %s"
    row = connection.execute(asked, [ROLE]).fetchone()
    if row is None or row[0]:
        raise RuntimeError(
            f"The role {ROLE} of this server may pass over row-level security: tests with it prove nothing."
        )


def as_libpq(url: URL) -> str:
    """SQLAlchemy's address without its driver, as psycopg itself takes it."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)
