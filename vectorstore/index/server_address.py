"""Where a server of vectors is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A server of vectors: a tenant and a database of it, empty for its own choice, and the headers that it wants."""

    host: str
    port: int
    is_guarded: bool = False  # by TLS
    tenant: str = ""
    database: str = ""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)  # a key may stand in them

    @classmethod
    def of(cls, url: str, headers: Mapping[str, str] | None = None) -> "ServerAddress":
        """Read an http:// or https:// URL, whose path may be tenant/database; raises ValueError for another."""
        parts = urlsplit(url)
        named = [part for part in parts.path.split("/") if part]
        if parts.scheme not in ("http", "https") or not parts.hostname or len(named) not in (0, 2) or parts.query or parts.username:
            raise ValueError(url)
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        is_guarded = parts.scheme == "https"
        tenant, database = named or ("", "")
        return cls(host, parts.port or (443 if is_guarded else 8000), is_guarded, tenant, database, dict(headers or {}))

    @property
    def url(self) -> str:
        """The URL of the server alone."""
        return f"{'https' if self.is_guarded else 'http'}://{self.host}:{self.port}"
