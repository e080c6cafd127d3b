"""The log of a served assistant: as it always was, or a JSON object a line for programs that collect logs."""

import json
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Literal

from assistant.answer.answer import Answer

Form = Literal["text", "json"]
request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request that is being answered, empty outside of one."""
_questions, _requests = logging.getLogger("policy_assistant.questions"), logging.getLogger("policy_assistant.requests")


class _AsJson(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if id := request_id.get():
            told["request"] = id
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        return json.dumps(told | record.__dict__.get("told", {}), ensure_ascii=False, default=str)


def log_as(form: Form) -> None:
    """Write warnings to stderr in a form from now on, whatever libraries set later. As JSON the log also has a line for each request and
    each answer; neither names a user."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_AsJson() if form == "json" else logging.Formatter())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    for logger in (_questions, _requests):
        logger.setLevel(logging.INFO if form == "json" else logging.WARNING)


def note_answer(answer: Answer, slow: float) -> None:
    """Log an answer; one that took more than `slow` seconds with how it came about."""
    about = {"outcome": str(answer.outcome), "mode": answer.mode, "seconds": round(answer.seconds, 3)}
    if answer.seconds > slow and answer.trace is not None:
        trace = answer.trace.as_dict()
        _questions.warning(
            "A question took %.1f s: %s", answer.seconds, json.dumps(trace, ensure_ascii=False, default=str), extra={"told": about}
        )
    else:
        _questions.info("answered", extra={"told": about})


def note_request(method: str, path: str, status: int, seconds: float) -> None:
    """Log a request that was answered."""
    about = {"method": method, "path": path[:200], "status": status, "seconds": round(seconds, 4)}
    _requests.info("request", extra={"told": about})
