"""Logging in at a provider of OpenID Connect: the authorization code flow with PKCE.

The provider is the only place that is asked, over HTTPS unless it runs on this machine. What must be remembered until a user comes back
stands in a signed cookie of theirs.
"""

import hmac
import json
import logging
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

import httpx
from authlib.integrations.httpx_client import OAuth2Client
from joserfc import jwt
from joserfc.jwk import KeySet, KeySetSerialization

from assistant.records.users import LoginError
from assistant.settings import SignOnSettings
from assistant.user_roles import ROLES

_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519", "EdDSA"]
_log = logging.getLogger(__name__)
_PATIENCE = 10.0  # seconds, for each answer of the provider
_LASTING = 600  # seconds that one may take to log in there
_KNOWN_FOR = 600.0  # seconds after which the provider is asked anew what it says of itself
_LEEWAY = 60  # seconds by which clocks may differ


@dataclass(frozen=True, slots=True)
class SignedOn:
    """Who logged in, with the highest role that their groups give, and the page to which they wanted."""

    name: str
    role: str
    to: str


class SingleSignOn:
    """The provider that the settings name. Safe to use from several threads."""

    def __init__(self, settings: SignOnSettings, secret: bytes) -> None:
        self._settings, self._secret = settings, secret
        self._known: tuple[float, dict[str, Any]] | None = None

    def begin(self, callback: str, to: str) -> tuple[str, str]:
        """Give the address of the provider to which a user is sent, and the cookie that is needed when they come back to `callback`; raises
        LoginError where the provider cannot be asked."""
        kept = {"nonce": secrets.token_urlsafe(24), "verifier": secrets.token_urlsafe(48), "to": to, "until": int(time.time()) + _LASTING}
        with self._client(callback) as client, _failures_told():
            address, state = client.create_authorization_url(
                self._about()["authorization_endpoint"], code_verifier=kept["verifier"], nonce=kept["nonce"]
            )
        content = urlsafe_b64encode(json.dumps(kept | {"state": state}).encode()).decode()
        return address, f"{content}.{self._signed(content)}"

    def finish(self, callback: str, cookie: str, said: Mapping[str, str]) -> SignedOn:
        """Say who came back with what the provider `said` in the address; raises LoginError for whom it did not let in, and where that
        cannot be trusted."""
        kept = self._kept(cookie)
        if "error" in said:
            raise LoginError("The provider let nobody in: {reason}.", reason=said["error"][:100])
        if not hmac.compare_digest(said.get("state", "").encode(), kept["state"].encode()):
            raise LoginError("This login was begun elsewhere or long ago; begin again.")
        with self._client(callback) as client, _failures_told():
            token = client.fetch_token(
                self._about()["token_endpoint"], grant_type="authorization_code", code=said.get("code", ""), code_verifier=kept["verifier"]
            )
            claims = self._claims(str(token.get("id_token", "")), kept["nonce"])
            if self._settings.groups and self._settings.groups not in claims and (asked := self._about().get("userinfo_endpoint")):
                more = client.get(asked).raise_for_status().json()
                claims = {**more, **claims} if more.get("sub") == claims["sub"] else claims
        name = claims.get(self._settings.name)
        if not isinstance(name, str) or not name:
            raise LoginError("The provider does not tell the name of who logs in ({claim}).", claim=self._settings.name)
        groups = claims.get(self._settings.groups, [])
        return SignedOn(name, self._role({groups} if isinstance(groups, str) else set(map(str, groups))), kept["to"])

    def _role(self, groups: set[str]) -> str:
        return max((role for group, role in self._settings.roles if group in groups), key=ROLES.index, default=ROLES[0])

    def _claims(self, id_token: str, nonce: str) -> dict[str, Any]:
        """Give what the token says; raises an error of joserfc where it is not the provider's, not for us or no longer valid."""
        keys = KeySet.import_key_set(cast(KeySetSerialization, _asked(self._about()["jwks_uri"])))
        claims: dict[str, Any] = jwt.decode(id_token, keys, algorithms=_ALGORITHMS).claims
        expected = {"iss": self._about()["issuer"], "aud": self._settings.client, "nonce": nonce}
        required: dict[str, Any] = {name: {"essential": True, "value": value} for name, value in expected.items()}
        jwt.JWTClaimsRegistry(leeway=_LEEWAY, exp={"essential": True}, sub={"essential": True}, **required).validate(claims)
        return claims

    def _about(self) -> dict[str, Any]:
        """Give what the provider says of itself."""
        if self._known is None or self._known[0] < time.monotonic():
            about = _asked(f"{self._settings.issuer.rstrip('/')}/.well-known/openid-configuration")
            if about.get("issuer", "").rstrip("/") != self._settings.issuer.rstrip("/"):
                raise LoginError("The provider calls itself otherwise than POLICY_OIDC_ISSUER.")
            self._known = (time.monotonic() + _KNOWN_FOR, about)
        return self._known[1]

    def _client(self, callback: str) -> OAuth2Client:
        own = self._settings
        return OAuth2Client(
            own.client,
            own.secret or None,
            scope=own.scope,
            redirect_uri=callback,
            code_challenge_method="S256",
            token_endpoint_auth_method="client_secret_basic" if own.secret else "none",
            timeout=_PATIENCE,
            trust_env=False,
        )

    def _kept(self, cookie: str) -> dict[str, Any]:
        content, _, sign = cookie.partition(".")
        if hmac.compare_digest(sign.encode(), self._signed(content).encode()):
            kept: dict[str, Any] = json.loads(urlsafe_b64decode(content))
            if kept["until"] >= time.time():
                return kept
        raise LoginError("This login was begun elsewhere or long ago; begin again.")

    def _signed(self, content: str) -> str:
        return hmac.new(self._secret, f"sign on {content}".encode("utf-8", "replace"), "sha256").hexdigest()


@contextmanager
def _failures_told() -> Iterator[None]:
    """Turn what a provider may fail with into a LoginError."""
    try:
        yield
    except LoginError:
        raise
    except Exception as error:  # of the network, of what is no JSON, of a token that is not what it must be
        _log.warning("The provider of single sign-on failed", exc_info=True)
        reason = type(error).__name__
        raise LoginError("The provider could not be asked, or its answer cannot be trusted ({reason}).", reason=reason) from error


def _asked(address: str) -> dict[str, Any]:
    """Fetch JSON of the provider; redirects are not followed."""
    found: dict[str, Any] = httpx.get(address, timeout=_PATIENCE, trust_env=False).raise_for_status().json()
    return found
