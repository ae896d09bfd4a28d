"""Engines: how connections behave on SQLite and on PostgreSQL.

SQLite has two engines: writers begin with BEGIN IMMEDIATE, because a deferred transaction that turns from reading to
writing fails at once instead of waiting, and readers are held to `query_only`. PostgreSQL needs one.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine

POSTGRES_OPTIONS = "-c timezone=UTC -c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000"


def make_engines(url: str) -> tuple[Engine, Engine]:
    """The engine for writing and the engine for reading of the database at `url`."""
    if sa.make_url(url).get_backend_name() == "sqlite":
        return sqlite_engine(url, writes=True), sqlite_engine(url, writes=False)
    engine = sa.create_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=10,
        max_overflow=20,
        connect_args={"options": POSTGRES_OPTIONS, "connect_timeout": 5},
    )
    return engine, engine


def sqlite_engine(url: str, *, writes: bool) -> Engine:
    """An engine whose transactions begin as they must: IMMEDIATE for writers, read-only for readers."""
    engine = sa.create_engine(url, hide_parameters=True, pool_size=10, max_overflow=20)

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        # SQLite's own lower() knows ASCII alone, and people search for names in every alphabet.
        connection.create_function("lower", 1, lowered, deterministic=True)
        cursor = connection.cursor()
        # Reading and wording a note of 100,000 characters takes seconds, and everybody who writes meanwhile waits.
        cursor.execute("PRAGMA busy_timeout=15000")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA trusted_schema=OFF")
        if writes:
            cursor.execute("PRAGMA journal_mode=WAL")
            # NORMAL may lose the last commits when the power fails; an approval must not be among them.
            cursor.execute("PRAGMA synchronous=FULL")
        else:
            cursor.execute("PRAGMA query_only=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def lowered(value: object) -> object:
    """What PostgreSQL's lower() gives."""
    return value.lower() if isinstance(value, str) else value
