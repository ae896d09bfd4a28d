"""The servers the tests are given are what the tests believe them to be."""

from collections.abc import Callable

import psycopg
import pytest
import redis
from playwright.sync_api import Browser

from tests.servers.redis import RedisServer


def test_the_database_role_cannot_pass_over_row_level_security(postgres_url: str) -> None:
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        asked = "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        assert connection.execute(asked).fetchone() == ("relay", False, False)
        owner = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"
        assert connection.execute(owner).fetchone() == ("relay",)


def test_a_database_can_be_copied(make_postgres_database: Callable[..., str]) -> None:
    first = make_postgres_database()
    with psycopg.connect(first.replace("+psycopg", "")) as connection:
        connection.execute("CREATE TABLE thing (id int)")
    copy = make_postgres_database(template=first.rsplit("/", 1)[1])
    with psycopg.connect(copy.replace("+psycopg", "")) as connection:
        assert connection.execute("SELECT count(*) FROM thing").fetchone() == (0,)


def test_redis_answers(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.ping()


def test_a_redis_of_ones_own_can_be_broken(make_redis_server: Callable[..., RedisServer]) -> None:
    server = make_redis_server("--appendonly", "yes", "--appendfsync", "always")
    with redis.Redis.from_url(server.url, socket_timeout=0.3) as client:
        client.set("kept", "yes")
        server.freeze()
        with pytest.raises(redis.exceptions.TimeoutError):
            client.ping()
        server.thaw()
        server.kill()
        server.start()
        assert client.get("kept") == b"yes"


def test_the_browser_runs_scripts(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<p>before</p><script>document.querySelector('p').textContent = 'after'</script>")
    assert page.inner_text("p") == "after"
    page.close()
