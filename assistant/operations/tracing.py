"""Traces of questions for OpenTelemetry, sent where the variables of OpenTelemetry name a collector (OTEL_EXPORTER_OTLP_ENDPOINT)."""

import os
import time

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

from assistant.answer.answer import Answer

_NANOSECONDS = 1_000_000_000


class Tracing:
    """Sends a span for each answer, and in it one for each stage. No text of a question or document and no user is in them."""

    def __init__(self) -> None:
        self._provider = TracerProvider(resource=Resource.create({"service.name": os.environ.get("OTEL_SERVICE_NAME", "policy-assistant")}))
        self._provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        self._tracer = self._provider.get_tracer("policy_assistant")

    def answered(self, answer: Answer, by: str) -> None:
        """Send the spans of an answer that was given just now to what was asked `by` the page or a program."""
        end = time.time_ns()
        begin = end - int(answer.seconds * _NANOSECONDS)
        about = {"policy.outcome": str(answer.outcome), "policy.mode": answer.mode, "policy.by": by}
        whole = self._tracer.start_span("question", start_time=begin, attributes=about)
        within, at = trace.set_span_in_context(whole), begin
        for stage, seconds in (answer.trace.seconds if answer.trace else {}).items():
            span = self._tracer.start_span(stage, within, start_time=at)
            at += int(seconds * _NANOSECONDS)
            span.end(at)
        whole.end(end)

    def close(self) -> None:
        """Send what is left."""
        self._provider.shutdown()


def tracing() -> Tracing | None:
    """Give what sends traces, None where no collector is named."""
    named = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
    return Tracing() if any(os.environ.get(one) for one in named) else None
