"""The flows that calls run, as their author drew them: from the packages of the engines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject

from flowdesigner.document.arranging import place
from flowdesigner.live.link import EngineLink
from flows.diff.compare import flows_of
from flows.errors import ReleaseError
from flows.model import Flow, Layout
from flows.package import unpack

KEPT = 8
"""Releases that are kept; one that is looked at again is fetched again."""

Then = Callable[[dict[str, Flow] | None], None]


def as_it_is(flow: Flow) -> Flow:
    """The flow of an open document as it is now: what is edited later does not reach its drawing here."""
    layout = flow.layout
    kept = Layout(dict(layout.spots), list(layout.notes), list(layout.frames))
    return replace(flow, nodes=dict(flow.nodes), keys=dict(flow.keys), layout=kept)


class Releases(QObject):
    """Flows by release."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._flows: dict[str, dict[str, Flow]] = {}

    def known(self, digest: str) -> dict[str, Flow] | None:
        """The flows of a release that was fetched, its main flow first."""
        return self._flows.get(digest)

    def fetch(self, digest: str, link: EngineLink, then: Then) -> None:
        """Give the flows of a release to `then`; None if they cannot be had, or read."""
        if digest in self._flows:
            then(self._flows[digest])
            return
        link.package(digest, lambda data: then(self._opened(digest, data)))

    def _opened(self, digest: str, data: bytes | None) -> dict[str, Flow] | None:
        if data is None:
            return None
        try:
            release = unpack(data)
            flows = flows_of(release)
        except ReleaseError:
            return None
        if release.digest != digest:
            return None
        for flow in flows.values():
            place(flow)
        while len(self._flows) >= KEPT:
            del self._flows[next(iter(self._flows))]
        self._flows[digest] = flows
        return flows
