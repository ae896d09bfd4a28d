"""The order in which a server or browser is looked for; first hit wins, and what was taken is said."""

import os
from collections.abc import Callable
from dataclasses import dataclass

from tests.servers import browser, packages, postgres, redis
from tests.servers.finding import Found, MissingServerError


@dataclass(frozen=True, slots=True)
class Need:
    """One thing the tests cannot do without."""

    name: str
    variable: str
    on_machine: Callable[[], Found | None]
    otherwise: Callable[[], Found | None]
    advice: str


POSTGRES = Need(
    "PostgreSQL",
    "TEST_DATABASE_URL",
    postgres.find_on_machine,
    packages.carried_postgres,
    "Install PostgreSQL 15 or newer (Debian and Ubuntu: apt-get install postgresql; the service need not run), or set "
    "TEST_DATABASE_URL to a server where the tests may create roles and databases.",
)
REDIS = Need(
    "Redis",
    "TEST_REDIS_URL",
    redis.find_on_machine,
    packages.carried_redis,
    "Install Redis 6.2 or newer (Debian and Ubuntu: apt-get install redis-server; the service need not run), or set "
    "TEST_REDIS_URL to a server whose databases 1 to 15 are empty and may be used.",
)
CHROMIUM = Need(
    "Chromium",
    "TEST_CHROMIUM",
    browser.find_on_machine,
    packages.fetched_browser,
    "Install Chromium or Google Chrome (Debian: apt-get install chromium; Ubuntu's package of that name is only a pointer "
    "to a snap: take Google Chrome's own package, or run .venv/bin/playwright install --with-deps chromium), or set "
    "TEST_CHROMIUM to its executable.",
)
NEEDS = (POSTGRES, REDIS, CHROMIUM)


def provide(*needs: Need) -> dict[str, Found]:
    """Find or fetch each need that the environment does not name; raise MissingServerError listing all that failed."""
    wanted = [need for need in needs if not os.environ.get(need.variable)]
    found = {need.name: hit for need in wanted if (hit := need.on_machine())}
    missing = [need for need in wanted if need.name not in found]
    if missing:
        packages.install_by_apt(need.name for need in missing)
    for need in missing:
        hit = need.on_machine() or need.otherwise()
        if hit:
            found[need.name] = hit
    lacking = [need for need in missing if need.name not in found]
    if lacking:
        raise MissingServerError("\n".join(f"No {need.name} to test with. {need.advice}" for need in lacking))
    return found
