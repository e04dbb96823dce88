"""The only engine, or every engine, dies and the caller hangs up: the hang-up handler runs later, once."""

from __future__ import annotations

import time

import pytest

from callwright.sweeper import LOOK_SECONDS, SETTLE_SECONDS
from engine.events import HungUp, NodeEntered
from engine.store.store import Store
from tests.live.conftest import Ring
from tests.live.engines import Caller, Engine, Project, until
from tests.switch import Switch

pytestmark = pytest.mark.live

Two = tuple[Engine, Engine]

SWEEP_SECONDS = 40.0
"""Within which an engine that starts has swept, on a busy machine too."""
SWEPT_SECONDS = SETTLE_SECONDS + 3 * LOOK_SECONDS
"""After which a call that could be swept would have been."""
TALKER = "7006"


@pytest.fixture(autouse=True)
def asked(switch: Switch, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Engines can ask the switch."""
    monkeypatch.setitem(project.environment, "CALLWRIGHT_LIVE_SWITCH", f"{switch.host}:{switch.esl_port}")
    monkeypatch.setitem(project.environment, "CALLWRIGHT_LIVE_PASSWORD", switch.password)


def swept(caller: Caller, project: Project) -> None:
    """Wait until the call is brought to its end, and look at what that was."""
    until(f"the end of {caller.number}", lambda: bool(caller.of("call_finished")), SWEEP_SECONDS)
    events = caller.events()
    assert [event.by for event in events if isinstance(event, HungUp)] == ["caller"]
    after = events[[event.kind for event in events].index("hung_up") :]
    assert [event.node for event in after if isinstance(event, NodeEntered)] == ["left", "gone"]
    assert len(caller.of("call_started")) == len(caller.of("call_finished")) == 1
    rows = project.rows("trial", "SELECT count(*) FROM hangups WHERE caller = ?", caller.number)
    assert rows == [(1,)]
    store = Store.open(f"sqlite:///{project.store_file}")
    assert store.call(caller.call).result == "hung_up"
    until("the end of its position", lambda: caller.call not in positions(store))
    store.close()


def positions(store: Store) -> list[str]:
    """The calls that have a position."""
    return [row.call for row in store.abandoned(-1.0)]


def hangs_up(caller: Caller, switch: Switch) -> None:
    """Hang up, and see to it that the switch has no channel of the call any more."""
    caller.hang_up()
    until("the end of the call", lambda: switch.api(f"uuid_exists {caller.call}").strip() == "false")


def test_the_only_engine_died_in_a_menu(two: Two, call: Ring, switch: Switch, project: Project) -> None:
    first, second = two
    second.stop()
    caller = call()
    caller.reaches("main")
    caller.press("1")
    caller.reaches("second")
    first.kill()
    hangs_up(caller, switch)
    assert not caller.of("call_finished")
    first.start()
    swept(caller, project)
    assert project.rows("trial", "SELECT count(*) FROM visits WHERE caller = ?", caller.number) == [(1,)]


def test_of_two_engines_one_sweeps(two: Two, call: Ring, switch: Switch, project: Project) -> None:
    callers = [call() for _ in range(4)]
    for caller in callers:
        caller.reaches("main")
    for engine in two:
        engine.kill()
    for caller in callers:
        hangs_up(caller, switch)
    for engine in two:
        engine.start()
    for caller in callers:
        swept(caller, project)


def test_a_talk_is_not_swept_before_it_is_over(
    two: Two, call: Ring, switch: Switch, project: Project
) -> None:
    switch.extension(TALKER, [("answer", ""), ("playback", "silence_stream://60000")])
    first, second = two
    caller = call(name=TALKER)
    caller.reaches("main")
    caller.press("6")
    caller.reaches("talk")
    until("the talk", lambda: f",{TALKER}," in switch.api("show calls"))
    store = Store.open(f"sqlite:///{project.store_file}")
    first.kill()
    until("what the other engine finds", lambda: len(store.abandoned(1e9)) == 1, SWEEP_SECONDS)
    [left] = store.abandoned(1e9)
    assert left.away and left.call == caller.call and left.switch
    store.close()
    time.sleep(SWEPT_SECONDS)
    assert caller.there and not caller.of("hung_up")
    assert "cannot be asked" not in second.log()
    hangs_up(caller, switch)
    swept(caller, project)
