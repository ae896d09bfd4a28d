"""What tests ask for: addresses of real servers. `bin/test` starts them once; pytest run alone starts them here, the same way.

Each process of a parallel run has a database and a Redis number of its own, so tests need not know of each other.
"""

import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import redis as redis_client
from playwright.sync_api import Browser, sync_playwright

from tests.servers.browser import launch_arguments
from tests.servers.finding import Found, MissingServerError
from tests.servers.grouping import pytest_collection_modifyitems, pytest_sessionfinish
from tests.servers.mail import MailServer
from tests.servers.postgres import PostgresServer, create_database, drop_database
from tests.servers.provision import CHROMIUM, POSTGRES, REDIS, Need, provide
from tests.servers.redis import RedisServer, find_on_machine

__all__ = ["pytest_collection_modifyitems", "pytest_sessionfinish"]


def have(need: Need) -> Found:
    """What was found, or a failure that says what to install."""
    try:
        return provide(need)[need.name]
    except MissingServerError as missing:
        pytest.fail(str(missing), pytrace=False)


@pytest.fixture(scope="session")
def worker_number(request: pytest.FixtureRequest) -> int:
    """0 when run alone or in the first process of a parallel run, 1 in the second, ..."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    return int(worker.removeprefix("gw"))


@pytest.fixture(scope="session")
def postgres_admin_url() -> Iterator[str]:
    """The server, as an account that may create roles and databases."""
    if given := os.environ.get(POSTGRES.variable):
        yield given
        return
    server = PostgresServer(have(POSTGRES).path).start()
    yield server.url
    server.stop()


@pytest.fixture(scope="session")
def make_postgres_database(postgres_admin_url: str, worker_number: int) -> Iterator[Callable[..., str]]:
    """A function that makes a database and returns its address as role `relay` (no superuser, no BYPASSRLS).

    `make_postgres_database(template="name")` copies an existing one, which takes a tenth of migrating anew.
    """
    run = secrets.token_hex(3)
    made: list[str] = []

    def make(template: str = "template0") -> str:
        made.append(f"relay_test_{run}_{worker_number}_{len(made)}")
        return create_database(postgres_admin_url, made[-1], template)

    yield make
    for name in made:
        drop_database(postgres_admin_url, name)


@pytest.fixture(scope="session")
def postgres_url(make_postgres_database: Callable[..., str]) -> str:
    """A database of this process's own, empty at first, for the whole run."""
    return make_postgres_database()


@pytest.fixture(scope="session")
def redis_url(worker_number: int) -> Iterator[str]:
    """A numbered database of this process's own, empty at first."""
    given = os.environ.get(REDIS.variable)
    server = None if given else RedisServer(have(REDIS).path).start()
    base = given or (server.url if server else "")
    url = f"{base.rsplit('/', 1)[0] if base.count('/') > 2 else base}/{worker_number + 1}"
    with redis_client.Redis.from_url(url) as client:
        if client.dbsize():
            pytest.fail(
                f"{url} is not empty, and may be somebody's: empty it, or give another server.", pytrace=False
            )
        yield url
        client.flushdb()
    if server:
        server.stop()


@pytest.fixture
def make_redis_server() -> Iterator[Callable[..., RedisServer]]:
    """A function that starts a Redis of the test's own, to be killed, frozen and started again."""
    found = find_on_machine() or have(REDIS)
    made: list[RedisServer] = []

    def make(*settings: str) -> RedisServer:
        made.append(RedisServer(found.path, *settings).start())
        return made[-1]

    yield make
    for server in made:
        server.stop()


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The browser's executable."""
    given = os.environ.get(CHROMIUM.variable)
    return Path(given) if given else have(CHROMIUM).path


@pytest.fixture(scope="session")
def browser(chromium_path: Path) -> Iterator[Browser]:
    """A running Chromium; a test opens its own context in it."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path, args=launch_arguments())
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def _mail_server() -> Iterator[MailServer]:
    server = MailServer().start()
    yield server
    server.stop()


@pytest.fixture
def mail_server(_mail_server: MailServer) -> Iterator[MailServer]:
    """A mail server with an empty journal and no faults set."""
    _mail_server.forget()
    yield _mail_server
    _mail_server.forget()
