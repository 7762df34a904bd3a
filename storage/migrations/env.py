"""How Alembic runs here: within the transaction it is given."""

from typing import Any, Literal

from alembic import context

from storage.schema import metadata
from storage.schema.sealed import Sealed


def _plainly(kind: str, item: Any, _: object) -> str | Literal[False]:
    """A sealed column is a text to the database."""
    return "sa.Text()" if kind == "type" and isinstance(item, Sealed) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=_plainly,
)
with context.begin_transaction():
    context.run_migrations()
