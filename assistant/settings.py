"""What the user sets, read once from the environment."""

import os
import re
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args
from urllib.parse import urlsplit

from annotated_types import Ge, Le
from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from assistant.errors import SettingError
from assistant.user_roles import ROLES
from vectorstore.embedding import default_embedder
from vectorstore.index.server_address import ServerAddress

if TYPE_CHECKING:
    from ingest.web.hosts import NamedHost

Auth = Literal["", "accounts", "proxy", "open-to-everyone"]
"""Nobody logs in, for oneself on one machine; users with passwords; a proxy names the user; or everybody may ask, unknown."""


_DATABASE = re.compile(r"[a-z]+(\+[a-z0-9]+)?://\S+")
_HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """Which model answers: `name` as `provider:model`, or `gguf:path` for a model file; empty where the assistant quotes only. `window` in
    tokens, `timeout` in seconds; `threads` and `memory`, in bytes, 0 for no bound, are those of a model file."""

    name: str = ""
    url: str = ""
    key: str = ""
    window: int = 8192
    timeout: float = 60.0
    threads: int = 1
    memory: int = 0

    def __repr__(self) -> str:
        return f"ModelSettings({self.name!r}, window={self.window}, timeout={self.timeout})"  # the key is for nobody's eyes


@dataclass(frozen=True, slots=True)
class SignOnSettings:
    """A provider of OpenID Connect and how we are known to it. `name` and `groups` are the claims that tell who somebody is and in which
    groups; `roles` pairs groups with roles."""

    issuer: str
    client: str
    secret: str
    name: str
    groups: str
    roles: tuple[tuple[str, str], ...]
    scope: str

    def __repr__(self) -> str:
        return f"SignOnSettings({self.issuer!r}, {self.client!r})"


def _chroma(url: str) -> str:
    try:
        ServerAddress.of(url or "http://unset")
    except ValueError:
        raise SettingError("POLICY_CHROMA is “{value}”; it must be an address such as http://127.0.0.1:8000.", value=url) from None
    return url


def _headers(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    pairs = [one.partition("=") for one in value.split(",") if one.strip()]
    if any(not name.strip() or not content.strip() for name, _, content in pairs):
        raise SettingError("POLICY_CHROMA_HEADERS must be headers with their values, parted by commas, such as Authorization=Bearer x.")
    return tuple((name.strip(), content.strip()) for name, _, content in pairs)


def _issuer(url: str) -> str:
    parts = urlsplit(url)
    if url and not (parts.hostname and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE))):
        raise SettingError("POLICY_OIDC_ISSUER is “{value}”; it must begin with https://.", value=url)
    return url


def _roles(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    pairs = [one.strip().rpartition("=") for one in value.split(",") if one.strip()]
    if any(not group.strip() or role.strip() not in ROLES for group, _, role in pairs):
        raise SettingError(
            "POLICY_OIDC_ROLES is “{value}”; it must be groups with their roles, such as policy-team=editor,it=administrator.", value=value
        )
    return tuple((group.strip(), role.strip()) for group, _, role in pairs)


def _addresses(value: Any) -> Any:
    return tuple(str(ip_address(one.strip())) for one in value.split(",")) if isinstance(value, str) else value


def _hosts(text: str) -> str:
    if text:
        from ingest.web.hosts import named_hosts  # not needed where nothing is fetched

        named_hosts(text)
    return text


def _networks(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    from ingest.web.hosts import networks

    return networks(value)


def database_url(url: str) -> str:
    """Give an address that POLICY_DATABASE may be; raises SettingError for another."""
    if url and not _DATABASE.fullmatch(url):
        raise SettingError("POLICY_DATABASE must be like postgresql+psycopg://user@host/database.")  # a password may stand in the value
    return url


def _model(name: str) -> str:
    provider, _, model = name.partition(":")
    if name and not (provider.strip() and model.strip()):
        raise SettingError("POLICY_MODEL is “{value}”; it must be provider:name, such as openai:qwen3, or gguf:path.", value=name)
    return name


def _url(url: str) -> str:
    if url and not url.startswith(("http://", "https://")):
        raise SettingError("POLICY_MODEL_URL is “{value}”; it must begin with http:// or https://.", value=url)
    return url


class Settings(BaseSettings):
    """The settings of one run; the variable of each is its name after POLICY_. An empty variable is as if unset."""

    model_config = SettingsConfigDict(
        env_prefix="POLICY_", env_ignore_empty=True, frozen=True, populate_by_name=True, hide_input_in_errors=True
    )

    data: Path = Path("data")
    database: Annotated[str, AfterValidator(database_url), Field(repr=False)] = ""  # of a server that holds documents and notes
    embedder: str = Field(default_factory=default_embedder)
    chroma: Annotated[str, AfterValidator(_chroma)] = ""  # a server that keeps the vectors, else they lie in the library's directory
    chroma_headers: Annotated[tuple[tuple[str, str], ...], NoDecode, BeforeValidator(_headers), Field(repr=False)] = ()
    reranker: str = ""  # a cross-encoder that orders the first matches anew
    host: str = "127.0.0.1"
    port: Annotated[int, Ge(1), Le(65_535)] = 7860
    max_file_mb: Annotated[int, Ge(1), Le(1000)] = 20
    files_at_once: Annotated[int, Ge(1), Le(16)] = min(2, os.cpu_count() or 1)  # that are read in the background, each by a process
    watch: Path | None = None  # a folder with which the web application keeps its library in step
    bodies: Path | None = None  # a table of the names of bodies, of the form of vectorstore/aliases.yaml
    reader_memory_mb: Annotated[int, Ge(300), Le(100_000)] = 2000
    auth: Auth = ""  # how it is known who asks
    session_hours: Annotated[int, Ge(1), Le(24 * 90)] = 12
    proxy_header: str = "Remote-User"  # in which a proxy names the user
    proxy_addresses: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_addresses)] = ("127.0.0.1", "::1")  # whose header is believed
    fetch: Annotated[str, AfterValidator(_hosts)] = ""  # the hosts whose web addresses may be read; none where it is empty
    fetch_private: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode, BeforeValidator(_networks)] = ()  # where they may lie, too
    fetch_every: Annotated[int, Ge(1), Le(24 * 365)] = 24  # hours after which an address is asked again
    oidc_issuer: Annotated[str, AfterValidator(_issuer)] = ""  # at which users may log in, beside those with a password
    oidc_client: str = ""
    oidc_secret: Annotated[str, Field(repr=False)] = ""
    oidc_name: str = "preferred_username"
    oidc_groups: str = "groups"
    oidc_roles: Annotated[tuple[tuple[str, str], ...], NoDecode, BeforeValidator(_roles)] = ()
    oidc_scope: str = "openid profile"
    workers: Literal["", "apart"] = ""  # whether only `policy-assistant worker` reads what waits in the server's database
    log: Literal["text", "json"] = "text"
    slow_seconds: Annotated[float, Ge(0.001), Le(3600)] = 5  # after which a question is logged with how it was answered
    asks_per_minute: Annotated[int, Ge(1), Le(100_000)] = 30  # questions of one user
    model_name: Annotated[str, AfterValidator(_model), Field(validation_alias="POLICY_MODEL")] = ""
    model_url: Annotated[str, AfterValidator(_url)] = ""
    model_key: Annotated[str, Field(repr=False)] = ""
    model_window: Annotated[int, Ge(1024), Le(10_000_000)] = 8192
    model_timeout: Annotated[int, Ge(1), Le(3600)] = 60
    model_threads: Annotated[int, Ge(1), Le(1024)] = max(1, (os.cpu_count() or 1) // 2)  # of a model file
    model_memory_mb: Annotated[int, Ge(0), Le(10_000_000)] = 0  # that a model file may take; 0 for no bound

    @classmethod
    def from_environment(cls) -> "Settings":
        """Read the variables; raises SettingError for the first one that cannot be."""
        try:
            return cls()
        except ValidationError as error:
            raise _setting_error(error.errors(include_url=False)[0], cls) from None  # the cause may quote the key

    @property
    def fetched_hosts(self) -> "tuple[NamedHost, ...]":
        """The hosts whose web addresses may be read."""
        if not self.fetch:
            return ()
        from ingest.web.hosts import named_hosts

        return named_hosts(self.fetch)

    @property
    def vector_server(self) -> ServerAddress | None:
        """The Chroma server that keeps the vectors, None where they lie in the library's directory."""
        return ServerAddress.of(self.chroma, dict(self.chroma_headers)) if self.chroma else None

    @property
    def sign_on(self) -> SignOnSettings | None:
        """The settings of the provider at which users log in, None where there is none."""
        if self.auth != "accounts" or not self.oidc_issuer:
            return None
        about = (self.oidc_issuer, self.oidc_client, self.oidc_secret, self.oidc_name, self.oidc_groups, self.oidc_roles, self.oidc_scope)
        return SignOnSettings(*about)

    @property
    def model(self) -> ModelSettings:
        """The settings of the language model."""
        of_file = (self.model_threads, self.model_memory_mb * 1_000_000)
        return ModelSettings(self.model_name, self.model_url, self.model_key, self.model_window, self.model_timeout, *of_file)


def _setting_error(wrong: ErrorDetails, settings: type[Settings]) -> SettingError:
    """Say what the value of a setting must be."""
    field = str(wrong["loc"][0])
    variable, value = f"POLICY_{field.upper()}", wrong["input"]
    if wrong["type"] == "literal_error":
        choices = ", ".join(filter(None, get_args(settings.model_fields[field].annotation)))
        return SettingError("{variable} is “{value}”; it must be {choices}, or unset.", variable=variable, value=value, choices=choices)
    if field == "proxy_addresses":
        return SettingError("{variable} is “{value}”; it must be IP addresses, parted by commas.", variable=variable, value=value)
    if field == "fetch":
        return SettingError(
            "{variable} is “{value}”; it must be names of hosts, parted by commas, such as www.gov.cn or *.example.org.",
            variable=variable,
            value=value,
        )
    if field == "fetch_private":
        return SettingError(
            "{variable} is “{value}”; it must be networks or IP addresses, parted by commas, such as 10.20.0.0/16.",
            variable=variable,
            value=value,
        )
    bounds = settings.model_fields[field].metadata
    least = next(one.ge for one in bounds if isinstance(one, Ge))
    most = next(one.le for one in bounds if isinstance(one, Le))
    return SettingError(
        "{variable} is “{value}”; it must be a whole number from {least} to {most}.",
        variable=variable,
        value=value,
        least=least,
        most=most,
    )
