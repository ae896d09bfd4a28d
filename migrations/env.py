"""How Alembic reaches the database and the models.

Called by `relay db upgrade` and `relay db check`, which hand in a connection; PostgreSQL and SQLite take the same versions.
"""

from alembic import context

from relay.domain.base import Base
from relay.domain.instant import Instant


def render_item(kind: str, item: object, _context: object) -> str | bool:
    """Write our own column type by what it stands on, so that a migration needs nothing of today's code."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=render_item,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
