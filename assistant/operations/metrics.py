"""What is counted of a served assistant, for Prometheus."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from assistant.answer.answer import Answer

MEDIA_TYPE = CONTENT_TYPE_LATEST
_SECONDS = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60)


class Metrics:
    """Counts questions and requests; safe to use from several threads. No text of a question or document and no user is in them."""

    def __init__(self, documents: Callable[[], int], is_ready: Callable[[], bool]) -> None:
        """`documents` and `is_ready` are called when the metrics are read."""
        self._registry = registry = CollectorRegistry()
        self._questions = Counter("policy_questions", "Questions that were answered", ("outcome", "mode", "by"), registry=registry)
        self._seconds = Histogram("policy_question_seconds", "Seconds from a question to its answer", registry=registry, buckets=_SECONDS)
        self._requests = Counter("policy_requests", "Requests over HTTP", ("method", "status"), registry=registry)
        self._open = Gauge("policy_requests_open", "Requests that are being answered, streams of open pages among them", registry=registry)
        Gauge("policy_documents", "Documents of the library", registry=registry).set_function(documents)
        Gauge("policy_ready", "Whether questions can be answered", registry=registry).set_function(lambda: float(is_ready()))
        ProcessCollector(registry=registry)

    def answered(self, answer: Answer, by: str) -> None:
        """Count an answer to what was asked `by` the page or a program."""
        self._questions.labels(str(answer.outcome), answer.mode, by).inc()
        self._seconds.observe(answer.seconds)

    def began(self) -> None:
        """Count a request that is being answered."""
        self._open.inc()

    def ended(self, method: str, status: int) -> None:
        """Count a request that was answered; `status` is 0 where nothing was sent."""
        self._open.dec()
        known = method if method in ("GET", "HEAD", "POST", "DELETE") else "other"
        self._requests.labels(known, str(status)).inc()

    def text(self) -> bytes:
        """Give all of it in the format of Prometheus, of MEDIA_TYPE."""
        return generate_latest(self._registry)
