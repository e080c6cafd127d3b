"""Who asks, and from where."""

import hmac
import secrets
from dataclasses import dataclass

from starlette.requests import Request

from assistant.records.api_keys import PREFIX as KEY_PREFIX
from assistant.records.records import Records
from assistant.records.users import User
from assistant.settings import Settings
from assistant.web.security.network import plain_address, shared_by_one_machine
from assistant.web.security.rate_limit import limiter
from assistant.web.shared.programs import is_for_programs
from language.messages import Message, message

SESSION, VISITOR = "policy_session", "policy_visitor"
"""Cookies: the token of a session, and who a visitor is where nobody logs in."""
LOCAL_USER = User("local", "administrator")


def called(user: str) -> str | Message:
    """Give what pages call a user by its name."""
    return message("local") if user == LOCAL_USER.name else user


VISITORS_OF_ADDRESS = 10
"""To how many visitors together one address may come where nobody logs in: who throws the cookie away is another one."""
_VISITORS_A_MINUTE = 60
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Identity:
    """Who asks, None where that is not known; `cookie` is the new name of a visitor who had none."""

    user: User | None
    cookie: str = ""


class Authentication:
    """Finds out who asks, in the way that the settings name."""

    def __init__(self, settings: Settings, records: Records) -> None:
        self._settings, self._accounts, self._keys = settings, records.accounts, records.api_keys
        self._secret = records.secret()
        self._visitors = limiter("visitors", _VISITORS_A_MINUTE, settings, records)

    def identify(self, request: Request, is_public: bool) -> Identity:
        """Say who asks, a program by its key; a visitor gets no name for what is public."""
        if is_for_programs(request.scope["path"]) and (key := _key_of(request)):
            return Identity(self._keys.user_of(key))
        match self._settings.auth:
            case "":
                return Identity(LOCAL_USER)
            case "accounts":
                token = request.cookies.get(SESSION, "")
                return Identity(self._accounts.of_session(token) if token else None)
            case "proxy":
                named = request.headers.getlist(self._settings.proxy_header)  # of two, one would be of who asks, not of the proxy
                return Identity(self._named(named[0].strip().lower()) if len(named) == 1 else None)
            case "open-to-everyone":
                return self._visitor(request, is_public)
        return Identity(None)

    def address(self, request: Request) -> str:
        """Give the address that asks: of the last hop before a proxy that is believed, which would else stand for everybody.

        Of IPv6 it is the network of 64 bits, which one machine has for itself alone.
        """
        address = self.neighbour(request)
        if address in self._settings.proxy_addresses:
            address = request.headers.get("x-forwarded-for", "").rsplit(",", 1)[-1].strip()[:64] or address
        return shared_by_one_machine(address)

    def base(self, request: Request) -> str:
        """Give the address of the first page as who asks has it, before a proxy that is believed too."""
        scheme, host, prefix = request.url.scheme, request.headers.get("host", ""), ""
        if self.neighbour(request) in self._settings.proxy_addresses:
            scheme = "https" if request.headers.get("x-forwarded-proto", scheme) == "https" else "http"
            host, prefix = request.headers.get("x-forwarded-host", host), request.headers.get("x-forwarded-prefix", "")
        return f"{scheme}://{host}{prefix.rstrip('/')}/"

    def is_past_proxy(self, request: Request) -> bool:
        """Say whether a request that a proxy should have sent came from elsewhere."""
        return self._settings.auth == "proxy" and self.neighbour(request) not in self._settings.proxy_addresses

    def neighbour(self, request: Request) -> str:
        """Give the address from which the request came here."""
        return plain_address(request.client.host if request.client else "")

    def _named(self, name: str) -> User | None:
        if not 0 < len(name) <= _LONGEST_NAME or not name.isprintable():
            return None
        return self._accounts.known(name) or User(name, "reader")

    def _visitor(self, request: Request, is_public: bool) -> Identity:
        name, _, sign = request.cookies.get(VISITOR, "").partition(".")
        if sign and hmac.compare_digest(sign.encode(), self._signed(name).encode()):
            return Identity(_visitor_called(name))
        if is_public or not self._visitors.admits(self.address(request)):
            return Identity(None)
        name = secrets.token_hex(8)
        return Identity(_visitor_called(name), f"{name}.{self._signed(name)}")

    def _signed(self, name: str) -> str:
        return hmac.new(self._secret, name.encode("utf-8", "replace"), "sha256").hexdigest()


def _key_of(request: Request) -> str:
    """Give the key that a program sends, empty where there is none of ours."""
    kind, _, key = request.headers.get("authorization", "").partition(" ")
    return key.strip() if kind.lower() == "bearer" and key.strip().startswith(KEY_PREFIX) else ""


def _visitor_called(name: str) -> User:
    return User(f"visitor {name}", "reader")
