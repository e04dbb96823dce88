"""Engines in the store: signing on and off, signs of life, and who counts as dead."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import text

from engine.store.store import Store
from tests.engine.store.places import store, url

__all__ = ["store", "url"]


def silence(store: Store, engine: str) -> None:
    """Let an engine have been silent since the turn of the century."""
    with store._engine.begin() as connection:
        connection.execute(
            text("UPDATE engines SET seen = '2000-01-01 00:00:00' WHERE id = :id"), {"id": engine}
        )


def test_from_signing_on_to_signing_off(store: Store) -> None:
    first, second = store.sign_on("a.example", 11), store.sign_on("b.example", 12)
    assert first != second
    found = {(engine.id, engine.host, engine.pid) for engine in store.engines()}
    assert found == {(first, "a.example", 11), (second, "b.example", 12)}
    assert all(0 <= engine.silent < 60 for engine in store.engines())
    assert store.seen(first)
    store.sign_off(first)
    store.sign_off(first)
    assert not store.seen(first)
    assert [engine.id for engine in store.engines()] == [second]
    store.sign_off(second)


def test_who_is_silent_is_dead_until_the_next_sign_of_life(store: Store) -> None:
    alive, gone = store.sign_on("host", 1), store.sign_on("host", 2)
    assert store.dead(60) == []
    silence(store, gone)
    assert store.dead(60) == [gone]
    assert store.seen(gone)
    assert store.dead(60) == []
    store.sign_off(alive)
    store.sign_off(gone)


def test_an_engine_that_was_forgotten_signs_on_as_itself(store: Store) -> None:
    engine = store.sign_on("host", 1)
    store.sign_off(engine)
    assert store.sign_on("host", 1, engine) == engine
    assert [row.id for row in store.engines()] == [engine]
    store.sign_off(engine)


def test_moments_are_the_databases_in_utc(store: Store) -> None:
    engine = store.sign_on("host", 1)
    [row] = store.engines()
    assert abs((row.started - datetime.now(UTC).replace(tzinfo=None)).total_seconds()) < 300
    store.sign_off(engine)
