"""Forms as they arrive: every fault is found at once, beside its field, and nothing that was typed is lost."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from werkzeug.datastructures import MultiDict

from relay.domain.errors import BusyError, InvalidError, MoveError, StaleError
from relay.hall.forms import Form, new_submission_key
from relay.vocabulary import Role

ID = UUID("01900000-0000-7000-8000-000000000001")


def form(*pairs: tuple[str, str]) -> Form:
    return Form(MultiDict(pairs))


def test_all_faults_are_found_at_once() -> None:
    typed = form(("name", "\u202e"), ("email", "x"), ("zone", "Mars"), ("role", "king"), ("days", "many"))
    typed.line("name")
    typed.address("email")
    typed.zone("zone")
    typed.choice("role", Role)
    typed.number("days", least=1, most=30)
    typed.day("due_on")
    typed.id("job_id")
    assert set(typed.errors) == {"name", "email", "zone", "role", "days", "due_on", "job_id"}
    assert typed.raw("name") == "\u202e"


def test_what_is_missing_is_said_of_an_empty_field_alone() -> None:
    typed = form(("why", " "), ("email", "x"), ("name", "Priya"))
    typed.text("why", longest=10)
    typed.address("email")
    typed.line("name")
    refused = typed.errors["email"]
    typed.say_what_is_missing(why="Say why.", email="Enter your e-mail address.", name="Enter your name.")
    assert typed.errors == {"why": "Say why.", "email": refused}


def test_what_can_be_taken_is_taken() -> None:
    typed = form(
        ("name", " Priya "), ("email", "P@Example.com"), ("role", "manager"), ("days", " 7 "),
        ("due_on", "2026-11-24"), ("job_id", str(ID)), ("quoted", "on"),
    )  # fmt: skip
    assert typed.line("name") == "Priya"
    assert typed.address("email") == "p@example.com"
    assert typed.choice("role", Role) is Role.MANAGER
    assert typed.number("days", least=1, most=30) == 7
    assert typed.day("due_on") == date(2026, 11, 24)
    assert typed.id("job_id") == typed.id_or_none("job_id") == ID
    assert typed.id_or_none("contact_id") is None
    assert typed.address("second", required=False) == ""
    assert typed.ticked("quoted")
    assert not typed.ticked("other")
    assert typed.errors == {}


@pytest.mark.parametrize("digits", ["", "-1", "31", "1.5", "1e2", "٣", "²", "9" * 5000, "0x10", "1_0"])
def test_a_number_is_plain_digits_within_its_bounds(digits: str) -> None:
    typed = form(("days", digits))
    typed.number("days", least=1, most=30)
    assert "from 1 to 30" in typed.errors["days"]


@pytest.mark.parametrize("day", ["", "24.11.2026", "2026-02-30", "tomorrow", "2026-11-24T10:00"])
def test_a_day_is_one_of_the_calendar(day: str) -> None:
    typed = form(("due_on", day))
    typed.day("due_on")
    assert "due_on" in typed.errors


def test_ids_that_were_ticked_are_all_taken_or_refused_together() -> None:
    typed = form(("contact_ids", str(ID)), ("contact_ids", ""), ("contact_ids", str(ID)))
    assert typed.ids("contact_ids") == [ID, ID]
    broken = form(("contact_ids", str(ID)), ("contact_ids", "' OR 1=1"))
    assert broken.ids("contact_ids") == []
    assert "contact_ids" in broken.errors


def test_a_forms_own_machinery_is_not_its_content() -> None:
    one = form(("name", "A"), ("csrf_token", "x"), ("submission_key", "k"))
    two = form(("submission_key", "other"), ("csrf_token", "y"), ("name", "A"))
    assert one.content == two.content == [("name", "A")]
    assert (one.submission_key, new_submission_key()) != (two.submission_key, new_submission_key())
    assert len(new_submission_key()) == 32


@pytest.mark.parametrize(
    ("error", "field", "status"),
    [
        (InvalidError("name", "Taken."), "name", 422),
        (StaleError("Changed."), "", 409),
        (MoveError("Approved by now."), "", 409),
        (BusyError("Busy."), "", 503),
    ],
)
def test_what_a_step_refuses_lands_in_the_form(
    app: object, monkeypatch: pytest.MonkeyPatch, error: Exception, field: str, status: int
) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr("relay.hall.forms.submit", refuse)
    typed = form(("name", "A"))
    with app.test_request_context("/clients", method="POST"):  # type: ignore[attr-defined]
        assert typed.submit(lambda work: "/", lambda: "drawn again") == ("drawn again", status)
    assert list(typed.errors) == [field]


def test_a_form_with_faults_of_its_own_takes_no_step(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[object] = []
    monkeypatch.setattr("relay.hall.forms.submit", taken.append)
    typed = form(("name", ""))
    typed.line("name")
    act: Callable[..., str] = lambda work: "/"  # noqa: E731 - a step that must not be taken
    assert typed.submit(act, lambda: "drawn again") == ("drawn again", 422)
    assert taken == []
