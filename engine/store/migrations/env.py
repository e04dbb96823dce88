"""Runs migrations on the connection that engine.store.opening hands over."""

from alembic import context

configuration = context.config
context.configure(
    connection=configuration.attributes["connection"],
    version_table=configuration.attributes["version_table"],
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
