"""The tests of the store and the search run on every kind of database."""

from tests.databases import database, new_tables, postgresql, pytest_generate_tests

__all__ = ["database", "new_tables", "postgresql", "pytest_generate_tests"]
