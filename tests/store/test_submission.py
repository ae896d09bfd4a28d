"""The same thing sent twice: the first result, and one effect, however many arrive at once."""

import threading
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from relay.domain.client import Client
from relay.domain.errors import InvalidError, MoveError, RelayError, StaleError
from relay.hall import submitting
from relay.journey import registering
from relay.store.store import Store
from relay.store.submission import Answer, first_answer, keep_answer
from relay.store.work import Work
from tests.cast import Cast
from tests.stores import Database


def add_acme(work: Work) -> Answer:
    return Answer(303, {"to": f"/clients/{registering.add_client(work, name='Acme').id}"})


def send(store: Store, cast: Cast, key: str, content: object) -> Answer:
    """As the hall does it, without a request around it."""
    with store.work(cast.agency.id, cast.act_as(cast.alice)) as work:
        earlier = first_answer(work, key, content)
        if earlier is not None:
            return earlier
        answer = add_acme(work)
        keep_answer(work, key, content, answer)
        return answer


def count_acmes(store: Store, cast: Cast) -> int:
    with store.look(cast.agency.id) as work:
        return len(work.all(select(Client).where(Client.name == "Acme")))


def test_the_same_key_with_the_same_content_gets_the_first_result(store: Store, cast: Cast) -> None:
    first = send(store, cast, "k1", ["/clients", ("name", "Acme")])
    again = send(store, cast, "k1", ["/clients", ("name", "Acme")])
    assert again == first
    assert count_acmes(store, cast) == 1


def test_the_same_key_with_other_content_is_refused(store: Store, cast: Cast) -> None:
    send(store, cast, "k1", ["/clients", ("name", "Acme")])
    with pytest.raises(StaleError, match="sent before with other content"):
        send(store, cast, "k1", ["/clients", ("name", "Acme Ltd")])
    assert count_acmes(store, cast) == 1


def test_a_key_is_ones_own(store: Store, cast: Cast) -> None:
    send(store, cast, "k1", ["x"])
    with store.work(cast.agency.id, cast.act_as(cast.bob)) as work:
        assert first_answer(work, "k1", ["y"]) is None
    with store.work(cast.other_agency.id, cast.act_as(cast.charlie)) as work:
        assert first_answer(work, "k1", ["x"]) is None


def test_what_failed_leaves_its_key_free(store: Store, cast: Cast) -> None:
    with pytest.raises(InvalidError), store.work(cast.agency.id, cast.act_as(cast.alice)) as work:  # noqa: PT012
        keep_answer(work, "k1", ["x"], Answer(303, {"to": "/"}))
        raise InvalidError("name", "Enter something here.")
    assert send(store, cast, "k1", ["y"]).status == 303


@pytest.fixture
def act_as_alice(app: Flask, store: Store, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests come from Alice, whoever is behind the door: these tests are about what happens after it."""
    monkeypatch.setattr(submitting, "open_work", partial(store.work, cast.agency.id, cast.act_as(cast.alice)))
    monkeypatch.setattr(submitting, "open_look", partial(store.look, cast.agency.id, cast.act_as(cast.alice)))


@pytest.mark.usefixtures("act_as_alice")
def test_twenty_at_once_have_one_effect_and_one_answer(store: Store, cast: Cast) -> None:
    together = threading.Barrier(20)
    answers: list[Answer | RelayError] = []

    def press() -> None:
        together.wait()
        try:
            answers.append(submitting.submit("k1", ["x"], add_acme))
        except RelayError as error:
            answers.append(error)

    threads = [threading.Thread(target=press) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count_acmes(store, cast) == 1
    assert len({str(answer) for answer in answers}) == 1
    assert isinstance(answers[0], Answer)


class TestATwinThatWasFaster:
    """On PostgreSQL the second of two in parallel may find the first one's change in its way: it is still a repeat."""

    @pytest.fixture
    def database(self) -> Database:
        return "postgres"

    @pytest.mark.usefixtures("act_as_alice")
    @pytest.mark.parametrize("error", [MoveError("It is approved by now."), InvalidError("email", "Taken.")])
    def test_its_answer_is_this_ones_too(self, error: RelayError) -> None:
        def act_late(_work: Work) -> Answer:
            submitting.submit("k1", ["x"], lambda _: Answer(303, {"to": "/first"}))
            raise error

        assert submitting.submit("k1", ["x"], act_late) == Answer(303, {"to": "/first"})

    @pytest.mark.usefixtures("act_as_alice")
    def test_where_there_is_none_the_fault_is_told(self) -> None:
        def refuse(_work: Work) -> Answer:
            raise MoveError("It is approved by now.")

        with pytest.raises(MoveError, match="It is approved by now"):
            submitting.submit("k1", ["x"], refuse)
        with pytest.raises(MoveError, match="It is approved by now"):
            submitting.submit("", ["x"], refuse)
