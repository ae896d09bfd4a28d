"""Logs: one line per happening, as JSON where a machine reads them, and never a word of anybody's feedback.

What may be logged is ids, codes, counts and durations. An exception is logged by its kind and place; its text is left out,
because it can quote what it stumbled over.
"""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog


def set_up_logs(level: str) -> None:
    """Send all logs, the libraries' included, to standard error in one shape."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        name_the_fault,
    ]
    last: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer() if sys.stderr.isatty() else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    logging.getLogger("alembic").setLevel("WARNING")
    logging.getLogger("waitress.queue").setLevel("ERROR")


def name_the_fault(
    _logger: object, _method: str, entry: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Replace an exception by its kind and the place where it was raised."""
    held = entry.pop("exc_info", None)
    if held is True:
        held = sys.exc_info()
    error = held[1] if isinstance(held, tuple) else held
    if isinstance(error, BaseException):
        frames = traceback.extract_tb(error.__traceback__)
        entry["fault"] = type(error).__name__
        entry["at"] = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return entry


def get_log(name: str) -> structlog.stdlib.BoundLogger:
    """The logger of one module."""
    log: structlog.stdlib.BoundLogger = structlog.get_logger(name)
    return log
