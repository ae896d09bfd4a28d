"""What the browser's tests share: the demo, and whether scripts run."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.portal import Portal


@pytest.fixture(params=[True, False], ids=["with-javascript", "without-javascript"])
def javascript(request: pytest.FixtureRequest) -> bool:
    """Whether scripts run."""
    answer: bool = request.param
    return answer


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """The demo as `bin/up` makes it, at rest: it is copied, and never used itself."""
    with Portal(tmp_path_factory.mktemp("demo") / "data") as made:
        return made


@pytest.fixture
def portal(demo: Portal, tmp_path: Path) -> Iterator[Portal]:
    """A demo of the test's own, in which nothing has happened yet. The mails in it name the port it was made at."""
    with Portal(shutil.copytree(demo.folder, tmp_path / "data"), port=demo.port) as running:
        yield running
