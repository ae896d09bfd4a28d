"""A call goes where it was sent, and only where it may go."""

import json

import pytest

from relay.domain.pen import DictationOutcome
from relay.writers.calling import Call, CallError, may_reach, post
from tests.writers.stub import Stub, raw


@pytest.mark.parametrize(
    ("address", "outside", "inside"),
    [
        ("93.184.216.34", True, True),
        ("2606:2800:220:1:248:1893:25c8:1946", True, True),
        ("127.0.0.1", False, True),
        ("10.1.2.3", False, True),
        ("192.168.0.9", False, True),
        ("::1", False, True),
        ("fd00::1", False, True),
        ("::ffff:10.0.0.1", False, True),
        ("169.254.169.254", False, False),
        ("::ffff:169.254.169.254", False, False),
        ("fe80::1%eth0", False, False),
        ("0.0.0.0", False, False),  # noqa: S104 - an address to refuse
        ("224.0.0.1", False, False),
    ],
)
def test_the_world_may_be_called_the_house_where_it_is_allowed_and_credentials_never(
    address: str, outside: bool, inside: bool
) -> None:
    assert may_reach(address, inside=False) is outside
    assert may_reach(address, inside=True) is inside


def call(stub: Stub, **changes: object) -> Call:
    known = {"address": f"{stub.address}/chat/completions", "body": b"{}", "key": None, "patience": 1.0}
    return Call(**{**known, "inside": True, **changes})  # type: ignore[arg-type]  # names of its fields


def test_an_answer_comes_back_as_it_was_sent(stub: Stub) -> None:
    stub.behave = raw(json.dumps({"a": "é"}).encode())
    assert json.loads(post(call(stub))) == {"a": "é"}
    assert "Authorization" not in stub.asked[0].headers


def test_a_proxy_of_the_environment_is_not_asked(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    stub.behave = raw(b"{}")
    assert post(call(stub)) == b"{}"


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:9/v1", "https://127.0.0.1:9/v1", "http://nowhere.invalid/v1", "http://[::1]:9/v1"],
)
def test_nobody_there_is_a_reason_and_not_an_exception_of_the_wire(stub: Stub, address: str) -> None:
    with pytest.raises(CallError) as error:
        post(call(stub, address=address))
    assert error.value.outcome in (DictationOutcome.UNREACHABLE, DictationOutcome.TIMED_OUT)


def test_a_server_that_speaks_no_tls_is_a_reason_too(stub: Stub) -> None:
    with pytest.raises(CallError) as error:
        post(call(stub, address=stub.address.replace("http:", "https:")))
    assert error.value.outcome is DictationOutcome.UNREACHABLE


def test_a_printed_call_shows_no_key(stub: Stub) -> None:
    assert "sk-secret" not in repr(call(stub, key="sk-secret"))
