"""Traces of questions, sent to a collector of OpenTelemetry that runs beside the test."""

from collections.abc import Iterator
from concurrent import futures
from pathlib import Path
from typing import Any

import grpc
import pytest
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2, trace_service_pb2_grpc

from tests.web.conftest import served
from tests.web.test_api import QUESTION, made_ready


class Collector(trace_service_pb2_grpc.TraceServiceServicer):
    def __init__(self) -> None:
        self.spans: list[Any] = []

    def Export(self, request: Any, _: Any) -> Any:  # noqa: N802 # as gRPC calls it
        self.spans += [span for one in request.resource_spans for scope in one.scope_spans for span in scope.spans]
        return trace_service_pb2.ExportTraceServiceResponse()


@pytest.fixture
def collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[Collector]:
    served_by, collecting = grpc.server(futures.ThreadPoolExecutor(2)), Collector()
    trace_service_pb2_grpc.add_TraceServiceServicer_to_server(collecting, served_by)
    port = served_by.add_insecure_port("127.0.0.1:0")
    served_by.start()
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{port}")
    yield collecting
    served_by.stop(None).wait()


def test_an_answer_is_a_span_with_its_stages(small_library: Path, collector: Collector) -> None:
    for one in made_ready(served(small_library)):
        one.post("api/v1/ask", {"question": QUESTION})
    (whole,) = [span for span in collector.spans if span.name == "question"]
    stages = [span for span in collector.spans if span.parent_span_id == whole.span_id]
    assert "searching" in {span.name for span in stages}
    assert all(whole.start_time_unix_nano <= span.start_time_unix_nano <= span.end_time_unix_nano for span in stages)
    assert {one.key: one.value.string_value for one in whole.attributes} == {
        "policy.outcome": "answered",
        "policy.mode": "quoted",
        "policy.by": "program",
    }
    assert QUESTION not in str(collector.spans)


def test_nothing_is_sent_where_no_collector_is_named(small_library: Path, collector: Collector, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OTEL_EXPORTER_OTLP_ENDPOINT")
    for one in made_ready(served(small_library)):
        one.post("api/v1/ask", {"question": QUESTION})
    assert collector.spans == []
