"""A limit of calls that two engines share: the third caller hears the notice, on a real switch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.engine.services.servers import postgresql
from tests.live.by_hours import DAY, FEW, NOTICE, add_lines
from tests.live.engines import CONTEXT, Caller, Engine, Project, entrance, ring, until
from tests.live.listening import listened
from tests.switch import Switch

pytestmark = pytest.mark.live


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.database)])
def site(
    request: pytest.FixtureRequest, switch: Switch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Project]:
    """The project with its lines, once with each kind of store."""
    if request.param == "sqlite":
        yield request.getfixturevalue("lines")
        return
    with postgresql(tmp_path_factory.mktemp("postgresql")) as url:
        made = Project.trial(switch, tmp_path_factory.mktemp("sharing") / "project")
        made.environment["CALLWRIGHT_STORE_URL"] = url
        add_lines(made)
        yield made


@pytest.fixture
def engines(switch: Switch, site: Project) -> Iterator[tuple[Engine, Engine]]:
    """Two engines that share the limit."""
    first, second = site.engine("sharing-first"), site.engine("sharing-second")
    try:
        first.start()
        second.start()
        yield first, second
        switch.api("hupall")
    finally:
        first.stop()
        second.stop()


def test_two_engines_share_the_limit_of_a_line(
    engines: tuple[Engine, Engine], site: Project, switch: Switch, tmp_path: Path
) -> None:
    first, second = engines

    def call(**circumstances: Any) -> Caller:
        return ring(switch, site, FEW, **circumstances)

    with entrance(switch, site, (first, second)):
        one = call()
        one.reaches("stay")
    heard = tmp_path / "notice.wav"
    listening = {"execute_on_media": f"'record_session {heard}'"}
    with entrance(switch, site, (second, first)):
        two = call()
        two.reaches("stay")
        three = call(variables=listening)
        assert three.ends() == "line_full"
        assert [event.to_json()["text"] for event in three.of("heard")] == [NOTICE]
        assert [event.to_json()["cause"] for event in three.of("hung_up")] == ["USER_BUSY"]
        assert three.of("answered") == []
        assert f"finds line {CONTEXT}/{FEW} full (2 calls)" in second.log()
        assert "full" not in first.log()
        # The seat goes with its call when an engine dies, and back when the call ends.
        first.kill()
        one.happens("call_resumed", node="stay")
        assert call().ends() == "line_full"
        one.press("#")
        assert one.ends() == "completed"
        until("a free seat", lambda: flow_of_new(call()) == DAY)
    seconds, loudness, _ = listened(heard)
    assert seconds > 2.0 and loudness > 300


def flow_of_new(caller: Caller) -> str:
    """What answers a new call: the name of a flow, empty for the notice."""
    until("an answer", lambda: bool(caller.of("call_started")))
    return str(caller.of("call_started")[0].to_json()["flow"])
