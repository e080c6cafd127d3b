"""A server of PostgreSQL for what is moved there."""

from tests.databases import postgresql

__all__ = ["postgresql"]
