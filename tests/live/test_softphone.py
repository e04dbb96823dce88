"""A softphone rings a line: it is answered, its keys are understood, its voice is recorded."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.live.conftest import NUMBER
from tests.live.engines import CONTEXT, Caller, Engine, Project
from tests.live.listening import listened
from tests.live.softphone import softphone
from tests.switch import Switch

pytestmark = pytest.mark.live

OWNER = "13800138777"


def test_a_softphone(switch: Switch, project: Project, engine: Engine, tmp_path: Path) -> None:
    switch.extension(NUMBER, [("transfer", f"{NUMBER} XML {CONTEXT}")])
    caller = Caller(switch, project.store_url, OWNER, "")
    with softphone(tmp_path, OWNER, switch.sound("voice.wav", 30, 400)) as phone:
        phone.dial(f"sip:{NUMBER}@127.0.0.1:{switch.sip_port}")
        caller.reaches("main")
        phone.press("2")
        caller.reaches("code")
        phone.press("4711#")
        caller.happens("milestone", name="code", value="4711")
        phone.press("4")
        caller.reaches("take")
        time.sleep(2.5)
        phone.press("#")
        caller.happens("milestone", name="saved")
        phone.press("#")
        assert caller.ends() == "completed"
    (recorded,) = caller.of("recorded")
    seconds, loudness, hertz = listened(Path(recorded.to_json()["path"]))
    assert seconds > 2
    assert loudness > 3000
    assert 380 < hertz < 420
