"""An engine dies, hangs or is stopped in the middle of a call: the caller goes on."""

from __future__ import annotations

import signal

import pytest

from tests.live.conftest import Ring
from tests.live.engines import Engine, Project, until
from tests.switch import Switch

pytestmark = pytest.mark.live

Two = tuple[Engine, Engine]


def test_killed_in_a_menu_prompt_the_caller_goes_on_in_the_same_menu(
    two: Two, call: Ring, project: Project
) -> None:
    first, _ = two
    caller = call()
    caller.reaches("main")
    caller.press("1")
    caller.reaches("second")
    first.kill()
    caller.happens("call_resumed", node="second")
    caller.press("1")
    caller.happens("milestone", name="kept", value=f"of {caller.number} in zh-CN")
    caller.press("#")
    assert caller.ends() == "completed"
    assert project.rows("trial", "SELECT count(*) FROM visits WHERE caller = ?", caller.number) == [(1,)]
    assert len(caller.of("call_started")) == len(caller.of("call_finished")) == 1
    assert caller.visits("note") == caller.visits("second") == 1
