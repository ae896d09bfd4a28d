"""relay serve: the portal and the API behind a production server, beside workers and dispatchers of their own."""

from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication

from relay.app import create_app
from relay.config import Settings, read_settings
from relay.logs import set_up_logs
from relay.store.store import open_store
from workers.broker import redis_doorbell


class Portal(BaseApplication):
    """Gunicorn with our application, configured here rather than in a file."""

    def __init__(self, settings: Settings, options: dict[str, Any]) -> None:
        """Keep what each process is made from; nothing is opened before the fork."""
        self.settings = settings
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Hand the options over."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:  # type: ignore[override]  # a Flask is a WSGI application, whatever the stub's spelling
        """The application of one process, with connections of its own."""
        set_up_logs(self.settings.log_level)
        store = open_store(self.settings.database_url)
        if self.settings.redis_url:
            store.doorbell = redis_doorbell(self.settings.redis_url)
        return create_app(self.settings, store)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--processes", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 64))
def serve(host: str, processes: int, threads: int) -> None:
    """Serve the portal and the API on RELAY_PORT. Needs `relay dispatcher`, and with Redis `relay worker`, beside it.

    Example: relay serve --host 0.0.0.0 --processes 4
    """
    settings = read_settings()
    options = {
        "bind": f"{host}:{settings.port}",
        "workers": processes,
        "threads": threads,
        "worker_class": "gthread",
        "worker_tmp_dir": None,
        "graceful_timeout": 20,
        "timeout": 60,
        "accesslog": None,
        "control_socket_disable": True,
    }
    Portal(settings, {name: value for name, value in options.items() if value is not None}).run()
