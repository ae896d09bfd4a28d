"""How tests are shared out among the processes of `bin/test`.

Most tests go to whichever process is free. Those that drive whole processes, kill things or hold a browser share costly
set-up within a module, so a module stays together; and they go first, so that no long one starts last and alone.
"""

import os

import pytest

HEAVY = {"faults", "walk", "browser"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark and order them; every process must come to the same order."""
    heavy = [item for item in items if HEAVY & set(item.path.parts)]
    for item in heavy:
        item.add_marker(pytest.mark.xdist_group(item.path.stem))
    light = [item for item in items if not HEAVY & set(item.path.parts)]
    items[:] = heavy + light


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where a machine decides (CI=true) a skipped test is a failed run: nobody reads the reasons there."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
