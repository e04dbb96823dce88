"""Garbage is collected by the windows' own thread, and no other."""

from __future__ import annotations

import gc
import threading
import weakref
from typing import Any

import pytest

from flowdesigner.collecting import Collector


class Knot:
    """Something that only the collector can free, and that tells which thread did."""

    def __init__(self, freed: list[int]) -> None:
        self.itself = self
        self.freed = freed

    def __del__(self) -> None:
        self.freed.append(threading.get_ident())


@pytest.fixture
def collector(qapp: Any) -> Any:
    made = Collector(qapp)
    yield made
    made.end()
    made.deleteLater()


def knots(number: int, freed: list[int]) -> None:
    for _ in range(number):
        Knot(freed)


def test_another_thread_frees_nothing(collector: Collector) -> None:
    freed: list[int] = []
    most = gc.get_threshold()[0]
    thread = threading.Thread(target=knots, args=(3 * most, freed))
    thread.start()
    thread.join()
    assert freed == []
    assert collector.look() >= 3 * most
    assert set(freed) == {threading.get_ident()}


def test_the_timer_looks(collector: Collector, qtbot: Any) -> None:
    freed: list[int] = []
    knots(3 * gc.get_threshold()[0], freed)
    qtbot.waitUntil(lambda: bool(freed), timeout=5000)


def test_little_is_left_alone(collector: Collector) -> None:
    gc.collect()
    lonely = Knot([])
    here = weakref.ref(lonely)
    del lonely
    assert collector.look() == 0
    assert here() is not None


def test_its_end_leaves_things_as_they_were(qapp: Any) -> None:
    was = gc.isenabled()
    made = Collector(qapp)
    assert not gc.isenabled()
    made.end()
    assert gc.isenabled() is was
    made.deleteLater()
