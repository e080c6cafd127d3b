"""A server of PostgreSQL for what is moved there."""

from tests.databases import postgresql, url

__all__ = ["postgresql", "url"]
