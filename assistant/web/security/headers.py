"""The headers of every reply."""

from http import HTTPStatus

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Scope, Send

_POLICY = (
    "default-src 'self'; script-src 'self'{scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'self'; object-src 'none'"
)
_STRICT = {"Content-Security-Policy": _POLICY.format(scripts=""), "Cache-Control": "no-store"}
# Gradio builds functions out of its own templates, hence 'unsafe-eval', and only for its page.
_GRADIO = {"Content-Security-Policy": _POLICY.format(scripts=" 'unsafe-inline' 'unsafe-eval'")}
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_YEAR = 365 * 24 * 3600
_NAMED_BY_CONTENT = "/assets/"  # Gradio's files, which have a name for each thing that they hold


def answered_by_gradio(scope: Scope) -> None:
    """Let the reply to a request have the policy under which Gradio's page runs."""
    scope.setdefault("state", {})["by_gradio"] = True


def with_headers(send: Send, scope: Scope) -> Send:
    """Give a `send` that adds the headers; a reply that sets its own policy or how it is cached keeps them."""

    async def sending(event: Message) -> None:
        if event["type"] == "http.response.start":
            headers = MutableHeaders(scope=event)
            headers.update(_HEADERS)
            if scope["path"].startswith(_NAMED_BY_CONTENT) and event["status"] == HTTPStatus.OK:
                headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
            for name, value in (_GRADIO if scope.get("state", {}).get("by_gradio") else _STRICT).items():
                headers.setdefault(name, value)
        await send(event)

    return sending


def with_cookie(send: Send, name: str, value: str) -> Send:
    """Give a `send` that sets a cookie for a year."""

    async def sending(event: Message) -> None:
        if event["type"] == "http.response.start":
            cookie = f"{name}={value}; Path=/; Max-Age={_YEAR}; HttpOnly; SameSite=Strict"
            MutableHeaders(scope=event).append("Set-Cookie", cookie)
        await send(event)

    return sending
