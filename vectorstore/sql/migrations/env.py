"""What Alembic runs around the revisions of a database: they share the transaction in which they are asked for."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
