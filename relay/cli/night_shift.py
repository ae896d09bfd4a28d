"""relay worker, relay dispatcher, relay clock: the night shift as processes of their own."""

import click

from relay.cli.opening import opened_store
from relay.config import read_settings
from workers.processes import run_clock, run_dispatcher, run_worker
from workers.shift import start_shift


@click.command()
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 64))
def worker(threads: int) -> None:
    """Carry out what the dispatcher rings for. Needs RELAY_REDIS_URL; run as many as you like."""
    settings = read_settings()
    with opened_store(settings) as store:
        run_worker(settings, start_shift(settings, store), threads)


@click.command()
def dispatcher() -> None:
    """Take due handoffs from the ledger and pass them on. Run two; without Redis it carries them out itself."""
    settings = read_settings()
    with opened_store(settings) as store:
        run_dispatcher(settings, start_shift(settings, store))


@click.command()
def clock() -> None:
    """Note what falls due by itself, such as promises. Run as many as you like: one at a time makes the round."""
    with opened_store() as store:
        run_clock(store)
