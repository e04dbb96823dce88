"""The journal writer: batches, a store that is down, and its end."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence

import pytest

from engine.events import KeyPressed
from engine.store.errors import Unreachable
from engine.store.journals import Written
from engine.store.positions import Kept, Note, Over
from engine.store.writer import JournalWriter


class Slow:
    """A store that may be down, or refuse a batch."""

    def __init__(self) -> None:
        self.up = threading.Event()
        self.up.set()
        self.tried = threading.Event()
        self.written: list[Written] = []
        self.notes: list[Note] = []
        self.batches = 0
        self.broken = False

    def append_events(self, batch: Sequence[Written], notes: Sequence[Note]) -> None:
        self.tried.set()
        if self.broken:
            raise ValueError("cannot be written")
        if not self.up.is_set():
            raise Unreachable("the store is down", "start it")
        self.batches += 1
        self.written.extend(batch)
        self.notes.extend(notes)


def keys(store: Slow) -> list[str]:
    return [written.event.to_json()["key"] for written in store.written]


def test_events_arrive_in_order_and_in_batches() -> None:
    store = Slow()
    writer = JournalWriter(store, late=0.05)
    journals = [writer.journal(call) for call in ("a", "b")]
    for number in range(200):
        journals[number % 2](KeyPressed(number, "menu", str(number)))
    writer.close()
    assert keys(store) == [str(number) for number in range(200)]
    assert [written.call for written in store.written[:4]] == ["a", "b", "a", "b"]
    assert len({written.number for written in store.written}) == 200
    assert store.batches < 20
    assert writer.lost == 0


def test_a_store_that_is_down_delays_and_says_so_once(caplog: pytest.LogCaptureFixture) -> None:
    store = Slow()
    store.up.clear()
    writer = JournalWriter(store, late=0.01)
    journal = writer.journal("a")
    for number in range(10):
        journal(KeyPressed(number, "menu", str(number)))
        store.tried.wait(5)
    store.up.set()
    writer.close(20)
    assert keys(store) == [str(number) for number in range(10)]
    assert [r.message for r in caplog.records if r.levelno == logging.ERROR] == [
        "journals are kept back: the store is down: start it"
    ]
    assert "journals are written again" in caplog.messages


def test_the_oldest_are_lost_when_too_many_wait(caplog: pytest.LogCaptureFixture) -> None:
    store = Slow()
    store.up.clear()
    writer = JournalWriter(store, late=0.01, most=5)
    journal = writer.journal("a")
    journal(KeyPressed(0, "menu", "first"))
    assert store.tried.wait(5)
    for number in range(20):
        journal(KeyPressed(number, "menu", str(number)))
    store.up.set()
    writer.close(20)
    assert keys(store) == ["first", "15", "16", "17", "18", "19"]
    assert writer.lost == 15
    assert sum("oldest are lost" in message for message in caplog.messages) == 1


def test_a_batch_that_can_never_be_written_holds_up_nobody(caplog: pytest.LogCaptureFixture) -> None:
    store = Slow()
    store.broken = True
    writer = JournalWriter(store, late=0.01)
    writer.journal("a")(KeyPressed(0, "menu", "1"))
    assert store.tried.wait(5)
    store.broken = False
    writer.journal("a")(KeyPressed(0, "menu", "2"))
    writer.close()
    assert keys(store)[-1:] == ["2"]
    assert "cannot be written and are lost" in caplog.text


def test_closing_gives_up_on_a_store_that_stays_down(caplog: pytest.LogCaptureFixture) -> None:
    store = Slow()
    store.up.clear()
    writer = JournalWriter(store, late=0.01)
    writer.journal("a")(KeyPressed(0, "menu", "1"))
    writer.close(5)
    assert "1 events were not written" in caplog.messages


def test_positions_go_along_with_the_events() -> None:
    store = Slow()
    writer = JournalWriter(store, late=0.05)
    ledger, journal = writer.ledger("engine-1"), writer.journal("a")
    journal(KeyPressed(0, "menu", "1"))
    ledger.keep("a", "switch", "sealed", away=True)
    ledger.over("a")
    writer.close()
    assert keys(store) == ["1"]
    assert store.notes == [Kept("a", "engine-1", "switch", "sealed", True), Over("a")]
    assert store.batches == 1
