"""A pen's address is an address of the web and nothing else, and its key opens for its own row in its own house alone."""

import pytest

from relay.domain.base import new_id
from relay.domain.errors import InvalidError
from relay.domain.pen import OUTCOME_LABELS, DictationOutcome, clean_base_address, clean_pen_key
from relay.domain.sealing import seal, unseal
from relay.domain.tokens import Secrets

HOUSE = Secrets("a secret for tests, long enough to be one")


@pytest.mark.parametrize(
    "address", ["https://llm.example/v1", "http://localhost:11434/v1", "http://[::1]:8000", "https://h/a/b"]
)
def test_an_address_of_the_web_is_taken(address: str) -> None:
    assert clean_base_address("address", f" {address}/ ") == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "llm.example",
        "file:///etc/passwd",
        "ftp://h/",
        "gopher://h:70/x",
        "https://",
        "https://user:pass@h/v1",
        "https://h/v1?key=1",
        "https://h/v1#x",
        "https://h:99999/",
        "https://h:0/",
        "https://[h/",
        "https://h\\@evil/",
        "https://h/\r\nX: y",
        "https://h/a b",
        "https://hé/",
        "javascript:alert(1)",
        "https://h/" + "a" * 400,
    ],
)
def test_anything_else_is_refused_beside_its_field(address: str) -> None:
    with pytest.raises(InvalidError) as error:
        clean_base_address("address", address)
    assert error.value.field == "address"


@pytest.mark.parametrize("key", ["", "two words", "a\r\nX-Evil: 1", "ключ", "a" * 501])
def test_a_key_fits_into_a_header(key: str) -> None:
    with pytest.raises(InvalidError):
        clean_pen_key("key", key)


def test_a_sealed_key_opens_for_its_own_row_in_its_own_house_alone() -> None:
    row = new_id()
    for words in ("sk-1234", "a" * 500, "x"):
        sealed = seal(HOUSE, "pen", row, words)
        assert words == unseal(HOUSE, "pen", row, sealed)
        assert len(words) < 4 or words not in sealed
        assert sealed != seal(HOUSE, "pen", row, words)
        assert unseal(HOUSE, "pen", new_id(), sealed) is None
        assert unseal(HOUSE, "other", row, sealed) is None
        assert unseal(Secrets("another house's secret"), "pen", row, sealed) is None
        for damaged in ("", "!", sealed[:-4], "AAAA" + sealed[4:], sealed[:60]):
            assert unseal(HOUSE, "pen", row, damaged) is None


def test_every_outcome_is_told_in_words() -> None:
    assert set(OUTCOME_LABELS) == set(DictationOutcome)
