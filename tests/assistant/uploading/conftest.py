"""A server of PostgreSQL in which documents wait."""

from tests.databases import postgresql

__all__ = ["postgresql"]
