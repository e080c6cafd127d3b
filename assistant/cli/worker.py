"""The command that reads documents for the web processes of an installation."""

import signal
from typing import TYPE_CHECKING

from assistant.cli.options import app, command
from assistant.errors import AssistantError

if TYPE_CHECKING:
    from assistant.settings import Settings

commands = app("Workers.")


@command(commands, "worker", "read the documents that wait in the database of a server, on any machine that reaches it")
def worker(settings: "Settings") -> None:
    if not settings.database:
        raise AssistantError("A worker needs POLICY_DATABASE: it names the database in which documents wait.")
    from assistant.bootstrap import make_tasks, make_worker, open_library, open_records
    from assistant.operations.logs import log_as

    log_as(settings.log)
    with open_library(settings, is_asked=False) as library, open_records(settings) as records:
        working = make_worker(settings, records, make_tasks(settings, library, records))
        for ended in (signal.SIGINT, signal.SIGTERM):
            signal.signal(ended, lambda *_: working.stop())
        print(f"Documents that wait in {library.place} are read until this is stopped (Ctrl+C).", flush=True)
        working.run()
