"""Schemas of a server's database that other libraries fill with their own tables."""

from pathlib import Path
from typing import Any

from sqlalchemy import inspect, make_url

from vectorstore.sql.database import Database
from vectorstore.sql.dialect import Address


def connection_arguments(url: str, schema: str) -> dict[str, Any]:
    """Give what psycopg needs to connect to a schema of the database at a URL."""
    address = make_url(url).set(drivername="postgresql+psycopg")
    _, given = address.get_dialect()().create_connect_args(address)
    return {**given, "options": f"{given.get('options', '')} -c search_path={schema}"}


def make_tables(url: str, schema: str, table: str, script: str) -> None:
    """Run the script of SQL that makes `table` and others in a schema, unless it is there; several may do this at once."""
    database = Database(Address(Path(), schema, url))
    try:
        with database.reading() as connection:
            if inspect(connection).has_table(table):
                return
        with database.writing() as connection:
            if not inspect(connection).has_table(table):
                driver: Any = connection.connection.driver_connection
                driver.execute(script)
    finally:
        database.close()
