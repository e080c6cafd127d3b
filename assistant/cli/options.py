"""The options by which a command looks in some documents only."""

import argparse
from datetime import date

from vectorstore.document import STATUSES
from vectorstore.filter import Filter


def add_filters(command: argparse.ArgumentParser) -> None:
    """Give `command` the options of a filter."""
    command.add_argument("--document", action="append", default=[], metavar="NAME", help="look in this document; can be given again")
    command.add_argument("--issuer", default="", metavar="TEXT", help="look in documents whose issuer or title holds TEXT")
    command.add_argument("--since", type=date_given, metavar="DATE", help="look in documents issued on or after DATE")
    command.add_argument("--until", type=date_given, metavar="DATE", help="look in documents issued on or before DATE")
    command.add_argument(
        "--status", choices=(*STATUSES, "any"), help="look in documents of this status (default: all but superseded and expired)"
    )


def given_filter(given: argparse.Namespace) -> Filter:
    """Give the filter that the options state."""
    statuses = frozenset(STATUSES) if given.status == "any" else frozenset({given.status} - {None})
    return Filter(frozenset(given.document), given.issuer, given.since or "", given.until or "", statuses)


def date_given(value: str) -> str:
    """Give an ISO date as it stands; raises ArgumentTypeError for anything else."""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise argparse.ArgumentTypeError("must be a date such as 2024-05-20") from error
