"""Where calls stand: notes of engines, the last counting, and calls that a dead engine left behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from engine.store.positions import Abandoned, Kept, Left, Note, Over
from engine.store.store import Store
from tests.engine.store.places import store, url

__all__ = ["store", "url"]

LONGEST = 3600.0


@pytest.fixture
def engine(store: Store) -> Iterator[str]:
    """An engine that lives."""
    id_ = store.sign_on("host", 1)
    yield id_
    store.sign_off(id_)


def left(store: Store) -> list[str]:
    """The calls that nobody has."""
    return [abandoned.call for abandoned in store.abandoned(LONGEST)]


def kept(call: str, engine: str, text: str = "sealed") -> Kept:
    return Kept(call, engine, "a switch", text, False)


@pytest.mark.parametrize(
    ("notes", "stands"),
    [
        ([kept("c", "gone")], "sealed"),
        ([kept("c", "gone"), kept("c", "gone", "later")], "later"),
        ([kept("c", "gone", "")], ""),
        ([kept("c", "me")], None),
        ([kept("c", "me"), Left("c", "me")], "sealed"),
        ([kept("c", "me"), Left("c", "gone")], None),
        ([kept("c", "me"), Left("c", "me"), kept("c", "me")], None),
        ([kept("c", "gone"), Over("c")], None),
        ([kept("c", "gone"), Over("c"), kept("c", "gone", "again")], "again"),
        ([Over("c")], None),
    ],
)
@pytest.mark.parametrize("together", [True, False], ids=["one-batch", "many"])
def test_the_last_note_counts(
    store: Store, engine: str, notes: Sequence[Note], stands: str | None, together: bool
) -> None:
    ours = [replace(note, engine=engine) if getattr(note, "engine", "") == "me" else note for note in notes]
    for batch in [ours] if together else [[note] for note in ours]:
        store.append_events([], batch)
    found = store.abandoned(LONGEST)
    assert [row.text for row in found] == ([] if stands is None else [stands])
    assert all(row.switch == "a switch" and not row.away and not row.expired for row in found)
    store.append_events([], [Over("c")])


def test_of_several_only_one_has_an_abandoned_call(store: Store, engine: str) -> None:
    store.append_events([], [Kept("c", "gone", "s", "text", True)])
    [abandoned] = store.abandoned(LONGEST)
    assert abandoned == Abandoned("c", "gone", "s", "text", True, False)
    assert store.take_over(abandoned, engine)
    assert not store.take_over(abandoned, "another")
    assert left(store) == []
    store.append_events([], [Over("c")])


def test_a_call_that_was_offered_again_is_not_abandoned(store: Store, engine: str) -> None:
    store.append_events([], [kept("c", "gone")])
    [abandoned] = store.abandoned(LONGEST)
    store.append_events([], [kept("c", engine)])
    assert left(store) == []
    assert not store.take_over(abandoned, engine)
    store.append_events([], [Over("c")])


def test_a_call_that_stands_where_it_is_for_very_long(store: Store, engine: str) -> None:
    store.append_events([], [kept("c", engine), kept("d", "gone")])
    assert {row.call: row.expired for row in store.abandoned(-1.0)} == {"c": False, "d": True}
    store.append_events([], [Over("c"), Over("d")])
