"""A migrated store per test, on both databases: what a test proves on one must hold on the other.

Each test has an empty database to itself, migrated once per process by the migrations that users run: a copy of the file on
SQLite, one that is emptied between tests on PostgreSQL.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from sqlalchemy.engine import make_url

from relay.store.migrating import upgrade
from relay.store.store import Store, open_store
from tests.servers.postgres import empty_database

Database = Literal["sqlite", "postgres"]


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file."""
    path = tmp_path_factory.mktemp("template") / "relay.sqlite3"
    store = open_store(f"sqlite:///{path}")
    upgrade(store.writer)
    # The last connection to close folds the write-ahead log into the file, so that one file is the whole database.
    store.close()
    return path


@pytest.fixture(scope="session")
def postgres_template(make_postgres_database: Callable[..., str]) -> str:
    """The name of a migrated PostgreSQL database that nobody connects to."""
    url = make_postgres_database()
    store = open_store(url)
    upgrade(store.writer)
    store.close()
    return str(make_url(url).database)


@pytest.fixture(scope="session")
def migrated_postgres(make_postgres_database: Callable[..., str], postgres_template: str) -> str:
    """The address of a migrated PostgreSQL database of this process's own; each test finds and leaves it empty."""
    return make_postgres_database(template=postgres_template)


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Database:
    """Which database a test runs on: each in turn. Override it to name one, where a test is about that one."""
    kind: Database = request.param
    return kind


@pytest.fixture
def database_url(database: Database, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated database of the test's own."""
    if database == "sqlite":
        path = tmp_path / "relay.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    url: str = request.getfixturevalue("migrated_postgres")
    yield url
    admin: str = request.getfixturevalue("postgres_admin_url")
    empty_database(admin, str(make_url(url).database), request.getfixturevalue("postgres_template"))


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A migrated, empty store."""
    opened = open_store(database_url)
    yield opened
    opened.close()
