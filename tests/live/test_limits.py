"""A limit of calls that two engines share: the third caller hears the notice, on a real switch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.by_hours import FEW, NOTICE
from tests.live.conftest import Ring
from tests.live.engines import CONTEXT, Engine, Project, entrance, until
from tests.live.listening import listened
from tests.switch import Switch

pytestmark = pytest.mark.live


@pytest.fixture
def engines(switch: Switch, lines: Project) -> Iterator[tuple[Engine, Engine]]:
    """Two engines that share the limit."""
    first, second = lines.engine("sharing-first"), lines.engine("sharing-second")
    try:
        first.start()
        second.start()
        yield first, second
        switch.api("hupall")
    finally:
        first.stop()
        second.stop()


def test_two_engines_share_the_limit_of_a_line(
    engines: tuple[Engine, Engine], lines: Project, call: Ring, switch: Switch, tmp_path: Path
) -> None:
    first, second = engines
    with entrance(switch, lines, (first, second)):
        one = call(FEW)
        one.reaches("stay")
    heard = tmp_path / "notice.wav"
    listening = {"execute_on_media": f"'record_session {heard}'"}
    with entrance(switch, lines, (second, first)):
        two = call(FEW)
        two.reaches("stay")
        three = call(FEW, variables=listening)
        assert three.ends() == "line_full"
        assert [event.to_json()["text"] for event in three.of("heard")] == [NOTICE]
        assert [event.to_json()["cause"] for event in three.of("hung_up")] == ["USER_BUSY"]
        assert three.of("answered") == []
        assert f"finds line {CONTEXT}/{FEW} full (2 calls)" in second.log()
        assert "full" not in first.log()
        # The seat goes with its call when an engine dies, and back when the call ends.
        first.kill()
        one.happens("call_resumed", node="stay")
        assert call(FEW).ends() == "line_full"
        one.press("#")
        assert one.ends() == "completed"
        until("a free seat", lambda: (flow_of_new(call)) == "day-line")
    seconds, loudness, _ = listened(heard)
    assert seconds > 2.0 and loudness > 300


def flow_of_new(call: Ring) -> str:
    """What answers a new call on the line with a limit."""
    caller = call(FEW)
    until("an answer", lambda: bool(caller.of("call_started")))
    return str(caller.of("call_started")[0].to_json()["flow"])
