"""What has grown old in the store is found page by page and deleted, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from engine.events import CallFinished, CallStarted, KeyPressed, RecordingMade
from engine.store.journals import Written
from engine.store.positions import Kept, Over
from engine.store.store import Store
from engine.store.tidying import BEGINNING
from nodes.services import Message
from tests.engine.store.places import store, url

__all__ = ["store", "url"]

NOW = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
BEFORE = NOW - timedelta(days=30)


def began(days: int) -> str:
    """The moment so many days ago, as a journal has it."""
    return (NOW - timedelta(days=days)).replace(tzinfo=UTC).isoformat()


@pytest.fixture
def calls(store: Store) -> Iterator[Store]:
    """A store with five old calls and a young one; each old one has a recording, the fourth no end."""
    for number, days in enumerate((40, 40, 39, 38, 37, 3)):
        id_ = f"c{number}"
        journal = [
            CallStarted(0, id_, "139", "12345", "line", "main", "digest", began(days)),
            KeyPressed(1, "recorded", "1"),
            RecordingMade(2, "take", "key", 3.0, f"/recordings/{id_}.wav"),
            *([] if number == 3 else [CallFinished(3, "completed", 3.0)]),
        ]
        store.append_events([Written(id_, id_, n, event) for n, event in enumerate(journal)])
    yield store
    store.drop_calls([call.id for call in store.calls()])


def test_old_calls_come_page_by_page(calls: Store) -> None:
    assert calls.count_calls(BEFORE) == (5, 19)
    found, after = [], BEGINNING
    while page := calls.old_calls(BEFORE, after, most=2):
        assert len(page) <= 2
        found += page
        after = page[-1].place
    assert [(call.id, call.recordings) for call in found] == [
        (f"c{n}", (f"/recordings/c{n}.wav",)) for n in range(5)
    ]


def test_calls_go_with_their_journals(calls: Store) -> None:
    assert calls.drop_calls(["c0", "c1"]) == 8
    assert calls.events("c0") == [] and len(calls.events("c2")) == 4
    assert calls.count_calls(BEFORE) == (3, 11)


def test_calls_without_end_or_engine_are_closed(calls: Store) -> None:
    calls.append_events([], [Kept("c3", "an engine", "switch", "", False)])
    assert calls.close_calls(BEFORE, "engine_lost") == 0
    calls.append_events([], [Over("c3")])
    assert calls.close_calls(BEFORE, "engine_lost") == 1
    assert calls.call("c3").result == "engine_lost"


def test_old_messages_and_what_is_in_boxes(store: Store) -> None:
    ids = [store.keep_message(Message("box", f"/recordings/{n}.wav", 1.0, f"step-{n}")) for n in range(3)]
    later = NOW + timedelta(days=1)
    assert store.count_messages(BEFORE) == 0 and store.count_messages(later) == 3
    first = store.old_messages(later, most=2)
    rest = store.old_messages(later, first[-1].place, most=2)
    assert sorted(message.id for message in first + rest) == sorted(ids)
    assert store.in_boxes(["/recordings/0.wav", "/recordings/9.wav"]) == {"/recordings/0.wav"}
    store.drop_messages(ids)
    assert store.old_messages(later) == []


def test_steps_are_forgotten_and_series_go_on(store: Store) -> None:
    later = NOW + timedelta(days=1)
    assert [store.next_number("series", "2026", step=f"n{n}") for n in range(3)] == [1, 2, 3]
    assert store.claim("e1")
    assert store.count_steps("numbers", BEFORE) == 0 and store.count_steps("numbers", later) == 3
    assert store.drop_steps("numbers", later, most=2) == 2
    assert store.drop_steps("numbers", later) == 1 and store.drop_steps("numbers", later) == 0
    assert store.drop_steps("effects", later) == 1
    assert store.next_number("series", "2026", step="n0") == 4
    assert store.claim("e1")


def test_one_engine_does_a_chore_when_it_is_due(store: Store) -> None:
    assert store.begin_chore("tidy", 3600, "one")
    assert not store.begin_chore("tidy", 3600, "two")
    assert store.begin_chore("tidy", 0, "two")


def test_how_far_a_chore_has_come(store: Store) -> None:
    assert store.reached("a chore") == BEGINNING[0]
    for at in (BEFORE, NOW):
        store.reach("a chore", at)
        assert store.reached("a chore") == at


def test_engines_that_left_something_stay(store: Store) -> None:
    dead, busy, alive = (store.sign_on("host", n) for n in range(3))
    store.append_events([], [Kept("c", busy, "switch", "", False)])
    with store._engine.begin() as connection:
        old = text("UPDATE engines SET seen = '2026-01-01 00:00:00' WHERE id IN (:a, :b)")
        connection.execute(old, {"a": dead, "b": busy})
    assert store.drop_engines() == 1
    assert {engine.id for engine in store.engines()} == {busy, alive}
    store.append_events([], [Over("c")])
    assert store.drop_engines() == 1
    store.sign_off(alive)
