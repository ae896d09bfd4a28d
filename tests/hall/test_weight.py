"""Style sheets and scripts go compressed to whoever can read them; a page never does, for it holds what is secret."""

import pytest
from flask.testing import FlaskClient

from tests.cast import Cast
from tests.stores import Database

ANY = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.fixture
def database() -> Database:
    """What crosses the network does not depend on the database."""
    return "sqlite"


@pytest.mark.parametrize("name", ["css/components.css", "js/autosave.js"])
def test_what_every_page_loads_goes_compressed(client: FlaskClient, name: str) -> None:
    plain, packed = client.get(f"/static/{name}"), client.get(f"/static/{name}", headers=ANY)

    assert packed.headers["Content-Encoding"] == "br"
    assert len(packed.data) < len(plain.data) / 2
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in packed.headers["Vary"]
    plain.close()
    packed.close()


def test_a_browser_that_holds_it_already_is_sent_nothing(client: FlaskClient) -> None:
    first = client.get("/static/css/components.css", headers=ANY)
    again = client.get(
        "/static/css/components.css", headers={**ANY, "If-None-Match": str(first.headers["ETag"])}
    )

    assert (again.status_code, again.data) == (304, b"")
    first.close()
    again.close()


def test_a_page_is_never_compressed(alice: FlaskClient, cast: Cast) -> None:
    for address in ("/today", f"/interviews/{cast.interview.id}", "/api/v1/interviews"):
        assert "Content-Encoding" not in alice.get(address, headers=ANY).headers, address
