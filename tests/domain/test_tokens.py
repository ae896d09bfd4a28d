"""Secrets that travel by mail: the same for the same thing, and nothing else in common."""

import re
from uuid import UUID

import pytest

from relay.domain.tokens import KEY_LENGTH, KEY_LETTERS, Secrets, fresh_token, hash_token

HOUSE = Secrets("a secret for tests, long enough to be one")
THING = UUID("01900000-0000-7000-8000-000000000001")
OTHER = UUID("01900000-0000-7000-8000-000000000002")


def test_a_second_attempt_carries_the_same_words() -> None:
    assert HOUSE.token("locator", THING) == HOUSE.token("locator", THING)
    assert HOUSE.key(THING) == HOUSE.key(THING)


def test_label_thing_and_house_each_make_another_secret() -> None:
    made = {
        HOUSE.token("locator", THING),
        HOUSE.token("pass", THING),
        HOUSE.token("locator", OTHER),
        Secrets("another house's secret, as long as ours").token("locator", THING),
    }
    assert len(made) == 4
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", token) for token in made)


def test_a_key_is_eight_characters_that_cannot_be_taken_for_one_another() -> None:
    assert KEY_LENGTH == 8
    assert len(set(KEY_LETTERS)) == len(KEY_LETTERS) == 30
    assert not set(KEY_LETTERS) & set("0O1ILU")
    for number in range(200):
        assert re.fullmatch(f"[{KEY_LETTERS}]{{8}}", HOUSE.key(UUID(int=number)))


def test_every_letter_of_the_alphabet_turns_up() -> None:
    assert {letter for number in range(300) for letter in HOUSE.key(UUID(int=number))} == set(KEY_LETTERS)


def test_a_key_fits_however_it_was_typed() -> None:
    key = HOUSE.key(THING)
    for typed in (key, key.lower(), f" {key[:4]}-{key[4:]} ", " ".join(key)):
        assert HOUSE.key_fits(THING, typed)


@pytest.mark.parametrize("typed", ["", " ", "ABCDEFGH", "\x00", "é" * 8, "A" * 10_000])
def test_nothing_else_fits(typed: str) -> None:
    assert not HOUSE.key_fits(THING, typed)


def test_a_key_with_more_or_less_of_it_does_not_fit() -> None:
    key = HOUSE.key(THING)
    assert not HOUSE.key_fits(THING, key[:-1])
    assert not HOUSE.key_fits(THING, key + key)
    assert not HOUSE.key_fits(OTHER, key)


def test_a_fresh_token_is_new_and_is_found_by_a_hash_that_does_not_hold_it() -> None:
    one, two = fresh_token(), fresh_token()
    assert one != two
    assert len(one) == 43
    assert one not in hash_token(one)
    assert hash_token(one) == hash_token(one) != hash_token(two)
    assert len(hash_token("\ud800")) == 64
