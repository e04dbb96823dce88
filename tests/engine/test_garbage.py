"""A call that is over is gone: nothing of it waits for the garbage collector."""

from __future__ import annotations

import gc
import weakref

import pytest

from engine import runner
from engine.keys import JournaledCall
from flows.release import Release
from tests.engine.build import at, flow, release, ring
from tests.engine.steps import Ask, Boom, Go, Say, Sub

BYE = at("bye", Go(kind="finish", to="completed"))
ENDS = {
    "to its end": (release(flow("main", at("ask", Ask(), k1="bye"), BYE)), "1"),
    "the caller hangs up": (release(flow("main", at("ask", Ask()), BYE, on_hangup="bye")), "!"),
    "a node fails": (release(flow("main", at("boom", Boom(), error="say"), at("say", Say(text="x")))), ""),
    "within flows": (release(flow("main", at("in", Sub(flow="a"))), flow("a", at("in", Boom()))), ""),
}


@pytest.mark.parametrize(("flows", "keys"), ENDS.values(), ids=ENDS)
def test_nothing_is_left(flows: Release, keys: str, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[weakref.ref[JournaledCall]] = []

    class Watched(JournaledCall):
        def __init__(self, *parts: object) -> None:
            super().__init__(*parts)  # type: ignore[arg-type]
            calls.append(weakref.ref(self))

    monkeypatch.setattr(runner, "JournaledCall", Watched)
    gc.disable()
    try:
        ring(flows, keys)
        assert [call() for call in calls] == [None]
    finally:
        gc.enable()
