"""Signs of life: from start to end, through a store that fails, and after having been forgotten."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable

import pytest

from callwright.heartbeat import Heartbeat
from engine.store.errors import Unreachable


class Shaky:
    """A store that may be down, or have forgotten the engine."""

    def __init__(self) -> None:
        self.down = self.forgotten = False
        self.beats = 0
        self.signed: list[tuple[str, int, str]] = []
        self.off: list[str] = []

    def _reach(self) -> None:
        if self.down:
            raise Unreachable("the store is down", "start it")

    def sign_on(self, host: str, pid: int, engine: str = "") -> str:
        self._reach()
        self.forgotten = False
        self.signed.append((host, pid, engine))
        return engine or "an id"

    def seen(self, engine: str) -> bool:
        self.beats += 1
        self._reach()
        return not self.forgotten

    def sign_off(self, engine: str) -> None:
        self._reach()
        self.off.append(engine)


def until(found: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not found():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_from_signing_on_to_signing_off() -> None:
    store = Shaky()
    heartbeat = Heartbeat(store, 0.01)  # type: ignore[arg-type]
    assert heartbeat.engine == "an id"
    until(lambda: store.beats >= 2)
    heartbeat.close()
    assert [(pid, engine) for _, pid, engine in store.signed] == [(os.getpid(), "")]
    assert store.off == ["an id"]


def test_a_store_that_fails_is_survived_and_named_once(caplog: pytest.LogCaptureFixture) -> None:
    store = Shaky()
    heartbeat = Heartbeat(store, 0.01)  # type: ignore[arg-type]
    caplog.set_level(logging.ERROR)
    store.down = True
    before = store.beats
    until(lambda: store.beats >= before + 4)
    assert caplog.text.count("no signs of life") == 1
    store.down = False
    before = store.beats
    until(lambda: store.beats >= before + 2)
    heartbeat.close()
    assert store.off == ["an id"]


def test_an_engine_that_was_forgotten_signs_on_again_as_itself() -> None:
    store = Shaky()
    heartbeat = Heartbeat(store, 0.01)  # type: ignore[arg-type]
    store.forgotten = True
    until(lambda: len(store.signed) == 2)
    heartbeat.close()
    assert store.signed[1][2] == "an id"


def test_a_store_that_is_down_at_the_end_is_named(caplog: pytest.LogCaptureFixture) -> None:
    store = Shaky()
    heartbeat = Heartbeat(store, 60.0)  # type: ignore[arg-type]
    store.down = True
    heartbeat.close()
    assert "could not sign off" in caplog.text
