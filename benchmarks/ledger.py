"""How long the page of requirements takes to filter and sort a large ledger, measured in a browser.

    python -m benchmarks.ledger [ROWS]

Makes a library of ROWS requirements (default 100,000) out of made sentences, its first document superseded, serves it, and
prints for each change of the fields the median and the slowest time from the change to the rows being drawn, over seven
changes, and the same for opening the board by month. The first rows after a start are told apart: they read the whole ledger.
"""

import os
import random
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import uvicorn
from playwright.sync_api import Page, sync_playwright

from assistant.onboarding.roles import ROLES
from assistant.settings import Settings
from assistant.web.server import application
from assistant.web.state import AppState
from language.span import Span
from vectorstore.document import Document
from vectorstore.passage import Passage
from vectorstore.requirement import Requirement, Target
from vectorstore.sql.documents import IndexedDocument, SourceCopy

PORT = 7989
_BODIES = [
    f"{kind} {number}" for kind in ("Provincial group", "City commission", "Reform division", "Board of company") for number in range(50)
]
_THEMES = (
    "technological innovation",
    "industrial control",
    "security support",
    "governance",
    "supervision",
    "assessment",
    "party building",
)
_VERBS = ("publish", "complete", "file", "merge", "audit", "close", "report on", "open", "review")
_THINGS = ("the plan", "the list of tasks", "port companies", "laboratories", "boards", "pay systems", "coal reserves", "green channels")
_RULES = ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31", "FREQ=MONTHLY;BYMONTHDAY=-1")
_PER_DOCUMENT = 500
_CHANGES = {
    "search as you type": ("text", ("green channels", "coal", "group 17", "audit boards", "plan 3", "pay", "merge port")),
    "filter by body": ("body", tuple(_BODIES[7::29])),
    "filter by theme": ("theme", _THEMES),
    "filter by deadline": ("due", ("overdue", "soon", "quarter", "dated", "year", "soon", "overdue")),
    "filter by role": ("role", ROLES[:4]),
    "filter by document": ("document", tuple(f"plan-{number}.txt" for number in range(20, 27))),
    "filter by duty": ("modality", ("must", "should", "may", "must_not")),
    "filter by state": ("state", ("open", "done", "in progress", "open", "done", "in progress", "open")),
    "due from a day": ("since", ("2027-01-01", "2027-06-01", "2026-01-01", "2028-01-01", "2027-03-01", "2027-09-01", "2026-06-01")),
    "sort": ("order", ("document", "deadline", "body", "theme", "next", "deadline", "body")),
}


def main() -> None:
    """Fill, serve, measure and print."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        workplace = AppState(Settings(data=Path(folder)))
        fill(workplace, rows)
        server = uvicorn.Server(uvicorn.Config(application(workplace), port=PORT, log_level="error"))
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            workplace.wait()
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
                print(f"{rows:,} requirements, {rows // _PER_DOCUMENT} documents\n| change | median | slowest |\n|---|---|---|", flush=True)
                page = browser.new_page(bypass_csp=True)  # it forbids what waits for the rows
                began = time.perf_counter()
                page.goto(f"http://127.0.0.1:{PORT}/requirements")
                page.wait_for_selector("table.ledger")
                print(f"| first rows after a start | {1000 * (time.perf_counter() - began):.0f} ms | |", flush=True)
                page.locator("#more summary").click()
                for told, (field, values) in _CHANGES.items():
                    seconds = [timed(page, field, value) for value in values]
                    print(f"| {told} | {1000 * statistics.median(seconds):.0f} ms | {1000 * max(seconds):.0f} ms |", flush=True)
                seconds = [board_drawn(page) for _ in range(7)]
                print(f"| board by month | {1000 * statistics.median(seconds):.0f} ms | {1000 * max(seconds):.0f} ms |", flush=True)
                browser.close()
        finally:
            server.should_exit = True
            thread.join()


def fill(workplace: AppState, rows: int) -> None:
    """Store `rows` made requirements."""
    chance = random.Random(1)
    waiting: list[IndexedDocument] = []
    for first in range(0, rows, _PER_DOCUMENT):
        text, own = "", []
        for number in range(first, min(rows, first + _PER_DOCUMENT)):
            row = made(chance, number, len(text))
            text += f"{row.quote}\n"
            own.append(row)
        name = f"plan-{first // _PER_DOCUMENT}"
        vector = np.random.default_rng(first).standard_normal((1, workplace.library.embedder.dimension)).astype(np.float32)
        status = "" if first else "superseded"
        document = Document(title=name, text=text, name=f"{name}.txt", issued="2024-01-01", status=status)
        passage = Passage(Span(0, 400), text[:400])
        waiting.append(
            IndexedDocument(document, (passage,), vector / np.linalg.norm(vector), (b"",), (b"",), SourceCopy(name, "", b""), tuple(own))
        )
    for first in range(0, len(waiting), 20):
        workplace.library.add(waiting[first : first + 20])


def made(chance: random.Random, number: int, start: int) -> Requirement:
    """Give a made requirement that begins at `start`."""
    body, share = chance.choice(_BODIES), chance.randrange(5, 100)
    deadline = f"{chance.randrange(2024, 2029)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}" if number % 3 else ""
    action = f"{chance.choice(_VERBS)} {chance.choice(_THINGS)} no. {number} and reach {share} %"
    quote = f"{body} must {action}{f' by {deadline}' if deadline else ''}."
    return Requirement(
        Span(start, start + len(quote)), quote, "must", action, body, body, deadline, f"by {deadline}" if deadline else "",
        (Target("=", share, "%", ""),), chance.choice(_THEMES), recurrence="each quarter" if number % 9 == 0 else "",
        rrule=chance.choice(_RULES) if number % 9 == 0 else "", sentence=quote,
    )  # fmt: skip


def timed(page: Page, field: str, value: str) -> float:
    """Give the seconds from a change of `field` to the rows being drawn anew; the field is emptied again."""
    page.evaluate("document.getElementById('rows').firstElementChild.dataset.old = '1'")
    began = time.perf_counter()
    element = page.locator(f"[name={field}]")
    is_typed = field in ("text", "since", "body")
    element.fill(value) if is_typed else element.select_option(value)
    page.wait_for_function("!document.querySelector('#rows [data-old]')", polling=5)
    took = time.perf_counter() - began
    if field != "order":
        page.evaluate("document.getElementById('rows').firstElementChild.dataset.old = '1'")
        element.fill("") if is_typed else element.select_option("")
        page.wait_for_function("!document.querySelector('#rows [data-old]')", polling=5)
    return took


def board_drawn(page: Page) -> float:
    """Give the seconds from opening the board to its being drawn; it is closed and emptied again."""
    began = time.perf_counter()
    page.locator("#board summary").click()
    page.wait_for_selector("table.board")
    took = time.perf_counter() - began
    page.evaluate("document.querySelector('#board .body').replaceChildren()")
    page.locator("#board summary").click()
    return took


if __name__ == "__main__":
    main()
