"""What people may type: every character class that has a place of its own, and the bounds to the character."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relay.domain.errors import InvalidError
from relay.domain.words import clean_address, clean_line, clean_text

quick = settings(max_examples=200, deadline=None, derandomize=True, database=None)


@pytest.mark.parametrize(
    "name",
    ["Priya Nair", "O\u2019Brien", "Søren Ærø", "李小龍", "محمد", "न\u200dि", "👩\u200d🚀 Ada", "Nguyễn Thị"],
)
def test_names_of_every_script_are_kept_as_typed(name: str) -> None:
    assert clean_line("name", f"  {name} ") == name


@pytest.mark.parametrize(
    "control",
    [
        "\x00",
        "\n",
        "\r",
        "\t",
        "\x1b",
        "\x7f",
        "\x85",
        "\u200b",
        "\u200e",
        "\u202e",
        "\u2066",
        "\u2028",
        "\ufeff",
        "\ud800",
    ],
    ids=ascii,
)
def test_a_line_refuses_what_cannot_be_seen(control: str) -> None:
    with pytest.raises(InvalidError) as refusal:
        clean_line("name", f"Pri{control}ya")
    assert refusal.value.field == "name"


@pytest.mark.parametrize("empty", ["", " ", "\u3000\n"])
def test_nothing_is_refused_only_where_something_is_needed(empty: str) -> None:
    assert clean_line("phone", empty, required=False) == ""
    with pytest.raises(InvalidError, match="Enter something here"):
        clean_line("name", empty)


def test_a_line_may_be_just_as_long_as_it_may_be() -> None:
    assert clean_line("name", "é" * 120, longest=120) == "é" * 120
    with pytest.raises(InvalidError, match="at most 120 characters; this has 121"):
        clean_line("name", "é" * 121, longest=120)


@quick
@given(st.text())
def test_a_line_that_is_taken_can_stand_in_a_mail_header(value: str) -> None:
    try:
        line = clean_line("name", value)
    except InvalidError:
        return
    assert line == line.strip()
    assert not any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in line)
    assert clean_line("name", line) == line


@quick
@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\t\r")))
def test_a_text_changes_in_its_line_ends_alone(value: str) -> None:
    kept = clean_text("text", value, required=False)
    assert kept == value.replace("\r\n", "\n").replace("\r", "\n")
    assert clean_text("text", kept, required=False) == kept


def test_a_text_keeps_bidi_marks_and_refuses_what_cannot_be_stored() -> None:
    assert clean_text("text", "\u202eabc\u202c שלום\tx") == "\u202eabc\u202c שלום\tx"
    for broken in ("\x00", "\x1b[31m", "\x07", "\ud83d"):
        with pytest.raises(InvalidError):
            clean_text("text", f"fine {broken}")


def test_a_text_is_measured_after_its_line_ends_became_one_character() -> None:
    assert len(clean_text("text", "\r\n" * 9 + "x", longest=10)) == 10
    with pytest.raises(InvalidError, match="at most 10 characters; this has 11"):
        clean_text("text", "x" * 11, longest=10)


@pytest.mark.parametrize(
    "address",
    ["Priya.Nair@Example.COM", "a+b@sub.example.co.uk", "o'brien@example.ie", "x@xn--bcher-kva.example"],
)
def test_a_plain_mailbox_is_taken_in_lower_case(address: str) -> None:
    assert clean_address("email", address) == address.lower()


@pytest.mark.parametrize(
    "address",
    [
        "priya",
        "priya@",
        "@example.com",
        "priya@example",
        "priya@@example.com",
        "priya@example..com",
        ".priya@example.com",
        "priya.@example.com",
        "priya@-example.com",
        "priya@example.com, tom@example.com",
        "priya@example.com\nBcc: all@example.com",
        '"priya nair"@example.com',
        "priya@[127.0.0.1]",
        "priya@127.0.0.1",
        "Priya <priya@example.com>",
        "priya(comment)@example.com",
        "pri\u202eya@example.com",
        "рriya@example.com",
        f"{'a' * 65}@example.com",
        f"a@{'b' * 250}.com",
    ],
    ids=ascii,
)
def test_anything_else_is_no_address(address: str) -> None:
    with pytest.raises(InvalidError) as refusal:
        clean_address("email", address)
    assert refusal.value.field == "email"
