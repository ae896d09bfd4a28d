"""What the browser's tests share: the demo, and whether scripts run."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.portal import Portal


@pytest.fixture(params=[True, False], ids=["with-javascript", "without-javascript"])
def javascript(request: pytest.FixtureRequest) -> bool:
    """Whether scripts run."""
    answer: bool = request.param
    return answer


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    """The demo, as `bin/up` brings it up."""
    with Portal(tmp_path / "data") as running:
        yield running
