"""Forms of web pages that somebody has filled in: what stands in their fields is a part of the text."""

import re

from lxml.html import HtmlElement

from ingest.readers.html.elements import text_of

_WRITTEN = {"text", "number", "date", "time", "datetime-local", "month", "week", "tel", "email", "url"}
_OF_SITES = re.compile(r"search|query|keyword|login|log-in|signin|sign-in|subscri|newsletter|captcha|filter|comment", re.IGNORECASE)
_ADDRESS = re.compile(r"^\s*(?:https?:)?//", re.IGNORECASE)
_LEAST_FIELDS = 2  # that say something, at least one of them in somebody's words


def is_filled_in(form: HtmlElement) -> bool:
    """Say whether a form holds what somebody wrote and chose, and is none that a site has for its visitors, such as one to search."""
    is_asking = form.get("action") and (form.get("method") or "get").lower() == "get"
    if is_asking or form.get("role") == "search" or _is_of_site(form) or form.xpath(".//input[@type='password' or @name='__VIEWSTATE']"):
        return False
    written = [control for control in form.iter("input", "textarea") if own_value(control)]
    chosen = [*form.xpath(".//input[@checked]"), *form.xpath(".//option[@selected]")]
    return bool(written) and len(written) + len(chosen) >= _LEAST_FIELDS


def own_value(control: HtmlElement) -> str:
    """Give what somebody wrote into a field; nothing of what is there to be written over, or to be copied."""
    if control.get("onfocus") is not None or control.get("type") == "search" or _is_of_site(control):
        return ""
    if control.tag == "textarea":
        return text_of(control)
    is_written = control.tag == "input" and (control.get("type") or "text").lower() in _WRITTEN
    value = " ".join((control.get("value") or "").split()) if is_written else ""
    return "" if _ADDRESS.match(value) else value


def chosen_in(control: HtmlElement) -> str:
    """Give what a list to choose from shows."""
    options = [*control.iter("option")]
    selected = [option for option in options if option.get("selected") is not None]
    return ", ".join(map(text_of, selected or ([] if control.get("multiple") is not None else options[:1])))


def _is_of_site(element: HtmlElement) -> bool:
    return bool(_OF_SITES.search(" ".join(element.get(name) or "" for name in ("id", "class", "name", "action"))))
