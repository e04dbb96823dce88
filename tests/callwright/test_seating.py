"""Seats as an engine asks for them: the store decides, and without it the engine alone."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from callwright import seating
from callwright.seating import Seating
from engine.store.errors import Unreachable
from engine.store.lines import Line

LINE = Line("12345", "f", most=2)
PATIENCE = 10.0


class FakeStore:
    """Seats in memory; `down` makes every question fail."""

    def __init__(self) -> None:
        self.taken: dict[str, str] = {}
        self.down = False
        self.asked = 0

    def _ask(self) -> None:
        self.asked += 1
        if self.down:
            raise Unreachable("the store failed", "start it")

    def take_seat(self, call: str, context: str, pattern: str, most: int, *, engine: str) -> bool:
        self._ask()
        if call not in self.taken and len(self.taken) >= most:
            return False
        self.taken[call] = engine
        return True

    def keep_seat(self, call: str, context: str, pattern: str, *, engine: str) -> None:
        self._ask()
        self.taken[call] = engine

    def move_seat(self, call: str, *, engine: str) -> tuple[str, str] | None:
        self._ask()
        if call not in self.taken:
            return None
        self.taken[call] = engine
        return LINE.context, LINE.pattern

    def leave_seat(self, call: str, *, engine: str) -> None:
        self._ask()
        if self.taken.get(call) == engine:
            del self.taken[call]

    def forget_seats(self) -> int:
        return 0


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits long."""
    monkeypatch.setattr(seating, "REST_SECONDS", 0.01)
    monkeypatch.setattr(seating, "HANDED_SECONDS", 0.05)


def until(found: Callable[[], bool]) -> None:
    """Wait for what the thread does."""
    end = time.monotonic() + PATIENCE
    while not found():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_the_store_decides_over_all_engines() -> None:
    store = FakeStore()
    one, two = Seating(store, "one"), Seating(store, "two")
    assert one.take("a", LINE) and two.take("b", LINE)
    assert not one.take("c", LINE) and not two.take("c", LINE)
    two.leave("b")
    until(lambda: store.taken == {"a": "one"})
    assert two.take("c", LINE)
    two.leave("never taken")
    one.close()
    two.close()
    assert store.taken == {"a": "one", "c": "two"}


def test_a_call_that_is_handed_over_has_its_seat_all_the_time() -> None:
    store = FakeStore()
    one, two = Seating(store, "one"), Seating(store, "two")
    assert one.take("a", LINE)
    one.let_go("a")
    two.resume("a")
    until(lambda: store.taken == {"a": "two"})
    asked = store.asked
    until(lambda: store.asked > asked)
    assert store.taken == {"a": "two"}
    two.leave("a")
    until(lambda: store.taken == {})
    # A call that nobody takes over gives its seat back in the end; one that comes back to us has it still.
    assert one.take("b", LINE) and one.take("c", LINE)
    one.let_go("b")
    one.let_go("c")
    one.resume("c")
    until(lambda: store.taken == {"c": "one"})
    one.close()
    two.close()


def test_a_call_without_a_seat_gets_none_by_being_handed_over() -> None:
    store = FakeStore()
    one = Seating(store, "one")
    one.resume("over the limit")
    one.leave("over the limit")
    one.close()
    assert store.taken == {}


def test_without_the_store_the_engine_counts_alone_and_says_so_once(caplog: pytest.LogCaptureFixture) -> None:
    store = FakeStore()
    one = Seating(store, "one")
    assert one.take("a", LINE)
    store.down = True
    assert one.take("b", LINE)
    assert not one.take("c", LINE)
    assert one.take("d", Line("12346", "f", most=1))
    one.leave("a")
    assert one.take("e", LINE)
    store.down = False
    until(lambda: store.taken == {"b": "one", "d": "one", "e": "one"})
    assert not one.take("f", LINE)
    one.close()
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]
    assert "counted on this engine alone: the store failed: start it" in caplog.messages[0]


def test_a_store_that_comes_back_is_not_believed_before_it_knows_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the first seat that it hears of again and the second, a third call comes."""
    store, known, go_on = FakeStore(), threading.Event(), threading.Event()
    one = Seating(store, "one")
    store.down = True
    assert one.take("a", LINE) and one.take("b", LINE)
    keep = store.keep_seat

    def slow(call: str, context: str, pattern: str, *, engine: str) -> None:
        if call == "b" and not store.down:
            known.set()
            assert go_on.wait(PATIENCE)
        keep(call, context, pattern, engine=engine)

    monkeypatch.setattr(store, "keep_seat", slow)
    store.down = False
    assert known.wait(PATIENCE)
    assert store.taken == {"a": "one"}
    assert not one.take("c", LINE)
    go_on.set()
    until(lambda: store.taken == {"a": "one", "b": "one"})
    one.close()


def test_a_store_that_hangs_keeps_a_caller_waiting_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seating, "TAKE_SECONDS", 0.05)
    store, hangs = FakeStore(), threading.Event()
    take = store.take_seat

    def slow(call: str, context: str, pattern: str, most: int, *, engine: str) -> bool:
        hangs.wait(PATIENCE)
        return take(call, context, pattern, most, engine=engine)

    monkeypatch.setattr(store, "take_seat", slow)
    store.down = True
    one = Seating(store, "one")
    assert [one.take(call, LINE) for call in "abc"] == [True, True, False]
    store.down = False
    hangs.set()
    until(lambda: store.taken == {"a": "one", "b": "one"} and one.take("a", LINE))
    one.close()
    assert not Seating(store, "two").take("c", LINE)


def test_a_seat_that_was_found_too_late_is_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seating, "TAKE_SECONDS", 0.05)
    store, hangs = FakeStore(), threading.Event()
    one = Seating(store, "one")
    assert one.take("a", LINE)
    take, late = store.take_seat, list[bool]()

    def slow(call: str, context: str, pattern: str, most: int, *, engine: str) -> bool:
        hangs.wait(PATIENCE)
        late.append(take(call, context, pattern, most, engine=engine))
        return late[-1]

    monkeypatch.setattr(store, "take_seat", slow)
    with ThreadPoolExecutor(2) as pool:
        answers = dict(zip("bc", pool.map(lambda call: one.take(call, LINE), "bc"), strict=True))
    assert sorted(answers.values()) == [False, True]
    hangs.set()
    here = {call: "one" for call, taken in answers.items() if taken}
    until(lambda: len(late) == 2 and store.taken == {"a": "one", **here})
    one.close()
