"""Opening the store for a command."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from relay.config import Settings, read_settings
from relay.logs import set_up_logs
from relay.store.migrating import at_head
from relay.store.store import Store, open_store
from workers.broker import redis_doorbell


@contextmanager
def opened_store(settings: Settings | None = None, *, quiet: bool = False) -> Iterator[Store]:
    """The store of these settings, with a bell that reaches the workers where Redis is there.

    Raises ClickException where the database has not been brought to the present schema.
    """
    known = settings or read_settings()
    set_up_logs("ERROR" if quiet else known.log_level)
    store = open_store(known.database_url)
    try:
        if not at_head(store.reader):
            raise click.ClickException("The database is not at the present schema. Run: relay db upgrade")
        if known.redis_url:
            store.doorbell = redis_doorbell(known.redis_url)
        yield store
    finally:
        store.close()
