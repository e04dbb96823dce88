"""The figures of an engine as Prometheus reads them."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import CONTENT_TYPE_LATEST as CONTENT_TYPE
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from engine.overview import Overview

__all__ = ["CONTENT_TYPE", "metrics"]


def metrics(overview: Overview) -> bytes:
    """The text of one reading."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Figures(overview))
    return generate_latest(registry)


class _Figures(Collector):
    def __init__(self, overview: Overview) -> None:
        self._overview = overview

    def collect(self) -> Iterator[Metric]:
        """Every figure, each with its words."""
        overview = self._overview
        going = GaugeMetricFamily("callwright_calls", "Calls in progress.", labels=["flow"])
        flows = [call.flow for call in overview.calls]
        for flow in sorted(set(flows)):
            going.add_metric([flow], flows.count(flow))
        yield going
        yield CounterMetricFamily("callwright_calls_started", "Calls that began here.", overview.started)
        yield CounterMetricFamily(
            "callwright_calls_resumed", "Calls taken over from others.", overview.resumed
        )
        ended = CounterMetricFamily("callwright_calls_ended", "Calls that ended.", labels=["flow", "result"])
        for (flow, result), number in sorted(overview.results.items()):
            ended.add_metric([flow, result], number)
        yield ended
        yield from self._nodes()

    def _nodes(self) -> Iterator[Metric]:
        labels = ["flow", "node"]
        entered = CounterMetricFamily("callwright_node_entered", "Calls that came to a node.", labels=labels)
        errors = CounterMetricFamily("callwright_node_errors", "Errors of a node.", labels=labels)
        hangups = CounterMetricFamily("callwright_node_hangups", "Callers who hung up there.", labels=labels)
        sums: dict[tuple[str, str], list[int]] = {}
        for place, visits in list(self._overview.visits.items()):
            one = sums.setdefault((place.flow, place.node), [0, 0, 0])
            for number, value in enumerate((visits.entered, visits.errors, visits.hangups)):
                one[number] += value
        for key, values in sorted(sums.items()):
            for family, value in zip((entered, errors, hangups), values, strict=True):
                family.add_metric(list(key), value)
        yield from (entered, errors, hangups)
