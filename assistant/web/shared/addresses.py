"""Addresses on this site, relative to the page that names them: a proxy may serve all under a path of its own."""

import re
from urllib.parse import quote, urlsplit

LONGEST = 2000
_PATH = re.compile(r"(?!.*(//|\.\.))\w[\w.~%/-]*|(\./)?", re.ASCII)


def within(to: str) -> str:
    """Give an address of ours that is to be returned to, relative to a page at the top; the first page where it may lead elsewhere."""
    path, _, query = to.partition("?")
    if len(to) > LONGEST or not _PATH.fullmatch(path):
        return "./"
    asked = quote(query, safe="=&%+")
    return f"{path or './'}?{asked}" if asked else path or "./"


def returning(path: str, query: str) -> str:
    """Give the query by which another page knows where to return to; none for the first page as it is, and for an address without end."""
    asked = path.lstrip("/") + (f"?{query}" if query else "")
    return f"?to={quote(asked, safe='')}" if 0 < len(asked) <= LONGEST else ""


def above(path: str) -> str:
    """Give the way from a path up to the first page."""
    return "../" * (path.count("/") - 1)


def back_to(referrer: str, hosts: tuple[str | None, ...], path: str) -> str:
    """Give the page of ours from which a request for `path` came, empty where it came from none or from there."""
    came = urlsplit(referrer)
    is_ours = came.scheme in ("http", "https") and came.netloc in hosts and came.path != path
    return referrer if is_ours else ""
