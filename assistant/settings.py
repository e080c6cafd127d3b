"""What the user sets, read once from the environment."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from assistant.writing.model import ModelSettings
from vectorstore.embedding.embedder import DEFAULT_EMBEDDER

AUTHS = ("", "accounts", "proxy", "open-to-everyone")
"""Nobody logs in, for oneself on one machine; users with passwords; a proxy names the user; or everybody may ask, unknown."""


class SettingError(Exception):
    """A setting has a value that cannot be; the text names the variable."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run, each with the variable that sets it."""

    data: Path = Path("data")  # POLICY_DATA
    embedder: str = DEFAULT_EMBEDDER  # POLICY_EMBEDDER
    reranker: str = ""  # POLICY_RERANKER: a cross-encoder that orders the first matches anew
    host: str = "127.0.0.1"  # POLICY_HOST
    port: int = 7860  # POLICY_PORT
    largest_file: int = 20_000_000  # POLICY_MAX_FILE_MB, here in bytes
    watch: Path | None = None  # POLICY_WATCH: a folder with which the web application keeps its library in step
    bodies: Path | None = None  # POLICY_BODIES: a table of the names of bodies, of the form of vectorstore/aliases.yaml
    reader_memory: int = 2_000_000_000  # POLICY_READER_MEMORY_MB, here in bytes
    auth: str = ""  # POLICY_AUTH: how it is known who asks; one of AUTHS
    session: int = 12 * 3600  # POLICY_SESSION_HOURS, here in seconds
    proxy_header: str = "Remote-User"  # POLICY_PROXY_HEADER: in which a proxy names the user
    proxy_addresses: tuple[str, ...] = ("127.0.0.1", "::1")  # POLICY_PROXY_ADDRESSES: whose header is believed
    asks: int = 30  # POLICY_ASKS_PER_MINUTE: questions of one user
    model: ModelSettings = field(default_factory=ModelSettings)  # POLICY_MODEL and those that begin with it

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read the variables that begin with POLICY_; an empty one is as if unset."""
        given = {key: value for key, value in environment.items() if key.startswith("POLICY_") and value}
        return cls(
            data=Path(given.get("POLICY_DATA", "data")),
            embedder=given.get("POLICY_EMBEDDER", DEFAULT_EMBEDDER),
            reranker=given.get("POLICY_RERANKER", ""),
            host=given.get("POLICY_HOST", "127.0.0.1"),
            port=_number(given, "POLICY_PORT", 7860, 1, 65_535),
            largest_file=1_000_000 * _number(given, "POLICY_MAX_FILE_MB", 20, 1, 1000),
            watch=Path(given["POLICY_WATCH"]) if "POLICY_WATCH" in given else None,
            bodies=Path(given["POLICY_BODIES"]) if "POLICY_BODIES" in given else None,
            reader_memory=1_000_000 * _number(given, "POLICY_READER_MEMORY_MB", 2000, 300, 100_000),
            auth=_one_of(given, "POLICY_AUTH", AUTHS),
            session=3600 * _number(given, "POLICY_SESSION_HOURS", 12, 1, 24 * 90),
            proxy_header=given.get("POLICY_PROXY_HEADER", "Remote-User"),
            proxy_addresses=_addresses(given.get("POLICY_PROXY_ADDRESSES", "127.0.0.1,::1")),
            asks=_number(given, "POLICY_ASKS_PER_MINUTE", 30, 1, 100_000),
            model=_model(given),
        )


def _model(given: Mapping[str, str]) -> ModelSettings:
    name, url = given.get("POLICY_MODEL", ""), given.get("POLICY_MODEL_URL", "")
    if name and not all(part.strip() for part in [*name.partition(":")[::2]]):
        raise SettingError(f"POLICY_MODEL is “{name}”; it must be provider:name, such as openai:qwen3.")
    if url and not url.startswith(("http://", "https://")):
        raise SettingError(f"POLICY_MODEL_URL is “{url}”; it must begin with http:// or https://.")
    return ModelSettings(
        name,
        url,
        given.get("POLICY_MODEL_KEY", ""),
        _number(given, "POLICY_MODEL_WINDOW", 8192, 1024, 10_000_000),
        _number(given, "POLICY_MODEL_TIMEOUT", 60, 1, 3600),
    )


def _one_of(given: Mapping[str, str], name: str, choices: Sequence[str]) -> str:
    value = given.get(name, "")
    if value not in choices:
        raise SettingError(f"{name} is “{value}”; it must be {', '.join(filter(None, choices))}, or unset.")
    return value


def _addresses(value: str) -> tuple[str, ...]:
    try:
        return tuple(str(ip_address(one.strip())) for one in value.split(","))
    except ValueError as error:
        raise SettingError(f"POLICY_PROXY_ADDRESSES is “{value}”; it must be IP addresses, parted by commas.") from error


def _number(given: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    value = given.get(name, str(default))
    if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
        raise SettingError(f"{name} is “{value}”; it must be a whole number from {least} to {most}.")
    return int(value)
