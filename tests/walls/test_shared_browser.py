"""One browser on both sides: a colleague shows a candidate their letters where the desk is open too."""

from collections.abc import Callable

from flask.testing import FlaskClient

from relay.domain.candidate import Candidate
from relay.domain.staff import Staff
from relay.hall.policy import Side
from relay.hall.visitors import COOKIES
from relay.store.store import Store
from tests.cast import Cast, open_candidate_session


def test_what_the_desk_said_last_does_not_stand_above_a_candidates_page(
    store: Store, cast: Cast, sign_in_as: Callable[[Staff | Candidate], FlaskClient]
) -> None:
    browser = sign_in_as(cast.alice)
    browser.set_cookie(COOKIES[Side.CANDIDATE], open_candidate_session(store, cast.priya))
    added = browser.post("/candidates", data={"name": "Sam Okoro", "email": "sam@example.com", "zone": "UTC"})
    assert added.status_code == 303
    for path in ("/letters", "/plan", "/key", f"/n/{'l' * 43}"):
        assert "Sam Okoro" not in browser.get(path).text, path
    assert "Sam Okoro is added." in browser.get("/today").text


def test_each_side_goes_by_its_own_cookie(
    store: Store, cast: Cast, sign_in_as: Callable[[Staff | Candidate], FlaskClient]
) -> None:
    browser = sign_in_as(cast.alice)
    browser.set_cookie(COOKIES[Side.CANDIDATE], open_candidate_session(store, cast.priya))
    assert browser.post("/leave").status_code == 303
    assert browser.get("/letters").status_code == 303
    assert browser.get("/today").status_code == 200
    # A token of one side in the cookie of the other opens nothing.
    swapped = sign_in_as(cast.alice)
    swapped.set_cookie(COOKIES[Side.STAFF], open_candidate_session(store, cast.priya))
    assert swapped.get("/today").status_code == 303
