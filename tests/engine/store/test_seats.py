"""Limits of calls: never more seats than there are, whoever asks at once, and whichever engine dies."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import update

from engine.store.counting import now
from engine.store.engines import DEAD_SECONDS, moment
from engine.store.lines import Line
from engine.store.seats import OLD
from engine.store.store import Store
from engine.store.tables.calls import engines, seats
from tests.engine.store.places import store, url

__all__ = ["store", "url"]

LINE = ("public", "12345")


@pytest.fixture
def two(store: Store) -> tuple[Store, str, str]:
    """The store with a line, and the ids of two engines."""
    if not store.lines():
        store.add_line(Line("12345", "f", most=10))
        store.add_line(Line("12346", "f", most=10))
    return store, store.sign_on("one", 1), store.sign_on("two", 2)


def test_fifty_ask_at_once_for_ten_seats(two: tuple[Store, str, str]) -> None:
    store, *ids = two
    barrier = threading.Barrier(50)
    given: list[bool] = []

    def ask(number: int) -> None:
        barrier.wait()
        given.append(store.take_seat(f"fifty-{number}", *LINE, 10, engine=ids[number % 2]))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(given), store.seats(*LINE)) == ([False] * 40 + [True] * 10, 10)
    assert store.take_seat("another-line", "public", "12346", 10, engine=ids[0])
    for number in range(50):
        for engine in ids:
            store.leave_seat(f"fifty-{number}", engine=engine)
    assert store.seats(*LINE) == 0


def test_a_call_that_is_handed_over_keeps_its_seat(two: tuple[Store, str, str]) -> None:
    store, one, other = two
    assert store.take_seat("c", *LINE, 1, engine=one)
    assert not store.take_seat("d", *LINE, 1, engine=other)
    assert store.move_seat("c", engine=other) == LINE
    store.leave_seat("c", engine=one)
    assert store.seats(*LINE) == 1
    assert store.take_seat("c", *LINE, 1, engine=one)
    store.leave_seat("c", engine=one)
    assert (store.seats(*LINE), store.move_seat("c", engine=one)) == (0, None)


def test_the_seats_of_a_dead_engine_are_free_until_it_comes_back(two: tuple[Store, str, str]) -> None:
    store, one, other = two
    assert store.take_seat("a", *LINE, 1, engine=one)
    silent(store, one, DEAD_SECONDS + 1)
    assert store.take_seat("b", *LINE, 1, engine=other)
    store.seen(one)
    assert store.seats(*LINE) == 2
    assert not store.take_seat("c", *LINE, 2, engine=other)
    store.sign_off(one)
    assert store.take_seat("c", *LINE, 2, engine=other)
    for call in "abc":
        store.leave_seat(call, engine=other)
        store.leave_seat(call, engine=one)


def silent(store: Store, engine: str, seconds: float) -> None:
    """Let `engine` have given its last sign of life so long ago."""
    with store._engine.begin() as connection:
        at = connection.execute(moment().select()).scalar_one() - timedelta(seconds=seconds)
        connection.execute(update(engines).where(engines.c.id == engine).values(seen=at))


def test_an_engine_that_asks_is_alive(two: tuple[Store, str, str]) -> None:
    store, one, _ = two
    assert store.take_seat("a", *LINE, 1, engine=one)
    silent(store, one, 60)
    assert not store.take_seat("b", *LINE, 1, engine=one)
    store.leave_seat("a", engine=one)


def test_a_seat_that_was_taken_without_the_store_counts_afterwards(
    two: tuple[Store, str, str],
) -> None:
    store, one, _ = two
    for _ in range(2):
        for call in "ab":
            store.keep_seat(call, *LINE, engine=one)
    assert store.seats(*LINE) == 2
    assert not store.take_seat("c", *LINE, 2, engine=one)
    for call in "ab":
        store.leave_seat(call, engine=one)


def test_seats_that_are_older_than_any_call_are_forgotten(two: tuple[Store, str, str]) -> None:
    store, one, _ = two
    store.keep_seat("old", *LINE, engine=one)
    store.keep_seat("new", *LINE, engine=one)
    with store._engine.begin() as connection:
        old = now() - OLD - timedelta(minutes=1)
        connection.execute(update(seats).where(seats.c.call == "old").values(at=old))
    assert (store.forget_seats(), store.seats(*LINE)) == (1, 1)
    store.leave_seat("new", engine=one)
